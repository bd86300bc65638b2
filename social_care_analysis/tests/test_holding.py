# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.social_care_analysis.models.social_care_incident_holding import (
    AT_ONCE,
)

from .holding_common import BODY, HoldingCase
from .storm_common import person


@tagged("post_install", "-at_install")
class TestHolding(HoldingCase):
    """One approved reply, to each person once."""

    def test_each_person_is_answered_once(self):
        self.approve()
        self.assertEqual(self.incident.holding_state, "sending")
        self.finish()
        self.assert_everybody_once(*range(12))
        self.assertEqual(set(self.said()), {BODY})
        self.assertEqual(self.incident.holding_state, "done")
        self.assertEqual(self.incident.holding_count, 12)
        self.assertEqual(self.incident.holding_waiting_count, 0)

    def test_they_do_not_wait_to_be_taken_back(self):
        self.incident.company_id.social_care_undo_seconds = 60
        self.approve()
        self.finish()
        self.assertFalse(any(self.incident.reply_ids.mapped("undo_until")))
        self.assert_everybody_once(*range(12))

    def test_who_can_be_read_but_not_answered_does_not_wait(self):
        """C9: neither as somebody to answer nor as a failure."""
        self.mention("s2").cannot_reply_reason = "not_mentioned"
        self.approve()
        self.finish()
        self.assert_everybody_once(*(set(range(12)) - {2}))
        self.assertEqual(self.incident.holding_waiting_count, 0)
        self.assertEqual(self.incident.holding_failed_count, 0)

    def test_a_reply_that_the_network_reviews_counts(self):
        """C12: accepted, not public yet."""
        self.script("pending")
        self.approve()
        self.finish()
        self.assertIn("accepted", self.incident.reply_ids.mapped("state"))
        self.assertEqual(self.incident.holding_count, 12)
        self.assertEqual(self.incident.holding_state, "done")

    def test_it_is_said_in_the_conversation_of_each(self):
        self.approve()
        self.finish()
        for reply in self.incident.reply_ids:
            self.assertEqual(reply.thread_id, reply.mention_id.thread_id)
            self.assertTrue(reply.mention_id.answered_at)
            self.assertEqual(reply.visibility, "public")

    def test_several_posts_of_one_person_get_one_answer_to_the_last(self):
        self.hear(
            self.say(30, "router", who=person(2), at=100),
            self.say(31, "router", who=person(2), at=200),
        )
        self.approve()
        self.finish()
        self.assert_everybody_once(*range(12))
        reply = self.incident.reply_ids.filtered(
            lambda r: r.holding_profile_id.handle == "person2"
        )
        self.assertEqual(reply.mention_id, self.mention("s31"))

    def test_who_got_it_is_not_routed_for_an_earlier_post(self):
        self.hear(self.say(30, "router", who=person(2), at=200))
        self.approve()
        self.finish()
        self.boss.action_calm()
        self.incident._route_rest()
        self.assertEqual(self.mention("s2").state, "incident")

    def test_people_in_one_conversation_are_answered_one_after_the_other(self):
        """The network takes one answer of ours at a time in a conversation."""
        self.hear(*(self.say(n, "router", to="s0", at=60 + n) for n in (30, 31)))
        self.approve()
        self.hold()
        self.assertEqual(len(self.on_their_way()), 12)
        self.finish()
        self.assertEqual(self.incident.holding_failed_count, 0)
        self.assert_everybody_once(*range(12), 30, 31)

    def test_late_arrivals_get_it_while_it_is_on(self):
        self.approve()
        self.finish()
        self.jobs(self.incident).unlink()
        self.hear(self.say(40, "router"))
        self.assertEqual(self.incident.holding_state, "sending")
        self.assertIn("_send_holding", self.jobs(self.incident).mapped("method_name"))
        self.finish()
        self.assert_everybody_once(*range(12), 40)
        self.assertEqual(self.incident.holding_state, "done")

    def test_without_approval_nobody_gets_it(self):
        self.boss.holding_body = BODY
        self.hold()
        self.assertFalse(self.incident.reply_ids)
        self.assertEqual(self.incident.holding_state, "none")
        self.assertEqual(self.incident.holding_waiting_count, 12)

    def test_who_deleted_the_post_gets_none(self):
        self.hear(self.deletion(self.say(3, "router"), at=500))
        self.approve()
        self.finish()
        self.assert_everybody_once(*(set(range(12)) - {3}))

    def test_whom_an_agent_answered_meanwhile_gets_none(self):
        self.run_job(self.answer(self.mention("s3"), user=self.supervisor))
        self.approve()
        self.finish()
        holding = self.incident.reply_ids.mention_id
        self.assertNotIn(self.mention("s3"), holding)
        self.assert_everybody_once(*range(12))

    # -- approval --------------------------------------------------------------

    def test_an_agent_may_not_approve(self):
        self.boss.holding_body = BODY
        with self.assertRaises(AccessError):
            self.incident.with_user(self.agent).action_approve_holding()

    def test_it_names_who_approved_and_says_so_on_the_incident(self):
        self.approve()
        self.hold()
        self.assertEqual(self.incident.reply_ids.approved_by_id, self.supervisor)
        self.assertEqual(self.incident.reply_ids.user_id, self.supervisor)
        said = self.incident.message_ids.filtered(lambda m: BODY in m.body)
        self.assertEqual(said.author_id, self.supervisor.partner_id)

    def test_an_account_that_wants_approval_does_not_ask_again_for_each(self):
        rules = self.env["social.care.approval.rule"]
        rules.create({"name": "All", "company_id": self.account.company_id.id})
        self.approve()
        self.finish()
        self.assert_everybody_once(*range(12))

    def test_nothing_is_no_reply(self):
        for body in (False, "", "  \n"):
            with self.assertRaisesRegex(UserError, "Write a holding reply first"):
                self.approve(body)
        self.assertFalse(self.incident.holding_approved_by_id)

    def test_too_long_is_refused_before_anybody_was_answered(self):
        with self.assertRaisesRegex(UserError, "too long: 300 of 280"):
            self.approve("x" * 300)
        self.assertFalse(self.incident.holding_approved_by_id)
        self.hold()
        self.assertFalse(self.incident.reply_ids)

    def test_the_signature_counts(self):
        self.account.signature_template = "(our team for the harbour district)"
        with self.assertRaisesRegex(UserError, "too long"):
            self.approve("x" * 270)

    # -- stopping --------------------------------------------------------------

    def test_its_words_stay_while_it_is_being_sent(self):
        self.approve()
        with self.assertRaisesRegex(UserError, "Stop it before you edit it"):
            self.boss.holding_body = "Something else."

    def test_stop_stops_also_what_waits_to_be_sent(self):
        self.approve()
        self.hold()
        replies = self.on_their_way()
        self.send(replies[:3])
        self.boss.action_stop_holding()
        self.assertEqual(self.incident.holding_state, "stopped")
        self.send(replies[3:])
        self.hold()
        self.assertEqual(len(self.said()), 3)
        self.assertEqual(self.incident.holding_count, 3)
        self.assertEqual(self.incident.holding_waiting_count, 9)

    def test_after_a_stop_the_others_get_the_new_words(self):
        self.approve()
        self.hold()
        replies = self.on_their_way()
        self.send(replies[:3])
        self.boss.action_stop_holding()
        self.approve("All is well again.")
        self.send(replies[3:])
        self.finish()
        self.assert_everybody_once(*range(12))
        self.assertEqual(self.said().count(BODY), 3)
        self.assertEqual(self.said().count("All is well again."), 9)

    def test_once_all_have_it_new_words_wait_for_approval(self):
        self.approve()
        self.finish()
        self.assertEqual(self.incident.holding_state, "done")
        self.boss.holding_body = "All is well again."
        self.hear_crowd(1, "router", first=100)
        self.finish()
        self.assert_everybody_once(*range(12))
        self.assertEqual(self.incident.holding_state, "stopped")
        self.boss.action_approve_holding()
        self.finish()
        self.assert_everybody_once(*range(12), 100)
        self.assertEqual(self.said().count("All is well again."), 1)

    def test_saving_the_same_words_holds_nobody_back(self):
        self.approve()
        self.finish()
        self.boss.holding_body = BODY
        self.assertEqual(self.incident.holding_state, "done")

    def test_nobody_approves_words_that_they_did_not_read(self):
        self.boss.holding_body = "All is well again."
        with self.assertRaisesRegex(UserError, "has changed the reply"):
            self.boss.action_approve_holding(BODY)
        self.assertFalse(self.incident.holding_approved_by_id)
        self.boss.action_approve_holding("All is well again.")
        self.assertEqual(self.incident.holding_approved_by_id, self.supervisor)

    # -- the pace --------------------------------------------------------------

    def test_no_more_than_some_are_on_their_way(self):
        self.hear_crowd(AT_ONCE, "router", first=100)
        self.approve()
        for _ in range(3):
            self.hold()
            self.assertEqual(len(self.on_their_way()), AT_ONCE)
        self.send(self.on_their_way()[:7])
        self.hold()
        self.assertEqual(len(self.on_their_way()), AT_ONCE)
        self.assertEqual(len(self.incident.reply_ids), AT_ONCE + 7)

    def test_it_comes_again_while_somebody_waits_and_not_longer(self):
        self.hear_crowd(AT_ONCE, "router", first=100)
        self.approve()
        self.jobs(self.incident).unlink()
        self.hold()
        (job,) = self.jobs(self.incident)
        self.assertGreater(job.eta, fields.Datetime.now())
        job.unlink()
        self.send()
        self.hold()
        self.assertFalse(self.jobs(self.incident))

    def test_an_agent_s_own_words_go_first(self):
        self.approve()
        self.hold()
        reply = self.answer(self.hear(self.say(60, "parcel")))
        holding = self.jobs(self.on_their_way()[0])
        self.assertLess(self.jobs(reply).priority, holding.priority)
        self.incident._enqueue_holding(0)
        self.assertLess(self.jobs(reply).priority, self.jobs(self.incident)[0].priority)

    def test_a_network_that_asks_to_slow_down_is_heard(self):
        self.approve()
        self.hold()
        slow, *others = self.on_their_way()
        self.jobs(slow).unlink()
        self.script("429")
        self.send(slow)
        self.assertEqual(slow.state, "queued")
        self.assertGreater(slow.next_try_at, fields.Datetime.now())
        self.assertEqual(self.jobs(slow).eta, slow.next_try_at)
        self.assertFalse(self.said())
        self.assertEqual(self.incident.holding_state, "sending")
        self.send(slow.concat(*others))
        self.assert_everybody_once(*range(12))

    def test_it_keeps_its_place_while_it_waits(self):
        """What waits for the network counts as on its way: no more are added."""
        self.hear_crowd(AT_ONCE, "router", first=100)
        self.approve()
        self.hold()
        slow = self.on_their_way()[0]
        self.script("429")
        self.send(slow)
        self.hold()
        self.assertEqual(len(self.on_their_way()), AT_ONCE)

    def test_time_does_not_run_out_while_it_is_sent(self):
        """The incident may calm before all were answered."""
        self.approve()
        self.pass_time(minutes=40)
        self.look(3)
        self.assertEqual(self.incident.state, "calm")
        self.finish()
        self.assert_everybody_once(*range(12))
