# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, datetime, time, timedelta

import pytz

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import forecast

EPOCH = datetime(1970, 1, 1)
# Average handle time where nothing has been handled yet.
DEFAULT_HANDLE_MINUTES = 6
HANDLED_SPAN = (
    "last_agent_id AS agent",
    "first_accepted_at AS start",
    "first_accepted_at + handle_seconds * interval '1 second' AS stop",
)
# Raw SQL: a window function merges overlapping contacts of an agent over weeks of
# history without loading them.
EFFORT = """
    WITH spans AS (%(spans)s), marked AS (
        SELECT start, stop, max(stop) OVER (
            PARTITION BY agent ORDER BY start
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS before FROM spans
    )
    SELECT sum(extract(epoch FROM stop - start))::float,
        sum(greatest(0, extract(
            epoch FROM stop - greatest(start, coalesce(before, start))
        )))::float,
        count(*)
    FROM marked
"""


class SocialCareStaffingHistory(models.AbstractModel):
    """Past contacts of a staffing plan: their pattern and their handle time."""

    _name = "social.care.staffing.history"
    _description = "Social Care Staffing History"

    def _get_timezone(self):
        calendar = self.company_id.resource_calendar_id
        return pytz.timezone(calendar.tz or self.env.user.tz or "UTC")

    def _get_history_dates(self):
        """:return: (first day, last day) of the history to learn from"""
        today = datetime.now(self._get_timezone()).date()
        last = min(today, self.date_from) - timedelta(days=1)
        return last - timedelta(days=7 * self.history_weeks - 1), last

    def _get_midnight(self, day):
        """:return: start of a local day, in UTC without a time zone"""
        local = self._get_timezone().localize(datetime.combine(day, time.min))
        return local.astimezone(UTC).replace(tzinfo=None)

    def _get_history_domain(self):
        first, last = self._get_history_dates()
        stop = self._get_midnight(last + timedelta(days=1))
        domain = Domain("company_id", "=", self.company_id.id)
        domain &= Domain("medium_id", "=", self.medium_id.id)
        domain &= Domain("arrived_at", ">=", self._get_midnight(first))
        domain &= Domain("arrived_at", "<", stop)
        if self.team_ids:
            domain &= Domain("team_id", "in", self.team_ids.ids)
        return domain

    def _count_contacts(self):
        """
        :return: {start of an interval, local time: number of contacts}
        """
        query = self.env["social.care.work"]._search(self._get_history_domain())
        arrived = SQL.identifier(query.table, "arrived_at")
        zone, seconds = self._get_timezone().zone, 60 * int(self.interval_minutes)
        local = SQL("(%s AT TIME ZONE 'UTC') AT TIME ZONE %s", arrived, zone)
        slot = SQL("floor(extract(epoch FROM %s) / %s)::bigint", local, seconds)
        query.groupby = SQL("1")
        rows = self.env.execute_query(query.select(slot, SQL("count(*)")))
        return {EPOCH + timedelta(seconds=s * seconds): count for s, count in rows}

    def _learn_pattern(self, counts):
        """Learn the pattern of the past, from its first contact on.

        :param counts: as :meth:`_count_contacts` returns them
        :return: tools.forecast.Pattern
        """
        first, last = self._get_history_dates()
        first = max(first, min(start.date() for start in counts))
        holidays = self._list_holidays(first, last)
        return forecast.learn(counts, first, last, int(self.interval_minutes), holidays)

    def _measure_handling(self):
        """Measure the average handle time and the concurrency of agents.

        Their ratio is the working time per contact that was measured; concurrency is
        rounded to a whole number.

        :return: values of the plan
        """
        handled, busy, contacts = self._measure_effort()
        if not contacts or not busy:
            return {"handle_minutes": DEFAULT_HANDLE_MINUTES, "concurrency": 1}
        concurrency = max(1, round(handled / busy))
        minutes = busy / contacts / 60 * concurrency
        return {"handle_minutes": minutes, "concurrency": concurrency}

    def _measure_effort(self):
        """
        :return: (seconds that contacts were open, seconds that agents were busy,
            number of contacts)
        """
        domain = self._get_history_domain() & Domain("handle_seconds", ">", 0)
        domain &= Domain("first_accepted_at", "!=", False)
        query = self.env["social.care.work"]._search(domain)
        [row] = self.env.execute_query(SQL(EFFORT, spans=query.select(*HANDLED_SPAN)))
        return row

    def _list_holidays(self, first, last):
        """
        :return: frozenset of the dates that are working days but for a holiday; empty
            where the company has no working hours
        """
        calendar = self.company_id.resource_calendar_id
        if not calendar:
            return frozenset()
        zone = self._get_timezone()
        start = pytz.utc.localize(self._get_midnight(first))
        stop = pytz.utc.localize(self._get_midnight(last + timedelta(days=1)))
        regular, actual = (
            calendar._work_intervals_batch(start, stop, compute_leaves=leaves)[False]
            for leaves in (False, True)
        )
        working, worked = (
            {begins.astimezone(zone).date() for begins, _ends, _attendance in spans}
            for spans in (regular, actual)
        )
        return frozenset(working - worked)
