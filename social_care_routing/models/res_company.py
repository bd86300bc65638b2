# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools.rank import Weights


class ResCompany(models.Model):
    """How far in front some things are, in minutes of waiting."""

    _name = "res.company"
    _inherit = ["res.company", "social.care.shift.source"]

    routing_decision_days = fields.Integer(
        string="Keep routing decisions (days)", default=90, groups="base.group_user"
    )
    routing_soon_minutes = fields.Integer(
        string="Urgency: soon", default=15, groups="base.group_user"
    )
    routing_urgent_minutes = fields.Integer(
        string="Urgency: urgent", default=60, groups="base.group_user"
    )
    routing_danger_minutes = fields.Integer(
        string="Urgency: danger", default=240, groups="base.group_user"
    )
    routing_negative_minutes = fields.Integer(
        string="Negative", default=10, groups="base.group_user"
    )
    routing_reach_minutes = fields.Integer(
        string="For each ten times more followers", default=5, groups="base.group_user"
    )
    routing_priority_minutes = fields.Integer(
        string="For each star of the ticket", default=30, groups="base.group_user"
    )
    routing_sla_minutes = fields.Integer(
        string="SLA at risk", default=60, groups="base.group_user"
    )
    routing_overdue_minutes = fields.Integer(
        string="SLA missed", default=120, groups="base.group_user"
    )
    routing_window_minutes = fields.Integer(
        string="Reply window about to close", default=240, groups="base.group_user"
    )

    shift_break_minutes = fields.Integer(
        string="Short break (minutes)",
        default=120,
        help="Longest break in a shift over which agents keep the work that they have "
        "started.",
        groups="base.group_user",
    )

    presence_minutes = fields.Integer(
        string="Without presence (minutes)",
        default=10,
        groups="base.group_user",
        help="Available agents whose computer has been asleep or offline for this long "
        "are not responding. 0 turns this off.",
    )

    _presence = models.Constraint(
        "CHECK (presence_minutes = 0 OR presence_minutes BETWEEN 3 AND 1440)",
        "Agents are missed after 3 to 1440 minutes without presence.",
    )
    _shift_break = models.Constraint(
        "CHECK (shift_break_minutes BETWEEN 0 AND 720)",
        "A short break is from 0 to 720 minutes long.",
    )
    _routing_minutes = models.Constraint(
        "CHECK (routing_decision_days > 0 AND LEAST(routing_soon_minutes, "
        "routing_urgent_minutes, routing_danger_minutes, routing_negative_minutes, "
        "routing_reach_minutes, routing_priority_minutes, routing_sla_minutes, "
        "routing_overdue_minutes, routing_window_minutes) >= 0 "
        "AND GREATEST(routing_soon_minutes, "
        "routing_urgent_minutes, routing_danger_minutes, routing_negative_minutes, "
        "routing_reach_minutes, routing_priority_minutes, routing_sla_minutes, "
        "routing_overdue_minutes, routing_window_minutes) <= 525600)",
        "Head starts in the queue are from 0 minutes to a year.",
    )

    def write(self, vals):
        before = {company: company.resource_calendar_id for company in self}
        result = super().write(vals)
        if "resource_calendar_id" in vals:
            self._change_hours(before)
        if any(name.startswith("routing_") for name in vals):
            self._needs_changed()
        return result

    def _change_hours(self, before):
        """Teams without a calendar go by the new one of their company.

        :param before: {company: calendar until now}
        """
        for company in self:
            if company.resource_calendar_id != before[company]:
                teams = company._teams_here()
                teams.filtered(lambda team: not team.resource_calendar_id)._hours_moved(
                    before[company], company
                )

    def _shift_agents(self):
        agents = self.env["social.care.agent"].sudo()
        return agents.search([("company_id", "in", self.ids)])

    def _teams_here(self):
        """Teams of these companies, and those that are of every company."""
        teams = self.env["helpdesk.ticket.team"].sudo()
        companies = [False, *self.ids] if self else []
        return teams.search([("company_id", "in", companies)])

    def _needs_changed(self):
        """What waits asks for something else now, or stands elsewhere."""
        works = self.env["social.care.work"].sudo()
        works.search(
            [
                ("company_id", "in", self.ids),
                ("state", "in", ("waiting", "offered")),
            ]
        )._enqueue_place()

    def _routing_weights(self):
        """:return: tools.rank.Weights"""
        return Weights(
            soon=self.routing_soon_minutes,
            urgent=self.routing_urgent_minutes,
            danger=self.routing_danger_minutes,
            negative=self.routing_negative_minutes,
            reach=self.routing_reach_minutes,
            priority=self.routing_priority_minutes,
            sla=self.routing_sla_minutes,
            overdue=self.routing_overdue_minutes,
            window=self.routing_window_minutes,
        )
