# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from odoo.tests import BaseCase

from ..tools.arrival import waiting_time

NOW = datetime(2026, 11, 26, 4)


class TestWaitingTime(BaseCase):
    def test_a_time_that_can_be_true_is_believed(self):
        for ago in (timedelta(), timedelta(minutes=5), timedelta(days=7)):
            self.assertEqual(waiting_time(NOW - ago, NOW), NOW - ago)

    def test_another_one_is_not(self):
        for claimed in (
            datetime(1970, 1, 1),
            datetime(2036, 1, 1),
            datetime(9999, 12, 31, 23, 59, 59),
            datetime(1, 1, 1),
            NOW + timedelta(seconds=1),
            NOW - timedelta(days=7, seconds=1),
            False,
            None,
        ):
            self.assertEqual(waiting_time(claimed, NOW), NOW)
