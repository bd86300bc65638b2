# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user

from .routing_common import RoutingCase


class TestSlaQueue(RoutingCase):
    """Messages on a ticket start and end its SLA targets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.sla"].search([("active", "=", True)]).active = False
        cls.team.use_sla = True
        cls.anna = cls.make_agent("anna")
        slas = cls.env["helpdesk.sla"]
        cls.first, cls.next, cls.whole = slas.create(
            [
                {"name": target, "sla_response_target": target, "hours": hours}
                for target, hours in (
                    ("first_response", 1),
                    ("next_response", 2),
                    ("resolution", 8),
                )
            ]
        )

    def states(self, ticket):
        return {own.sla_response_target: own.state for own in ticket.ticket_sla_ids}

    def taken(self):
        """A ticket that somebody has accepted."""
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        return ticket

    def test_a_ticket_waits_for_its_first_answer_and_its_end(self):
        self.assertEqual(
            self.states(self.make_ticket()),
            {
                "first_response": "in_progress",
                "next_response": "idle",
                "resolution": "in_progress",
            },
        )

    def test_taking_it_answers_nobody(self):
        self.assertEqual(self.states(self.taken())["first_response"], "in_progress")

    def test_a_note_answers_nobody(self):
        ticket = self.taken()
        ticket.with_user(self.anna.user_id).message_post(
            body="I ask the warehouse",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        self.assertEqual(self.states(ticket)["first_response"], "in_progress")

    def test_a_public_answer_does(self):
        ticket = self.taken()
        self.answer(ticket)
        states = self.states(ticket)
        self.assertEqual(states["first_response"], "accomplished")
        self.assertEqual(states["next_response"], "idle")

    def test_a_mail_starts_the_next_response_and_our_answer_ends_it(
        self,
    ):
        ticket = self.taken()
        self.answer(ticket)
        self.customer_writes(ticket)
        self.assertEqual(self.states(ticket)["next_response"], "in_progress")
        self.answer(ticket)
        self.assertEqual(self.states(ticket)["next_response"], "accomplished")
        target = ticket.ticket_sla_ids.filtered(lambda own: own.sla_id == self.next)
        self.assertEqual(target.sla_response_met_count, 1)

    def test_a_customer_still_writes_on_their_ticket(self):
        """Targets are updated without the customer's rights."""
        customer = new_test_user(
            self.env,
            "sla_customer",
            groups="base.group_portal",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        ticket = self.make_ticket(partner_id=customer.partner_id.id)
        message = ticket.with_user(customer).message_post(
            body="Where is it?", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(message.sudo().author_id, customer.partner_id)
        self.assertTrue(ticket.social_care_work_ids.waiting_since)

    def test_closing_ends_what_is_to_be_solved(self):
        ticket = self.taken()
        self.answer(ticket)
        ticket.stage_id = self.stage_closed
        self.assertEqual(self.states(ticket)["resolution"], "accomplished")
        ticket.stage_id = self.stage_new
        self.assertEqual(self.states(ticket)["resolution"], "in_progress")

    def test_a_ticket_with_a_breached_target_goes_first(self):
        early, late = self.make_ticket(), self.make_ticket()
        late.ticket_sla_ids.filtered(
            lambda own: own.sla_id == self.first
        ).consumed_time = 2
        (early | late).social_care_work_ids._place()
        self.assertLess(
            late.social_care_work_ids.rank_at, early.social_care_work_ids.rank_at
        )
