# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareAccount(models.Model):
    _inherit = "social.care.account"

    lead_campaign_id = fields.Many2one(
        "utm.campaign",
        string="Campaign of leads",
        ondelete="set null",
        help="Campaign of the leads from this account where no rule names one.",
    )
