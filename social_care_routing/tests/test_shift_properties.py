# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Whatever a calendar looks like, people are on shift when its hours say so."""

from datetime import datetime, timedelta

from freezegun import freeze_time
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pytz import timezone, utc

from odoo import Command

from odoo.addons.helpdesk_mgmt_sla_response.tools.working_time import join_touching

from .shift_common import ShiftCase

ZONES = ("UTC", "Europe/Brussels", "America/New_York", "Asia/Kolkata", "Asia/Tokyo")
MIDNIGHT = (24.0, 23 + 59 / 60)
QUARTERS = [quarter / 4 for quarter in range(1, 96)]

moments = st.integers(0, 2 * 365 * 86400).map(
    lambda second: datetime(2026, 1, 1) + timedelta(seconds=second)
)


@st.composite
def days(draw):
    """Hours of one day: pairs in order that do not overlap, and may touch."""
    inner = sorted(draw(st.sets(st.sampled_from(QUARTERS), max_size=4)))
    edges = [
        *draw(st.sampled_from(([], [0.0]))),
        *inner,
        *draw(st.sampled_from(([], [MIDNIGHT[0]], [MIDNIGHT[1]]))),
    ]
    pairs = zip(edges, edges[1:], strict=False)
    gapless = draw(st.booleans())
    return [pair for n, pair in enumerate(pairs) if gapless or not n % 2]


@st.composite
def weeks(draw):
    """{(week or False, day): hours}, of one week or of two."""
    kinds = draw(st.sampled_from(((False,), ("0", "1"))))
    return {
        (week, str(day)): draw(days())
        for week in kinds
        for day in range(draw(st.integers(1, 7)))
    }


class TestShiftProperties(ShiftCase):
    def attendances(self, week):
        return [
            Command.create(
                {
                    "name": "Work",
                    "week_type": kind,
                    "dayofweek": day,
                    "hour_from": begins,
                    "hour_to": ends,
                }
            )
            for (kind, day), hours in week.items()
            for begins, ends in hours
        ]

    def local_spans(self, week, day):
        """Hours around a local day as the clock on the wall says them."""
        kind_of = self.env["resource.calendar.attendance"].get_week_type
        for one in (day + timedelta(days=n) for n in (-1, 0, 1)):
            kinds = (False, str(kind_of(one)))
            for kind in kinds:
                for begins, ends in week.get((kind, str(one.weekday())), ()):
                    yield (
                        one + timedelta(minutes=round(60 * begins)),
                        one + timedelta(minutes=round(60 * ends)),
                    )

    def works_at(self, week, zone, now):
        local = utc.localize(now).astimezone(zone).replace(tzinfo=None)
        day = local.replace(hour=0, minute=0, second=0)
        spans = join_touching(self.local_spans(week, day))
        return any(begins <= local < ends for begins, ends in spans)

    @settings(max_examples=60, deadline=None)
    @given(weeks(), st.sampled_from(ZONES), moments, st.lists(st.integers(0, 86399)))
    def test_who_is_on_shift(self, week, name, now, later):
        zone = timezone(name)
        around = [utc.localize(now + timedelta(days=n)) for n in (-1, 2)]
        assume(len({m.astimezone(zone).utcoffset() for m in around}) == 1)
        with freeze_time(now):
            self.work_by(
                tz=name,
                two_weeks_calendar=("0", "0") in week,
                attendance_ids=[Command.clear(), *self.attendances(week)],
            )
            shifts = self.anna._get_shifts(now, now + timedelta(days=1))[self.anna.id]
            for moment in (now + timedelta(seconds=second) for second in (0, *later)):
                there = any(begins <= moment < ends for begins, ends in shifts)
                self.assertEqual(there, self.works_at(week, zone, moment), moment)
            self.assert_told(now, shifts)

    def assert_told(self, now, shifts):
        self.anna._refresh_shifts()
        change = self.anna.shift_changes_at
        self.assertGreater(change, now)
        inside = [(b, e) for b, e in shifts if b <= now < e]
        self.assertEqual(self.anna.on_shift, bool(inside))
        following = [e for _b, e in inside] or [b for b, _e in shifts if b > now]
        self.assertEqual(change, min([*following, now + timedelta(days=1)]))
