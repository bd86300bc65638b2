# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from werkzeug.exceptions import (
    HTTPException,
    NotFound,
    RequestEntityTooLarge,
    Unauthorized,
)

from odoo.exceptions import AccessDenied, UserError
from odoo.http import Dispatcher, Response, SessionExpiredException

from ..tools.errors import ServiceError

WRONG_PATH = "There is no such path. The OpenAPI document lists all."


class SocialCareApiDispatcher(Dispatcher):
    """Answers requests of the API, and every error as a problem document."""

    routing_type = "social_care_api"

    @classmethod
    def is_compatible_with(cls, request):
        """Bodies are checked by the controller, with words of its own."""
        return True

    def dispatch(self, endpoint, args):
        self.request.params = args
        return self.request.registry["ir.http"]._dispatch(endpoint)

    def handle_error(self, exc):
        """Return the problem document of an error, without anything of the server."""
        return make_problem(read_error(exc))


def make_problem(error, headers=()):
    """Return the answer for a refusal.

    :param error: ``ServiceError``
    :param headers: dict of more headers
    :return: response
    """
    problem = error.describe()
    more = {"WWW-Authenticate": "Bearer"} if error.code == "unauthorized" else {}
    return Response(
        json.dumps(problem, ensure_ascii=False),
        status=problem["status"],
        content_type="application/problem+json",
        headers={**more, **dict(headers)},
    )


def read_error(exc):
    """Return what a client is told of an error, without anything of the server.

    :param exc: exception
    :return: ``ServiceError``
    """
    if isinstance(exc, ServiceError):
        return exc
    if isinstance(exc, Unauthorized | AccessDenied | SessionExpiredException):
        words = "Send an API key of Odoo: Authorization: Bearer KEY."
        return ServiceError("unauthorized", words)
    if isinstance(exc, RequestEntityTooLarge):
        return ServiceError("too_large", "The body of the request is too large.")
    if isinstance(exc, NotFound):
        return ServiceError("not_found", WRONG_PATH)
    if isinstance(exc, UserError):
        return ServiceError("refused", str(exc))
    if isinstance(exc, HTTPException) and exc.code and exc.code < 500:
        return ServiceError("invalid_request", exc.description or exc.name)
    return ServiceError("internal_error", "An error of the server. It is in its log.")
