# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SocialCareCapacityProfile(models.Model):
    """How much people of one kind do at once."""

    _name = "social.care.capacity.profile"
    _description = "Social Care Capacity Profile"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    total = fields.Float(
        string="Load at once in all",
        help="What somebody does at once, each as much as it counts, stays within "
        "this. 0 sets no limit.",
    )
    offers = fields.Integer(
        string="Offers at once",
        default=1,
        help="How many offers somebody has to answer at once; the next comes when "
        "they have answered. 0 sets no limit.",
    )
    line_ids = fields.One2many("social.care.capacity", "profile_id", copy=True)

    _numbers = models.Constraint(
        "CHECK (total BETWEEN 0 AND 100000 AND offers >= 0)",
        "Loads and offers at once cannot be negative, loads not over 100000.",
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
                    "%(profile)s is the capacity of %(people)s. Give them another one "
                    "first.",
                    profile=used[0].profile_id.name,
                    people=", ".join(used.user_id.mapped("name")),
                )
            )

    def write(self, vals):
        result = super().write(vals)
        self.env["social.care.routing.drain"]._schedule()
        return result
