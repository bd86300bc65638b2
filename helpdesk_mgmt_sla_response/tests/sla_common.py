# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command
from odoo.tests import TransactionCase, tagged

MONDAY = datetime(2026, 11, 2)
TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)
NEXT_MONDAY = MONDAY + timedelta(days=7)


def at(day, hour, minute=0):
    return day + timedelta(hours=hour, minutes=minute)


@tagged("post_install", "-at_install")
class SlaCase(TransactionCase):
    """A team that works nine to five, and its SLAs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.env["helpdesk.sla"].search([]).active = False
        cls.calendar = cls.make_calendar("Office", 9, 17)
        cls.team = cls.make_team("Care")
        stages = cls.env["helpdesk.ticket.stage"]
        cls.new, cls.progress, cls.waiting, cls.done = stages.create(
            [
                {"name": name, "sequence": n, "closed": name == "Done"}
                for n, name in enumerate(("New", "Progress", "Waiting", "Done"), 1)
            ]
        )

    @classmethod
    def make_calendar(cls, name, begins, ends):
        days = [
            {
                "name": name,
                "dayofweek": str(day),
                "hour_from": begins,
                "hour_to": ends,
            }
            for day in range(5)
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": "UTC",
                "company_id": False,
                "attendance_ids": [Command.create(day) for day in days],
            }
        )

    @classmethod
    def make_team(cls, name, **vals):
        return cls.env["helpdesk.ticket.team"].create(
            {
                "name": name,
                "use_sla": True,
                "resource_calendar_id": cls.calendar.id,
                **vals,
            }
        )

    def make_sla(self, target, **vals):
        return self.env["helpdesk.sla"].create(
            {"name": target, "sla_response_target": target, **vals}
        )

    @contextmanager
    def when(self, moment):
        """Odoo dates a new record by its transaction, which freezegun cannot reach."""
        now = patch.object(self.env.cr, "now", lambda: moment)
        with now, freeze_time(moment):
            yield
            self.env.flush_all()

    def tickets(self, count, when, **vals):
        common = {"description": "x", "team_id": self.team.id, "stage_id": self.new.id}
        with self.when(when):
            return self.env["helpdesk.ticket"].create(
                [{"name": f"Late {n}", **common, **vals} for n in range(count)]
            )

    def ticket(self, when, **vals):
        return self.tickets(1, when, **vals)

    def ask(self, ticket, when):
        with self.when(when):
            ticket._sla_response_register_question({ticket: when})

    def answer(self, ticket, when):
        with self.when(when):
            ticket._sla_response_register_answer({ticket: when})

    def move(self, ticket, stage, when):
        with self.when(when):
            ticket.write({"stage_id": stage.id})

    def target_of(self, ticket, sla):
        return ticket.ticket_sla_ids.filtered(lambda own: own.sla_id == sla)

    def assertTarget(self, ticket_sla, state, deadline=None):
        self.assertEqual(ticket_sla.state, state)
        if deadline:
            self.assertEqual(ticket_sla.deadline, deadline)

    def queries(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
