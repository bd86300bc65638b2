# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SocialCareCapacityProfile(models.Model):
    """Limits on the concurrent work of a group of agents."""

    _name = "social.care.capacity.profile"
    _description = "Social Care Capacity Profile"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    total = fields.Float(
        string="Maximum load",
        help="Maximum total load of an agent's concurrent contacts. 0 means no limit.",
    )
    offers = fields.Integer(
        string="Concurrent offers",
        default=1,
        help="Maximum number of pending offers per agent; the next one follows after "
        "a response. 0 means no limit.",
    )
    line_ids = fields.One2many("social.care.capacity", "profile_id", copy=True)

    _numbers = models.Constraint(
        "CHECK (total BETWEEN 0 AND 100000 AND offers >= 0)",
        "The maximum load must be between 0 and 100000, and concurrent offers cannot "
        "be negative.",
    )

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    @api.ondelete(at_uninstall=False)
    def _check_no_agents(self):
        agents = self.env["social.care.agent"].sudo().with_context(active_test=False)
        used = agents.search([("profile_id", "in", self.ids)])
        if used:
            raise UserError(
                self.env._(
                    "%(profile)s is still used by %(people)s. Choose another capacity "
                    "profile for them first.",
                    profile=used[0].profile_id.name,
                    people=", ".join(used.user_id.mapped("name")),
                )
            )

    def write(self, vals):
        result = super().write(vals)
        self.env["social.care.routing.drain"]._schedule()
        return result
