# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from pytz import timezone, utc

from odoo import models
from odoo.fields import Domain

from ..tools.working_time import clip

# From here on Odoo rounds the end of a day to minute 60, and fails.
LAST_HALF_MINUTE = 23 + 59.5 / 60


class ResourceCalendar(models.Model):
    """The working hours of teams, in which the time of SLA targets counts."""

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "helpdesk.sla.hours.source"]
    _sla_response_watched_fields = frozenset(
        (
            "company_id",
            "flexible_hours",
            "full_time_required_hours",
            "hours_per_day",
            "schedule_type",
            "two_weeks_calendar",
            "tz",
        )
    )

    def _sla_response_get_teams(self):
        """Teams with this calendar, and teams without one in companies that have it."""
        if not self:
            return super()._sla_response_get_teams()
        companies = self.env["res.company"].sudo()
        own = companies.search([("resource_calendar_id", "in", self.ids)])
        teams = self.env["helpdesk.ticket.team"].sudo()
        without = Domain("resource_calendar_id", "=", False)
        return teams.search(
            Domain("resource_calendar_id", "in", self.ids)
            | (without & Domain("company_id", "in", [False, *own.ids]))
        )

    def _sla_response_list_spans(self, company, start, stop):
        """The working hours between two moments, around the clock where ``self`` is
        empty.

        :param company: res.company whose holidays count, among those of no calendar
        :param start: datetime in UTC, as ``stop``
        :return: list of (start, stop), ordered datetimes in UTC
        """
        if not self:
            return [(start, stop)]
        own = Domain("calendar_id", "!=", False) | Domain("company_id", "=", company.id)
        begins = utc.localize(start)
        if self.flexible_hours:
            begins = _get_start_of_week(self, begins)
        spans = self._work_intervals_batch(
            begins,
            utc.localize(stop),
            domain=[*(Domain("time_type", "=", "leave") & own)],
        )
        plain = (
            (_to_utc(begins), _to_utc(ends)) for begins, ends, _what in spans[False]
        )
        return clip(plain, start, stop)

    def _attendance_intervals_batch(self, *args, **kwargs):
        """Read a day that ends at 23:59:59 as one that ends at midnight, where Odoo
        raises a ValueError. The calendar is stored as the user entered it."""
        late = self.attendance_ids.filtered(
            lambda attendance: LAST_HALF_MINUTE <= attendance.hour_to < 24
        )
        if not late:
            return super()._attendance_intervals_batch(*args, **kwargs)
        late.flush_recordset(["hour_to"])
        late._fields["hour_to"]._update_cache(late, 24.0)
        try:
            return super()._attendance_intervals_batch(*args, **kwargs)
        finally:
            late.invalidate_recordset(["hour_to"])


def _get_start_of_week(calendar, moment):
    """Odoo spreads flexible hours over the first days of the period that is read: from
    a Monday on they are the same each time."""
    local = moment.astimezone(timezone(calendar.tz))
    monday = local.date() - timedelta(days=local.weekday())
    return local.tzinfo.localize(datetime.combine(monday, datetime.min.time()))


def _to_utc(moment):
    return moment.astimezone(utc).replace(tzinfo=None)
