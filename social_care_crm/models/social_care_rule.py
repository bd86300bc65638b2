# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareRule(models.Model):
    """Rules that make leads, for example of a topic that shows an interest to buy."""

    _inherit = "social.care.rule"

    creates_lead = fields.Boolean(
        string="Create lead",
        help="Also create a lead, or join the open one of the same person. In streams "
        "of the stage Integrated.",
    )
    lead_team_id = fields.Many2one(
        "crm.team", string="Sales team", check_company=True, ondelete="set null"
    )
    lead_campaign_id = fields.Many2one(
        "utm.campaign", string="Campaign", ondelete="set null"
    )

    def _get_lead_vals(self):
        """Return only the values of a lead that the rule sets."""
        vals = {
            "team_id": self.lead_team_id.id,
            "campaign_id": self.lead_campaign_id.id,
        }
        return {name: value for name, value in vals.items() if value}
