# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareProfile(models.Model):
    _inherit = "social.care.profile"

    def _follow_link(self):
        """Place waiting tickets of these people anew: only a proven contact counts."""
        result = super()._follow_link()
        self.env["social.care.work"].sudo().search(
            [
                ("state", "in", ("waiting", "offered")),
                ("ticket_id.social_care_thread_ids.profile_id", "in", self.ids),
            ]
        )._enqueue_place()
        return result
