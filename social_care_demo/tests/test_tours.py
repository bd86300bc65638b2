# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.social_care.tools.errors import AuthorizationLost

from .tour_common import TourCase

INBOX = "/odoo/social-inbox"
ACCOUNTS = "/odoo/social-accounts"


@tagged("post_install", "-at_install")
class TestTours(TourCase):
    """An agent, a supervisor and an administrator at work in their browser."""

    def test_agent(self):
        self.tour("social_care_agent", INBOX, "tour_agent")
        reply = self.env["social.care.reply"].search(
            [("account_id", "=", self.account.id)]
        )
        self.assertEqual(reply.state, "published")
        self.assertEqual(reply.visibility, "public")

    def test_supervisor(self):
        self.make_team("Tour Billing")
        self.env["social.care.rule"].create({"name": "Tour rule", "words": "brake*"})
        self.customer_posts("where is my invoice?")
        self.tour("social_care_supervisor", INBOX, "tour_supervisor")
        mention = self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id)]
        )
        self.assertEqual(mention.state, "ticket")
        self.assertEqual(mention.ticket_id.team_id.name, "Tour Billing")
        self.assertIn("She called twice.", mention.ticket_id.message_ids[0].body)

    def test_administrator(self):
        self.account.demo_publishing = "401"
        self.account._fail(AuthorizationLost("The demo network has ended our access."))
        self.tour("social_care_admin", ACCOUNTS, "tour_admin")
        second = self.env["social.care.account"].search(
            [("handle", "=", "second.shop")]
        )
        self.assertEqual(second.state, "connected")
        self.assertEqual(self.account.state, "connected")
