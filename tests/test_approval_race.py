# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two approvers decide on a reply at the same time, in real transactions."""

from psycopg2.errors import SerializationFailure

from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import speaking
from .test_leaving_race import TwoAtOnce

SUPERVISOR = "social_care.group_social_care_supervisor"


@tagged("post_install", "-at_install", "race")
class TestApprovalRace(TwoAtOnce):
    """The first decision counts; the second one begins anew and finds it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.env() as env:
            env.company.social_care_undo_seconds = 0
            cls.reply = speaking.make_replies(env, 1).id

    def setUp(self):
        super().setUp()
        with self.env() as env:
            self.people = [self.make_supervisor(env, n).id for n in ("one", "two")]
            reply = self.reply_of(env)
            reply.log_ids.unlink()
            reply.write({"state": "draft", "error_kind": False, "original_body": False})
            reply._request_approval("It has to be read")

    def make_supervisor(self, env, name):
        login = f"{self._testMethodName}_{name}"
        groups = [env.ref("base.group_user").id, env.ref(SUPERVISOR).id]
        return env["res.users"].create(
            {"name": login, "login": login, "group_ids": [Command.set(groups)]}
        )

    def reply_of(self, env, person=None):
        user = self.people[person] if person is not None else env.uid
        return env["social.care.reply"].with_user(user).browse(self.reply)

    def assert_decided(self, **values):
        with self.env() as env:
            reply = self.reply_of(env)
            for name, value in values.items():
                self.assertEqual(reply[name], value, name)

    def decide(self, first_act, second_act):
        """The second one fails at first, then finds what the first one did.

        :return: what the second act says when it is tried again
        """
        with self.two() as (first, second):
            self.reply_of(second, 1).read(["state"])
            first_act(self.reply_of(first, 0))
            self.commit(first)
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                second_act(self.reply_of(second, 1))
                second.flush_all()
            second.cr.rollback()
            second.invalidate_all()
            return second_act(self.reply_of(second, 1))

    def test_two_approve(self):
        late = self.decide(*[lambda reply: reply.action_approve()] * 2)
        self.assertIn("Nothing to approve", late["params"]["message"])
        self.assert_decided(state="queued")
        with self.env() as env:
            reply = self.reply_of(env)
            self.assertEqual(reply.approved_by_id.id, self.people[0])
            approved = reply.log_ids.filtered(lambda e: e.action == "reply_approved")
            self.assertEqual(len(approved), 1)

    def test_one_returns_what_the_other_approves(self):
        late = self.decide(
            lambda reply: reply.action_return("No."),
            lambda reply: reply.action_approve(),
        )
        self.assertIn("Nothing to approve", late["params"]["message"])
        self.assert_decided(state="failed", error_kind="returned")

    def test_one_edits_what_the_other_approves(self):
        def edit(reply):
            action = reply.action_review()
            if action.get("res_model") != "social.care.review":
                return action
            review = reply.env["social.care.review"].browse(action["res_id"])
            review.body = "Changed"
            return review.action_approve()

        late = self.decide(lambda reply: reply.action_approve(), edit)
        self.assertIn("not pending approval", late["params"]["message"])
        self.assert_decided(state="queued", original_body=False)

    def test_the_scheduled_action_leaves_it_to_an_approver(self):
        with self.env() as env:
            self.reply_of(env).approval_due_at = fields.Datetime.now()
        with self.two() as (first, second):
            self.reply_of(first, 0).action_approve()
            first.flush_all()
            second["social.care.reply"]._cron_escalate_approvals()
            self.commit(second)
            self.commit(first)
        self.assert_decided(
            state="queued", approval_level="first", approval_due_at=False
        )

    def test_an_escalation_and_an_approval(self):
        with self.env() as env:
            self.reply_of(env).approval_due_at = fields.Datetime.now()
        with self.two() as (first, second):
            self.reply_of(second, 1).read(["state"])
            first["social.care.reply"]._cron_escalate_approvals()
            self.commit(first)
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self.reply_of(second, 1).action_approve()
                second.flush_all()
            second.cr.rollback()
            second.invalidate_all()
            self.reply_of(second, 1).action_approve()
            self.commit(second)
        self.assert_decided(state="queued", approval_due_at=False)
