# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.pace import Pace


class Clock:
    """Seconds that go by as a test says."""

    def __init__(self):
        self.seconds = 0

    def __call__(self):
        return self.seconds


class TestPace(BaseCase):
    """A job ends in time, and a batch takes about as long as it should."""

    def setUp(self):
        super().setUp()
        self.clock = Clock()

    def pace(self, seconds=20, most=500, rate=100):
        return Pace(seconds, most, rate, self.clock)

    def work(self, cost, waiting=10**6):
        """A batch whose pieces take ``cost`` seconds each."""

        def batch(size):
            count = min(size, waiting)
            self.clock.seconds += count * cost
            return count

        return batch

    def test_it_is_over_when_its_time_is_up(self):
        pace = self.pace(seconds=20)
        self.clock.seconds = 19.9
        self.assertFalse(pace.is_over())
        self.clock.seconds = 20
        self.assertTrue(pace.is_over())

    def test_the_first_batch_is_a_careful_guess(self):
        self.assertEqual(self.pace(rate=100).take(0.5, self.work(0.001)), 50)

    def test_quick_pieces_make_large_batches_up_to_the_most(self):
        pace = self.pace()
        pace.take(0.5, self.work(0.001))
        self.assertEqual(pace.take(3, self.work(0.001)), 500)

    def test_slow_pieces_make_small_batches(self):
        pace = self.pace()
        pace.take(0.5, self.work(0.5))
        self.assertEqual(pace.take(3, self.work(0.5)), 6)

    def test_one_piece_is_always_taken(self):
        pace = self.pace()
        pace.take(0.5, self.work(100))
        self.assertEqual(pace.take(3, self.work(100)), 1)

    def test_few_quick_pieces_say_nothing_of_how_quick_many_are(self):
        pace = self.pace(rate=100)
        pace.take(3, self.work(0.2, waiting=1))
        self.assertEqual(pace.take(3, self.work(0.001)), 300)

    def test_few_slow_pieces_are_a_warning(self):
        pace = self.pace(rate=100)
        pace.take(0.5, self.work(1, waiting=10))
        self.assertEqual(pace.take(3, self.work(1)), 3)

    @given(st.lists(st.floats(0.0001, 5), min_size=1, max_size=60))
    def test_a_job_with_work_without_end_ends(self, costs):
        """Never later than its time and one batch, whatever the pieces cost."""
        self.clock.seconds = 0
        pace = self.pace(seconds=20)
        turn, longest = 0, 0
        while not pace.is_over():
            begun = self.clock.seconds
            pace.take(3, self.work(costs[turn % len(costs)]))
            longest = max(longest, self.clock.seconds - begun)
            turn += 1
        self.assertLess(self.clock.seconds, 20 + longest + 0.001)
