# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from odoo.tests import BaseCase

from ..tools.attempts import LONGEST_BREATHER, Outcome, get_pause, read_answer

NOW = datetime(2026, 11, 27, 21, 30)


def read(status, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return read_answer(status, names, NOW)


class TestAttempts(BaseCase):
    def test_attempts_are_spread_over_a_day_and_then_end(self):
        pauses = [get_pause(number, 0) for number in range(1, 7)]
        self.assertEqual(pauses[:2], [timedelta(seconds=5), timedelta(minutes=5)])
        self.assertEqual(pauses, sorted(pauses))
        whole = sum(pauses, timedelta())
        self.assertTrue(timedelta(hours=12) < whole < timedelta(hours=24))
        self.assertIsNone(get_pause(7, 0))

    def test_pauses_differ_a_little(self):
        self.assertLess(get_pause(3, 0), get_pause(3, 1))
        self.assertLess(get_pause(3, 1), get_pause(3, 0) * 1.2)

    def test_only_2xx_is_a_delivery(self):
        for status in (200, 202, 204, 299):
            self.assertEqual(read(status), Outcome("sent", status))
        for status in (100, 301, 302, 304, 400, 401, 404, 500, 503):
            self.assertEqual(read(status).kind, "failed", status)

    def test_410_wants_no_more(self):
        self.assertEqual(read(410).kind, "gone")

    def test_who_is_asked_to_slow_down_does(self):
        self.assertEqual(read(429).kind, "slow_down")
        self.assertGreater(read(429).pause, timedelta())
        for status in (502, 504):
            self.assertEqual(read(status).kind, "failed")
            self.assertGreater(read(status).pause, timedelta())
        self.assertFalse(read(500).pause)

    def test_retry_after_is_obeyed_within_bounds(self):
        self.assertEqual(read(503, retry_after="120").pause, timedelta(minutes=2))
        at = "Fri, 27 Nov 2026 21:31:00 GMT"
        self.assertEqual(read(429, retry_after=at).pause, timedelta(minutes=1))
        self.assertEqual(read(503, retry_after="999999").pause, LONGEST_BREATHER)
        past = "Fri, 27 Nov 2020 21:31:00 GMT"
        self.assertGreater(read(503, retry_after=past).pause, timedelta())
