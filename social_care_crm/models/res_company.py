# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    social_care_link_automatically = fields.Boolean(
        string="Link proven contacts automatically",
        help="A person is linked to a contact without an agent if the network itself "
        "proves it: its phone number or ID is on file, under the same name. "
        "Otherwise agents decide.",
        groups="base.group_user",
    )
    social_care_service_summary = fields.Boolean(
        string="Business summary for service",
        help="Agents see counts and sums of orders, invoices and opportunities of "
        "proven contacts, and the last order and its state. Each view is logged.",
        groups="base.group_user",
    )
    social_care_lead_team_id = fields.Many2one(
        "crm.team",
        string="Sales team of social leads",
        check_company=True,
        ondelete="set null",
        groups="base.group_user",
        help="Gets the leads of agents, and those of rules without a sales team.",
    )
