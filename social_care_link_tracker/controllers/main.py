# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import request, route

from odoo.addons.link_tracker.controller.main import LinkTracker

from ..tools.visitor import is_person


class SocialCareLinkTracker(LinkTracker):
    """Count only people who open the link of a reply."""

    @route()
    def full_url_redirect(self, code, **post):
        """Tell the model who opens the link, which decides what counts as a click."""
        person = is_person(request.httprequest.method, request.httprequest.headers)
        request.update_context(social_care_is_person=person)
        return super().full_url_redirect(code, **post)
