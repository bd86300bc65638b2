# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, http
from odoo.http import Response, request

from odoo.addons.social_care.controllers.main import RawDispatcher
from odoo.addons.social_care.tools.values import Answer, Request

from ..tools.notice import LARGEST
from ..tools.replies import JSON, Generic


class SocialCarePhone(http.Controller):
    """Endpoint of phone systems that post what happens to their calls."""

    @http.route(
        "/social_care/phone/<string:token>",
        type=RawDispatcher.routing_type,
        auth="none",
        methods=["POST"],
        csrf=False,
        save_session=False,
        readonly=False,
        max_content_length=LARGEST,
    )
    def receive(self, token):
        """Verify, store and reply. The phone system waits for the reply to a new call.

        :return: 200 stored, 400 cannot be read, 401 unknown address or wrong password,
            403 another network, 413 too large, 422 names no call
        """
        request.update_env(user=SUPERUSER_ID)
        system = request.env["social.care.phone.system"]._find_by_push_token(token)
        if not system:
            words = Generic(None).refuse("No such address")
            return _respond(Answer(words, JSON, 401))
        sent = request.httprequest
        query = sent.query_string
        return _respond(
            system._receive_notice(_read_request(), sent.remote_addr, query)
        )


def _read_request():
    sent = request.httprequest
    return Request(
        method=sent.method,
        params={},
        headers={name.lower(): value for name, value in sent.headers},
        raw=sent.get_data(),
    )


def _respond(answer):
    headers = {"WWW-Authenticate": "Basic"} if answer.status == 401 else None
    return Response(
        answer.body,
        status=answer.status,
        content_type=answer.content_type,
        headers=headers,
    )
