# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.snooze import CHOICES, get_next_monday, get_next_morning


@tagged("post_install", "-at_install")
class TestSnooze(BaseCase):
    def test_tomorrow_morning_is_at_nine(self):
        night = datetime(2026, 11, 27, 23, 30)
        self.assertEqual(get_next_morning(night), datetime(2026, 11, 28, 9))

    def test_before_dawn_the_next_morning_is_today(self):
        early = datetime(2026, 11, 27, 2, 15)
        self.assertEqual(get_next_morning(early), datetime(2026, 11, 27, 9))

    def test_on_a_monday_the_next_monday_is_a_week_later(self):
        monday = datetime(2026, 11, 30, 8)
        self.assertEqual(get_next_monday(monday), datetime(2026, 12, 7, 9))

    def test_on_a_sunday_the_next_monday_is_tomorrow(self):
        sunday = datetime(2026, 11, 29, 22)
        self.assertEqual(get_next_monday(sunday), datetime(2026, 11, 30, 9))

    def test_every_choice_ends_later_at_any_hour_of_a_year(self):
        moment = datetime(2027, 12, 20)
        for _ in range(24 * 20):
            moment += timedelta(minutes=59)
            for code, end in CHOICES.items():
                self.assertGreater(end(moment), moment, code)
