# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareStream(models.Model):
    _inherit = "social.care.stream"

    def write(self, vals):
        """Place waiting tickets of these streams anew: the customer weight counts in
        the stage Integrated alone.
        """
        result = super().write(vals)
        if "stage" in vals:
            said = "ticket_id.social_care_thread_ids.last_mention_id.stream_id"
            self.env["social.care.work"].sudo().search(
                [("state", "in", ("waiting", "offered")), (said, "in", self.ids)]
            )._enqueue_place()
        return result
