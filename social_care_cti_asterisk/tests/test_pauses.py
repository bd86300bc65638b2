# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
from unittest.mock import patch

from odoo.addons.social_care_cti.tools import phone_feed
from odoo.addons.social_care_cti.tools.facts import Fact
from odoo.addons.social_care_cti.tools.phone_feed import Pause

from ..tools.ami_members import Members
from .phone_common import ONE, TWO, PhoneCase
from .test_ami_members import make_event, pause

OWN = "Social Care"


class TestPauses(PhoneCase):
    """The queues of the phone system and Odoo know one state."""

    def pause(self, is_paused, reason="", **values):
        self.feed.apply([Pause(ONE, is_paused, reason, **values)])
        self.store()

    def count_jobs(self, *args, **values):
        """:return: how often the phone system is told of the agent's state"""
        with self.trap() as trap:
            self.pause(*args, **values)
        return len(trap.enqueued_jobs)

    def wait(self, seconds):
        """Nothing is heard for a while."""
        later = time.time() + seconds
        with patch.object(phone_feed.time, "time", lambda: later):
            self.feed.forget()

    def test_a_pause_on_the_phone_is_a_pause_here(self):
        self.pause(True)
        self.assertEqual(self.anna.state, "away")
        self.pause(False)
        self.assertEqual(self.anna.state, "available")

    def test_our_own_pause_comes_back_without_effect(self):
        self.pause(True, OWN)
        self.assertEqual(self.anna.state, "available")
        self.assertTrue(self.anna._find_lines().is_paused)

    def test_the_conflict_is_said(self):
        self.pause(True, OWN)
        self.assertTrue(self.anna._list_conflicts())

    def test_going_away_pauses_the_phone_in_a_job(self):
        with self.trap() as trap:
            self.anna._set_state("away")
            trap.assert_jobs_count(1)

    def test_what_the_phone_said_is_not_said_back(self):
        self.assertEqual(self.count_jobs(True), 0)

    # -- two queues, two phones --------------------------------------------------------

    def test_who_is_rung_by_one_of_two_queues_is_available(self):
        members = Members()
        both = [make_event("QueueMember", queue) for queue in ("support", "sales")]
        self.feed.apply(members.learn(both, frozenset({ONE, TWO})))
        states = []
        for event in (pause("support"), pause("sales"), pause("sales", False)):
            self.feed.apply(members.hear(event))
            self.store()
            states.append(self.anna.state)
        self.assertEqual(states, ["available", "away", "available"])
        self.assertFalse(self.anna._list_conflicts())

    def test_who_is_rung_on_one_of_two_phones_is_available(self):
        self.make_line(self.anna, "PJSIP/1003", "1003")
        self.feed.apply([Pause("PJSIP/1003", False)])
        self.pause(True)
        self.assertEqual(self.anna.state, "available")
        self.assertFalse(self.anna._list_conflicts())
        self.feed.apply([Pause("PJSIP/1003", True)])
        self.store()
        self.assertEqual(self.anna.state, "away")

    def test_a_phone_that_is_in_no_queue_says_nothing(self):
        self.make_line(self.anna, "PJSIP/1003", "1003")
        self.feed.apply([Pause("PJSIP/1003", None, is_found=True)])
        self.pause(True)
        self.assertEqual(self.anna.state, "away")

    # -- after a gap -------------------------------------------------------------------

    def test_a_restart_of_the_phone_system_brings_nobody_back(self):
        """Asterisk forgets the pauses of static members."""
        self.anna._set_state("away")
        self.assertEqual(self.count_jobs(False, is_found=True), 1)
        self.assertEqual(self.anna.state, "away")

    def test_who_is_not_there_yet_is_left_alone(self):
        self.anna._set_state("offline")
        self.assertEqual(self.count_jobs(False, is_found=True), 0)

    def test_a_pause_of_ours_that_was_not_ended_is_ended(self):
        self.assertEqual(self.count_jobs(True, OWN, is_found=True), 1)
        self.assertEqual(self.anna.state, "available")

    def test_a_pause_that_somebody_made_in_the_gap_counts(self):
        self.pause(True, "lunch", is_found=True)
        self.assertEqual(self.anna.state, "away")

    def test_a_stand_by_does_not_repeat_what_is_long_past(self):
        self.feed.apply([Pause(ONE, True), Pause(ONE, False)])
        self.wait(600)
        self.anna._set_state("away")
        self.feed.take_over()
        self.store()
        self.assertEqual(self.anna.state, "away")

    def test_a_stand_by_repeats_what_its_predecessor_may_not_have_stored(self):
        self.feed.apply([Pause(ONE, True)])
        self.wait(phone_feed.REMEMBERED / 2)
        self.feed.take_over()
        self.store()
        self.assertEqual(self.anna.state, "away")

    def test_a_stand_by_does_not_fill_its_memory(self):
        self.hear("queue_answered")
        self.feed.take_over()
        self.assertTrue(self.feed._touched)
        self.feed.apply([Fact("seen", time.time() + 600, "new", "new", TWO)])
        self.wait(600)
        self.assertEqual(self.feed._touched, {"new"})

    def test_pauses_that_could_not_be_stored_are_stored_later(self):
        self.feed.apply([Pause(ONE, True), Pause(TWO, True)])
        batch = self.feed.collect()
        self.feed.apply([Pause(TWO, False)])
        self.feed.put_back(batch)
        self.store()
        self.assertEqual((self.anna.state, self.marek.state), ("away", "available"))

    def test_many_phones_cost_no_more_queries_than_one(self):
        def count(*devices):
            self.feed.apply([Pause(device, False, is_found=True) for device in devices])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.store()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(ONE, TWO)
        self.assertEqual(count(ONE), count(ONE, TWO))

    def test_a_copied_database_pauses_nobody(self):
        """The job was enqueued in the original."""
        self.system.database_uuid = "another"
        connector = type(self.system._get_connector())
        with patch.object(connector, "_set_paused") as told:
            self.anna._find_lines()._tell_pause()
        told.assert_not_called()
