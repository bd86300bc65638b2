# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import ExitStack
from unittest.mock import patch

from odoo.tests import new_test_user

from ..models.helpdesk_ticket import HelpdeskTicket
from .sla_common import MONDAY, SlaCase, at

HOOKS = ("_sla_response_read_message", "_sla_response_register_creation")


class TestSlaMessages(SlaCase):
    """In a plain helpdesk messages start and end SLA targets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.env["res.partner"].create({"name": "Paula"})
        cls.anna = new_test_user(
            cls.env, "sla_anna", groups="helpdesk_mgmt.group_helpdesk_user"
        )

    def setUp(self):
        """The hooks are those of this addon, whatever else is installed."""
        super().setUp()
        stack = self.enterContext(ExitStack())
        for name in HOOKS:
            own = getattr(HelpdeskTicket, name)
            model = self.registry["helpdesk.ticket"]
            stack.enter_context(patch.object(model, name, own))
        self.first = self.make_sla("first_response", hours=1)
        self.next = self.make_sla("next_response", hours=1)
        self.subject = self.ticket(at(MONDAY, 10), partner_id=self.customer.id)

    def say(self, author, when, subtype="mail.mt_comment", kind="comment"):
        with self.when(when):
            self.subject.message_post(
                body="Hello",
                author_id=author.id,
                message_type=kind,
                subtype_xmlid=subtype,
            )

    def states(self):
        return tuple(
            self.target_of(self.subject, sla).state for sla in (self.first, self.next)
        )

    def test_a_new_ticket_is_a_question(self):
        self.assertEqual(self.subject.sla_response_waiting_since, at(MONDAY, 10))
        self.assertEqual(self.states(), ("in_progress", "idle"))

    def test_a_public_comment_of_ours_is_an_answer(self):
        self.say(self.anna.partner_id, at(MONDAY, 10, 30))
        self.assertEqual(self.states(), ("accomplished", "idle"))
        self.assertEqual(self.subject.sla_response_first_answer, at(MONDAY, 10, 30))
        self.assertFalse(self.subject.sla_response_waiting_since)

    def test_a_note_is_none(self):
        self.say(self.anna.partner_id, at(MONDAY, 10, 30), subtype="mail.mt_note")
        self.assertEqual(self.states(), ("in_progress", "idle"))

    def test_a_notification_is_none(self):
        self.say(self.anna.partner_id, at(MONDAY, 10, 30), kind="notification")
        self.assertEqual(self.states(), ("in_progress", "idle"))

    def test_a_later_message_of_the_customer_starts_the_next_response(self):
        self.say(self.anna.partner_id, at(MONDAY, 10, 30))
        self.say(self.customer, at(MONDAY, 11), kind="email")
        own = self.target_of(self.subject, self.next)
        self.assertTarget(own, "in_progress", at(MONDAY, 12))
        self.say(self.anna.partner_id, at(MONDAY, 12, 30))
        self.assertTarget(own, "expired")
        self.assertEqual(own.sla_response_breached_count, 1)

    def test_a_colleague_is_the_customer_of_their_own_ticket(self):
        self.subject.partner_id = self.anna.partner_id
        self.say(self.anna.partner_id, at(MONDAY, 10, 30))
        self.assertEqual(self.states(), ("in_progress", "idle"))
