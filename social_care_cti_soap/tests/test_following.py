# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models import social_care_soap_following as following
from ..tools.asking import Heard
from ..tools.errors import SoapError
from ..tools.information import Information
from .soap_common import JAN, SoapCase

RINGS, TALKS = Information("CallInitial"), Information("CallConnected")
ENDED = Information("CallTerminated", None, None, "CallHangUp")
DOWN = SoapError("unreachable", "switch.lan cannot be reached.")


class TestFollowing(SoapCase):
    """A call is asked about until it ends, and it always ends."""

    def test_a_call_rings_talks_and_ends(self):
        call = self.place()
        self.hear({call: RINGS})
        self.assertEqual(call.leg_ids.state, "ringing")
        self.assertIn("hang_up", self.get_card()["can"])
        call.soap_asked_at = False
        self.hear({call: TALKS})
        self.assertEqual((call.state, call.user_id), ("talking", self.anna.user_id))
        self.assertIn(self.anna.user_id.partner_id, self.anna._count_calls())
        call.soap_asked_at = False
        self.hear({call: ENDED})
        self.assertEqual((call.outcome, call.number), ("answered", JAN))
        self.assertEqual(call.direction, "out")
        self.assertTrue(call.started_at <= call.answered_at <= call.ended_at)

    def test_the_agent_is_told_why_the_own_phone_did_not_ring(self):
        call = self.place()
        self.hear({call: Information("CallTerminated", cause="CallingPartyBusy")})
        self.assertEqual((call.state, call.outcome), ("ended", "cancelled"))
        self.assertIn("busy", self.get_card()["error"])

    def test_a_call_that_the_switch_does_not_know_ends_lost(self):
        call = self.place(seconds_ago=5)
        self.hear(refused=[call.key])
        self.assertNotEqual(call.state, "ended")
        call.write({"started_at": fields.Datetime.now() - timedelta(seconds=15)})
        call.soap_asked_at = False
        self.hear(refused=[call.key])
        self.assertEqual((call.state, call.outcome), ("ended", "lost"))

    def test_a_switch_that_is_down_is_said_on_the_form_until_it_answers(self):
        call = self.place()
        self.hear(error=DOWN)
        self.assertIn("cannot be reached", self.system.soap_error)
        call.soap_asked_at = False
        self.hear({call: RINGS})
        self.assertFalse(self.system.soap_error)

    def test_calls_of_a_switch_that_stays_down_end_lost(self):
        call = self.place()
        self.hear({call: TALKS})
        self.cron()
        self.assertEqual(call.state, "talking")
        with freeze_time(fields.Datetime.now() + timedelta(minutes=6)):
            self.cron()
        self.assertEqual((call.state, call.outcome), ("ended", "lost"))
        self.assertEqual(call.leg_ids.state, "ended")

    def test_a_call_that_was_placed_is_waited_for_as_long(self):
        """A switch that is down for a moment has not forgotten the call."""
        call, unplaced = self.place(seconds_ago=120), self.place(120, identity="")
        self.hear(error=DOWN)
        self.env["social.care.call"]._cron_end_unplaced()
        self.assertEqual((call.state, unplaced.state), ("up", "ended"))
        call.soap_asked_at = False
        self.hear({call: TALKS})
        self.assertEqual(call.state, "talking")

    def cron(self):
        with trap_jobs() as trap:
            self.env["social.care.phone.system"]._cron_follow_calls()
        return len(trap.enqueued_jobs)

    def test_a_lost_job_is_made_up_for(self):
        self.place()
        self.assertEqual(self.cron(), 1)

    def test_nobody_is_asked_about_calls_that_were_not_placed(self):
        self.place(identity="")
        self.assertEqual(self.cron(), 0)
        self.assertFalse(self.env["social.care.call"]._soap_search_due(self.system))

    def test_a_copied_database_asks_nobody(self):
        self.place()
        self.system.database_uuid = "another"
        self.assertEqual(self.cron(), 0)
        with patch.object(following, "ask") as ask:
            self.system._follow_calls()
        ask.assert_not_called()

    def test_long_calls_are_asked_about_less_often(self):
        calls = self.env["social.care.call"]
        young, old = self.place(10), self.place(600)
        now = fields.Datetime.now()
        (young | old).soap_asked_at = now - timedelta(seconds=4)
        self.assertEqual(calls._soap_search_due(self.system), young)
        (young | old).soap_asked_at = now - timedelta(seconds=11)
        self.assertEqual(calls._soap_search_due(self.system), young | old)

    def test_who_waited_longest_is_asked_about_first(self):
        first, second = self.place(10), self.place(10)
        now = fields.Datetime.now()
        first.soap_asked_at = now - timedelta(seconds=3)
        second.soap_asked_at = now - timedelta(seconds=4)
        due = self.env["social.care.call"]._soap_search_due(self.system)
        self.assertEqual(due.ids, [second.id, first.id])

    def test_many_calls_cost_no_more_queries_to_ask_about_than_one(self):
        counts = []
        for count in range(2):
            self.place()
            self.env.flush_all()
            self.env.invalidate_all()
            begin = self.env.cr.sql_log_count
            calls = self.env["social.care.call"]._soap_search_due(self.system)
            self.assertEqual(len(calls._soap_describe()), count + 1)
            counts.append(self.env.cr.sql_log_count - begin)
        self.assertEqual(counts[0], counts[1])

    def test_many_calls_cost_no_more_queries_to_store_than_two(self):
        busy = Information("CallTerminated", cause="CallingPartyBusy")
        for stories in ((RINGS, TALKS, ENDED), (RINGS, busy)):
            counts = [self.count_stored(stories, calls) for calls in (2, 2, 9)]
            self.assertEqual(counts[1], counts[2], stories)

    def count_stored(self, stories, number):
        """:return: list of the queries to store each of the answers"""
        calls = [self.place() for _call in range(number)]
        counts = []
        for said in stories:
            for call in calls:
                call.soap_asked_at = False
            self.env.flush_all()
            self.env.invalidate_all()
            begin = self.env.cr.sql_log_count
            self.hear(dict.fromkeys(calls, said))
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - begin)
        self.assertEqual({call.state for call in calls}, {"ended"})
        return counts

    def test_a_recording_has_the_id_that_the_switch_gave_the_call(self):
        self.system.recording_url = "https://switch.example.com/{id}"
        call = self.place(identity="a/7")
        self.hear({call: TALKS})
        call.soap_asked_at = False
        self.hear({call: ENDED})
        url = call.with_user(self.supervisor).hear_recording()["url"]
        self.assertEqual(url, "https://switch.example.com/a%2F7")

    def test_one_id_for_two_calls_is_no_collision(self):
        first, second = self.place(identity="7"), self.place(identity="7")
        self.hear({first: TALKS, second: RINGS})
        self.assertEqual((first.state, second.state), ("talking", "ringing"))


class TestJobs(SoapCase):
    def follow(self, **values):
        """Run the job.

        :return: when it comes again; None if it does not
        """

        def ask(_access, calls):
            keys = [call.key for call in calls]
            told = dict.fromkeys(keys, values.get("said")) if "said" in values else {}
            return Heard(asked=keys, told=told, error=values.get("error"))

        with patch.object(following, "ask", ask), trap_jobs() as trap:
            self.run_job(self.system, "_follow_calls")
        etas = [job.eta for job in trap.enqueued_jobs]
        return etas[0] - fields.Datetime.now() if etas else None

    def test_it_comes_again_soon_while_a_call_is_young(self):
        call = self.place()
        self.assertLessEqual(self.follow(said=RINGS), timedelta(seconds=2))
        self.assertEqual(call.state, "ringing")

    def test_it_comes_again_later_for_a_long_call(self):
        self.place(seconds_ago=600)
        self.assertGreater(self.follow(said=TALKS), timedelta(seconds=5))

    def test_it_comes_again_later_if_the_switch_is_down(self):
        self.place()
        self.assertGreater(self.follow(error=DOWN), timedelta(seconds=5))

    def test_it_stops_when_all_calls_have_ended(self):
        self.place()
        self.assertIsNone(self.follow(said=ENDED))

    def test_it_waits_while_another_run_asks(self):
        self.place()
        with patch.object(following, "try_advisory_lock") as lock:
            lock.return_value.__enter__.return_value = False
            self.assertLessEqual(self.follow(error=DOWN), timedelta(seconds=2))
        self.assertFalse(self.system.soap_error)

    def test_it_may_commit(self):
        """The network is asked without a transaction."""
        self.assertTrue(
            self.env.ref("social_care_cti_soap.job_follow_calls").allow_commit
        )

    def test_it_is_one_job_however_often_it_is_asked_for(self):
        keys = set()
        for _again in range(2):
            with trap_jobs() as trap:
                self.system._enqueue_following()
            keys |= {job.identity_key for job in trap.enqueued_jobs}
        self.assertEqual(len(keys), 1)
