# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareMention(models.Model):
    _inherit = "social.care.mention"

    # The timeline finds the newest mentions of a person, and no others.
    _social_care_timeline_idx = models.Index("(profile_id, effective_at DESC, id DESC)")

    def _route(self):
        """Identify the authors before rules ask for contacts."""
        integrated = self.filtered(lambda m: m.stream_id.stage == "integrated")
        integrated.filtered(lambda m: not m.is_own)._identify_authors()
        return super()._route()

    def _identify_authors(self):
        """Look for evidence of who the authors are, in the batch that is read."""
        if self:
            self.env["social.care.identity"].sudo()._identify(self.sudo())

    def _get_ticket_vals(self, decided):
        """The ticket remembers who opened it, and is called as its contact is."""
        opener = self.profile_id
        customer = opener._get_customer()
        names = (
            {"partner_name": customer.name, "partner_email": customer.email}
            if customer
            else {}
        )
        return {
            **super()._get_ticket_vals(decided),
            "social_care_customer_profile_id": opener.id,
            **{name: decided.get(name, value) for name, value in names.items()},
        }

    def _erase(self, words):
        """What was only proposed goes with the message that it came from."""
        result = super()._erase(words)
        self.env["social.care.evidence"].sudo().search(
            [("mention_id", "in", self.ids), ("state", "=", "proposed")]
        ).unlink()
        return result
