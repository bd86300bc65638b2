# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo import http
from odoo.http import request


class SocialCareContact(http.Controller):
    """Download of what is stored on a contact."""

    @http.route(
        "/social_care_crm/contact/<int:contact_id>/export",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def export(self, contact_id):
        """Return the export of a contact as a JSON file.

        :return: 403 for whoever may not export, 404 for an unknown contact
        """
        contact = request.env["res.partner"].browse(contact_id).exists()
        if not contact:
            return request.not_found()
        content = json.dumps(contact._social_care_export(), indent=2, default=str)
        name = f"attachment; filename=contact-{contact_id}.json"
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Content-Disposition": name,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return request.make_response(content, headers)
