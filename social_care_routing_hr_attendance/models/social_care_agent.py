# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import SQL

# In SQL: the engine reads all agents in each run.
_CHECKED_IN = """
    SELECT agent.id, bool_or(open.id IS NOT NULL)
    FROM social_care_agent agent
    JOIN res_company company ON company.id = agent.company_id
        AND company.social_care_requires_check_in
    JOIN hr_employee employee ON employee.user_id = agent.user_id
        AND employee.company_id = agent.company_id AND employee.active
    LEFT JOIN hr_attendance open ON open.employee_id = employee.id
        AND open.check_out IS NULL
    WHERE agent.id = ANY(%(agents)s)
    GROUP BY agent.id
"""


class SocialCareAgent(models.Model):
    """Agents who are not checked in get no work, if their company requires it."""

    _inherit = "social.care.agent"

    def _get_absences(self):
        """The state that agents set themselves takes precedence: they can change it at
        once."""
        absence = super()._get_absences()
        for agent, inside in self._read_checked_in().items():
            if not inside:
                absence.setdefault(agent, "not_checked_in")
        return absence

    def _read_checked_in(self):
        """:return: {agent id: whether they are checked in}, of those who have to be"""
        self.env["hr.attendance"].flush_model(["employee_id", "check_out"])
        self.env["hr.employee"].flush_model(["user_id", "company_id", "active"])
        self.env["res.company"].flush_model(["social_care_requires_check_in"])
        self.flush_recordset(["user_id", "company_id"])
        self.env.cr.execute(SQL(_CHECKED_IN, agents=self.ids))
        return dict(self.env.cr.fetchall())

    def _apply_check_in_change(self):
        """Apply a check-in, a check-out or a change of the requirement to the
        agents."""
        inside = self._read_checked_in()
        gone = self.filtered(lambda agent: not inside.get(agent.id, True))
        gone._release_unstarted()
        self._notify_screens()
        self.env["social.care.routing.drain"].sudo()._schedule()

    def _list_conflicts(self):
        words = super()._list_conflicts()
        inside = self._read_checked_in().get(self.id)
        if inside is False and self.state == "available":
            words.append(self._describe_not_checked_in())
        if inside and self.state == "offline":
            words.append(self.env._("You are checked in, but marked offline."))
        return words

    def _describe_not_checked_in(self):
        if self._has_checked_in_today():
            return self.env._("You are checked out, but marked available.")
        return self.env._("You are available, but not checked in.")

    def _has_checked_in_today(self):
        attendances = self.env["hr.attendance"].sudo()
        return attendances.search_count(
            [
                ("employee_id.user_id", "=", self.user_id.id),
                ("check_out", ">=", "today"),
            ],
            limit=1,
        )
