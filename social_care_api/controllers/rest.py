# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import json

from pydantic_core import from_json
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from odoo import http
from odoo.http import request

from ..tools.errors import ServiceError
from ..tools.openapi import BASE
from ..tools.values import is_request_id
from .dispatcher import WRONG_PATH, make_problem
from .receiving import check_size, receive_body, spend_request
from .repeating import repeat_conflicts

# Odoo's keys are found by their first characters.
KEY_INDEX = 8


class SocialCareRest(http.Controller):
    """The service by REST: paths and arguments are those of the operations."""

    @http.route(
        f"{BASE}/openapi.json",
        type="social_care_api",
        auth="none",
        methods=["GET"],
        save_session=False,
    )
    def describe(self):
        """Answer with the OpenAPI document. It describes addons, no data."""
        document = request.env["social.care.service"]._get_document()
        server = request.httprequest.host_url.rstrip("/") + BASE
        text = json.dumps(document | {"servers": [{"url": server}]})
        return _make_response(text.encode())

    @http.route(
        f"{BASE}/<path:path>",
        type="social_care_api",
        auth="social_care_api",
        csrf=False,
        save_session=False,
        max_content_length=8 * 1024 * 1024,
    )
    def call(self, path):
        """Call the operation of a path.

        :param path: below the address of the API
        """
        headers = {}
        try:
            spend_request(_get_key_index(), headers)
            outcome = repeat_conflicts(lambda: _call_operation(path))
        except ServiceError as error:
            return make_problem(error, headers)
        if outcome.error:
            return make_problem(outcome.error, headers)
        body = json.dumps(outcome.answer, ensure_ascii=False).encode()
        return _make_response(body, headers)


def _call_operation(path):
    service = request.env["social.care.service"]
    operation, names = _find_operation(service, path)
    if not operation.is_writing:
        in_path = {name: str(value) for name, value in names.items()}
        query = request.httprequest.args.to_dict() | in_path
        return service._call(operation, operation.parse_texts, query)
    _refuse_query()
    request_id = _read_request_id()
    values = _read_body(operation)
    if set(values) & set(names):
        words = f"{', '.join(names)}: belongs into the path alone."
        raise ServiceError("invalid_request", words)
    return service._call(operation, operation.parse, values | names, request_id)


def _find_operation(service, path):
    """:return: operation, {argument in the path: value}"""
    operations, routes = service._get_routes()
    try:
        name, names = routes.bind("").match(
            f"/{path}", method=request.httprequest.method
        )
    except MethodNotAllowed as error:
        methods = ", ".join(sorted(error.valid_methods))
        request.future_response.headers["Allow"] = methods
        raise ServiceError("method_not_allowed", f"Use {methods}.") from None
    except (NotFound, RequestRedirect):
        raise ServiceError("not_found", WRONG_PATH) from None
    return operations[name], names


def _refuse_query():
    if request.httprequest.query_string:
        words = "Arguments belong into the body, as JSON."
        raise ServiceError("invalid_request", words)


def _read_request_id():
    """:return: ID of the request, '' for one that has none"""
    headers = request.httprequest.headers
    if "Idempotency-Key" not in headers:
        return ""
    request_id = headers["Idempotency-Key"]
    if not is_request_id(request_id):
        words = "Idempotency-Key: 1 to 200 printable ASCII characters without spaces."
        raise ServiceError("invalid_request", words)
    return request_id


def _read_body(operation):
    """:return: dict of JSON values, an empty one without a body"""
    body = receive_body()
    check_size(body, operation)
    if not body:
        return {}
    if request.httprequest.mimetype != "application/json":
        words = "Send JSON, with the header Content-Type: application/json."
        raise ServiceError("unsupported_media_type", words)
    try:
        values = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        words = f"The body is not valid JSON: {error}"
        raise ServiceError("invalid_request", words) from None
    if not isinstance(values, dict):
        raise ServiceError("invalid_request", "The body must be a JSON object.")
    return values


def _get_key_index():
    _scheme, _space, key = request.httprequest.headers.get(
        "Authorization", ""
    ).partition(" ")
    return key.strip()[:KEY_INDEX] or "session"


def _make_response(body, headers=()):
    tag = hashlib.sha256(body).hexdigest()[:32]
    response = http.Response(
        body, content_type="application/json", headers=dict(headers)
    )
    response.headers["Cache-Control"] = "private, no-cache"
    if request.httprequest.method == "GET":
        response.set_etag(tag)
        response.make_conditional(request.httprequest)
    return response
