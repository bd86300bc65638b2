# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.helpdesk_mgmt_sla_response.tools.working_time import (
    LONGEST,
    TOUCHING,
    WorkingTime,
    clip,
    join_touching,
)

MONDAY = datetime(2026, 11, 2)
FRIDAY = MONDAY + timedelta(days=4)
# The same examples in each run, however busy the machine.
same_examples = settings(deadline=None, derandomize=True)
minutes = st.integers(0, 60 * 24 * 90)
hours = st.floats(0, 200).map(lambda amount: round(amount * 60) / 60)


def office(start, stop):
    """Nine to five from Monday to Friday, as far as it lies between two moments."""
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    spans = []
    while day < stop:
        begins, ends = day + timedelta(hours=9), day + timedelta(hours=17)
        if day.weekday() < 5 and begins < stop and ends > start:
            spans.append((max(begins, start), min(ends, stop)))
        day += timedelta(days=1)
    return spans


def at(day, hour, minute=0):
    return day + timedelta(hours=hour, minutes=minute)


class TestWorkingTime(BaseCase):
    """Hours are counted while people work."""

    def setUp(self):
        super().setUp()
        self.reads = []
        self.time = WorkingTime(self.office, MONDAY)

    def office(self, start, stop):
        self.reads.append((start, stop))
        return office(start, stop)

    def test_it_ends_on_the_same_day_when_there_is_time(self):
        self.assertEqual(self.time.after(at(MONDAY, 10), 2), at(MONDAY, 12))

    def test_minutes_count(self):
        self.assertEqual(self.time.after(at(MONDAY, 10), 0.25), at(MONDAY, 10, 15))
        self.assertEqual(self.time.after(at(MONDAY, 10), 1 / 3), at(MONDAY, 10, 20))

    def test_what_comes_in_the_evening_begins_in_the_morning(self):
        tuesday = MONDAY + timedelta(days=1)
        self.assertEqual(self.time.after(at(MONDAY, 20), 1), at(tuesday, 10))

    def test_what_comes_before_the_weekend_ends_after_it(self):
        next_monday = MONDAY + timedelta(days=7)
        self.assertEqual(self.time.after(at(FRIDAY, 16), 2), at(next_monday, 10))

    def test_the_last_minute_of_the_day_still_counts(self):
        self.assertEqual(self.time.after(at(FRIDAY, 16), 1), at(FRIDAY, 17))

    def test_hours_between_leave_out_the_night(self):
        wednesday = MONDAY + timedelta(days=2)
        self.assertEqual(self.time.between(at(MONDAY, 16), at(wednesday, 10)), 10)

    def test_nothing_lies_between_the_evening_and_the_morning(self):
        tuesday = MONDAY + timedelta(days=1)
        self.assertEqual(self.time.between(at(MONDAY, 17), at(tuesday, 9)), 0)

    def test_nothing_lies_between_later_and_earlier(self):
        self.assertEqual(self.time.between(at(MONDAY, 12), at(MONDAY, 10)), 0)

    def test_where_nobody_ever_works_it_never_ends(self):
        time = WorkingTime(lambda start, stop: [], MONDAY)
        self.assertIsNone(time.after(MONDAY, 1))
        self.assertEqual(time.between(MONDAY, MONDAY + LONGEST), 0)

    def test_more_hours_than_a_date_can_hold_never_end(self):
        time = WorkingTime(lambda start, stop: [(start, stop)], MONDAY)
        self.assertIsNone(time.after(MONDAY, 24 * (2**31 - 1)))
        self.assertEqual(time.after(MONDAY, 24 * 1000), MONDAY + timedelta(days=1000))

    def test_the_calendar_is_read_once_for_many_questions(self):
        for hour in range(24):
            self.time.after(at(MONDAY, hour), 3)
        self.assertEqual(len(self.reads), 1)

    def test_what_was_read_is_not_read_again(self):
        self.time.after(MONDAY, 600)
        for (_start, stop), (start, _stop) in zip(
            self.reads, self.reads[1:], strict=False
        ):
            self.assertEqual(stop, start)

    @same_examples
    @given(minutes, hours)
    def test_between_start_and_end_lie_just_these_hours(self, minute, amount):
        start = MONDAY + timedelta(minutes=minute)
        end = WorkingTime(office, MONDAY).after(start, amount)
        worked = WorkingTime(office, MONDAY).between(start, end)
        self.assertAlmostEqual(worked, amount, delta=1 / 3600)

    @same_examples
    @given(minutes, minutes, hours)
    def test_who_comes_later_is_never_due_sooner(self, one, other, amount):
        time = WorkingTime(office, MONDAY)
        first, second = (
            time.after(MONDAY + timedelta(minutes=minute), amount)
            for minute in sorted((one, other))
        )
        self.assertLessEqual(first, second)

    @same_examples
    @given(minutes, minutes, minutes)
    def test_a_pause_in_the_middle_changes_no_sum(self, one, other, third):
        time = WorkingTime(office, MONDAY)
        first, middle, last = (
            MONDAY + timedelta(minutes=minute) for minute in sorted((one, other, third))
        )
        parts = time.between(first, middle) + time.between(middle, last)
        self.assertAlmostEqual(parts, time.between(first, last))

    @same_examples
    @given(minutes, hours)
    def test_how_it_was_read_before_makes_no_difference(self, minute, amount):
        start = MONDAY + timedelta(minutes=minute)
        used = WorkingTime(office, MONDAY)
        used.between(MONDAY, MONDAY + timedelta(days=100))
        fresh = WorkingTime(office, start)
        self.assertEqual(used.after(start, amount), fresh.after(start, amount))


seconds = st.integers(0, 3 * 86400).map(lambda second: MONDAY + timedelta(0, second))
spans = st.lists(st.tuples(seconds, seconds).map(sorted).map(tuple), max_size=12)


def covered(some, moment):
    return any(begins <= moment < ends for begins, ends in some)


class TestTouching(BaseCase):
    """Spans of work as people see them."""

    def test_midnight_is_no_gap(self):
        evening = at(MONDAY, 22), at(MONDAY, 24) - timedelta(microseconds=1)
        morning = at(MONDAY, 24), at(MONDAY, 30)
        both = [(at(MONDAY, 22), at(MONDAY, 30))]
        self.assertEqual(join_touching([evening, morning]), both)
        self.assertEqual(join_touching([morning, evening]), both)

    def test_a_day_until_23_59_meets_the_next(self):
        spans = [(at(MONDAY, 0), at(MONDAY, 23, 59)), (at(MONDAY, 24), at(MONDAY, 30))]
        self.assertEqual(join_touching(spans), [(at(MONDAY, 0), at(MONDAY, 30))])

    def test_two_minutes_are_a_gap(self):
        spans = [(at(MONDAY, 8), at(MONDAY, 10)), (at(MONDAY, 10, 2), at(MONDAY, 12))]
        self.assertEqual(join_touching(spans), spans)

    def test_the_end_of_a_day_is_midnight(self):
        day = at(MONDAY, 0), at(MONDAY, 24) - timedelta(microseconds=1)
        self.assertEqual(join_touching([day]), [(at(MONDAY, 0), at(MONDAY, 24))])

    def test_a_minute_alone_is_no_work(self):
        self.assertEqual(join_touching([(at(MONDAY, 8), at(MONDAY, 8, 1))]), [])

    @same_examples
    @given(spans, seconds)
    def test_nothing_is_lost_but_what_lasts_a_minute(self, some, moment):
        joined = join_touching(some)
        if covered(some, moment) and not covered(joined, moment):
            begins = min(b for b, e in some if b <= moment < e)
            ends = max(e for b, e in some if b <= moment < e)
            self.assertLessEqual(ends - begins, TOUCHING)

    @same_examples
    @given(spans, seconds)
    def test_nothing_is_added_but_gaps_of_a_minute(self, some, moment):
        if covered(join_touching(some), moment) and not covered(some, moment):
            before = max(ends for _begins, ends in some if ends <= moment)
            after = min(begins for begins, _ends in some if begins > moment)
            self.assertLessEqual(after - before, TOUCHING)

    @same_examples
    @given(spans)
    def test_what_is_joined_is_apart_and_in_order(self, some):
        joined = join_touching(some)
        for begins, ends in joined:
            self.assertGreater(ends - begins, TOUCHING)
        for (_begins, ends), (begins, _ends) in zip(joined, joined[1:], strict=False):
            self.assertGreater(begins - ends, TOUCHING)

    @same_examples
    @given(spans)
    def test_to_join_twice_is_to_join_once(self, some):
        joined = join_touching(some)
        self.assertEqual(join_touching(joined), joined)

    @same_examples
    @given(spans, seconds, seconds, seconds)
    def test_what_is_clipped_is_what_lies_between(self, some, one, other, moment):
        start, stop = min(one, other), max(one, other)
        inside = start <= moment < stop and covered(some, moment)
        self.assertEqual(covered(clip(some, start, stop), moment), inside)
