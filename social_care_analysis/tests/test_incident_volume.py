# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .storm_common import StormCase, person

NOW = datetime(2026, 6, 17, 10, 40)
HOUR = NOW.replace(minute=0)
KEY = "term:#lift"


@tagged("post_install", "-at_install")
class TestIncidentVolume(StormCase):
    """How much is said about something, and how much is usual."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.volume = cls.env["social.care.volume"]

    def counted(self, key):
        rows = self.volume.search(
            [("company_id", "=", self.company.id), ("key", "=", key)]
        )
        counts = {}
        for row in rows:
            counts[row.slot] = counts.get(row.slot, 0) + row.count
        return counts

    def count_at(self, at, count=1, key=KEY):
        self.volume.create(
            {
                "company_id": self.company.id,
                "key": key,
                "slot": self.volume._get_slot(at),
                "count": count,
            }
        )

    def start_of_an_hour(self):
        """Lately: what is said of other days counts as of now."""
        before = fields.Datetime.now() - timedelta(hours=2)
        return before.replace(minute=0, second=0)

    def forget(self):
        self.volume.search([("company_id", "=", self.company.id)]).unlink()

    def usual(self):
        """What is usual for the key in an hour; None where that is not known."""
        self.env.flush_all()
        usual = self.volume._get_usual(self.company, [KEY], NOW).get(KEY)
        return usual and usual.rates[0]

    # -- counting --------------------------------------------------------------

    def test_posts_are_counted_in_slots_of_five_minutes(self):
        self.start = self.start_of_an_hour()
        self.hear_at_once(
            *(self.say(n, "#lift", at=at) for n, at in enumerate((0, 200, 301, 620)))
        )
        minutes = {slot.minute: n for slot, n in self.counted(KEY).items()}
        self.assertEqual(minutes, {0: 2, 5: 1, 10: 1})

    def test_an_author_counts_once_in_a_slot(self):
        self.start = self.start_of_an_hour()
        loud = [self.say(n, "#lift", who=person(1), at=n) for n in range(20)]
        self.hear_at_once(*loud, self.say(50, "#lift", at=30))
        self.assertEqual(list(self.counted(KEY).values()), [2])

    def test_each_key_of_a_post_is_counted(self):
        self.hear(self.say(0, "router", "#lift", "#Friday"))
        for key in (KEY, "term:#friday", f"topic:{self.router.id}"):
            self.assertEqual(sum(self.counted(key).values()), 1, key)

    def test_a_repetition_of_the_network_is_not_counted(self):
        for _ in range(3):
            self.hear(self.say(0, "#lift"))
        self.assertEqual(sum(self.counted(KEY).values()), 1)

    def test_late_posts_are_counted_where_they_belong(self):
        self.hear(self.say(0, "#lift", at=-4 * 24 * 3600))
        ((slot, count),) = self.counted(KEY).items()
        self.assertEqual(count, 1)
        age = self.start - slot
        self.assertEqual(age.days, 4)

    def test_what_claims_to_be_older_than_a_week_counts_now(self):
        self.hear(self.say(0, "#lift", posted_at="1970-01-01T00:00:00"))
        (slot,) = self.counted(KEY)
        self.assertLess(NOW - slot, timedelta(minutes=10))

    def test_what_claims_to_be_of_1970_does_not_make_a_company_old(self):
        self.forget()
        self.hear(self.say(0, "#lift", posted_at="1970-01-01T00:00:00"))
        self.assertIsNone(self.usual())

    def test_what_claims_to_be_of_the_future_counts_now(self):
        self.hear(self.say(0, "#lift", posted_at="2031-01-01T00:00:00"))
        (slot,) = self.counted(KEY)
        self.assertLess(NOW - slot, timedelta(minutes=10))

    def test_only_the_window_counts_as_now(self):
        self.count_at(NOW, 3)
        self.count_at(NOW - timedelta(minutes=20), 4)
        self.count_at(NOW - timedelta(minutes=40), 50)
        self.count_at(NOW + timedelta(minutes=5), 9)
        self.env.flush_all()
        found = self.volume._get_slots(self.company, [KEY, "term:#x"], NOW)
        self.assertEqual(found.keys(), {KEY})
        self.assertEqual([*found[KEY][-9:]], [50, 0, 0, 0, 4, 0, 0, 0, 3])

    def test_all_mentions_are_counted_together(self):
        self.start = self.start_of_an_hour()
        self.hear_at_once(self.say(0, "#lift"), self.say(1, "router"), self.say(2))
        self.assertEqual(sum(self.counted("all").values()), 3)

    # -- what is usual ---------------------------------------------------------

    def test_usual_is_this_hour_of_the_days_before(self):
        self.forget()
        for day in range(1, 20):
            self.count_at(HOUR - timedelta(days=day, minutes=-10), 20)
            self.count_at(HOUR - timedelta(days=day, hours=4), 100)
        self.assertGreater(self.usual(), 9)
        self.assertLess(self.usual(), 21)

    def test_days_on_which_nobody_said_it_count_as_none(self):
        self.forget()
        self.count_at(NOW - timedelta(days=12), 9, key="term:#other")
        self.count_at(HOUR - timedelta(days=2), 6)
        self.assertLess(self.usual(), 1)

    def test_a_loud_day_makes_more_usual(self):
        self.forget()
        for hours in range(1, 20 * 24):
            at = HOUR - timedelta(hours=hours)
            self.count_at(at, 6)
            self.count_at(at, 60 if hours > 24 else 120, key="all")
        loud = self.usual()
        self.volume.search([("key", "=", "all")]).unlink()
        self.assertAlmostEqual(loud / self.usual(), 2, delta=0.1)

    def test_before_all_mentions_were_counted_no_day_is_loud(self):
        """After an update, their history begins with it."""
        self.forget()
        for hours in range(1, 20 * 24):
            self.count_at(HOUR - timedelta(hours=hours), 6)
        before = self.usual()
        for hours in range(1, 10):
            self.count_at(HOUR - timedelta(hours=hours), 90, key="all")
        self.assertEqual(self.usual(), before)

    def test_a_new_company_s_usual_are_the_hours_before(self):
        """Without the last one, of which the storm may be a part."""
        self.forget()
        for back in range(6):
            self.count_at(HOUR - timedelta(hours=back, minutes=-10), 4)
        self.count_at(HOUR, 90)
        self.count_at(HOUR - timedelta(hours=1), 90)
        self.assertGreater(self.usual(), 3)
        self.assertLess(self.usual(), 4)

    def test_in_the_first_hour_it_is_too_early_to_say(self):
        self.forget()
        self.assertIsNone(self.usual())
        self.count_at(NOW, 500)
        self.assertIsNone(self.usual())

    def test_too_early_nothing_is_an_incident(self):
        self.forget()
        mentions = self.hear_crowd(40, "router")
        self.assertFalse(self.incidents())
        self.assertEqual(set(mentions.mapped("state")), {"ticket"})

    def test_where_much_is_usual_it_takes_more(self):
        for hours in range(2, 23):
            self.count_before(f"topic:{self.router.id}", hours, count=60)
        self.hear_crowd(30, "router")
        self.assertFalse(self.incidents())
        self.hear_crowd(90, "router", first=30)
        self.assertTrue(self.incidents())

    def test_another_company_s_history_tells_nothing(self):
        company = self.env["res.company"].create({"name": "Other"})
        self.count_before(KEY, 20, company=company)
        self.forget()
        self.assertIsNone(self.usual())

    def test_what_is_too_old_is_swept(self):
        self.forget()
        self.count_before(KEY, hours=24 * 22)
        self.count_before(KEY, hours=24 * 20)
        self.volume._gc_old()
        self.env.invalidate_all()
        self.assertEqual(len(self.counted(KEY)), 1)

    def test_sweeping_goes_on_by_parts(self):
        self.forget()
        for hours in (22, 23, 24):
            self.count_before(KEY, hours=24 * hours)
        with patch("odoo.addons.social_care.tools.housekeeping.MOST_ROWS", 2):
            self.assertEqual(self.volume._gc_old(), (2, True))
            self.assertEqual(self.volume._gc_old(), (1, False))

    def test_hours_that_are_past_are_merged_one_at_a_time(self):
        self.volume.search([]).unlink()
        hour = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        for hours in (5, 6):
            for minutes in (5, 10, 15):
                self.count_at(hour - timedelta(hours=hours, minutes=-minutes), minutes)
        self.env.flush_all()
        self.assertEqual(self.volume._gc_merge(), (3, True))
        self.assertEqual(len(self.counted(KEY)), 4)
        self.assertEqual(self.volume._gc_merge(), (3, True))
        self.assertEqual(self.volume._gc_merge(), (0, False))
        merged = {hour - timedelta(hours=hours): 30 for hours in (5, 6)}
        self.assertEqual(self.counted(KEY), merged)
