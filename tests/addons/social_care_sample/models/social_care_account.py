# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareAccount(models.Model):
    _inherit = "social.care.account"

    network = fields.Selection(
        selection_add=[("sample", "Sample board")],
        ondelete={"sample": lambda accounts: accounts._unlink_with_all()},
    )
    sample_message_days = fields.Integer(
        string="Messages can be answered for (days)",
        groups="social_care.group_social_care_manager",
        help="After this time the board accepts no private reply. 0 means no limit.",
    )
