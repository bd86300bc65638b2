# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import request, route

from odoo.addons.link_tracker.controller.main import LinkTracker

from ..tools.visitor import is_person


class SocialCareLinkTracker(LinkTracker):
    """Count only people who open the link of a reply."""

    @route()
    def full_url_redirect(self, code, **post):
        """Lead programs on without counting them."""
        person = is_person(request.httprequest.method, request.httprequest.headers)
        trackers = request.env["link.tracker"].sudo()
        if person or not trackers._social_care_is_of_reply(code):
            return super().full_url_redirect(code, **post)
        address = trackers.get_url_from_code(code)
        return request.redirect(address, code=301, local=False)
