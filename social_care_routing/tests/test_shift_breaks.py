# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.tools import mute_logger

from .shift_common import ShiftCase, at


class TestBreaks(ShiftCase):
    """Over lunch people keep what they have begun."""

    def setUp(self):
        super().setUp()
        self.calendar = self.work_by((8, 12), (13, 17))
        self.drain_at(at(9))
        self.begun = self.own(at(11), started=True)
        self.other = self.own(at(11))

    def assert_kept(self, *tickets):
        kept = [t for t in (self.begun, self.other) if t.user_id == self.anna.user_id]
        self.assertEqual(kept, list(tickets))

    def test_work_that_was_begun_stays_over_lunch(self):
        self.drain_at(at(12))
        self.assert_kept(self.begun)
        self.assertEqual(self.anna.break_until, at(13))
        self.assertEqual(self.other.social_care_work_ids.state, "waiting")

    def test_an_offer_is_taken_back_at_lunch(self):
        with self.when(at(11, 59, 30)):
            offered = self.make_ticket()
        self.drain_at(at(11, 59, 40))
        self.assertEqual(offered.social_care_work_ids.state, "offered")
        self.drain_at(at(12))
        self.assertEqual(offered.social_care_work_ids.state, "waiting")

    def test_at_lunch_nothing_is_offered(self):
        self.drain_at(at(12))
        self.assertFalse(self.drain_at(at(12, 30)))

    def test_after_lunch_they_go_on(self):
        self.drain_at(at(12))
        self.drain_at(at(13))
        self.assertTrue(self.anna.on_shift)
        self.assertFalse(self.anna.break_until)
        self.assert_kept(self.begun)

    def test_in_the_evening_all_goes_back(self):
        self.drain_at(at(12))
        self.drain_at(at(13))
        self.drain_at(at(17))
        self.assert_kept()

    def test_a_longer_break_is_an_end(self):
        self.company.social_care_shift_break_minutes = 59
        self.drain_at(at(12))
        self.assert_kept()
        self.assertFalse(self.anna.break_until)

    def test_a_break_of_just_the_length_is_one(self):
        self.company.social_care_shift_break_minutes = 60
        self.drain_at(at(12))
        self.assert_kept(self.begun)

    def test_without_short_breaks_each_is_an_end(self):
        self.company.social_care_shift_break_minutes = 0
        self.drain_at(at(12))
        self.assert_kept()

    def test_leave_that_interrupts_is_a_break(self):
        self.leave(at(11, 30), at(11, 50))
        self.drain_at(at(11, 30))
        self.assertEqual(self.anna.absence, "absent")
        self.assertEqual(self.anna.break_until, at(11, 50))
        self.assert_kept(self.begun)

    def test_leave_into_lunch_lasts_until_both_are_over(self):
        self.leave(at(11, 30), at(12, 10))
        self.drain_at(at(11, 30))
        self.assertEqual(self.anna.break_until, at(13))
        self.assert_kept(self.begun)

    def test_leave_until_the_evening_is_an_end(self):
        self.leave(at(11, 30), at(17))
        self.drain_at(at(11, 30))
        self.assert_kept()

    def test_who_goes_home_at_lunch_gives_back_what_was_begun(self):
        self.drain_at(at(12))
        self.leave(at(12, 30), at(17))
        self.drain_at(at(12, 30))
        self.assert_kept()
        self.assertFalse(self.anna.break_until)

    def test_a_shorter_break_by_the_settings_is_noticed_at_once(self):
        self.drain_at(at(12))
        self.company.social_care_shift_break_minutes = 10
        self.drain_at(at(12, 1))
        self.assert_kept()

    def test_before_the_shift_nobody_is_on_a_break(self):
        self.assertFalse(self.is_on_shift(at(18)))
        self.assertFalse(self.is_on_shift(at(7, days=1)))
        self.assertFalse(self.anna.break_until)

    def test_the_switch_says_until_when(self):
        self.drain_at(at(12))
        desk = self.env["social.care.agent"].with_user(self.anna.user_id)
        with self.when(at(12, 1)):
            (words,) = desk.get_desk()["disagreements"]
        self.assertIn("break until 1:00", words.replace("\u202f", " "))

    def test_a_break_has_a_length(self):
        for minutes in (-1, 721):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.company.social_care_shift_break_minutes = minutes
