# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command

from .routing_common import RoutingCase

# A Thursday.
DAY = datetime(2026, 1, 15)
WEEK = range(7)


def at(hour, minute=0, second=0, days=0):
    return DAY + timedelta(days=days, hours=hour, minutes=minute, seconds=second)


class ShiftCase(RoutingCase):
    """Anna has working hours, and all that is done is done at a moment."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(at(0)):
            cls.anna = cls.make_agent("anna")
            cls.employee = cls.employee_of(cls.anna)
            cls.resource = cls.employee.resource_id
            cls.resource.tz = "UTC"

    @classmethod
    def employee_of(cls, agent):
        return cls.env["hr.employee"].search([("user_id", "=", agent.user_id.id)])

    @classmethod
    def make_calendar(cls, *hours, days=WEEK, tz="UTC", **vals):
        """
        :param hours: pairs of begin and end of work, the same each day
        """
        rows = [
            {"name": "Work", "dayofweek": str(day), "hour_from": a, "hour_to": b}
            for day in days
            for a, b in hours
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": "Hours",
                "tz": tz,
                "company_id": cls.company.id,
                "attendance_ids": [Command.clear(), *map(Command.create, rows)],
                **vals,
            }
        )

    def work_by(self, *hours, tz="UTC", **vals):
        calendar = self.make_calendar(*hours, tz=tz, **vals)
        self.employee.resource_calendar_id = calendar
        self.resource.tz = tz
        return calendar

    @classmethod
    def freeze(cls, moment):
        return freeze_time(moment)

    def when(self, moment):
        return freeze_time(moment)

    def drain_at(self, moment):
        with freeze_time(moment):
            return self.drain()

    def own(self, moment, started=False):
        """A customer waits for Anna since that moment."""
        with freeze_time(moment):
            ticket = self.make_ticket()
            ticket.user_id = self.anna.user_id
            ticket.social_care_work_ids.started = started
            self.env.flush_all()
        return ticket

    def leave(self, start, stop, **vals):
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": self.resource.id,
                "company_id": self.company.id,
                "date_from": start,
                "date_to": stop,
                **vals,
            }
        )

    def is_on_shift(self, moment):
        with freeze_time(moment):
            self.anna._refresh_shifts()
        return self.anna.on_shift
