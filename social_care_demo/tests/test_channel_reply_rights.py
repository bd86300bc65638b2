# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError

from .channel_common import AGENT, ChannelCase
from .channel_reply_common import ReplyCase

PNG = b"\x89PNG\r\n\x1a\n"


class RightsCase(ReplyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls.make_user("colleague", AGENT)
        cls.team.user_ids += cls.colleague

    def notes(self):
        return "\n".join(self.waiting.ticket_id.message_ids.mapped("body"))

    def logged(self):
        log = self.env["social.care.log"].search([("mention_id", "=", self.waiting.id)])
        return [(entry.user_id, entry.action) for entry in reversed(log)]


class TestSentByRight(RightsCase):
    """What may have changed between send and the call is asked again."""

    def assert_kept_back(self, reply, words):
        self.run_job(reply)
        self.assertEqual(reply.state, "failed")
        self.assertIn(words, reply.error_message)
        self.assertFalse(self.said())

    def test_not_on_an_account_that_is_archived_now(self):
        reply = self.queued()
        self.account.active = False
        self.assert_kept_back(reply, "archived")

    def test_not_in_the_name_of_an_archived_user(self):
        reply = self.queued()
        self.agent.active = False
        self.assert_kept_back(reply, "is archived")

    def test_not_of_a_user_without_the_group(self):
        reply = self.queued()
        groups = self.agent.group_ids - self.env.ref(AGENT)
        self.agent.group_ids = groups
        self.assert_kept_back(reply, "no longer")

    def test_not_of_a_former_member_of_the_team(self):
        reply = self.queued()
        self.team.user_ids -= self.agent
        self.assert_kept_back(reply, "no longer")

    def test_not_when_the_conversation_went_to_another_team(self):
        reply = self.queued()
        self.waiting.ticket_id.team_id = self.make_team("Other")
        self.assert_kept_back(reply, "no longer")

    def test_not_of_a_user_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        reply = self.queued()
        self.agent.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assert_kept_back(reply, "no longer")

    def test_a_policy_that_is_newer_than_the_reply_holds_it_for_approval(self):
        reply = self.queued()
        self.require_approval("all")
        self.run_job(reply)
        self.assertEqual(reply.state, "to_approve")
        self.assertFalse(self.said())
        reply.with_user(self.supervisor).action_approve()
        self.run_job(reply)
        self.assertEqual(reply.state, "published")

    def test_a_policy_for_public_replies_lets_private_ones_go(self):
        reply = self.queued(visibility="private")
        self.require_approval("public")
        self.run_job(reply)
        self.assertEqual(reply.state, "published")

    def test_a_former_supervisor_needs_approval(self):
        self.require_approval("all")
        reply = self.queued(user=self.supervisor)
        self.assertEqual(reply.state, "queued")
        self.supervisor.group_ids -= self.env.ref(
            "social_care.group_social_care_supervisor"
        )
        self.supervisor.group_ids += self.env.ref(AGENT)
        self.team.user_ids += self.supervisor
        self.run_job(reply)
        self.assertEqual(reply.state, "to_approve")

    def test_approval_does_not_cover_archived_users(self):
        self.require_approval("all")
        reply = self.queued()
        self.agent.active = False
        with self.assertRaisesRegex(UserError, "is archived"):
            reply.with_user(self.supervisor).action_approve()
        self.assertEqual(reply.state, "to_approve")

    def test_a_supervisor_sends_the_reply_of_an_archived_user(self):
        reply = self.queued()
        self.agent.active = False
        self.assert_kept_back(reply, "is archived")
        reply.with_user(self.supervisor).action_retry()
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertEqual(reply.sent_by_id, self.supervisor)


class TestReturned(RightsCase):
    """A text that a supervisor returned goes out when it reads otherwise."""

    def returned(self, **kw):
        self.require_approval("all")
        reply = self.queued(body="You are wrong.", **kw)
        reply.with_user(self.supervisor).action_return("Too harsh.")
        return reply

    def assert_refused(self, act):
        with self.assertRaisesRegex(UserError, "Change the text"):
            act()

    def test_it_cannot_be_sent_by_any_way(self):
        reply = self.returned()
        for approval in ("all", "none"):
            self.require_approval(approval)
            for user in (self.agent, self.supervisor, self.manager):
                self.assert_refused(reply.with_user(user).action_send)
                reply.with_user(user).action_retry()
                reply.with_user(self.supervisor).action_approve()
                self.assertEqual(reply.state, "failed")
        self.run_job(reply)
        self.assertFalse(self.said())

    def test_nor_written_once_more(self):
        self.returned()
        self.require_approval("none")
        for body in ("You are wrong.", "  you ARE\nwrong. ", "You\u200b are wrong."):
            for user in (self.agent, self.colleague):
                self.assert_refused(lambda b=body, u=user: self.queued(body=b, user=u))

    def test_nor_after_it_was_cancelled_or_taken_back(self):
        for method in ("action_cancel", "take_back"):
            reply = self.returned()
            getattr(reply.with_user(self.agent), method)()
            self.assertEqual(reply.state, "cancelled")
            self.require_approval("none")
            self.assert_refused(lambda: self.queued(body="You are wrong."))
            reply.error_kind = False
        self.assertEqual(self.queued(body="You are wrong.").state, "queued")

    def test_nor_in_another_conversation_of_the_ticket(self):
        self.returned()
        private = self.hear(self.post("b", at=5, private=True))
        private.thread_id.ticket_id = self.waiting.ticket_id
        self.assertNotEqual(private.thread_id, self.thread)
        self.assert_refused(
            lambda: self.answer(private, "You are wrong.", visibility="private")
        )

    def test_a_copy_that_was_on_its_way_is_kept_back(self):
        self.require_approval("all")
        first = self.queued(body="You are wrong.")
        self.require_approval("none")
        threads = self.env["social.care.thread"].with_user(self.agent)
        seen = threads.get_conversation(first.thread_id.id)["said_until"]
        second = self.queued(body="You are wrong.", said_until=seen)
        first.with_user(self.supervisor).action_return("Too harsh.")
        self.run_job(second)
        self.assertEqual(second.state, "failed")
        self.assertFalse(self.said())

    def test_a_changed_reply_can_be_sent(self):
        self.returned()
        self.assertEqual(self.queued(body="We are sorry.").state, "to_approve")

    def test_a_supervisor_may_write_it_themself(self):
        self.returned()
        reply = self.queued(body="You are wrong.", user=self.supervisor)
        self.assertEqual(reply.state, "queued")

    def test_with_another_file_it_is_another_reply(self):
        files = [
            self.env["ir.attachment"]
            .with_user(self.agent)
            .create({"name": name, "raw": PNG + raw, "mimetype": "image/png"})
            for name, raw in (("one.png", b"1"), ("two.png", b"2"))
        ]
        self.require_approval("all")
        reply = self.queued(body="", files=files[0])
        reply.with_user(self.supervisor).action_return("Too harsh.")
        self.assertEqual(self.queued(body="", files=files[1]).state, "to_approve")


class TestColleagues(RightsCase):
    """A reply is its author's, and a supervisor's; what a supervisor does is said."""

    def failed(self):
        reply = self.queued()
        self.agent.active = False
        self.run_job(reply)
        self.agent.active = True
        return reply

    def test_a_colleague_neither_sends_nor_cancels_nor_deletes(self):
        reply = self.failed().with_user(self.colleague)
        self.assertTrue(reply.read(["state"]))
        for act in (
            reply.action_send,
            reply.action_retry,
            reply.action_cancel,
            reply.action_delete_published,
        ):
            with self.assertRaises(AccessError):
                act()
        self.assertEqual(reply.state, "failed")
        self.assertEqual(self.logged(), [])

    def test_the_panel_offers_a_colleague_nothing(self):
        self.failed()
        for user, offered in (
            (self.agent, True),
            (self.colleague, False),
            (self.supervisor, True),
        ):
            threads = self.env["social.care.thread"].with_user(user)
            (shown,) = threads.get_conversation(self.thread.id)["replies"]
            self.assertEqual(shown["can_retry"], offered)
            self.assertEqual(shown["can_cancel"], offered)

    def test_a_supervisor_who_sends_for_somebody_is_on_record(self):
        reply = self.failed()
        reply.with_user(self.supervisor).action_send()
        self.assertEqual(reply.state, "queued")
        self.assertEqual(self.logged(), [(self.supervisor, "reply_sent")])
        self.assertIn("Supervisor Person sent a reply of Agent Person", self.notes())

    def test_a_supervisor_who_cancels_for_somebody_is_on_record(self):
        self.queued().with_user(self.supervisor).action_cancel()
        self.assertEqual(self.logged(), [(self.supervisor, "reply_cancelled")])
        self.assertIn(
            "Supervisor Person cancelled a reply of Agent Person", self.notes()
        )

    def test_one_s_own_is_on_record_when_it_is_cancelled_or_deleted(self):
        self.queued().with_user(self.agent).action_cancel()
        self.sent().with_user(self.agent).action_delete_published()
        self.assertEqual(
            self.logged(),
            [(self.agent, "reply_cancelled"), (self.agent, "reply_deleted")],
        )
        self.assertIn("deleted a published reply of Agent Person", self.notes())

    def test_to_send_one_s_own_needs_no_record(self):
        self.failed().with_user(self.agent).action_send()
        self.assertEqual(self.logged(), [])

    def test_approving_and_returning_are_on_record(self):
        self.require_approval("all")
        self.queued(body="One").with_user(self.supervisor).action_return("Too harsh.")
        self.queued(body="Two").with_user(self.supervisor).action_approve()
        self.assertEqual(
            self.logged(),
            [
                (self.agent, "approval_requested"),
                (self.supervisor, "reply_returned"),
                (self.agent, "approval_requested"),
                (self.supervisor, "reply_approved"),
            ],
        )

    def test_an_action_without_effect_is_not_recorded(self):
        reply = self.sent()
        reply.with_user(self.supervisor).action_cancel()
        reply.with_user(self.supervisor).action_approve()
        self.assertEqual(self.logged(), [])

    def test_no_record_quotes_anybody(self):
        self.queued(body="Our secret").with_user(self.supervisor).action_cancel()
        log = self.env["social.care.log"].search([])
        self.assertNotIn("Our secret", f"{log.mapped('note')} {self.notes()}")
        self.assertNotIn("parcel", str(log.mapped("note")))


class TestLog(ChannelCase):
    """Who put what aside, and when, also where there is no ticket."""

    def logged(self, mention):
        return [(e.user_id, e.action, e.note or "") for e in reversed(mention.log_ids)]

    def test_who_ignores_and_who_restores(self):
        self.account.stream_ids.stage = "manual"
        mention = self.hear(self.post("a"))
        mention.with_user(self.agent).action_ignore()
        mention.with_user(self.agent).action_ignore()
        mention.with_user(self.supervisor).action_restore()
        self.assertEqual(
            self.logged(mention),
            [(self.agent, "ignored", ""), (self.supervisor, "restored", "")],
        )

    def test_a_rule_that_puts_aside_is_named(self):
        self.make_rule(name="No jobs", action="ignore", words="Hello")
        mention = self.hear(self.post("a"))
        self.assertEqual(mention.state, "ignored")
        self.assertEqual(
            self.logged(mention), [(self.env.user, "set_aside", "No jobs")]
        )

    def test_the_log_is_readable_with_the_mention_and_read_only(self):
        mention = self.hear(self.post("a"))
        self.env["social.care.log"]._note(mention, "ignored")
        entry = mention.log_ids
        stranger = self.make_user("stranger", AGENT)
        self.assertTrue(entry.with_user(self.agent).read())
        for user in (self.agent, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                entry.with_user(user).note = "x"
            with self.assertRaises(AccessError):
                entry.with_user(user).unlink()
        with self.assertRaises(AccessError):
            entry.with_user(stranger).read()

    def test_a_person_is_told_what_was_decided_but_not_by_whom(self):
        self.account.stream_ids.stage = "manual"
        mention = self.hear(self.post("a"))
        mention.with_user(self.agent).action_ignore()
        (told,) = mention.profile_id._export()["mentions"]
        self.assertEqual([entry["what"] for entry in told["decided"]], ["Ignored"])
        self.assertNotIn("Agent Person", str(told))
