# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.social_care.tools import isolation

from .channel_common import AGENT, OURS, SUPERVISOR
from .channel_reply_common import ReplyCase


class ApprovalCase(ReplyCase):
    """A reply of an agent that is pending approval, and two supervisors."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls.make_user("second", SUPERVISOR)
        cls.require_approval("all")

    def setUp(self):
        super().setUp()
        self.reply = self.queued(body="You get it back.")

    def by(self, user, reply=None):
        return (reply or self.reply).with_user(user)

    def review(self, user=None, reply=None):
        """The dialog, as its form is opened."""
        action = self.by(user or self.supervisor, reply).action_review()
        return (
            self.env["social.care.review"]
            .with_user(user or self.supervisor)
            .browse(action["res_id"])
        )

    def logged(self):
        return [entry.action for entry in self.reply.log_ids.sorted("id")]


class TestReview(ApprovalCase):
    """A supervisor approves, edits or returns a reply."""

    def test_it_is_approved_as_it_is(self):
        self.review().action_approve()
        self.assertEqual(self.reply.state, "queued")
        self.assertEqual(self.reply.approved_by_id, self.supervisor)
        self.assertFalse(self.reply.original_body)
        self.assertFalse(self.reply.edited_by_id)

    def test_the_text_of_the_author_stays_on_record(self):
        self.account.signature_template = "^{initials}"
        review = self.review()
        review.body = "You get a voucher."
        review.action_approve()
        reply = self.reply
        self.assertEqual(reply.body, "You get a voucher.")
        self.assertEqual(reply.original_body, "You get it back.")
        self.assertEqual(reply.edited_by_id, self.supervisor)
        self.assertEqual(reply.user_id, self.agent)
        self.run_job(reply)
        self.assertEqual(self.said(), ["You get a voucher. ^AP"])
        self.assertEqual(
            self.logged(), ["approval_requested", "reply_edited", "reply_approved"]
        )

    def test_spaces_are_no_change(self):
        review = self.review()
        review.body = " You get it back.\n"
        review.action_approve()
        self.assertFalse(self.reply.edited_by_id)

    def test_what_must_not_go_out_is_refused_after_an_edit_too(self):
        for body, words in (("x" * 281, "too long"), ("  ", "empty")):
            review = self.review()
            review.body = body
            with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
                review.action_approve()
            self.assertEqual(self.reply.state, "to_approve")
            self.assertEqual(self.reply.body, "You get it back.")

    def test_it_is_returned_with_the_reason(self):
        review = self.review()
        review.return_reason = "We do not refund postage."
        review.action_return()
        self.assertEqual(self.reply.error_kind, "returned")
        self.assertEqual(
            self.reply.error_message,
            "Supervisor Person did not approve this reply: We do not refund postage.",
        )
        notice = self.notices_to(self.agent)
        self.assertIn("We do not refund postage.", "".join(notice.mapped("body")))

    def test_a_reason_is_not_markup(self):
        self.by(self.supervisor).action_return("<img src=x onerror=alert(1)>")
        bodies = "".join(self.notices_to(self.agent).mapped("body"))
        self.assertNotIn("<img", bodies)

    def test_without_a_reason_it_is_not_returned(self):
        for reason in ("", " \n"):
            with self.assertRaisesRegex(UserError, "Tell the author"):
                self.by(self.supervisor).action_return(reason)
        with self.assertRaisesRegex(UserError, "Tell the author"):
            self.review().action_return()
        self.assertEqual(self.reply.state, "to_approve")

    def test_a_decision_that_comes_too_late_says_so(self):
        late = self.review(self.second)
        self.review().action_approve()
        late.body = "Something else"
        self.assertIn("Too late", late.action_approve()["params"]["message"])
        self.assertEqual(self.reply.body, "You get it back.")
        late.return_reason = "No."
        self.assertIn("Nothing", late.action_return()["params"]["message"])
        self.assertEqual(self.reply.state, "queued")

    def test_the_dialog_belongs_to_who_opened_it(self):
        review = self.review()
        with self.assertRaises(AccessError):
            review.with_user(self.second).read(["body"])
        with self.assertRaises(AccessError):
            review.with_user(self.agent).action_approve()

    def test_a_dialog_for_a_reply_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", SUPERVISOR, company=other)
        reviews = self.env["social.care.review"].with_user(stranger)
        with self.assertRaises(AccessError):
            reviews.create({"reply_id": self.reply.id, "body": "Mine"})
        for act in ("action_approve", "action_review"):
            with self.assertRaises(AccessError):
                getattr(self.by(stranger), act)()
        with self.assertRaises(AccessError):
            self.by(stranger).action_return("No.")


class TestOwnReply(ApprovalCase):
    """Nobody approves what they wrote."""

    def setUp(self):
        super().setUp()
        self.require_approval(
            "all", author="users", user_ids=[(6, 0, self.supervisor.ids)]
        )
        self.own = self.queued(body="My own", user=self.supervisor)
        self.assertEqual(self.own.state, "to_approve")

    def test_it_is_refused_by_every_way(self):
        own = self.by(self.supervisor, self.own)
        for act in (
            own.action_approve,
            own.action_review,
            lambda: own.action_return("No."),
            (own | self.by(self.supervisor)).action_approve,
        ):
            with self.assertRaisesRegex(UserError, "your own reply"):
                act()
        own.action_send()
        own.action_retry()
        self.assertEqual(self.own.state, "to_approve")

    def test_nor_with_a_dialog_made_by_hand(self):
        reviews = self.env["social.care.review"].with_user(self.supervisor)
        review = reviews.create({"reply_id": self.own.id, "body": "Changed"})
        with self.assertRaisesRegex(UserError, "your own reply"):
            review.action_approve()
        self.assertEqual(self.own.body, "My own")

    def test_the_panel_does_not_offer_it(self):
        for user, offered in ((self.supervisor, False), (self.second, True)):
            values = self.by(user, self.own)._get_panel_values()
            self.assertEqual(values["can_approve"], offered)

    def test_nor_as_the_changed_text_of_somebody_else(self):
        reply = self.reply
        reply.state = "to_approve"
        review = self.review(reply=reply)
        review.body = "My own words."
        with self.assertRaisesRegex(UserError, "Your own text needs approval"):
            review.action_approve()
        self.assertEqual(reply.body, "You get it back.")
        review.body = reply.body
        self.review(self.second, reply).action_approve()
        self.assertEqual(reply.approved_by_id, self.second)

    def test_its_author_is_not_asked(self):
        self.assertIn(self.second, self.own.approver_ids)
        self.assertNotIn(self.supervisor, self.own.approver_ids)

    def test_somebody_else_approves_it(self):
        self.by(self.second, self.own).action_approve()
        self.assertEqual(self.own.state, "queued")

    def test_taking_it_back_and_writing_it_again_asks_again(self):
        self.by(self.supervisor, self.own).take_back()
        again = self.queued(body="My own, changed", user=self.supervisor)
        self.assertEqual(again.state, "to_approve")


class TestSaidSince(ApprovalCase):
    """What was said since the reply was written is shown before it is approved."""

    def test_the_customer_wrote(self):
        self.hear(self.post("late", "It arrived today!", to="a", at=9))
        action = self.by(self.supervisor).action_approve()
        self.assertEqual(action["res_model"], "social.care.review")
        self.assertEqual(self.reply.state, "to_approve")
        review = self.env["social.care.review"].browse(action["res_id"])
        self.assertIn("It arrived today!", review.since)
        review.with_user(self.supervisor).action_approve()
        self.assertEqual(self.reply.state, "queued")

    def test_a_colleague_replied(self):
        self.require_approval("none")
        threads = self.env["social.care.thread"].with_user(self.second)
        seen = threads.get_conversation(self.thread.id)["said_until"]
        self.queued(body="All is well.", user=self.second, said_until=seen)
        self.assertIn("Second Person", self.review().since)
        self.assertIn("All is well.", self.review().since)

    def test_we_posted_on_the_network(self):
        self.hear(self.post("ours", "See our page.", to="a", who=OURS, at=9))
        self.assertIn("See our page.", self.review().since)

    def test_what_comes_while_the_dialog_is_open_is_shown_too(self):
        review = self.review()
        self.assertFalse(review.since)
        self.hear(self.post("late", "It arrived today!", to="a", at=9))
        review.body = "Changed"
        action = review.action_approve()
        self.assertEqual(action["res_id"], review.id)
        self.assertIn("It arrived today!", review.since)
        self.assertEqual(review.body, "Changed")
        self.assertEqual(self.reply.state, "to_approve")
        review.action_approve()
        self.assertEqual(self.reply.body, "Changed")
        self.assertEqual(self.reply.state, "queued")

    def test_an_edited_text_answers_what_its_approver_has_read(self):
        late = self.hear(self.post("late", "And the other one?", to="a", at=9))
        review = self.review()
        review.body = "Both come back."
        review.action_approve()
        self.run_job(self.reply)
        self.assertTrue(late.answered_at)

    def test_of_many_only_those_are_approved_that_nothing_overtook(self):
        other = self.hear(self.post("b", "Hello?", at=2))
        quiet = self.answer(other, "Hello!")
        self.hear(self.post("late", "It arrived today!", to="a", at=9))
        both = self.reply | quiet
        notice = self.by(self.supervisor, both).action_approve()
        self.assertIn("1 replies were not approved", notice["params"]["message"])
        self.assertEqual((self.reply.state, quiet.state), ("to_approve", "queued"))

    def test_earlier_messages_are_no_news(self):
        self.hear(self.post("early", "Hello", to="a", at=1))
        reply = self.queued(body="Another", said_until=self.thread._get_said_until())
        self.assertFalse(self.review(reply=reply).since)


class TestOnRecord(ApprovalCase):
    """Texts that an approver changed are erased like others."""

    def edited(self):
        review = self.review()
        review.body = "You get a voucher, Maria."
        review.action_approve()
        return self.reply

    def test_they_are_erased_with_the_person(self):
        reply = self.edited()
        self.thread.profile_id.with_user(self.manager).action_erase()
        self.assertFalse(reply.original_body)
        self.assertNotIn("voucher", reply.body)

    def test_they_expire(self):
        reply = self.edited()
        self.run_job(reply)
        self.account.retention_days = 1
        reply.flush_recordset()
        self.env.cr.execute(
            "UPDATE social_care_reply SET create_date = %s WHERE id = %s",
            (fields.Datetime.now() - timedelta(days=2), reply.id),
        )
        reply.invalidate_recordset()
        self.env["social.care.reply"]._gc_expired()
        self.assertFalse(reply.original_body)
        self.assertFalse(reply.text)

    def test_what_an_export_holds_is_what_was_said(self):
        self.edited()
        said = self.thread.profile_id._export_answers()
        self.assertEqual([row["text"] for row in said], ["You get a voucher, Maria."])

    def test_users_cannot_write_the_record(self):
        for user in (self.agent, self.supervisor, self.manager):
            for name, value in (
                ("approved_by_id", user.id),
                ("original_body", "Other"),
                ("approval_due_at", False),
                ("approver_ids", [(5, 0, 0)]),
            ):
                with self.assertRaises(AccessError):
                    self.by(user).write({name: value})


class TestEscalation(ApprovalCase):
    """Approvers are told at once; more people are asked when the time is over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third = cls.make_user("third", SUPERVISOR)
        cls.account.write(
            {
                "approver_ids": [(6, 0, cls.supervisor.ids)],
                "second_approver_ids": [(6, 0, cls.second.ids)],
                "approval_minutes": 10,
            }
        )

    def run_out(self, reply=None):
        """The time is over, and the scheduled action runs."""
        (reply or self.reply).approval_due_at = fields.Datetime.now()
        self.env["social.care.reply"]._cron_escalate_approvals()

    def test_the_approvers_are_told_why(self):
        self.assertEqual(self.reply.approver_ids, self.supervisor)
        (notice,) = self.notices_to(self.supervisor)
        self.assertIn("Agent Person", notice.subject)
        self.assertIn("Needs approval: Checked", notice.body)
        self.assertFalse(self.notices_to(self.second))

    def test_without_names_all_supervisors_of_the_company_are_asked(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", SUPERVISOR, company=other)
        self.account.approver_ids = False
        asked = self.queued(
            body="Two", said_until=self.thread._get_said_until()
        ).approver_ids
        everybody = self.supervisor | self.second | self.third | self.manager
        self.assertEqual(asked & everybody, everybody)
        self.assertNotIn(stranger, asked)
        self.assertNotIn(self.agent, asked)

    def test_before_its_time_nothing_happens(self):
        self.env["social.care.reply"]._cron_escalate_approvals()
        self.assertEqual(self.reply.approval_level, "first")
        due = self.reply.approval_due_at - self.reply.approval_asked_at
        self.assertAlmostEqual(due.total_seconds(), 600, delta=5)

    def test_then_the_second_approvers_are_asked(self):
        self.run_out()
        self.assertEqual(self.reply.approval_level, "second")
        self.assertEqual(self.reply.approver_ids, self.supervisor | self.second)
        self.assertTrue(self.notices_to(self.second))
        self.assertEqual(self.logged(), ["approval_requested", "approval_escalated"])

    def test_at_last_it_is_held_and_its_author_is_told(self):
        self.run_out()
        self.run_out()
        self.assertEqual(self.reply.approval_level, "held")
        self.assertFalse(self.reply.approval_due_at)
        subjects = self.notices_to(self.agent).mapped("subject")
        self.assertIn("Nobody approved a reply of Agent Person", subjects)
        self.env["social.care.reply"]._cron_escalate_approvals()
        self.assertEqual(self.logged().count("approval_held"), 1)

    def test_or_other_approvers_are_asked_first(self):
        self.account.write(
            {
                "approval_fallback": "other",
                "last_approver_ids": [(6, 0, self.third.ids)],
            }
        )
        levels = []
        for _n in range(3):
            self.run_out()
            levels.append(self.reply.approval_level)
        self.assertEqual(levels, ["second", "last", "held"])
        self.assertIn(self.third, self.reply.approver_ids)

    def test_it_is_never_published_without_approval(self):
        for _n in range(4):
            self.run_out()
            self.run_job(self.reply)
        self.assertEqual(self.reply.state, "to_approve")
        self.assertFalse(self.said())

    def test_what_is_on_hold_can_still_be_approved(self):
        self.run_out()
        self.run_out()
        self.by(self.third).action_approve()
        self.run_job(self.reply)
        self.assertEqual(self.reply.state, "published")

    def test_a_level_without_anybody_else_is_skipped(self):
        self.account.second_approver_ids = self.supervisor
        self.run_out()
        self.assertEqual(self.reply.approval_level, "held")

    def test_who_left_is_not_asked(self):
        self.second.active = False
        self.run_out()
        self.assertEqual(self.reply.approval_level, "held")

    def test_without_a_time_nobody_else_is_asked(self):
        self.account.approval_minutes = 0
        reply = self.queued(body="Two", said_until=self.thread._get_said_until())
        self.assertFalse(reply.approval_due_at)

    def test_a_reply_that_cannot_escalate_keeps_no_other_from_it(self):
        other = self.queued(body="Two", said_until=self.thread._get_said_until())
        (self.reply | other).approval_due_at = fields.Datetime.now()
        kind = type(other)
        whole = kind._tell_approvers

        def tell(reply, users):
            if reply == self.reply:
                raise ValueError
            return whole(reply, users)

        self.patch(kind, "_tell_approvers", tell)
        with mute_logger(isolation.__name__):
            self.env["social.care.reply"]._cron_escalate_approvals()
        self.assertEqual(self.reply.approval_level, "first")
        self.assertEqual(other.approval_level, "second")

    def test_a_copied_database_tells_nobody(self):
        self.account.publish_database_uuid = "another"
        self.run_out()
        self.assertEqual(self.reply.approval_level, "first")
        self.assertFalse(self.notices_to(self.second))

    def test_a_decision_ends_it(self):
        self.by(self.supervisor).action_approve()
        self.assertFalse(self.reply.approval_due_at)
        self.run_out()
        self.assertEqual(self.reply.approval_level, "first")

    def test_a_text_that_is_handed_in_again_begins_anew(self):
        self.run_out()
        self.by(self.supervisor).action_return("Kinder, please.")
        again = self.queued(body="You are welcome.")
        self.assertEqual(again.approval_level, "first")
        self.assertEqual(again.approver_ids, self.supervisor)

    def test_only_supervisors_of_the_company_can_be_chosen(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", SUPERVISOR, company=other)
        for user in (self.agent, stranger):
            with self.assertRaisesRegex(ValidationError, "not a supervisor"):
                self.account.approver_ids = user
        with self.assertRaisesRegex(ValidationError, "negative"):
            self.account.approval_minutes = -1

    # -- the number in the top bar ---------------------------------------------

    def pending(self, user):
        return self.env["social.care.reply"].with_user(user).get_pending_approvals()

    def test_the_number_is_what_one_is_asked_for(self):
        self.assertEqual(self.pending(self.supervisor)["count"], 1)
        self.assertEqual(self.pending(self.second)["count"], 0)
        self.assertFalse(self.pending(self.agent))
        self.run_out()
        self.assertEqual(self.pending(self.second)["count"], 1)
        self.by(self.second).action_approve()
        self.assertEqual(self.pending(self.supervisor)["count"], 0)

    def test_the_screens_of_approvers_count_again(self):
        for act in (
            lambda: self.by(self.supervisor).action_approve(),
            lambda: self.queued(body="Two", said_until=self.thread._get_said_until()),
        ):
            self.env["bus.bus"].search([]).unlink()
            act()
            self.env.cr.precommit.run()
            told = self.env["bus.bus"].search([]).mapped("message")
            self.assertTrue(any("social_care/approvals" in one for one in told))


class TestNewerRule(ApprovalCase):
    """A rule that is newer than a reply holds it, and asks for approval."""

    def setUp(self):
        self.require_approval("none")
        super().setUp()

    def test_its_approvers_are_asked(self):
        self.require_approval("all", words="back")
        self.run_job(self.reply)
        self.assertEqual(self.reply.state, "to_approve")
        self.assertEqual(self.reply.approval_reason, "it contains “back”")
        self.assertIn(self.supervisor, self.reply.approver_ids)

    def test_a_colleague_cannot_approve(self):
        colleague = self.make_user("colleague", AGENT)
        self.team.user_ids += colleague
        self.require_approval("all")
        self.run_job(self.reply)
        with self.assertRaises(AccessError):
            self.by(colleague).action_approve()
