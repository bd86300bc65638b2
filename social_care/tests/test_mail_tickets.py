# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user

from .mail_common import MailCase


class TestMailOwner(MailCase):
    """Nobody owns a ticket by default who does not work on it."""

    def test_the_user_of_the_mail_gateway_owns_nothing(self):
        self.assertTrue(self.company.helpdesk_mgmt_ticket_auto_assign)
        ticket = self.receive()
        self.assertEqual(ticket.team_id, self.team)
        self.assertFalse(ticket.user_id)

    def test_nor_does_it_where_the_ticket_has_no_team(self):
        self.assertFalse(self.receive(team=self.team.browse()).user_id)

    def test_a_colleague_who_writes_in_is_a_customer(self):
        self.make_user("clerk", group="base.group_user")
        ticket = self.receive(From="Clerk <clerk@northwind.example>")
        self.assertEqual(ticket.partner_id.name, "Clerk")
        self.assertFalse(ticket.user_id)

    def test_nor_is_a_colleague_their_own_agent_without_a_team(self):
        self.make_user("clerk", group="base.group_user")
        none = self.team.browse()
        ticket = self.receive(From="Clerk <clerk@northwind.example>", team=none)
        self.assertFalse(ticket.user_id)

    def test_a_customer_with_access_to_the_portal_owns_nothing(self):
        new_test_user(
            self.env, "mail_portal", "base.group_portal", email="paula@cust.example"
        )
        self.assertFalse(self.receive().user_id)

    def test_an_agent_of_another_team_owns_nothing_by_default(self):
        stranger = self.make_user("bert")
        self.make_team("Sales", stranger)
        tickets = self.env["helpdesk.ticket"].with_user(stranger).sudo()
        values = {"name": "A", "description": "B", "team_id": self.team.id}
        self.assertFalse(tickets.create(values).user_id)

    def test_an_agent_of_the_team_owns_what_they_create(self):
        tickets = self.env["helpdesk.ticket"].with_user(self.agent).sudo()
        values = {"name": "A", "description": "B", "team_id": self.team.id}
        self.assertEqual(tickets.create(values).user_id, self.agent)

    def test_an_owner_who_is_named_stays(self):
        stranger = self.make_user("bert")
        values = {"name": "A", "description": "B", "team_id": self.team.id}
        tickets = self.env["helpdesk.ticket"]
        named = tickets.create({**values, "user_id": stranger.id})
        self.assertEqual(named.user_id, stranger)
        chosen = tickets.with_context(default_user_id=stranger.id).create(values)
        self.assertEqual(chosen.user_id, stranger)


class TestMailReopens(MailCase):
    """A mail to a closed ticket is a message like any other."""

    def setUp(self):
        super().setUp()
        self.ticket = self.receive()
        self.ours = self.answer_mail(self.ticket)

    def test_a_ticket_closed_lately_is_reopened(self):
        self.close(self.ticket)
        self.assertEqual(self.receive("Still not here!", self.ours), self.ticket)
        self.assertFalse(self.ticket.closed)
        self.assertIn("Still not here!", self.texts(self.ticket))

    def test_into_the_stage_that_the_team_chose(self):
        waiting = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")
        self.team.social_care_reopen_stage_id = waiting
        self.close(self.ticket)
        self.receive("Still not here!", self.ours)
        self.assertEqual(self.ticket.stage_id, waiting)

    def test_not_into_a_stage_that_is_archived(self):
        gone = self.stages[1].copy({"name": "Gone"})
        self.team.social_care_reopen_stage_id = gone
        self.env.cr.execute(
            "UPDATE helpdesk_ticket_stage SET active = FALSE WHERE id = %s", [gone.id]
        )
        self.env.invalidate_all()
        self.close(self.ticket)
        self.receive("Still not here!", self.ours)
        self.assertEqual(self.ticket.stage_id, self.stages[0])

    def test_its_owner_is_told(self):
        self.ticket.user_id = self.agent
        self.close(self.ticket)
        self.receive("Still not here!", self.ours)
        notices = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.agent.partner_id.id)]
        )
        subjects = " ".join(filter(None, notices.mail_message_id.mapped("subject")))
        self.assertIn(f"{self.ticket.number}: The customer reopened", subjects)

    def test_a_reply_to_the_notice_of_its_closing_reopens_it(self):
        notice = self.ticket.message_post(
            body="Your ticket has been closed.",
            message_type="auto_comment",
            subtype_xmlid="mail.mt_note",
        )
        self.close(self.ticket)
        self.receive("But it is not here!", notice)
        self.assertFalse(self.ticket.closed)

    def test_a_customer_who_replies_to_a_note_is_heard(self):
        note = self.ticket.message_post(body="@Paula?", subtype_xmlid="mail.mt_note")
        self.close(self.ticket)
        self.ticket.partner_email = "paula@cust.example"
        self.receive("You rang?", note)
        self.assertFalse(self.ticket.closed)

    def test_a_supplier_who_replies_to_a_note_reopens_nothing(self):
        note = self.ticket.message_post(body="@DHL?", subtype_xmlid="mail.mt_note")
        self.close(self.ticket)
        self.receive("It is in Leipzig.", note, From="DHL <a@dhl.example>")
        self.assertTrue(self.ticket.closed)

    def test_a_comment_in_the_portal_reopens_it_too(self):
        self.close(self.ticket, days=30)
        self.ticket.message_post(
            body="And now?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.env["res.partner"].create({"name": "Paula"}).id,
        )
        self.assertFalse(self.ticket.closed)

    def test_a_customer_with_access_to_the_portal_reopens_their_ticket(self):
        customer = new_test_user(self.env, "mail_portal2", "base.group_portal")
        self.ticket.partner_id = customer.partner_id
        self.close(self.ticket)
        self.ticket.with_user(customer).sudo().message_post(
            body="And now?", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertFalse(self.ticket.closed)

    def test_our_own_word_on_a_closed_ticket_does_not(self):
        self.close(self.ticket)
        self.answer_mail(self.ticket, "One more thing")
        self.assertTrue(self.ticket.closed)

    def test_nor_does_a_message_of_the_system(self):
        self.close(self.ticket)
        self.answer_mail(self.ticket, user=self.env.ref("base.user_root"))
        self.assertTrue(self.ticket.closed)

    def test_long_after_closing_a_new_ticket_is_made(self):
        self.close(self.ticket, days=15)
        ticket = self.receive("Again!", self.ours, Subject="Re: Parcel")
        self.assertNotEqual(ticket, self.ticket)
        self.assertTrue(self.ticket.closed)
        self.assertFalse(ticket.closed)
        self.assertEqual(ticket.team_id, self.team)
        self.assertIn("Again!", self.texts(ticket))
        self.assertNotIn("Again!", self.texts(self.ticket))
        self.assertIn(self.ticket.number, self.texts(ticket))

    def test_a_team_may_want_a_new_ticket_each_time(self):
        self.team.social_care_reopen_days = 0
        self.close(self.ticket)
        self.assertNotEqual(self.receive("Again!", self.ours), self.ticket)

    def test_a_reply_to_an_archived_ticket_makes_a_new_one(self):
        self.ticket.active = False
        ticket = self.receive("Again!", self.ours)
        self.assertNotEqual(ticket, self.ticket)
        self.assertTrue(ticket.active)

    def test_the_new_ticket_stays_in_its_company_and_team(self):
        """A reply to the catchall address names no team."""
        self.close(self.ticket, days=15)
        ticket = self.receive("Again!", self.ours, team=self.team)
        self.assertEqual(ticket.company_id, self.company)
        values = self.ticket._social_care_get_continuation_vals(None)
        self.assertEqual(values["team_id"], self.team.id)
        self.assertEqual(values["company_id"], self.company.id)

    def test_a_new_mail_of_the_same_customer_is_a_new_ticket(self):
        self.close(self.ticket)
        self.assertNotEqual(self.receive("Another thing"), self.ticket)
        self.assertTrue(self.ticket.closed)
