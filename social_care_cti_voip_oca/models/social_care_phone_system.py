# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCarePhoneSystem(models.Model):
    _inherit = "social.care.phone.system"

    binding = fields.Selection(
        selection_add=[("voip_oca", "Softphone in the browser (VoIP OCA)")],
        ondelete={"voip_oca": "cascade"},
    )

    @api.model
    def _find_softphones(self, company):
        """:return: the ``social.care.phone.system`` that keeps the softphone calls of a
        company, may be empty
        """
        domain = [("binding", "=", "voip_oca"), ("company_id", "=", company.id)]
        found = self.search(domain, limit=1)
        return found.filtered("is_enabled")

    def _ensure_softphone(self, user):
        """:return: the device of a user's softphone"""
        device = f"voip/{user.id}"
        if not self._find_line(device):
            self.line_ids.create(
                {"system_id": self.id, "user_id": user.id, "device": device}
            )
        return device
