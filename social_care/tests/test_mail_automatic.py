# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .mail_common import MailCase

AWAY = "I am away until Monday."


class TestAutomaticMail(MailCase):
    """What a machine sends is kept, but it is neither a message nor an answer."""

    def setUp(self):
        super().setUp()
        self.ticket = self.receive()
        self.ours = self.answer_mail(self.ticket)

    def test_it_stays_readable_as_a_note(self):
        self.receive(AWAY, self.ours, Auto_Submitted="auto-replied")
        note = self.ticket.message_ids[0]
        self.assertIn(AWAY, note.body)
        self.assertTrue(note.is_internal)
        self.assertTrue(note.subtype_id.internal)

    def test_it_is_mailed_to_nobody(self):
        paula = self.env["res.partner"].create(
            {"name": "Paula", "email": "paula@cust.example"}
        )
        self.ticket.message_subscribe((paula | self.agent.partner_id).ids)
        theirs = self.ticket.message_ids.filtered(lambda m: m.message_type == "email")
        self.receive(
            "I am on holiday.",
            theirs,
            From="Anna Novak <anna@northwind.example>",
            Auto_Submitted="auto-replied",
        )
        note = self.ticket.message_ids[0]
        self.assertIn("I am on holiday.", note.body)
        self.assertFalse(note.notification_ids)

    def test_it_reopens_nothing(self):
        self.close(self.ticket)
        self.receive(AWAY, self.ours, Auto_Submitted="auto-replied")
        self.assertTrue(self.ticket.closed)

    def test_long_after_closing_it_opens_nothing(self):
        self.close(self.ticket, days=30)
        place = self.receive(AWAY, self.ours, Auto_Submitted="auto-replied")
        self.assertEqual(place, self.ticket)

    def test_the_owner_hears_of_it(self):
        self.ticket.user_id = self.agent
        self.receive(AWAY, self.ours, Auto_Submitted="auto-generated")
        told = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.agent.partner_id.id)]
        )
        subjects = " ".join(filter(None, told.mail_message_id.mapped("subject")))
        self.assertIn("automatic reply", subjects)

    def test_a_notice_of_absence_to_nothing_we_know_waits_for_nobody(self):
        ticket = self.receive(AWAY, Auto_Submitted="auto-replied")
        self.assertTrue(ticket.closed)
        self.assertIn(AWAY, self.texts(ticket))

    def test_no_mail_tells_its_sender_that_the_ticket_is_closed(self):
        """Their program would answer that, too."""
        self.assertTrue(self.closed.mail_template_id)
        before = self.env["mail.mail"].search([])
        self.receive(AWAY, Auto_Submitted="auto-replied")
        self.env.cr.precommit.run()
        self.assertFalse(self.env["mail.mail"].search([]) - before)

    def test_what_a_machine_reports_first_is_a_ticket(self):
        """A monitoring system, a form on a web site."""
        for headers in ({"Auto_Submitted": "auto-generated"}, {"Precedence": "bulk"}):
            with self.subTest(headers=headers):
                ticket = self.receive("Disk full", Subject="Alarm", **headers)
                self.assertFalse(ticket.closed)
                self.assertEqual(ticket.message_ids[0].message_type, "email")

    def test_other_models_get_their_mails_as_ever(self):
        partner = self.env["res.partner"].create({"name": "Contact"})
        note = partner.message_post(body="Hi", subtype_xmlid="mail.mt_comment")
        self.receive(AWAY, note, Auto_Submitted="auto-replied")
        self.assertEqual(partner.message_ids[0].message_type, "email")
        self.assertFalse(partner.message_ids[0].is_internal)
