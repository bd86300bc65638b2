# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketTeam(models.Model):
    """How long agents keep work that they do not answer."""

    _inherit = "helpdesk.ticket.team"

    answer_minutes = fields.Integer(
        string="Answer within (minutes)",
        default=60,
        help="Work that an agent has accepted but not answered within this time of the "
        "team's working hours is offered to others. Of work that was assigned by hand "
        "supervisors are told. 0 turns this off.",
        groups="base.group_user",
    )

    _answer_minutes = models.Constraint(
        "CHECK (answer_minutes BETWEEN 0 AND 525600)",
        "Agents answer within 0 minutes to a year.",
    )

    def write(self, vals):
        result = super().write(vals)
        if {"answer_minutes", "routing"} & vals.keys():
            works = self.env["social.care.work"].sudo()
            works.search(
                [
                    ("team_id", "in", self.ids),
                    ("state", "=", "working"),
                    "|",
                    ("touched_at", "!=", False),
                    ("unanswered_id", "=", False),
                ]
            ).answer_until = fields.Datetime.now()
            works._look_again()
        return result

    def _minutes_to_answer(self):
        """:return: minutes of working time, 0 for no limit"""
        return 0 if self.routing == "manual" else self.answer_minutes
