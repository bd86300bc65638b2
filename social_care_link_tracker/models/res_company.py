# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    social_care_is_tracking_links = fields.Boolean(
        string="Count clicks on links in replies",
        groups="base.group_user",
        help="When an agent sends a reply, its links are replaced by short links of "
        "this database that count clicks.",
    )
    social_care_link_campaign_id = fields.Many2one(
        "utm.campaign",
        string="Campaign of links in replies",
        ondelete="set null",
        copy=False,
        groups="base.group_user",
    )
