# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, http
from odoo.http import Response, request

from ..tools import log_mask

LARGEST_BODY = 16 * 1024 * 1024
log_mask.install()
METHODS = ("GET", "HEAD", "OPTIONS", "POST")


class SocialCareWebhook(http.Controller):
    """Endpoint of the webhooks of networks."""

    @http.route(
        "/social_care/webhook/<string:token>",
        type="http",
        auth="none",
        methods=METHODS,
        csrf=False,
        save_session=False,
        readonly=False,
        max_content_length=LARGEST_BODY,
    )
    def webhook(self, token, **params):
        """Verify, store and answer a request.

        HEAD and OPTIONS, which come with GET, store nothing.

        :return: 200 stored, 202 stored but of an unknown kind, 400 not JSON, 401 wrong
            signature, 404 unknown address, 413 too large or too many, 415 sent as a
            form
        """
        if request.httprequest.method == "OPTIONS":
            return Response(status=204, headers={"Allow": ", ".join(METHODS)})
        request.update_env(user=SUPERUSER_ID)
        account = request.env["social.care.account"]._find_by_webhook(token)
        if not account:
            return self._answer(404, "No such address")
        if request.httprequest.method == "POST":
            return self._receive(account)
        return self._challenge(account, params)

    def _challenge(self, account, params):
        answer = account._get_connector()._answer_challenge(account, params)
        return (
            self._answer(404, "Not found") if not answer else self._answer(200, answer)
        )

    def _receive(self, account):
        if request.httprequest.form or request.httprequest.files:
            return self._answer(415, "Send JSON with Content-Type: application/json")
        if (request.httprequest.content_length or 0) > account.max_body_kb * 1024:
            return self._answer(413, "Larger than this account accepts")
        # Kept for a retry after a conflict with another request with the same notice.
        raw = request.httprequest.get_data()
        headers = {name.lower(): value for name, value in request.httprequest.headers}
        return self._answer(*account._receive_webhook(headers, raw))

    def _answer(self, status, words):
        return Response(words, status=status, content_type="text/plain; charset=utf-8")
