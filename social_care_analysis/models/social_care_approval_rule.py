# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools.approval_conditions import CONDITIONS


class SocialCareApprovalRule(models.Model):
    """Conditions of approval rules on topics and incidents."""

    _inherit = "social.care.approval.rule"

    # Restricted: without its only topic a rule would match everything.
    topic_ids = fields.Many2many(
        "social.care.topic",
        string="Topics",
        check_company=True,
        ondelete="restrict",
        context={"active_test": False},
    )
    in_incident = fields.Boolean(
        string="During an incident",
        help="The message that is answered belongs to an open incident.",
    )

    @api.model
    def _get_conditions(self):
        return super()._get_conditions() + CONDITIONS
