# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareProfile(models.Model):
    """Views of the business summary are personal data, too."""

    _inherit = "social.care.profile"

    summary_view_ids = fields.One2many(
        "social.care.summary.view",
        "profile_id",
        readonly=True,
        groups="social_care.group_social_care_supervisor",
    )

    def _export(self):
        views = self.summary_view_ids
        return {**super()._export(), "business_summary_viewed": views._export()}

    def _erase(self, words):
        """The contact stays in the log; that this person was the contact does not."""
        self.summary_view_ids.profile_id = False
        return super()._erase(words)
