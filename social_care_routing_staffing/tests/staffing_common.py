# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo.addons.social_care_routing.tests.history_common import HistoryCase


class StaffingCase(HistoryCase):
    """Staffing plans from the history of a team."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.monday = cls.env["social.care.staffing"]._get_next_monday()

    def staffing(self, medium=None, **values):
        """A computed plan without shrinkage."""
        plan = self.env["social.care.staffing"].create(
            {
                "company_id": self.company.id,
                "team_ids": [(6, 0, self.team.ids)],
                "medium_id": (medium or self.phone).id,
                "shrinkage": 0,
                "handle_minutes": 5,
                "concurrency": 1,
                **values,
            }
        )
        plan.action_compute_plan()
        return plan

    def line(self, plan, day, hour, minute=0):
        start = self.at(self.monday + timedelta(days=day), hour, minute)
        return plan.line_ids.filtered(lambda line: line.start == start)
