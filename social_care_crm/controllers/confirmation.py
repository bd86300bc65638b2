# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.http import request
from odoo.tools.image import image_data_uri

from ..models.social_care_confirmation import CONFIRM_PATH as _PATH

# The address is a secret: no copy of it is kept, and no other server hears of it.
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


class Confirmation(http.Controller):
    """Pages on which contacts confirm that a profile is theirs, or undo it.

    GET changes nothing: programs that check links in mails open them, too. Whether an
    address is wrong, used or expired gets one answer.
    """

    @http.route(
        f"{_PATH}/me/<string:token>",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        sitemap=False,
    )
    def confirm_signed_in(self, token, **values):
        """Confirm as the portal user who is signed in."""
        user = request.env.user
        row = self._find(token, "one_time_link")
        # A contact of another company cannot be linked.
        if not user._is_portal() or not row.profile_id._can_be_contact(user.partner_id):
            row = row.browse()
        return self._serve(row, values, user.partner_id)

    @http.route(
        f"{_PATH}/address/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        sitemap=False,
    )
    def confirm_address(self, token, **values):
        """Confirm or decline with the link that was sent to the address on file."""
        return self._serve(self._find(token, "address"), values)

    @http.route(
        f"{_PATH}/undo/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        sitemap=False,
    )
    def undo(self, token, **values):
        """Undo a confirmation."""
        return self._serve(self._find(token, "undo"), values)

    def _find(self, token, kind):
        return request.env["social.care.confirmation"].sudo()._find(token, kind)

    def _serve(self, row, values, partner=None):
        if not row:
            return self._show("page_invalid", status=404)
        # HEAD comes here as well: it must not answer, and needs no CSRF token.
        if request.httprequest.method != "POST":
            return self._show("page_question", **self._describe(row, partner))
        is_theirs = values.get("answer") == "yes"
        outcome = row._answer(is_theirs, partner)
        if not outcome:
            return self._show("page_invalid", status=404)
        return self._show("page_done", outcome=outcome)

    def _describe(self, row, partner):
        """Return what the page names: who asks, and whose profile it is."""
        profile = row.profile_id
        return {
            "kind": row.kind,
            "company": profile.company_id,
            "network": row._get_network_name(profile),
            "handle": profile.handle or "",
            "name": profile.name or "",
            "picture": profile.image_128 and image_data_uri(profile.image_128),
            "partner": partner,
        }

    def _show(self, page, status=200, **values):
        response = request.render(f"social_care_crm.{page}", values, status=status)
        response.headers.update(_HEADERS)
        return response
