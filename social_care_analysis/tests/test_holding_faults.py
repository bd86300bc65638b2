# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .holding_common import HoldingCase


@tagged("post_install", "-at_install")
class TestHoldingFaults(HoldingCase):
    """Some cannot be said; that is told on the incident, not to the author."""

    def fail_one(self, publishing="400"):
        """The network refuses one of twelve. Returns that reply."""
        self.approve()
        self.hold()
        refused = self.on_their_way()[0]
        self.script(publishing)
        self.send()
        return refused

    def test_one_that_failed_does_not_keep_the_others(self):
        refused = self.fail_one()
        self.assertEqual(refused.state, "failed")
        self.assertEqual(len(self.said()), 11)

    def test_the_incident_counts_it_and_who_is_without_an_answer(self):
        self.fail_one()
        self.assertEqual(self.incident.holding_count, 11)
        self.assertEqual(self.incident.holding_failed_count, 1)
        self.assertEqual(self.incident.holding_waiting_count, 1)

    def test_its_author_is_not_told_of_each(self):
        before = self.notices_to(self.supervisor)
        self.fail_one()
        self.assertEqual(self.notices_to(self.supervisor), before)

    def test_the_owner_is_told_at_the_end(self):
        self.incident.with_user(self.agent).action_take()
        self.fail_one()
        self.pass_time(minutes=40)
        self.look(3)
        self.assertIn("1", self.incident.activity_ids.summary)
        self.assertEqual(self.incident.activity_ids.user_id, self.agent)

    def test_who_it_failed_for_goes_to_the_teams_with_the_rest(self):
        refused = self.fail_one()
        self.boss.action_calm()
        self.boss.action_route_rest()
        self.incident._route_rest()
        self.assertEqual(refused.mention_id.state, "ticket")
        self.assertEqual(
            set((self.incident.reply_ids - refused).mention_id.mapped("state")),
            {"incident"},
        )

    def test_the_next_words_go_to_whom_the_first_failed_for(self):
        refused = self.fail_one()
        self.boss.action_stop_holding()
        self.approve("In other words: soon.")
        self.finish()
        self.assertEqual(refused.state, "cancelled")
        self.assert_everybody_once(*range(12))
        self.assertEqual(self.said().count("In other words: soon."), 1)
        self.assertEqual(self.incident.holding_failed_count, 0)

    def test_an_agent_who_is_writing_just_now_is_not_talked_over(self):
        mention = self.mention("s3")
        composers = self.env["social.care.composer"].with_user(self.agent).sudo()
        composers._hold(mention.thread_id)
        self.approve()
        self.finish()
        self.assert_everybody_once(*(set(range(12)) - {3}))
        self.assertEqual(self.incident.holding_failed_count, 1)

    def test_a_lost_answer_is_found_and_not_said_twice(self):
        unclear = self.fail_one("lost_answer")
        self.assertEqual(unclear.state, "unknown")
        self.assertEqual(self.incident.holding_state, "sending")
        self.send(unclear)
        self.assert_everybody_once(*range(12))
        self.assertEqual(self.incident.holding_state, "done")

    def test_a_second_job_at_once_puts_nobody_in_twice(self):
        """The first holds the lock of this incident until it has committed."""
        self.approve()
        key = f"social_care.holding.{self.incident.id}"
        with self.registry._db.cursor() as other:
            other.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (key,))
            self.hold()
            self.assertFalse(self.incident.reply_ids)
            other.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", (key,))
        self.hold()
        self.assertEqual(len(self.incident.reply_ids), 12)

    @mute_logger("odoo.sql_db")
    def test_the_ledger_never_has_two_for_one_person(self):
        self.approve()
        self.hold()
        reply = self.incident.reply_ids[0]
        vals = self.incident._prepare_holding_vals(reply.mention_id)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["social.care.reply"].create(vals).flush_recordset()
