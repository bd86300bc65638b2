# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.http import request

from odoo.addons.social_care.tools import log_mask
from odoo.addons.social_care.tools.throttle import Throttle

from ..models.social_care_rating_answer import BEST, LONGEST_COMMENT
from ..tools.link import PATH

log_mask.install()
# The address is a secret: no copy of it is kept, and no other server hears of it.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
LARGEST_BODY = 64 * 1024
# Links that somebody may try in a minute.
throttle = Throttle(60, 60)


class Rating(http.Controller):
    """Page on which a customer rates the service.

    It names the company and nothing of the conversation: whoever forwards the link
    gives nothing away. GET changes nothing, as networks and their apps open links, too.
    Whether a link is wrong, used or expired gets one answer.
    """

    @http.route(
        f"{PATH}<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        sitemap=False,
        max_content_length=LARGEST_BODY,
    )
    def rate(self, token, **values):
        """Show the form, or take the rating.

        :return: 200, 400 without stars, 404 for a link that cannot be used, 429 for
            somebody who tried many
        """
        caller = request.httprequest.remote_addr
        if throttle.is_over(caller):
            return self._show("page_throttled", status=429)
        requests = request.env["social.care.rating.request"]
        found = requests._find_by_token(token, request.env.user)
        if not found:
            return self._refuse(caller)
        if request.httprequest.method != "POST":
            return self._show_form(found)
        stars = self._read_stars(values.get("stars"))
        comment = str(values.get("comment") or "")
        if not stars:
            return self._show_form(found, comment, status=400)
        if not found._answer(stars, comment):
            return self._refuse(caller)
        return self._show(
            "page_thanks", company=found.company_id, review=found._get_review()
        )

    def _refuse(self, caller):
        throttle.note_failure(caller)
        return self._show("page_invalid", status=404)

    def _read_stars(self, value):
        """Return the number of stars, 0 if there is none."""
        allowed = {str(number): number for number in range(1, BEST + 1)}
        return allowed.get(value, 0)

    def _show_form(self, found, comment="", status=200):
        return self._show(
            "page_form",
            status,
            company=found.company_id,
            comment=comment[:LONGEST_COMMENT],
            longest=LONGEST_COMMENT,
            is_incomplete=status != 200,
            lang=found._get_language(),
        )

    def _show(self, page, status=200, lang=None, **values):
        if lang:
            request.update_context(lang=lang)
        response = request.render(
            f"social_care_crm_rating.{page}", values, status=status
        )
        response.headers.update(_HEADERS)
        return response
