# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from odoo.addons.social_care.tests.mail_common import Mailing

from .routing_common import RoutingCase

AWAY = {"Auto_Submitted": "auto-replied", "Precedence": "bulk", "X_Autoreply": "yes"}


class MailRoutingCase(Mailing, RoutingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.agent = cls.anna.user_id
        cls.agent.email = "anna@northwind.example"

    def take(self):
        """A mail comes in, and Anna takes it."""
        ticket = self.receive()
        self.drain()
        self.accept(ticket)
        return ticket

    def state(self, ticket):
        return ticket.social_care_work_ids.state

    def assert_recent(self, moment):
        self.assertAlmostEqual(
            moment, fields.Datetime.now(), delta=timedelta(minutes=2)
        )


class TestMailQueue(MailRoutingCase):
    """Mails go through the queue as everything else does."""

    def test_a_new_mail_is_offered(self):
        ticket = self.receive()
        self.assertEqual(self.state(ticket), "waiting")
        self.drain()
        self.assertEqual(self.holder(ticket), self.anna)

    def test_a_mail_of_the_customer_waits_for_its_owner(self):
        ticket = self.take()
        ours = self.answer_mail(ticket)
        self.assertEqual(self.state(ticket), "parked")
        self.receive("Still not here!", ours)
        self.assertEqual(self.state(ticket), "working")

    def test_an_agent_s_own_mail_is_an_answer(self):
        ticket = self.take()
        theirs = ticket.message_ids.filtered(lambda m: m.message_type == "email")
        self.receive("On its way", theirs, From="Anna <anna@northwind.example>")
        self.assertEqual(self.state(ticket), "parked")
        self.assertTrue(ticket.social_care_work_ids.started)

    def test_a_customer_s_notice_of_absence_wakes_nobody(self):
        ticket = self.take()
        ours = self.answer_mail(ticket)
        self.receive("I am away until Monday.", ours, **AWAY)
        self.assertEqual(self.state(ticket), "parked")
        self.assertFalse(ticket.social_care_work_ids.waiting_since)

    def test_nor_does_it_take_their_question_back(self):
        ticket = self.take()
        asked = ticket.social_care_work_ids.waiting_since
        theirs = ticket.message_ids.filtered(lambda m: m.message_type == "email")
        self.receive("I am away until Monday.", theirs, **AWAY)
        self.assertEqual(ticket.social_care_work_ids.waiting_since, asked)

    def test_an_agent_s_notice_of_absence_answers_nobody(self):
        ticket = self.take()
        theirs = ticket.message_ids.filtered(lambda m: m.message_type == "email")
        self.receive(
            "I am on holiday, back on Monday.",
            theirs,
            From="Anna <anna@northwind.example>",
            Auto_Submitted="auto-replied",
        )
        self.assertEqual(self.state(ticket), "working")
        self.assertFalse(ticket.social_care_work_ids.started)
        self.assertFalse(ticket.social_care_work_ids.first_response_at)

    def test_the_vacation_responder_of_odoo_answers_nobody(self):
        ticket = self.take()
        ticket.message_post(
            body="I am on holiday",
            message_type="out_of_office",
            subtype_xmlid="mail.mt_comment",
            author_id=self.agent.partner_id.id,
        )
        self.assertEqual(self.state(ticket), "working")

    def test_a_mail_to_a_closed_ticket_waits_again(self):
        ticket = self.take()
        ours = self.answer_mail(ticket)
        ticket.stage_id = self.stage_closed
        self.receive("Still not here!", ours)
        self.assertEqual(self.state(ticket), "working")
        self.assert_recent(ticket.social_care_work_ids.waiting_since)

    def test_what_was_asked_before_the_closing_is_settled(self):
        ticket = self.take()
        theirs = ticket.message_ids.filtered(lambda m: m.message_type == "email")
        self.wait(ticket, 600)
        ticket.stage_id = self.stage_closed
        self.receive("Still not here!", theirs)
        self.assert_recent(ticket.social_care_work_ids.waiting_since)

    def test_who_drags_a_closed_ticket_back_undoes_its_closing(self):
        ticket = self.take()
        self.wait(ticket, 600)
        asked = ticket.social_care_work_ids.waiting_since
        ticket.stage_id = self.stage_closed
        ticket.stage_id = self.stage_new
        self.assertEqual(ticket.social_care_work_ids.waiting_since, asked)

    def test_a_closed_ticket_of_somebody_absent_waits_for_others(self):
        ticket = self.take()
        ours = self.answer_mail(ticket)
        ticket.stage_id = self.stage_closed
        self.anna._set_state("offline")
        self.receive("Still not here!", ours)
        self.assertEqual(self.state(ticket), "waiting")
        self.assertFalse(ticket.user_id)

    def test_a_ticket_from_before_the_queue_waits_since_it_is_reopened(self):
        ticket = self.take()
        ours = self.answer_mail(ticket)
        ticket.stage_id = self.stage_closed
        ticket.social_care_work_ids.unlink()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET create_date = '2020-01-01' WHERE id = %s",
            [ticket.id],
        )
        self.env.invalidate_all()
        self.receive("Still not here!", ours)
        self.assert_recent(ticket.social_care_work_ids.waiting_since)

    def test_thanks_wait_for_nobody(self):
        ticket = self.take()
        ours = self.answer_mail(ticket)
        for text in ("Thanks!", "👍", "ok danke\n\n-- \nPaula\nSales"):
            self.receive(text, ours)
            self.assertEqual(self.state(ticket), "parked", text)
        ticket.stage_id = self.stage_closed
        self.receive("Thanks!", ours)
        self.assertEqual(self.state(ticket), "done")
        self.assertTrue(ticket.closed)

    def test_thanks_with_a_but_wait(self):
        ticket = self.take()
        ours = self.answer_mail(ticket)
        ticket.stage_id = self.stage_closed
        self.receive("Thanks, but it still does not work", ours)
        self.assertEqual(self.state(ticket), "working")

    def test_thanks_count_where_the_team_wants_that(self):
        self.team.social_care_ignore_thanks = False
        ticket = self.take()
        ours = self.answer_mail(ticket)
        self.receive("Thanks!", ours)
        self.assertEqual(self.state(ticket), "working")

    def test_a_thumb_that_answers_our_question_counts(self):
        ticket = self.take()
        ours = self.answer_mail(ticket, "Shall we send another one?")
        self.receive("👍", ours)
        self.assertEqual(self.state(ticket), "working")

    def test_after_the_end_a_polite_question_needs_no_answer(self):
        ticket = self.take()
        ours = self.answer_mail(ticket, "Done! Anything else?")
        ticket.stage_id = self.stage_closed
        self.receive("Thanks!", ours)
        self.assertTrue(ticket.closed)

    def test_thanks_long_after_closing_open_no_ticket(self):
        ticket = self.take()
        ours = self.answer_mail(ticket)
        ticket.stage_id = self.stage_closed
        ticket.closed_date = fields.Datetime.now() - timedelta(days=30)
        self.assertEqual(self.receive("Thanks!", ours), ticket)
        self.assertTrue(ticket.closed)

    def test_thanks_with_a_picture_count(self):
        ticket = self.take()
        self.answer_mail(ticket)
        ticket.message_post(
            body="Thanks!",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=ticket.partner_id.create({"name": "Paula"}).id,
            attachments=[("broken.png", b"x")],
        )
        self.assertEqual(self.state(ticket), "working")


class TestMailTime(MailRoutingCase):
    """The clock of a sender rules neither queue nor SLA."""

    def test_a_mail_dated_long_ago_waits_since_it_came(self):
        ticket = self.take()
        ours = self.answer_mail(ticket)
        self.receive("Hello?", ours, Date="Thu, 01 Jan 1970 00:00:00 +0000")
        self.assertEqual(self.state(ticket), "working")
        self.assert_recent(ticket.social_care_work_ids.waiting_since)
        self.assert_recent(ticket.social_care_work_ids.asked_at)

    def test_a_mail_from_the_future_waits_since_it_came(self):
        ticket = self.take()
        ours = self.answer_mail(ticket)
        self.receive("Hello?", ours, Date="Tue, 01 Jan 2036 00:00:00 +0000")
        self.assert_recent(ticket.social_care_work_ids.waiting_since)
        answer = self.answer_mail(ticket)
        self.assertEqual(self.state(ticket), "parked")
        self.receive("And?", answer)
        self.assert_recent(ticket.social_care_work_ids.waiting_since)

    def test_a_first_mail_with_such_a_date_does_neither(self):
        for date in ("Thu, 01 Jan 1970 00:00:00 +0000", "Tue, 1 Jan 2036 00:00:00 +0"):
            work = self.receive(Date=date).social_care_work_ids
            self.assert_recent(work.waiting_since)
            self.assert_recent(work.rank_at)

    def test_what_it_says_is_shown(self):
        ticket = self.receive(Date="Thu, 01 Jan 1970 00:00:00 +0000")
        mail = ticket.message_ids.filtered(lambda m: m.message_type == "email")
        self.assertEqual(mail.date.year, 1970)

    def test_a_mail_that_was_on_its_way_for_a_while_waits_since_it_was_sent(self):
        ticket = self.take()
        ours = self.answer_mail(ticket)
        sent = fields.Datetime.now() - timedelta(hours=5)
        self.receive("Hello?", ours, Date=f"{sent:%a, %d %b %Y %H:%M:%S} +0000")
        since = ticket.social_care_work_ids.waiting_since
        self.assertEqual(since, sent.replace(microsecond=0))

    def test_an_agent_s_mail_counts_from_when_it_came(self):
        ticket = self.take()
        theirs = ticket.message_ids.filtered(lambda m: m.message_type == "email")
        self.receive(
            "On its way",
            theirs,
            From="Anna <anna@northwind.example>",
            Date="Tue, 01 Jan 2036 00:00:00 +0000",
        )
        self.assert_recent(ticket.social_care_work_ids.first_response_at)

    def test_no_sla_goes_by_it(self):
        self.team.use_sla = True
        self.env["helpdesk.sla"].create(
            {
                "name": "Next",
                "hours": 1,
                "sla_response_target": "next_response",
                "stage_id": False,
            }
        )
        ticket = self.take()
        ours = self.answer_mail(ticket)
        self.receive("Hello?", ours, Date="Thu, 01 Jan 1970 00:00:00 +0000")
        self.assert_recent(ticket.sla_response_waiting_since)
        clock = ticket.ticket_sla_ids
        self.assertEqual(clock.state, "in_progress")
        self.assertGreater(clock.deadline, fields.Datetime.now())

    def test_a_mail_to_a_closed_ticket_starts_the_clock_anew(self):
        self.team.use_sla = True
        self.env["helpdesk.sla"].create(
            {
                "name": "Next",
                "hours": 1,
                "sla_response_target": "next_response",
                "stage_id": False,
            }
        )
        ticket = self.take()
        ours = self.answer_mail(ticket)
        ticket.stage_id = self.stage_closed
        self.receive("Thanks!", ours)
        self.assertEqual(ticket.ticket_sla_ids.state, "idle")
        self.receive("Still not here!", ours)
        self.assertEqual(ticket.ticket_sla_ids.state, "in_progress")
        self.assert_recent(ticket.sla_response_waiting_since)


class TestMailDuplicate(MailRoutingCase):
    """Who writes on a duplicate goes on in the original."""

    def setUp(self):
        super().setUp()
        self.original = self.receive("My router is broken")
        self.duplicate = self.receive("My router is broken, again")
        self.ours = self.answer_mail(self.duplicate)
        self.answer_mail(self.original)
        self.mark(self.duplicate, self.original)

    def mark(self, duplicate, original):
        duplicate.write({"duplicate_id": original.id, "stage_id": self.stage_closed.id})

    def texts(self, ticket):
        return " | ".join(ticket.message_ids.mapped("preview"))

    def test_the_message_is_on_the_original_and_waits_there(self):
        self.assertEqual(self.state(self.original), "parked")
        self.assertEqual(self.receive("Hello??", self.ours), self.original)
        self.assertEqual(self.state(self.original), "waiting")
        self.assertTrue(self.duplicate.closed)
        self.assertIn("Hello??", self.texts(self.original))
        self.assertNotIn("Hello??", self.texts(self.duplicate))

    def test_a_closed_original_is_reopened(self):
        self.original.stage_id = self.stage_closed
        self.receive("Hello??", self.ours)
        self.assertFalse(self.original.closed)
        self.assertTrue(self.duplicate.closed)

    def test_chains_are_followed(self):
        first = self.receive("Router!")
        self.mark(self.original, first)
        self.assertEqual(self.receive("Hello??", self.ours), first)

    def test_a_circle_leads_nowhere(self):
        self.mark(self.original, self.duplicate)
        self.assertEqual(self.receive("Hello??", self.ours), self.duplicate)
        self.assertFalse(self.duplicate.closed)

    def test_where_the_original_was_deleted_the_duplicate_is_reopened(self):
        self.original.unlink()
        self.assertEqual(self.receive("Hello??", self.ours), self.duplicate)
        self.assertFalse(self.duplicate.closed)

    def test_an_archived_original_leads_nowhere(self):
        self.original.active = False
        self.assertEqual(self.receive("Hello??", self.ours), self.duplicate)
        self.assertFalse(self.duplicate.closed)

    def test_a_ticket_of_another_company_is_no_original(self):
        other = self.env["res.company"].create({"name": "Other"})
        team = self.make_team("Other", company_id=other.id)
        self.original.write(
            {"company_id": other.id, "team_id": team.id, "stage_id": False}
        )
        self.assertEqual(self.receive("Hello??", self.ours), self.duplicate)

    def test_another_customer_s_words_are_not_mailed_to_who_follows_the_original(self):
        maria = self.env["res.partner"].create(
            {"name": "Maria", "email": "maria@else.example"}
        )
        self.original.write({"partner_id": maria.id, "partner_email": maria.email})
        self.original.message_subscribe(maria.ids)
        self.assertEqual(self.receive("My number is 4711", self.ours), self.duplicate)
        self.assertEqual(self.state(self.original), "waiting")
        self.assertTrue(self.duplicate.closed)
        quote = self.original.message_ids[0]
        self.assertIn("My number is 4711", quote.body)
        self.assertTrue(quote.subtype_id.internal)
        told = self.env["mail.notification"].search([("res_partner_id", "=", maria.id)])
        self.assertNotIn("4711", " ".join(told.mail_message_id.mapped("body")))

    def test_a_quotation_is_text(self):
        maria = self.env["res.partner"].create({"name": "Maria"})
        self.original.partner_id = maria
        self.original.partner_email = "maria@else.example"
        self.receive("<b>bold</b> <script>x()</script>", self.ours)
        self.assertIn("&lt;b&gt;bold", self.original.message_ids[0].body)

    def test_thanks_and_absence_move_nothing(self):
        self.receive("Thanks!", self.ours)
        self.receive("I am away", self.ours, **AWAY)
        self.assertEqual(self.state(self.original), "parked")
        self.assertTrue(self.duplicate.closed)
