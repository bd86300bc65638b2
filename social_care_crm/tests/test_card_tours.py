# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import SkipTest

from odoo.modules.registry import Registry
from odoo.tests import tagged
from odoo.tests.common import get_db_name

from odoo.addons.social_care_demo.tests.tour_common import TourCase

TICKET = "/odoo/action-helpdesk_mgmt.helpdesk_ticket_action"


@tagged("post_install", "-at_install")
class TestCardTours(TourCase):
    """Who is talking, beside the ticket and on the contact."""

    @classmethod
    def setUpClass(cls):
        if "social.care.demo.post" not in Registry(get_db_name()):
            raise SkipTest("the demo network is not installed")
        super().setUpClass()

    def setUp(self):
        super().setUp()
        self.account.stream_ids.stage = "integrated"
        company = self.env["res.partner"].create(
            {"name": "Garden Ltd", "is_company": True}
        )
        self.contact = self.env["res.partner"].create(
            {"name": "Paula Garden", "parent_id": company.id}
        )
        self.customer_posts("where is my parcel?")
        self.mention = self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id)], limit=1
        )
        if not self.mention.ticket_id:
            self.mention.action_make_ticket()
        self.mention.profile_id._link(self.contact, "proven")

    def test_the_summary_beside_a_ticket(self):
        self.env.company.social_care_service_summary = True
        url = f"{TICKET}/{self.mention.ticket_id.id}"
        self.tour("social_care_agent_sees_summary", url, "tour_agent")
        view = self.env["social.care.summary.view"].search(
            [("partner_id", "=", self.contact.id)]
        )
        self.assertEqual(view.user_id, self.agent)

    def test_the_history_on_a_contact(self):
        url = f"/odoo/res.partner/{self.contact.id}"
        self.tour("social_care_supervisor_reads_history", url, "tour_supervisor")
