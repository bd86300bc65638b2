# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from odoo.addons.social_care.exceptions import StaleReply

from .channel_common import OURS
from .channel_reply_common import ReplyCase

BODY = "We look into it."


class TestStale(ReplyCase):
    """A draft that somebody's answer has overtaken is sent on purpose only."""

    def setUp(self):
        super().setUp()
        self.team.user_ids += self.supervisor

    def tab(self, user=None):
        """What one sees who begins to write now."""
        threads = self.env["social.care.thread"].with_user(user or self.agent)
        return threads.get_conversation(self.thread.id)["said_until"]

    def press_send(self, said_until=False, body=BODY, user=None, to=None):
        threads = self.env["social.care.thread"].with_user(user or self.agent)
        mention = to or self.waiting
        result = threads.post_reply(
            self.thread.id, mention.id, body, "public", [], said_until
        )
        return self.env["social.care.reply"].browse(result["reply_id"])

    def published(self, **kw):
        reply = self.press_send(**kw)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        return reply

    def test_the_same_draft_in_two_tabs_goes_out_once(self):
        first, second = self.tab(), self.tab()
        self.published(said_until=first)
        with self.assertRaisesRegex(StaleReply, "You already replied here at"):
            self.press_send(second)
        self.assertEqual(self.said(), [BODY])

    def test_a_call_without_said_until_is_checked_too(self):
        self.published()
        for body in (BODY, f" {BODY.upper()} "):
            with self.assertRaisesRegex(StaleReply, "You already replied"):
                self.press_send(body=body)
        self.assertEqual(self.said(), [BODY])

    def test_so_it_does_an_hour_later_for_a_draft_of_before(self):
        second = self.tab()
        with freeze_time(fields.Datetime.now() - timedelta(hours=1)):
            self.published(said_until=self.tab())
        with self.assertRaises(StaleReply):
            self.press_send(second)

    def test_on_purpose_it_goes_out_again(self):
        self.published(said_until=self.tab())
        self.published(said_until=self.tab())
        self.assertEqual(self.said(), [BODY, BODY])

    def test_what_the_server_answers_is_enough_to_go_on_writing(self):
        threads = self.env["social.care.thread"].with_user(self.agent)
        result = threads.post_reply(
            self.thread.id, self.waiting.id, BODY, "public", [], self.tab()
        )
        self.assertEqual(result["said_until"], self.tab())
        self.run_job(self.env["social.care.reply"].browse(result["reply_id"]))
        self.published(said_until=result["said_until"], body="And done.")

    def test_after_some_time_the_same_words_are_no_mistake(self):
        with freeze_time(fields.Datetime.now() - timedelta(minutes=11)):
            self.published()
        self.published()

    def test_other_words_go_out_at_once(self):
        self.published()
        self.published(body="A technician comes at noon.")

    def test_a_colleague_s_same_words_are_their_own(self):
        self.published()
        self.published(user=self.supervisor)

    def test_a_colleague_who_answered_meanwhile_is_named(self):
        draft = self.tab()
        self.published(user=self.supervisor, said_until=self.tab(self.supervisor))
        with self.assertRaisesRegex(StaleReply, "Supervisor Person replied here at"):
            self.press_send(draft, body="Something else")

    def test_an_answer_from_elsewhere_counts_as_well(self):
        draft = self.tab()
        self.hear(self.post("r", to="a", who=OURS, at=9))
        with self.assertRaisesRegex(StaleReply, "posted on the network"):
            self.press_send(draft)
        self.published(said_until=self.tab())

    def test_a_message_of_the_customer_makes_no_draft_stale(self):
        draft = self.tab()
        self.hear(self.post("b", to="a", at=9))
        self.published(said_until=draft)

    def test_a_failed_reply_does_not_count_as_said(self):
        draft = self.tab()
        reply = self.press_send(draft)
        self.script("400")
        self.run_job(reply)
        self.published(said_until=draft)

    def test_what_waits_for_approval_is_not_handed_in_twice(self):
        self.require_approval("all")
        draft = self.tab()
        self.assertEqual(self.press_send(draft).state, "to_approve")
        with self.assertRaises(StaleReply):
            self.press_send(draft)
        with self.assertRaises(StaleReply):
            self.press_send()

    def test_a_retry_that_went_out_meanwhile_counts(self):
        reply = self.press_send()
        self.script("400")
        self.run_job(reply)
        draft = self.tab()
        reply.with_user(self.agent).action_retry()
        self.run_job(reply)
        with self.assertRaises(StaleReply):
            self.press_send(draft)

    def test_the_time_is_that_of_who_reads_it(self):
        self.agent.tz = "Asia/Tokyo"
        with freeze_time("2026-03-01 12:00:00"):
            self.published()
            with self.assertRaisesRegex(StaleReply, "at 21:00"):
                self.press_send()

    def test_another_conversation_is_another_matter(self):
        other = self.hear(self.post("b", at=9))
        self.published()
        self.assertEqual(self.answer(other, BODY).state, "queued")


class TestKnown(ReplyCase):
    """What a reply answers is what was there when its author pressed send."""

    def test_approval_answers_nothing_that_came_after_the_text(self):
        self.require_approval("all")
        reply = self.queued()
        late = self.hear(self.post("late", to="a", at=9))
        action = reply.with_user(self.supervisor).action_approve()
        reviews = self.env["social.care.review"].with_user(self.supervisor)
        reviews.browse(action["res_id"]).action_approve()
        self.run_job(reply)
        self.assertTrue(self.waiting.answered_at)
        self.assertFalse(late.answered_at)

    def test_who_sends_again_has_read_what_came_since(self):
        reply = self.sent("400")
        late = self.hear(self.post("late", to="a", at=9))
        reply.with_user(self.agent).action_retry()
        self.run_job(reply)
        self.assertTrue(late.answered_at)
