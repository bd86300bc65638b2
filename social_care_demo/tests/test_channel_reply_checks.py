# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64decode
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .channel_common import JOHN
from .channel_reply_common import ReplyCase

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


class TestLimits(ReplyCase):
    """What the network does not take is refused before it is sent."""

    def test_the_longest_text_goes_and_one_more_is_refused(self):
        self.assertEqual(self.sent(body="x" * 280).state, "published")
        with self.assertRaisesRegex(UserError, "281 of 280"):
            self.queued(body="x" * 281)

    def test_the_signature_counts(self):
        self.account.signature_template = "^{initials}"
        with self.assertRaises(UserError):
            self.queued(body="x" * 277)
        self.assertEqual(len(self.queued(body="x" * 276).text), 280)

    def test_graphemes_count_not_code_points(self):
        family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
        self.assertEqual(self.queued(body=family * 280).state, "queued")

    def test_nothing_to_say_is_not_sent(self):
        for body in ("", "  \n"):
            with self.assertRaises(UserError):
                self.queued(body=body)

    def test_a_closed_window_is_refused(self):
        late = self.direct(hours=25)
        with self.assertRaisesRegex(UserError, "reply window"):
            self.answer(late, visibility="private")

    def test_a_window_that_closes_before_sending_stops_the_reply(self):
        message = self.direct(hours=23)
        reply = self.answer(message, visibility="private")
        message.effective_at -= timedelta(hours=2)
        self.run_job(reply)
        self.assertEqual((reply.state, reply.error_kind), ("failed", "check"))
        self.assertIn("closed", reply.error_message)
        self.assertFalse(self.said())

    def direct(self, hours):
        at = (fields.Datetime.now() - self.start).total_seconds() - hours * 3600
        return self.hear(self.post(f"d{hours}", private=True, at=at))

    def test_a_public_post_has_no_window(self):
        self.waiting.effective_at -= timedelta(days=400)
        self.assertEqual(self.queued().state, "queued")

    def test_a_deleted_post_cannot_be_answered(self):
        self.hear(self.deletion(self.post("a")))
        with self.assertRaisesRegex(UserError, "deleted"):
            self.queued()

    def test_a_post_deleted_before_sending_stops_the_reply(self):
        reply = self.queued()
        self.hear(self.deletion(self.post("a")))
        self.run_job(reply)
        self.assertEqual(reply.state, "failed")
        self.assertFalse(self.said())

    def test_a_message_of_another_conversation_is_no_target(self):
        other = self.hear(self.post("b", who=JOHN, at=5))
        threads = self.env["social.care.thread"].with_user(self.agent)
        with self.assertRaisesRegex(UserError, "not in this conversation"):
            threads.post_reply(self.thread.id, other.id, "Hi", "public", [])

    def test_a_private_message_is_never_answered_in_public(self):
        message = self.direct(hours=1)
        with self.assertRaisesRegex(UserError, "private"):
            self.answer(message, visibility="public")
        self.assertEqual(self.answer(message, visibility="private").state, "queued")

    def test_a_public_post_can_be_answered_in_private(self):
        reply = self.sent(visibility="private")
        self.assertTrue(reply.published_mention_id.private)

    def test_an_account_that_is_paused_sends_nothing(self):
        reply = self.queued()
        self.account.action_pause()
        self.run_job(reply)
        self.assertEqual(reply.state, "failed")
        self.assertIn("paused", reply.error_message)
        self.assertFalse(self.said())
        with self.assertRaisesRegex(UserError, "paused"):
            self.queued()


class TestAttachments(ReplyCase):
    """Files go along within the network's limits and the person's rights."""

    def file(self, name="a.png", content=PIXEL, user=None, **vals):
        attachments = self.env["ir.attachment"].with_user(user or self.agent)
        return attachments.create({"name": name, "raw": content, **vals})

    def test_a_picture_goes_along(self):
        reply = self.sent(files=self.file())
        self.assertEqual(reply.state, "published")
        post = self.env["social.care.demo.post"].search(
            [("uid", "=", reply.external_id)]
        )
        self.assertEqual(post.image_ids.raw, PIXEL)

    def test_more_than_the_network_takes_are_refused(self):
        files = self.file()
        for _ in range(4):
            files += self.file()
        with self.assertRaisesRegex(UserError, "at most 4"):
            self.queued(files=files)

    def test_a_kind_that_the_network_does_not_take_is_refused(self):
        with self.assertRaisesRegex(UserError, "text/plain"):
            self.queued(files=self.file("a.txt", b"hello"))

    def test_a_file_too_large_is_refused(self):
        with patch.object(
            type(self.account),
            "_get_capabilities",
            self.capabilities_with(media_bytes=10),
        ):
            with self.assertRaisesRegex(UserError, "exceeds"):
                self.queued(files=self.file())

    def capabilities_with(self, **limits):
        capabilities = replace(self.account._get_capabilities(), **limits)
        return lambda account: capabilities

    def test_a_file_that_the_person_may_not_read_is_refused(self):
        secret = self.file(user=self.manager)
        with self.assertRaises(AccessError):
            self.queued(files=secret)

    def test_a_file_of_a_record_that_the_person_may_not_read_is_refused(self):
        other = self.make_team("Other")
        mention = self.hear(self.post("b", who=JOHN, at=5))
        mention.ticket_id.team_id = other
        secret = self.env["ir.attachment"].create(
            {
                "name": "x.png",
                "raw": PIXEL,
                "res_model": "helpdesk.ticket",
                "res_id": mention.ticket_id.id,
            }
        )
        with self.assertRaises(AccessError):
            self.queued(files=secret)

    def test_an_approver_sees_the_file_and_nobody_can_replace_it(self):
        self.require_approval("all")
        file = self.file()
        reply = self.queued(files=file)
        self.env.invalidate_all()
        self.assertEqual(reply.with_user(self.supervisor).attachment_ids.raw, PIXEL)
        for change in ({"raw": b"other"}, {"res_id": False}, {"name": "b.png"}):
            with self.assertRaises(AccessError):
                file.with_user(self.agent).write(change)

    def test_a_file_of_the_ticket_stays_with_the_ticket(self):
        ticket = self.waiting.ticket_id
        file = self.file(user=self.env.user, res_model=ticket._name, res_id=ticket.id)
        reply = self.sent(files=file)
        self.assertEqual((file.res_model, file.res_id), (ticket._name, ticket.id))
        self.assertNotEqual(reply.attachment_ids, file)
        self.assertEqual(reply.attachment_ids.raw, PIXEL)
        self.assertEqual(reply.attachment_ids.res_id, reply.id)
        self.assertEqual(self.said_files(reply), PIXEL)

    def test_a_file_goes_along_twice(self):
        first = self.sent(files=self.file())
        second = self.sent(body="Once more", files=first.attachment_ids)
        self.assertEqual(first.attachment_ids.raw, PIXEL)
        self.assertEqual(second.attachment_ids.raw, PIXEL)
        self.assertEqual(first.attachment_ids.res_id, first.id)

    def said_files(self, reply):
        posts = self.env["social.care.demo.post"]
        return posts.search([("uid", "=", reply.external_id)]).image_ids.raw

    def test_a_picture_without_words_is_a_reply(self):
        self.assertEqual(self.sent(body="", files=self.file()).state, "published")


class TestSignature(ReplyCase):
    """Each reply is signed as the account wants."""

    def text(self, template, user=None):
        self.account.signature_template = template
        reply = self.queued(body="Hello", user=user)
        reply.action_cancel()
        return reply.text

    def test_the_account_s_template_signs(self):
        for template, text in (
            ("^{initials}", "Hello ^AP"),
            (" — {name}", "Hello — Agent Person"),
            ("{account} team", "Hello Acme team"),
            ("{unknown}", "Hello {unknown}"),
            ("  ", "Hello"),
            (False, "Hello"),
        ):
            self.assertEqual(self.text(template), text, template)

    def test_the_author_signs_not_the_approver(self):
        self.require_approval("all")
        self.account.signature_template = "^{initials}"
        reply = self.queued(body="Hello")
        reply.with_user(self.supervisor).action_approve()
        self.assertEqual(reply.text, "Hello ^AP")

    def test_a_new_template_leaves_what_was_said(self):
        self.account.signature_template = "^{initials}"
        reply = self.sent(body="Hello")
        self.account.signature_template = "new"
        self.env.invalidate_all()
        self.assertEqual(reply.text, "Hello ^AP")

    def test_the_panel_shows_one_s_own_signature(self):
        self.account.signature_template = "^{initials}"
        threads = self.env["social.care.thread"].with_user(self.agent)
        self.assertEqual(threads.get_conversation(self.thread.id)["signature"], " ^AP")


class TestApproval(ReplyCase):
    """Where the account wants it, a supervisor reads before the world does."""

    def state(self, approval, visibility="public", user=None):
        self.require_approval(approval)
        reply = self.queued(visibility=visibility, user=user)
        state = reply.state
        reply.action_cancel()
        return state

    def test_which_replies_need_approval(self):
        for approval, visibility, state in (
            ("none", "public", "queued"),
            ("public", "public", "to_approve"),
            ("public", "private", "queued"),
            ("all", "private", "to_approve"),
        ):
            found = self.state(approval, visibility)
            self.assertEqual(found, state, (approval, visibility))

    def test_a_supervisor_needs_none(self):
        self.assertEqual(self.state("all", user=self.supervisor), "queued")

    def test_an_approved_reply_goes_out_and_says_who_approved(self):
        reply = self.to_approve()
        reply.with_user(self.supervisor).action_approve()
        self.assertEqual(reply.approved_by_id, self.supervisor)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")

    def to_approve(self):
        self.require_approval("all")
        return self.queued()

    def test_a_button_that_finds_no_reply_to_act_on_says_so(self):
        reply = self.to_approve().with_user(self.supervisor)
        self.assertFalse(reply.action_approve())
        for act in (
            reply.action_approve,
            reply.action_review,
            lambda: reply.action_return("Too harsh."),
            reply.action_retry,
            reply.action_check,
        ):
            self.assertRegex(act()["params"]["message"], "Nothing to|not pending")

    def test_only_a_supervisor_approves_or_returns(self):
        reply = self.to_approve().with_user(self.agent)
        for act in (
            reply.action_approve,
            reply.action_review,
            lambda: reply.action_return("Too harsh."),
        ):
            with self.assertRaises(AccessError):
                act()
        self.assertEqual(reply.state, "to_approve")

    def test_no_action_of_an_agent_steps_over_approval(self):
        reply = self.to_approve().with_user(self.agent)
        for act in (reply.action_send, reply.action_retry, reply.action_check):
            act()
            self.assertEqual(reply.state, "to_approve")
        reply.with_user(self.supervisor).action_return("Too harsh.")
        reply.action_retry()
        self.assertEqual(reply.state, "failed")
        self.assertFalse(self.said())

    def test_a_job_does_not_send_a_reply_pending_approval(self):
        reply = self.to_approve()
        self.run_job(reply)
        self.assertEqual(reply.state, "to_approve")
        self.assertFalse(self.said())

    def test_a_returned_reply_says_who_returned_it_and_tells_the_author(self):
        reply = self.to_approve()
        reply.with_user(self.supervisor).action_return("Too harsh.")
        self.assertEqual((reply.state, reply.error_kind), ("failed", "returned"))
        self.assertIn("Supervisor Person", reply.error_message)
        self.assertTrue(self.notices_to(self.agent))

    def test_a_pending_approval_blocks_nobody(self):
        self.to_approve()
        self.assertEqual(self.queued(user=self.supervisor).state, "queued")

    def test_the_panel_offers_approval_to_supervisors_alone(self):
        reply = self.to_approve()
        for user, offered in ((self.agent, False), (self.supervisor, True)):
            threads = self.env["social.care.thread"].with_user(user)
            (shown,) = threads.get_conversation(self.thread.id)["replies"]
            self.assertEqual(shown["id"], reply.id)
            self.assertEqual(shown["can_approve"], offered)

    def test_limits_are_checked_again_when_approved(self):
        reply = self.to_approve()
        self.hear(self.deletion(self.post("a")))
        with self.assertRaisesRegex(UserError, "deleted"):
            reply.with_user(self.supervisor).action_approve()
        self.assertEqual(reply.state, "to_approve")
