# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from odoo.addons.social_care.tools.times import utc_now

from .channel_reply_common import ReplyCase


class TestUndo(ReplyCase):
    """A reply waits some seconds in which one click takes it back."""

    def setUp(self):
        super().setUp()
        self.company.social_care_undo_seconds = 5

    def shown(self, reply):
        return reply.with_user(self.agent).sudo()._get_panel_values()

    def test_a_reply_waits_for_the_seconds_of_the_company(self):
        before = utc_now()
        reply = self.queued()
        end = reply.undo_until
        self.assertAlmostEqual(end, before + timedelta(seconds=5), delta=timedelta(1))
        self.assertEqual(reply.next_try_at, end)
        self.assertEqual(self.jobs(reply).eta, end)
        self.assertTrue(0 < self.shown(reply)["undo_seconds"] <= 5)

    def test_no_sweep_and_no_other_job_sends_it_before(self):
        reply = self.queued()
        self.jobs(reply).unlink()
        model = self.env["social.care.reply"]
        self.assertNotIn(reply, model._find_without_job([]))
        reply.next_try_at = fields.Datetime.now() - timedelta(seconds=1)
        self.assertIn(reply, model._find_without_job([]))

    def test_what_is_taken_back_is_not_sent_and_can_go_on(self):
        reply = self.queued(body="Sory!")
        draft = reply.with_user(self.agent).take_back()
        self.assertEqual(reply.state, "cancelled")
        self.assertEqual(draft["body"], "Sory!")
        self.assertEqual(draft["mention_id"], self.waiting.id)
        self.run_job(reply)
        self.assertFalse(self.said())
        again = self.queued(body="Sorry!")
        self.run_job(again)
        self.assertEqual(self.said(), ["Sorry!"])

    def test_files_come_back_with_the_draft(self):
        png = (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
            "awAAAABJRU5ErkJggg=="
        )
        vals = {"name": "a.png", "datas": png, "res_model": "social.care.reply"}
        file = self.env["ir.attachment"].with_user(self.agent).create(vals)
        reply = self.queued(files=file)
        reply.with_user(self.agent).take_back()
        self.assertFalse(file.res_id)
        file.with_user(self.agent).unlink()

    def test_too_late_is_said_and_nothing_changes(self):
        reply = self.sent()
        self.assertEqual(reply.state, "published")
        with self.assertRaisesRegex(UserError, "Too late"):
            reply.with_user(self.agent).take_back()
        self.assertEqual(reply.state, "published")

    def test_a_colleague_cannot_take_it_back(self):
        reply = self.queued()
        colleague = self.make_user("colleague", "social_care.group_social_care_agent")
        self.team.user_ids |= colleague
        with self.assertRaises(AccessError):
            reply.with_user(colleague).take_back()
        self.assertEqual(reply.state, "queued")

    def test_without_seconds_it_is_sent_at_once(self):
        self.company.social_care_undo_seconds = 0
        reply = self.queued()
        self.assertFalse(reply.undo_until)
        self.assertFalse(reply.next_try_at)
        self.assertFalse(self.jobs(reply).eta)
        self.assertEqual(self.shown(reply)["undo_seconds"], 0)

    def test_what_no_person_asked_for_does_not_wait(self):
        reply = self.queued()
        reply.is_proactive = True
        self.assertFalse(reply._get_undo_end())

    def test_an_approved_reply_waits_after_its_approval(self):
        self.require_approval("all")
        reply = self.queued()
        self.assertEqual(reply.state, "to_approve")
        self.assertFalse(reply.undo_until)
        reply.with_user(self.supervisor).action_approve()
        self.assertTrue(reply.undo_until)
