# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareRoutingTest(models.TransientModel):
    _inherit = "social.care.routing.test"

    social_care_customer_id = fields.Many2one(
        "res.partner",
        string="Customer",
        help="A proven contact. Their weight counts in the queue.",
    )
