# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, datetime, time, timedelta

import pytz

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import forecast

EPOCH = datetime(1970, 1, 1)
# Before anything was measured.
USUAL_MINUTES = 6
SPAN = (
    "last_agent_id AS who",
    "first_accepted_at AS start",
    "first_accepted_at + handle_seconds * interval '1 second' AS stop",
)
# What several contacts take of the same minutes of somebody counts once.
EFFORT = """
    WITH spans AS (%(spans)s), marked AS (
        SELECT start, stop, max(stop) OVER (
            PARTITION BY who ORDER BY start
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


class SocialCareStaffing(models.Model):
    """What the past says: how many come, and how long they take."""

    _inherit = "social.care.staffing"

    def _zone(self):
        calendar = self.company_id.resource_calendar_id
        return pytz.timezone(calendar.tz or self.env.user.tz or "UTC")

    def _past(self):
        """The first and last day to learn from."""
        today = datetime.now(self._zone()).date()
        last = min(today, self.date_from) - timedelta(days=1)
        return last - timedelta(days=7 * self.weeks - 1), last

    def _midnight(self, day):
        """When a day begins, in UTC without a time zone."""
        local = self._zone().localize(datetime.combine(day, time.min))
        return local.astimezone(UTC).replace(tzinfo=None)

    def _history_domain(self):
        first, last = self._past()
        domain = Domain("company_id", "=", self.company_id.id)
        domain &= Domain("medium_id", "=", self.medium_id.id)
        domain &= Domain("arrived_at", ">=", self._midnight(first))
        domain &= Domain("arrived_at", "<", self._midnight(last + timedelta(days=1)))
        if self.team_ids:
            domain &= Domain("team_id", "in", self.team_ids.ids)
        return domain

    def _counts(self):
        """{start of an interval, local time: contacts that came in it}."""
        query = self.env["social.care.work"]._search(self._history_domain())
        arrived = SQL.identifier(query.table, "arrived_at")
        zone, seconds = self._zone().zone, 60 * int(self.minutes)
        local = SQL("(%s AT TIME ZONE 'UTC') AT TIME ZONE %s", arrived, zone)
        slot = SQL("floor(extract(epoch FROM %s) / %s)::bigint", local, seconds)
        query.groupby = SQL("1")
        rows = self.env.execute_query(query.select(slot, SQL("count(*)")))
        return {EPOCH + timedelta(seconds=s * seconds): count for s, count in rows}

    def _learn(self, counts):
        """The pattern of the past, since the first contact that came."""
        first, last = self._past()
        first = max(first, min(start.date() for start in counts))
        closed = self._closed_days(first, last)
        return forecast.learn(counts, first, last, int(self.minutes), closed)

    # -- how long they take ----------------------------------------------------

    def _measured(self):
        """Minutes that one contact takes, and how many somebody has at a time.

        Their product is what the past says of the time of people; how many at a time
        is a whole number.
        """
        spent, busy, contacts = self._effort()
        if not contacts or not busy:
            return {"handling": USUAL_MINUTES, "at_once": 1}
        at_once = max(1, round(spent / busy))
        return {"handling": busy / contacts / 60 * at_once, "at_once": at_once}

    def _effort(self):
        """Seconds in which contacts were dealt with, seconds in which people did so,
        and contacts."""
        work = self.env["social.care.work"]
        domain = self._history_domain() & Domain("handle_seconds", ">", 0)
        query = work._search(domain & Domain("first_accepted_at", "!=", False))
        [row] = self.env.execute_query(SQL(EFFORT, spans=query.select(*SPAN)))
        return row

    def _closed_days(self, first, last):
        """Days on which people would work if it were no holiday."""
        calendar = self.company_id.resource_calendar_id
        zone = self._zone()
        start = pytz.utc.localize(self._midnight(first))
        stop = pytz.utc.localize(self._midnight(last + timedelta(days=1)))
        usual, real = (
            calendar._work_intervals_batch(start, stop, compute_leaves=leaves)[False]
            for leaves in (False, True)
        )
        days = [
            {begins.astimezone(zone).date() for begins, _ends, _what in spans}
            for spans in (usual, real)
        ]
        return frozenset(days[0] - days[1])
