# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import RequestEntityTooLarge

from odoo import http
from odoo.http import request

from odoo.addons.social_care_api.controllers.receiving import (
    check_size,
    receive_body,
    spend_request,
)
from odoo.addons.social_care_api.controllers.repeating import repeat_conflicts
from odoo.addons.social_care_api.tools.errors import ServiceError

from ..tools.envelope import read_message, write_message
from ..tools.versions import SOAP_11, SOAP_12, choose_version
from ..tools.wsdl import PATH, build_wsdl
from .dispatcher import make_answer, make_fault
from .login import log_in

# Bytes of the largest message, a file in base64.
LARGEST = 8 * 1024 * 1024
_CHARSETS = ("utf-8", "utf8", "utf-16", "us-ascii")


class SocialCareSoap(http.Controller):
    """The service by SOAP: messages and types are those of the operations."""

    @http.route(
        PATH,
        type="social_care_api_soap",
        auth="none",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
        readonly=False,
        max_content_length=LARGEST,
    )
    def serve(self):
        """Answer a message, or with the WSDL: it describes addons, no data."""
        version = choose_version(request.httprequest.mimetype)
        headers = {}
        try:
            if request.httprequest.method != "POST":
                return _answer_wsdl()
            answer = repeat_conflicts(lambda: _answer_message(version, headers))
            return make_answer(answer, version, headers)
        except ServiceError as error:
            language = (request.env.user.lang or "en").replace("_", "-")
            return make_fault(error, version, headers, language)


def _answer_wsdl():
    if "wsdl" not in {name.lower() for name in request.httprequest.args}:
        words = f"Use POST. The WSDL is at {PATH}?wsdl."
        raise ServiceError("method_not_allowed", words)
    contract = request.env["social.care.service"]._get_soap_contract()
    address = request.httprequest.host_url.rstrip("/") + PATH
    return http.Response(build_wsdl(contract, address), content_type="text/xml")


def _answer_message(version, headers):
    """:return: bytes of the envelope"""
    contract = request.env["social.care.service"]._get_soap_contract()
    body = _read_body()
    message = read_message(body, version, contract.sizes)
    spend_request(log_in(message.security), headers)
    call = contract.find(message.call)
    check_size(body, call.operation)
    values, request_id = contract.read_call(call, message.call)
    service = request.env["social.care.service"]
    outcome = service._call(call.operation, call.operation.parse, values, request_id)
    if outcome.error:
        raise outcome.error
    return write_message(contract.write_answer(call, outcome.answer), version)


def _read_body():
    received = request.httprequest
    charset = received.mimetype_params.get("charset", "utf-8").strip("\"'").lower()
    media_types = (SOAP_11.media_type, SOAP_12.media_type)
    if received.mimetype not in media_types or charset not in _CHARSETS:
        words = (
            "Send SOAP 1.1 as text/xml, SOAP 1.2 as application/soap+xml, in UTF-8 or "
            "UTF-16."
        )
        raise ServiceError("unsupported_media_type", words)
    try:
        return receive_body()
    except RequestEntityTooLarge:
        words = f"At most {LARGEST // 1024} kB are accepted."
        raise ServiceError("too_large", words) from None
