# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from unittest.mock import patch

from odoo.tools import mute_logger

from .channel_reply_common import ReplyCase

SUBJECT = "Your reply was not published"


class TestNoticeMails(ReplyCase):
    """Users are told by mail, and no mail server can be reached."""

    def setUp(self):
        super().setUp()
        self.waiting.action_make_ticket()
        self.ticket = self.waiting.ticket_id
        self.agent.write({"notification_type": "email", "email": "a@acme.example"})

    def make_notice(self):
        """A reply fails in a job of its author, who is told."""
        reply = self.queued().with_user(self.agent).sudo()
        reply._mark_failed("refused", "Text is too long for Demo.")
        return self.env["mail.message"].search([("subject", "=", SUBJECT)])

    def send_mails(self, message):
        """Returns what browsers are told: [(kind, payload)]."""
        self.env.cr.precommit.run()
        self.env["bus.bus"].search([]).unlink()
        mails = message.with_user(self.agent).sudo().mail_ids
        self.assertTrue(mails)
        server = type(self.env["ir.mail_server"])
        gone = OSError("Connection refused")
        with (
            patch.object(server, "_connect__", side_effect=gone),
            mute_logger("odoo.addons.mail.models.mail_mail"),
        ):
            mails.send()
        self.env.cr.precommit.run()
        told = [
            json.loads(one) for one in self.env["bus.bus"].search([]).mapped("message")
        ]
        return [(one["type"], one["payload"]) for one in told]

    def test_a_notice_that_cannot_be_mailed_is_shown_in_its_words(self):
        message = self.make_notice()
        self.assertEqual(message.author_id, self.agent.partner_id)
        told = self.send_mails(message)
        self.assertEqual(message.notification_ids.notification_status, "exception")
        [(kind, shown)] = told
        self.assertEqual(kind, "simple_notification")
        self.assertIn(SUBJECT, shown["title"])
        self.assertIn(self.ticket.number, shown["title"])
        self.assertEqual(shown["message"], "Text is too long for Demo.")

    def test_who_is_told_in_odoo_anyway_is_not_told_twice(self):
        """The customer writes again: the top bar alerts the owner."""
        self.ticket.user_id = self.agent
        self.hear(self.post("b", "Hello?", to="a", root="a", at=9))
        message = self.env["mail.message"].search(
            [("res_id", "=", self.ticket.id), ("subject", "like", "wrote again")]
        )
        self.assertNotEqual(message.author_id, self.agent.partner_id)
        self.assertEqual(self.send_mails(message), [])

    def test_a_notice_about_no_record_is_left_to_odoo(self):
        message = self.env["mail.thread"].message_notify(
            partner_ids=self.agent.partner_id.ids, subject="Off", body="It failed."
        )
        kinds = {kind for kind, _payload in self.send_mails(message)}
        self.assertNotIn("simple_notification", kinds)

    def test_a_mail_to_a_customer_that_fails_is_shown_by_odoo(self):
        customer = self.env["res.partner"].create(
            {"name": "Jane", "email": "jane@example.com"}
        )
        message = self.ticket.with_user(self.agent).message_post(
            body="Hello",
            partner_ids=customer.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        kinds = {kind for kind, _payload in self.send_mails(message)}
        self.assertIn("mail.record/insert", kinds)
        self.assertNotIn("simple_notification", kinds)
