# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, http
from odoo.http import HttpDispatcher, Response, request

from ..models.social_care_app_webhook import TOO_LARGE
from ..tools import log_mask
from ..tools.values import Answer, Request

LARGEST_BODY = 16 * 1024 * 1024
log_mask.install()
METHODS = ("GET", "HEAD", "OPTIONS", "POST")


class RawDispatcher(HttpDispatcher):
    """Dispatch without reading the body: a signature covers the bytes of a form, too,
    and nothing is read for an address that does not exist.
    """

    routing_type = "social_care_raw"

    def dispatch(self, endpoint, args):
        self.request.params = args
        return self.request.registry["ir.http"]._dispatch(endpoint)


class SocialCareWebhook(http.Controller):
    """Endpoint of the webhooks of networks."""

    @http.route(
        "/social_care/webhook/<string:token>",
        type=RawDispatcher.routing_type,
        auth="none",
        methods=METHODS,
        csrf=False,
        save_session=False,
        readonly=False,
        max_content_length=LARGEST_BODY,
    )
    def webhook(self, token):
        """Verify, store and answer a request.

        HEAD and OPTIONS, which come with GET, store nothing.

        :return: 200 stored, 202 stored but of an unknown kind, 400 cannot be parsed,
            401 wrong signature, 404 unknown address, 413 too large or too many, 415 a
            form where the network sends none; a connector may answer otherwise
        """
        if request.httprequest.method == "OPTIONS":
            return Response(status=204, headers={"Allow": ", ".join(METHODS)})
        request.update_env(user=SUPERUSER_ID)
        app = request.env["social.care.app"]._find_by_webhook(token)
        if not app:
            return _respond(Answer("No such address", status=404))
        if app._is_too_large(request.httprequest.content_length or 0):
            return _respond(TOO_LARGE)
        return _respond(app._take_request(_read_request()))


def _read_request():
    """Return the ``tools.values.Request``. Odoo keeps the body for a retry after a
    conflict with another request with the same notice.
    """
    sent = request.httprequest
    return Request(
        method=sent.method,
        params={**sent.args},
        headers={name.lower(): value for name, value in sent.headers},
        raw=sent.get_data() if sent.method == "POST" else b"",
    )


def _respond(answer):
    return Response(answer.body, status=answer.status, content_type=answer.content_type)
