# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.social_care.tools.capabilities import Window
from odoo.addons.social_care.tools.secret_links import MASK
from odoo.addons.social_care_demo.tests.channel_common import AGENT, JOHN

from .rating_common import RatingCase


class TestAsking(RatingCase):
    """Who is asked, when, and in whose name."""

    def test_asked_in_private_some_time_after_the_closing(self):
        ticket = self.open_ticket()
        request = self.close(ticket)
        self.assertEqual(request.state, "scheduled")
        self.assertGreater(
            request.due_at, fields.Datetime.now() + timedelta(hours=1, minutes=59)
        )
        job = self.env["queue.job"].search([("method_name", "=", "_ask")], limit=1)
        self.assertEqual(job.channel, "root.social_care.background")
        self.assertEqual(job.eta, request.due_at)
        self.ask(request)
        reply = request.reply_id
        self.assertEqual(reply.state, "queued")
        self.assertEqual(reply.user_id, self.agent)
        self.assertEqual(reply.visibility, "private")
        self.assertEqual(reply.thread_id, self.mention_.thread_id)
        self.publish(request)
        self.assertEqual(reply.state, "published")
        self.assertEqual(request.state, "sent")
        self.assertEqual(request.user_id, self.agent)
        self.assertTrue(self.get_token())

    def test_off_by_default(self):
        self.assertFalse(self.make_team("Another").social_care_rating)
        self.team.social_care_rating = False
        self.assertFalse(self.close(self.open_ticket()))

    def test_switched_off_meanwhile(self):
        request = self.close(self.open_ticket())
        self.team.social_care_rating = False
        self.assertEqual(self.ask(request).skip_reason, "off")

    def test_nobody_is_asked_in_public(self):
        self.assertFalse(self.close(self.open_ticket(private=False)))

    def test_a_ticket_without_a_conversation_is_not_asked(self):
        ticket = self.env["helpdesk.ticket"].create(
            {
                "name": "Call",
                "description": "x",
                "team_id": self.team.id,
                "company_id": self.company.id,
            }
        )
        self.assertFalse(self.close(ticket))

    def test_reopened_tickets_are_not_asked(self):
        ticket = self.open_ticket()
        request = self.close(ticket)
        ticket.with_user(self.agent).stage_id = self.open_stage
        self.assertEqual(request.skip_reason, "reopened")
        self.assertFalse(self.ask(request).reply_id)
        again = self.close(ticket)
        self.assertEqual(again.state, "scheduled")
        self.assertNotEqual(again, request)

    def test_reopened_while_the_request_waits_for_its_turn(self):
        ticket = self.open_ticket()
        request = self.ask(self.close(ticket))
        ticket.with_user(self.agent).stage_id = self.open_stage
        self.assertEqual(request.reply_id.state, "cancelled")
        self.assertEqual(request.skip_reason, "reopened")
        self.publish(request)
        self.assertEqual(len(self.said()), 1)

    def test_who_writes_again_is_not_asked(self):
        request = self.close(self.open_ticket())
        self.hear(self.post("more", "Hello? It broke", to="hello", private=True, at=50))
        self.assertIn(self.ask(request).skip_reason, ("reopened", "waiting"))

    def test_upset_people_are_not_asked(self):
        request = self.close(self.open_ticket())
        tickets = type(self.env["helpdesk.ticket"])
        with patch.object(tickets, "_social_care_is_upset", lambda ticket: True):
            self.assertEqual(self.ask(request).skip_reason, "upset")

    def test_once_in_a_term(self):
        self.make_asked()
        request = self.close(self.open_ticket("again"))
        self.assertEqual(self.ask(request).skip_reason, "recent")
        self.outdate(self.mention_.profile_id, "social_care_rating_asked_at", days=91)
        later = request.copy({"state": "scheduled", "skip_reason": False})
        self.assertEqual(self.ask(later).state, "sending")

    def test_one_person_with_two_profiles(self):
        contact = self.env["res.partner"].create({"name": "Maria"})
        self.make_asked()
        self.mention_.profile_id._link(contact, "proven")
        request = self.close(self.open_ticket("other", who=JOHN))
        self.assertEqual(request._get_refusal(), "")
        self.mention_.profile_id._link(contact, "proven")
        self.assertEqual(self.ask(request).skip_reason, "recent")

    def test_do_not_contact(self):
        contact = self.env["res.partner"].create(
            {"name": "Maria", "social_care_do_not_contact": True}
        )
        request = self.close(self.open_ticket())
        self.mention_.profile_id._link(contact, "claimed")
        self.assertEqual(self.ask(request).skip_reason, "do_not_contact")

    def test_do_not_contact_is_asked_again_when_it_goes_out(self):
        contact = self.env["res.partner"].create({"name": "Maria"})
        request = self.close(self.open_ticket())
        self.mention_.profile_id._link(contact, "proven")
        self.ask(request)
        contact.social_care_do_not_contact = True
        self.publish(request)
        self.assertEqual(request.reply_id.state, "cancelled")
        self.assertEqual(request.skip_reason, "refused")
        self.assertEqual(len(self.said()), 1)

    def test_a_closed_reply_window(self):
        request = self.close(self.open_ticket())
        self.mention_.effective_at = fields.Datetime.now() - timedelta(days=8)
        self.assertEqual(self.ask(request).skip_reason, "window")

    def test_a_used_up_reply_window(self):
        """C9: the network accepts only so many private messages."""
        request = self.close(self.open_ticket())
        connector = self.env["social.care.connector.demo"]
        capabilities = replace(
            connector._get_capabilities(self.account),
            reply_windows={("direct", "private"): Window(24, 1)},
        )
        with patch.object(
            type(connector), "_get_capabilities", lambda *_args: capabilities
        ):
            self.assertEqual(self.ask(request).skip_reason, "window")

    def test_a_request_that_the_network_reviews_is_sent(self):
        """C12: the customer may have it at any moment."""
        request = self.ask(self.close(self.open_ticket()))
        self.script("pending")
        self.publish(request)
        self.assertEqual(request.reply_id.state, "accepted")
        self.assertEqual(request.state, "sent")

    def test_one_who_can_be_read_but_not_answered(self):
        request = self.close(self.open_ticket())
        self.mention_.cannot_reply_reason = "not_mentioned"
        self.assertEqual(self.ask(request).skip_reason, "window")

    def test_an_account_that_is_paused(self):
        request = self.close(self.open_ticket())
        self.account.action_pause()
        self.assertEqual(self.ask(request).skip_reason, "refused")
        self.assertFalse(request.reply_id)
        self.assertFalse(self.said()[1:])

    def test_approval(self):
        self.require_approval("all")
        ticket = self.hear(self.post("hello", "Hi", private=True))
        ticket.action_make_ticket()
        request = self.ask(self.close(ticket.ticket_id.sudo()))
        # Nobody answered yet, so nobody asks.
        self.assertIn(request.skip_reason, ("agent", "waiting"))

    def test_approved_by_a_supervisor(self):
        ticket = self.open_ticket()
        self.require_approval("all")
        request = self.ask(self.close(ticket))
        self.assertEqual(request.reply_id.state, "to_approve")
        self.assertEqual(request.state, "sending")
        request.reply_id.with_user(self.supervisor).action_approve()
        self.publish(request)
        self.assertEqual(request.state, "sent")

    def test_returned_by_a_supervisor(self):
        ticket = self.open_ticket()
        self.require_approval("all")
        request = self.ask(self.close(ticket))
        before = self.notices_to(self.agent)
        request.reply_id.with_user(self.supervisor).action_return("Too harsh.")
        self.assertEqual(request.reply_id.state, "cancelled")
        self.assertEqual(request.state, "skipped")
        self.assertEqual(self.notices_to(self.agent), before)

    def test_while_somebody_is_writing(self):
        request = self.close(self.open_ticket())
        threads = self.env["social.care.thread"].with_user(self.supervisor)
        threads.hold_composer(self.mention_.thread_id.id)
        self.assertEqual(self.ask(request).state, "scheduled")
        self.outdate(request, "due_at", days=3)
        self.assertEqual(self.ask(request).skip_reason, "busy")

    def test_in_the_name_of_who_may_reply(self):
        ticket = self.open_ticket()
        request = self.close(ticket)
        ticket.sudo().user_id = self.make_user("elsewhere", AGENT)
        self.ask(request)
        self.assertEqual(request.user_id, self.agent)

    def test_nobody_may_reply_any_more(self):
        request = self.close(self.open_ticket())
        self.agent.sudo().active = False
        self.assertEqual(self.ask(request).skip_reason, "agent")

    def test_what_was_not_sent_troubles_nobody(self):
        request = self.ask(self.close(self.open_ticket()))
        before = self.notices_to(self.agent)
        self.script("400")
        self.publish(request)
        self.assertEqual(request.reply_id.state, "cancelled")
        self.assertEqual(request.skip_reason, "refused")
        self.assertEqual(self.notices_to(self.agent), before)

    def test_a_request_is_no_answer(self):
        mention = self.hear(self.post("hello", "Where is it?", private=True))
        mention.action_make_ticket()
        self.run_job(self.answer(mention, "On its way", visibility="private"))
        self.hear(self.post("ok", "OK then", to="hello", private=True, at=5))
        late = self.mention("ok")
        ticket = mention.ticket_id
        ticket.user_id = self.agent
        request = self.publish(self.ask(self.close(ticket)))
        self.assertEqual(request.state, "sent")
        self.assertEqual(request.reply_id.mention_id, late)
        self.assertFalse(late.answered_at)
        self.assertTrue(mention.answered_at)

    def test_the_same_link_when_it_is_sent_again(self):
        request = self.ask(self.close(self.open_ticket()))
        text = request.reply_id._get_text_to_publish()
        self.script("429")
        self.publish(request)
        self.assertEqual(request.state, "sending")
        self.assertEqual(request.reply_id._get_text_to_publish(), text)
        self.assertNotIn(MASK, text)

    def test_one_request_for_each_closing(self):
        ticket = self.open_ticket()
        self.close(ticket)
        self.requests._schedule(ticket)
        self.assertEqual(len(ticket.social_care_rating_request_ids), 1)

    def test_the_language_of_the_customer(self):
        request = self.close(self.open_ticket())
        self.assertEqual(request._get_language(), "en_US")
        self.assertIn("How was our service?", request._get_text())
