# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCarePriorityBoost(models.Model):
    """Priority boost of a company for one weight, in minutes of waiting time."""

    _name = "social.care.priority.boost"
    _inherit = "social.care.placement.setting"
    _description = "Priority Boost"
    _order = "id"
    _rec_name = "code"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    code = fields.Selection(
        lambda self: self.env["social.care.priority"]._select_weight(),
        string="Boost",
        required=True,
        readonly=True,
    )
    minutes = fields.Integer(required=True, string="Minutes of Waiting Time")

    _once = models.Constraint("UNIQUE (company_id, code)", "This boost is already set.")
    _a_year = models.Constraint(
        "CHECK (minutes BETWEEN 0 AND 525600)",
        "A priority boost must be between 0 minutes and a year.",
    )

    def _get_placed(self):
        return self.company_id

    @api.model
    def action_open(self):
        """Open the priority boosts of the current company.

        :return: action
        :raises AccessError: for users who may not change them
        """
        self.check_access("create")
        self._add_missing(self.env.company)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care_routing.social_care_priority_boost_action"
        )
        return action | {"domain": [("company_id", "=", self.env.company.id)]}

    @api.model
    def _add_missing(self, company):
        """Add a row for each weight that the company has not set yet."""
        known = set(self.search([("company_id", "=", company.id)]).mapped("code"))
        self.create(
            [
                {"company_id": company.id, "code": one.code, "minutes": one.default}
                for one in self.env["social.care.priority"]._list_weights()
                if one.code not in known
            ]
        )
