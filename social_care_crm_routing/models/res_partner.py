# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _social_care_follow_weight(self):
        """Place waiting tickets of these customers anew."""
        result = super()._social_care_follow_weight()
        own = Domain("commercial_partner_id", "in", self.ids)
        theirs = Domain("ticket_id.partner_id", "any", own) | Domain(
            "ticket_id.social_care_thread_ids.profile_id.partner_id", "any", own
        )
        waiting = Domain("state", "in", ("waiting", "offered"))
        self.env["social.care.work"].sudo().search(waiting & theirs)._enqueue_place()
        return result
