# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from collections import Counter
from datetime import date, timedelta

from ..tools import past

THURSDAY, SUNDAY = date(2026, 11, 26), date(2026, 11, 29)


class TestPast(unittest.TestCase):
    """Weeks that are made up from a seed."""

    def test_the_same_seed_gives_the_same_weeks(self):
        first, again = (past.list_contacts(4711, THURSDAY) for _turn in range(2))
        self.assertEqual(first, again)
        self.assertNotEqual(first, past.list_contacts(4712, THURSDAY))

    def test_a_few_hundred_came_on_the_working_days_of_six_weeks(self):
        for last in (THURSDAY, SUNDAY):
            found = past.list_contacts(4711, last)
            days = {one.arrived.date() for one in found}
            self.assertTrue(300 < len(found) < 900, len(found))
            self.assertEqual(len(days), 30)
            self.assertLessEqual(max(days), last)
            self.assertGreater(min(days), last - timedelta(weeks=6))
            self.assertLess(max(day.weekday() for day in days), 5)

    def test_the_storm_is_as_large_on_every_day_of_the_week(self):
        for back in range(7):
            last = THURSDAY - timedelta(days=back)
            days = [one.arrived.date() for one in past.list_contacts(4711, last)]
            self.assertGreater(days.count(past.find_storm_day(last)), 75, last)

    def test_one_day_was_a_storm(self):
        counts = Counter(
            one.arrived.date() for one in past.list_contacts(4711, THURSDAY)
        )
        storm, usual = counts.most_common(2)
        self.assertEqual(storm[0], past.find_storm_day(THURSDAY))
        self.assertGreater(storm[1], 1.5 * usual[1])

    def test_people_do_one_thing_at_a_time_in_their_hours(self):
        free = {}
        for one in past.list_contacts(4711, THURSDAY):
            self.assertGreater(one.accepted, one.arrived)
            self.assertGreaterEqual(one.accepted, free.get(one.person, one.accepted))
            self.assertNotEqual(one.accepted.hour, past.LUNCHES[one.person])
            self.assertTrue(past.OPENS <= one.accepted.hour < past.CLOSES)
            free[one.person] = one.done

    def test_all_media_and_both_teams_have_enough_to_learn_from(self):
        found = past.list_contacts(4711, THURSDAY)
        media = Counter(one.medium for one in found if not one.is_billing)
        self.assertEqual(set(media), set(past.MEDIA))
        self.assertGreater(media["phone"], 100)
        self.assertTrue(any(one.is_billing for one in found))
