# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import Response

from odoo.addons.social_care_api.controllers.dispatcher import (
    SocialCareApiDispatcher,
    read_error,
)
from odoo.addons.social_care_api.tools.errors import ERRORS

from ..tools.credentials import MissingCredentials
from ..tools.envelope import is_fault_of_client, write_fault
from ..tools.versions import SOAP_12, choose_version

# Codes that HTTP tells, too; SOAP has one status for all others.
_TOLD = ("method_not_allowed", "too_large", "unsupported_media_type")


class SocialCareSoapDispatcher(SocialCareApiDispatcher):
    """Answers SOAP messages, and every error as a fault."""

    routing_type = "social_care_api_soap"

    def handle_error(self, exc):
        """Return the fault of an error, without anything of the server."""
        version = choose_version(self.request.httprequest.mimetype)
        return make_fault(read_error(exc), version)


def make_fault(error, version, headers=(), language="en"):
    """Return the answer for a refusal.

    :param error: ``ServiceError``
    :param version: ``tools.versions.Version``
    :param headers: dict of more headers
    :param language: of the error's words
    :return: response
    """
    more = {}
    if isinstance(error, MissingCredentials):
        more["WWW-Authenticate"] = 'Basic realm="API key of Odoo"'
    return make_answer(
        write_fault(error, version, language),
        version,
        {**more, **dict(headers)},
        _choose_status(error, version),
    )


def make_answer(body, version, headers=(), status=200):
    """Return an answer.

    :param bytes body: an envelope
    :param version: ``tools.versions.Version``
    :param headers: dict of more headers
    :param status: of HTTP
    :return: response
    """
    response = Response(
        body,
        status=status,
        content_type=f"{version.media_type}; charset=utf-8",
        headers=dict(headers),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _choose_status(error, version):
    """SOAP 1.1 has 500 for faults, SOAP 1.2 has 400 for those of the client."""
    if error.code in _TOLD:
        return ERRORS[error.code][0]
    if isinstance(error, MissingCredentials):
        return 401
    return 400 if version is SOAP_12 and is_fault_of_client(error) else 500
