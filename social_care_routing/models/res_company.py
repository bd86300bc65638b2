# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """Company settings of the queue."""

    _name = "res.company"
    _inherit = ["res.company", "social.care.shift.source"]

    social_care_decision_days = fields.Integer(
        string="Keep routing decisions (days)", default=90, groups="base.group_user"
    )
    social_care_shift_break_minutes = fields.Integer(
        string="Short break (minutes)",
        default=120,
        help="Longest break in a shift during which agents keep the work they have "
        "started.",
        groups="base.group_user",
    )

    social_care_presence_minutes = fields.Integer(
        string="Without presence (minutes)",
        default=10,
        groups="base.group_user",
        help="Available agents whose computer has been asleep or offline for this "
        "long are set to Not responding. 0 disables the check.",
    )

    _presence = models.Constraint(
        "CHECK (social_care_presence_minutes = 0 "
        "OR social_care_presence_minutes BETWEEN 3 AND 1440)",
        "The time without presence must be between 3 and 1440 minutes, or 0.",
    )
    _shift_break = models.Constraint(
        "CHECK (social_care_shift_break_minutes BETWEEN 0 AND 720)",
        "A short break must be between 0 and 720 minutes.",
    )
    _routing_days = models.Constraint(
        "CHECK (social_care_decision_days BETWEEN 1 AND 36500)",
        "Routing decisions must be kept for at least one day and at most 100 years.",
    )

    def _get_social_care_shift_agents(self):
        agents = self.env["social.care.agent"].sudo()
        return agents.search([("company_id", "in", self.ids)])

    def _enqueue_social_care_placement(self):
        """Re-evaluate skill requirements and positions of queued work, in jobs."""
        works = self.env["social.care.work"].sudo()
        works.search(
            [
                ("company_id", "in", self.ids),
                ("state", "in", ("waiting", "offered")),
            ]
        )._enqueue_place()
