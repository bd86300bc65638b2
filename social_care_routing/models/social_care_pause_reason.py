# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SocialCarePauseReason(models.Model):
    """A reason that agents choose when they set themselves to Away."""

    _name = "social.care.pause.reason"
    _description = "Social Care Pause Reason"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", help="Leave empty to make the reason available in all companies."
    )

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    @api.ondelete(at_uninstall=False)
    def _check_never_used(self):
        times = self.env["social.care.agent.time"].sudo()
        used = times.search([("reason_id", "in", self.ids)], limit=1)
        if used:
            raise UserError(
                self.env._(
                    "Agents have already used “%s”. Archive it instead.",
                    used.reason_id.name,
                )
            )
