# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    social_care_influence_days = fields.Integer(
        string="Influenced within (days)",
        default=7,
        groups="base.group_user",
        help="An order is reported as influenced if it was confirmed within this many "
        "days after a click on a link in a reply to the customer.",
    )

    _social_care_influence_days_range = models.Constraint(
        "CHECK (social_care_influence_days BETWEEN 1 AND 90)",
        "Orders can be influenced within 1 to 90 days after a click.",
    )
