# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.backoff import delay

HOUR = timedelta(hours=1)


class TestBackoff(BaseCase):
    """Ever longer, but never longer than an hour."""

    def test_it_starts_with_the_first_and_doubles(self):
        seconds = [delay(n).total_seconds() for n in (1, 2, 3, 4)]
        self.assertEqual(seconds, [30, 60, 120, 240])

    def test_the_first_can_be_chosen(self):
        self.assertEqual(delay(2, first=timedelta(seconds=15)), timedelta(seconds=30))

    @given(st.integers(1, 10**9))
    def test_it_grows_and_stays_within_an_hour(self, failures):
        self.assertLessEqual(delay(failures), delay(failures + 1))
        self.assertLessEqual(delay(failures), HOUR)

    def test_many_failures_wait_an_hour(self):
        self.assertEqual(delay(50), HOUR)
