# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError

from odoo.addons.queue_job.exception import RetryableJobError

from .private_common import PrivateCase


class TestPrivateMessage(PrivateCase):
    """The network takes private messages: both parts are one act."""

    def test_the_agent_sees_which_way_it_goes(self):
        plan = self.get_way()
        self.assertEqual(plan["way"], "message")
        self.assertIn("@maria", plan["words"])
        self.assertEqual(plan["line"], "Please check your direct messages.")
        self.assertFalse(plan["link"])
        self.assertEqual(plan["private_capabilities"]["text_limit"], 280)

    def test_the_account_has_its_own_line(self):
        self.account.private_message_line = "Look into your inbox."
        self.assertEqual(self.get_way()["line"], "Look into your inbox.")

    def test_the_line_follows_the_message(self):
        message = self.go()
        self.assertEqual((message.state, message.visibility), ("queued", "private"))
        line = message.follower_ids
        self.assertEqual((line.state, line.visibility), ("draft", "public"))
        self.run_job(message)
        self.assertEqual(self.said(), ["Your code?"])
        self.follow(message)
        self.assertEqual(line.state, "published")
        self.assertCountEqual(self.said(), ["Your code?", "Please check."])

    def test_both_are_on_one_ticket(self):
        message = self.go()
        self.run_job(message)
        line = self.follow(message)
        private = message.published_mention_id.thread_id
        self.assertTrue(private.private)
        self.assertEqual(private.ticket_id, self.thread.ticket_id)
        self.assertEqual(private.profile_id, self.mention_.profile_id)
        self.assertEqual(line.published_mention_id.thread_id, self.thread)

    def test_a_message_without_a_ticket_gets_one(self):
        self.stream.stage = "manual"
        mention = self.hear(self.post("inbox", "Hi", who={**self.someone()}))
        self.assertFalse(mention.ticket_id)
        message = self.go(mention=mention, user=self.supervisor)
        self.run_job(message)
        private = message.published_mention_id.thread_id
        self.assertTrue(private.ticket_id)
        self.assertEqual(private.ticket_id, mention.ticket_id)

    def someone(self):
        return {"external_id": "p9", "handle": "zoe", "name": "Zoe", "followers": 1}

    def test_a_message_that_fails_keeps_the_line_back(self):
        """Nobody is sent to an inbox in which nothing is."""
        message = self.go()
        self.script("blocked")
        self.run_job(message)
        line = message.follower_ids
        self.assertEqual((message.state, line.state), ("failed", "draft"))
        self.run_job(line, "_follow_leader")
        self.assertEqual(line.state, "draft")
        with self.assertRaisesRegex(UserError, "once the private message"):
            line.with_user(self.agent).action_send()
        self.assertFalse(self.said())
        message.with_user(self.agent).action_retry()
        self.run_job(message)
        self.follow(message)
        self.assertEqual(line.state, "published")

    def test_a_line_that_fails_says_so_and_can_be_sent_again(self):
        message = self.go()
        self.run_job(message)
        line = message.follower_ids
        self.run_job(line, "_follow_leader")
        self.script("400")
        self.run_job(line)
        self.assertEqual((message.state, line.state), ("published", "failed"))
        line.with_user(self.agent).action_retry()
        self.run_job(line)
        self.assertEqual(line.state, "published")

    def test_undo_takes_back_both(self):
        message = self.go()
        draft = message.with_user(self.agent).take_back()
        self.assertEqual(draft["body"], "Your code?")
        self.assertEqual(draft["visibility"], "private")
        self.assertEqual(message.follower_ids.state, "cancelled")
        self.run_job(message.follower_ids, "_follow_leader")
        self.assertFalse(self.said())

    def test_a_line_waits_while_a_colleague_s_reply_is_under_way(self):
        message = self.go()
        self.run_job(message)
        other = self.answer(self.mention_, "Me too", user=self.supervisor)
        self.assertEqual(other.state, "queued")
        with self.assertRaises(RetryableJobError):
            message.follower_ids._follow_leader()

    def test_a_line_whose_job_was_lost_is_found(self):
        message = self.go()
        self.run_job(message)
        line = message.follower_ids
        key = f"social_care.reply.{line.id}.follow"
        jobs = self.env["queue.job"]
        jobs.search([("identity_key", "=", key)]).unlink()
        self.env["social.care.reply"]._cron_sweep()
        self.assertTrue(jobs.search([("identity_key", "=", key)]))

    def test_sending_twice_sends_once(self):
        said_until = self.thread._get_said_until()
        self.go(said_until=said_until)
        with self.assertRaises(UserError):
            self.go(said_until=said_until)
        own = [("thread_id", "=", self.thread.id), ("state", "!=", "cancelled")]
        replies = self.env["social.care.reply"]
        self.env.flush_all()
        self.assertEqual(replies.search_count([*own, ("state", "=", "queued")]), 1)

    def test_approval_of_public_lines_holds_both(self):
        self.require_approval("public")
        message = self.go()
        line = message.follower_ids
        self.assertEqual((message.state, line.state), ("to_approve", "draft"))
        review = self.env["social.care.review"].with_user(self.supervisor)
        review = review.browse(
            message.with_user(self.supervisor).action_review()["res_id"]
        )
        self.assertEqual(review.public_line, "Please check.")
        review.action_approve()
        self.run_job(message)
        self.follow(message)
        self.assertEqual((message.state, line.state), ("published", "published"))

    def test_approval_of_private_messages_holds_both(self):
        self.require_approval("all", visibility="private")
        message = self.go()
        self.assertEqual(message.state, "to_approve")
        self.assertEqual(message.follower_ids.state, "draft")
        message.with_user(self.supervisor).action_return("Be kind.")
        self.assertEqual(message.state, "failed")
        self.assertEqual(message.follower_ids.state, "draft")
        self.assertFalse(self.said())

    def test_too_long_a_line_sends_nothing(self):
        with self.assertRaisesRegex(UserError, "too long"), self.env.cr.savepoint():
            self.go(line="x" * 281)
        self.assertFalse(self.thread.reply_ids)

    def test_the_way_that_was_shown_is_the_way_it_goes(self):
        with self.assertRaisesRegex(UserError, "another way"):
            self.go("link", body="")

    def test_a_private_message_cannot_go_private(self):
        mention = self.hear(self.post("dm", "Psst", private=True))
        with self.assertRaisesRegex(UserError, "Only a public"):
            self.get_way(mention)

    def test_where_the_post_takes_no_private_reply_there_is_a_link(self):
        self.run_job(self.answer(self.mention_, "One", visibility="private"))
        self.assertEqual(self.get_way()["way"], "link")

    def test_a_private_conversation_with_the_person_is_continued(self):
        self.run_job(self.answer(self.mention_, "One", visibility="private"))
        private = self.thread.ticket_id.social_care_thread_ids - self.thread
        event = self.post("dm", "Yes?", private=True, root=private.external_id, at=3600)
        heard = self.hear(event)
        self.assertEqual(heard.ticket_id, self.mention_.ticket_id)
        self.assertEqual(self.get_way()["way"], "message")
        message = self.go()
        self.assertEqual(message.mention_id, heard)

    def test_who_may_not_read_the_conversation_cannot(self):
        other = self.make_user("other", "social_care.group_social_care_agent")
        self.make_team("Other", other)
        for call in (self.get_way, self.go):
            with self.assertRaises(AccessError):
                call(user=other)

    def test_another_company_cannot(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        group = "social_care.group_social_care_supervisor"
        foreign = self.make_user("foreign", group, company)
        for call in (self.get_way, self.go):
            with self.assertRaises(AccessError):
                call(user=foreign)

    def test_the_file_goes_with_the_message(self):
        picture = self.env["ir.attachment"].with_user(self.agent)
        picture = picture.create({"name": "a.png", "raw": PICTURE})
        message = self.go(files=picture)
        self.assertEqual(len(message.attachment_ids), 1)
        self.assertFalse(message.follower_ids.attachment_ids)

    def test_the_agent_s_holder_is_asked_once(self):
        """Writing elsewhere does not stop the line: a job sends it."""
        message = self.go()
        self.run_job(message)
        composers = self.env["social.care.composer"].with_user(self.supervisor).sudo()
        with patch.object(type(composers), "_get_holder", lambda *_a: self.supervisor):
            self.follow(message)
        self.assertEqual(message.follower_ids.state, "published")


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
