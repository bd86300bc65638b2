# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError

from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.values import Published

from .channel_common import OURS
from .channel_reply_common import ReplyCase

NO_LINE = errors.Temporary("No line")
COLLEAGUE = "social_care.group_social_care_agent"


class UnconfirmedCase(ReplyCase):
    def setUp(self):
        super().setUp()
        self.team.user_ids += self.supervisor

    def unconfirmed(self, publishing="lost_answer", **kw):
        """A reply of which the network could never be asked."""
        reply = self.sent(publishing, **kw)
        with self.network("_find_published", NO_LINE):
            for _ in range(9):
                self.run_job(reply)
        self.assertEqual(reply.state, "unconfirmed")
        return reply

    def panel(self, user=None):
        threads = self.env["social.care.thread"].with_user(user or self.agent)
        return threads.get_conversation(self.thread.id)

    def pending(self, user=None):
        (reply,) = self.panel(user)["replies"]
        return reply


class TestEnd(UnconfirmedCase):
    """To ask has an end; then a person is told, and the conversation is free."""

    def test_it_is_asked_eight_times(self):
        reply = self.sent("lost_answer")
        asked = 0
        with self.network("_find_published", NO_LINE):
            while reply.state == "unknown":
                self.run_job(reply)
                asked += 1
        self.assertEqual(asked, 8)
        self.assertEqual(reply.state, "unconfirmed")
        self.assertFalse(reply.next_try_at)
        self.assertFalse(self.jobs(reply))

    def test_author_and_supervisors_are_told_once(self):
        self.unconfirmed()
        for user in (self.agent, self.supervisor):
            (notice,) = self.notices_to(user)
            self.assertIn("publication of a reply is unconfirmed", notice.subject)
            self.assertIn("Check Demo", notice.body)

    def test_the_conversation_is_free_and_warns(self):
        self.unconfirmed()
        self.assertIn("reply of Agent Person", self.panel()["warning"])
        reply = self.answer(self.waiting, "Another", user=self.supervisor)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")

    def test_it_answers_nobody(self):
        self.unconfirmed()
        self.assertEqual(self.thread.waiting_since, self.at(0))

    def test_where_all_is_clear_nothing_is_warned_of(self):
        self.sent()
        self.assertEqual(self.panel()["warning"], "")

    def test_a_network_that_cannot_be_asked_is_not_asked(self):
        real = type(self.account)._get_capabilities

        def cannot_find(account):
            return replace(real(account), can_find=False)

        with (
            patch.object(type(self.account), "_get_capabilities", cannot_find),
            self.network("_find_published", AssertionError("asked")),
        ):
            reply = self.sent("lost_answer")
            self.assertEqual(reply.state, "unconfirmed")
            self.assertFalse(self.pending()["can_check"])
            reply.with_user(self.agent).action_check()
            self.assertFalse(self.jobs(reply))

    def test_so_it_is_where_the_worker_died(self):
        real = type(self.account)._get_capabilities

        def cannot_find(account):
            return replace(real(account), can_find=False)

        with (
            patch.object(type(self.account), "_get_capabilities", cannot_find),
            self.network("_find_published", NO_LINE),
        ):
            reply = self.queued()
            reply._claim()
            self.run_job(reply)
        self.assertEqual(reply.state, "unconfirmed")

    def test_an_id_that_is_none_leaves_it_open(self):
        for odd in (["r1"], "", " ", "r" * 501, 7):
            with self.network("_publish", Published(odd)):
                reply = self.queued()
                self.run_job(reply)
            self.assertEqual(reply.state, "unknown", repr(odd)[:20])
            self.assertIn("returned no ID", reply.error_message)
            self.assertFalse(reply.external_id)
            reply.state = "cancelled"


class TestDecision(UnconfirmedCase):
    """A person decides what became of it."""

    def test_published(self):
        reply = self.unconfirmed()
        reply.with_user(self.agent).action_confirm_published()
        self.assertEqual(reply.state, "published")
        self.assertTrue(self.waiting.answered_at)
        shown = self.panel()
        self.assertEqual(shown["warning"], "")
        self.assertEqual(shown["messages"][-1]["text"], reply.text)
        with self.assertRaisesRegex(UserError, "Delete it on the network"):
            reply.with_user(self.agent).action_delete_published()

    def test_later_mentions_are_not_answered_by_it(self):
        reply = self.sent("lost_answer")
        late = self.hear(self.post("late", to="a", at=9))
        reply.state = "unconfirmed"
        reply.with_user(self.agent).action_confirm_published()
        self.assertTrue(self.waiting.answered_at)
        self.assertFalse(late.answered_at)

    def test_published_and_heard_on_the_network_is_one_message(self):
        for heard_first in (True, False):
            post = self.heard_later("r" if heard_first else "s")
            body = f"Said {post.external_id}"
            reply = self.unconfirmed(body=body)
            post.payload["post"]["text"] = body
            steps = [
                lambda post=post: self.hear(post),
                reply.with_user(self.agent).action_confirm_published,
            ]
            for step in steps if heard_first else reversed(steps):
                step()
            self.env.invalidate_all()
            self.assertEqual(reply.external_id, post.external_id)
            self.assertEqual(reply.state, "published")
            own = [m for m in self.panel()["messages"] if m["text"] == body]
            self.assertEqual(len(own), 1)

    def heard_later(self, uid):
        seconds = (self.env.cr.now() - self.start).total_seconds()
        return self.post(uid, to="a", who=OURS, at=int(seconds))

    def test_a_post_heard_on_the_network_confirms_it(self):
        reply = self.unconfirmed()
        post = self.heard_later("r")
        post.payload["post"]["text"] = reply.text
        self.hear(post)
        self.assertEqual((reply.state, reply.external_id), ("published", "r"))

    def test_another_text_of_ours_decides_nothing(self):
        reply = self.unconfirmed()
        self.hear(self.heard_later("r"))
        self.assertEqual(reply.state, "unconfirmed")

    def test_not_published(self):
        reply = self.unconfirmed()
        reply.with_user(self.agent).action_confirm_unpublished()
        self.assertEqual((reply.state, reply.error_kind), ("failed", "unconfirmed"))
        self.assertTrue(self.pending()["can_retry"])
        self.assertEqual(self.panel()["warning"], "")

    def test_sent_again_under_the_same_key(self):
        reply = self.unconfirmed()
        key = reply.record_key
        reply.with_user(self.agent).action_send_again()
        self.assertEqual((reply.state, reply.looks), ("queued", 0))
        self.assertEqual(reply.record_key, key)
        self.run_job(reply)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertEqual(len(self.said()), 1, "the demo network tells a repetition")

    def test_not_while_another_is_on_its_way(self):
        reply = self.unconfirmed()
        self.answer(self.waiting, "Another", user=self.supervisor)
        with self.assertRaisesRegex(UserError, "being sent"):
            reply.with_user(self.agent).action_send_again()

    def test_the_network_can_be_asked_once_more(self):
        reply = self.unconfirmed()
        self.assertTrue(self.pending()["can_check"])
        reply.with_user(self.agent).action_check()
        self.run_job(reply)
        self.assertEqual(reply.state, "published")

    def test_another_failed_check_notifies_nobody_again(self):
        reply = self.unconfirmed()
        before = self.notices_to(self.agent)
        with self.network("_find_published", NO_LINE):
            self.run_job(reply)
        self.assertEqual(reply.state, "unconfirmed")
        self.assertEqual(self.notices_to(self.agent), before)

    def test_a_confirmed_absence_sends_nothing_by_itself(self):
        reply = self.unconfirmed("500")
        self.run_job(reply)
        self.assertEqual(reply.state, "failed")
        self.assertFalse(self.said())

    def test_only_the_author_or_a_supervisor_decides(self):
        colleague = self.make_user("colleague", COLLEAGUE)
        self.team.user_ids += colleague
        reply = self.unconfirmed()
        self.assertFalse(self.pending(colleague)["can_decide"])
        for name in (
            "action_confirm_published",
            "action_confirm_unpublished",
            "action_send_again",
        ):
            with self.assertRaises(AccessError):
                getattr(reply.with_user(colleague), name)()
        self.assertTrue(self.pending(self.supervisor)["can_decide"])
        reply.with_user(self.supervisor).action_confirm_published()
        self.assertEqual(reply.log_ids.mapped("action"), ["reply_confirmed"])
        self.assertEqual(reply.log_ids.user_id, self.supervisor)

    def test_a_settled_reply_cannot_be_decided(self):
        reply = self.sent().with_user(self.agent)
        reply.action_confirm_published()
        reply.action_confirm_unpublished()
        reply.action_send_again()
        self.assertEqual(reply.state, "published")
        self.assertFalse(reply.log_ids)
