# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.capabilities import Window
from odoo.addons.social_care.tools.windows import find_last_end, open_window

NOON = datetime(2026, 11, 26, 12)
HOUR = timedelta(hours=1)


class TestOpening(BaseCase):
    """C9: reply windows in hours, with a count."""

    def test_without_a_window_replies_are_accepted_at_any_time(self):
        self.assertIsNone(open_window(None, NOON, 100))

    def test_it_closes_after_its_hours(self):
        opening = open_window(Window(24), NOON, 0)
        self.assertEqual(opening.until, NOON + 24 * HOUR)
        self.assertTrue(opening.is_open(NOON + 24 * HOUR))
        self.assertFalse(opening.is_open(NOON + 24 * HOUR + timedelta(seconds=1)))

    def test_without_a_count_any_number_is_accepted(self):
        opening = open_window(Window(24), NOON, 10**6)
        self.assertIsNone(opening.left)
        self.assertTrue(opening.is_open(NOON))
        self.assertFalse(opening.is_used_up(NOON))

    def test_the_count_goes_down_and_never_below_zero(self):
        left = [open_window(Window(48, 2), NOON, said).left for said in range(4)]
        self.assertEqual(left, [2, 1, 0, 0])

    def test_a_used_up_window_is_not_open_although_there_is_time(self):
        opening = open_window(Window(48, 5), NOON, 5)
        self.assertFalse(opening.is_open(NOON))
        self.assertTrue(opening.is_used_up(NOON))

    def test_a_window_that_is_over_is_not_used_up(self):
        opening = open_window(Window(48, 5), NOON, 5)
        self.assertFalse(opening.is_used_up(NOON + 49 * HOUR))

    def test_it_says_what_is_accepted_afterwards(self):
        opening = open_window(Window(24, takes_after="template"), NOON, 0)
        self.assertEqual(opening.takes_after, "template")

    @given(
        st.integers(1, 10_000),
        st.none() | st.integers(0, 50),
        st.integers(0, 100),
        st.integers(0, 20_000),
    )
    def test_open_closed_and_used_up_exclude_one_another(self, hours, most, said, at):
        now = NOON + at * HOUR
        opening = open_window(Window(hours, most), NOON, said)
        is_over = at > hours
        self.assertEqual(
            [opening.is_open(now), is_over, opening.is_used_up(now)].count(True), 1
        )


class TestLastEnd(BaseCase):
    """C9: until when a message can be answered in any way."""

    def test_the_longest_window_counts(self):
        openings = [open_window(Window(hours), NOON, 0) for hours in (24, 168, 48)]
        self.assertEqual(find_last_end(openings), NOON + 168 * HOUR)

    def test_one_way_without_a_limit_never_closes(self):
        self.assertIs(find_last_end([open_window(Window(24), NOON, 0), None]), False)

    def test_without_a_way_there_is_no_end(self):
        self.assertIs(find_last_end([]), False)
