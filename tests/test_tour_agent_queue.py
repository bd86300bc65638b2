# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An agent at the queue, in a browser, without a mouse."""

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.social_care_demo.tests.tour_common import TourCase

TICKETS = "/odoo/action-helpdesk_mgmt.helpdesk_ticket_action"


@tagged("post_install", "-at_install")
class TestTourAgentQueue(TourCase):
    def setUp(self):
        super().setUp()
        self.env["helpdesk.ticket.team"].search([]).social_care_routing_mode = "manual"
        self.ask_for_no_skill()
        self.look_again_at_once()
        self.account.stream_ids.stage = "routed"
        self.account.team_id.write(
            {"social_care_routing_mode": "offer", "social_care_offer_seconds": 300}
        )
        self.person = self.env["social.care.agent"]._ensure_for_users(self.agent)
        self.one_public_thing_at_once()

    def ask_for_no_skill(self):
        self.env["social.care.skill.rule"].search([]).unlink()
        self.env["social.care.topic"].search([]).skill_ids = False

    def look_again_at_once(self):
        """A test never commits; what waits for that would wait for ever."""
        drains = type(self.env["social.care.routing.drain"])
        patched = patch.object(drains, "_schedule", drains._enqueue)
        patched.start()
        self.addCleanup(patched.stop)

    def one_public_thing_at_once(self):
        medium = self.env.ref("social_care_routing.medium_social_public")
        self.person.capacity_ids = [(0, 0, {"medium_id": medium.id, "limit": 1})]

    def ticket_of(self, text):
        self.customer_posts(text)
        return (
            self.env["social.care.mention"]
            .search([("account_id", "=", self.account.id), ("text", "ilike", text)])
            .ticket_id
        )

    def decision(self, ticket):
        return self.env["social.care.decision"].search([("ticket_id", "=", ticket.id)])

    def test_an_agent_works_by_keyboard_alone(self):
        late = self.ticket_of("my parcel is late")
        late.social_care_work_ids.with_user(self.env.ref("base.user_admin")).push_front(
            late.social_care_work_ids.ids
        )
        refund = self.ticket_of("where is my refund")
        call = self.env["helpdesk.ticket"].create(
            {
                "name": "Tour call me back",
                "description": "About the bill.",
                "team_id": self.make_team("Tour Desk").id,
                "user_id": False,
            }
        )
        self.tour("social_care_routing_agent", TICKETS, "tour_agent")
        self.assertEqual(self.decision(late).outcome, "accepted")
        self.assertEqual(late.social_care_work_ids.state, "parked")
        self.assertEqual(late.user_id, self.agent)
        self.assertEqual(self.decision(refund).outcome, "declined")
        self.assertEqual(refund.social_care_work_ids.state, "waiting")
        self.assertEqual(self.decision(call).kind, "taken")
        self.assertEqual(call.social_care_work_ids.state, "waiting")
        self.assertFalse(call.user_id)
        self.assertEqual(self.person.state, "away")
        self.assertEqual(self.person.reason_id.name, "Lunch")
