# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import SkipTest

from odoo.modules.registry import Registry
from odoo.tests import new_test_user, tagged
from odoo.tests.common import get_db_name

from odoo.addons.social_care_demo.tests.tour_common import TourCase


@tagged("post_install", "-at_install")
class TestLeadTours(TourCase):
    """From a post to the answer of a salesperson; an administrator's segment."""

    @classmethod
    def setUpClass(cls):
        if "social.care.demo.post" not in Registry(get_db_name()):
            raise SkipTest("the demo network is not installed")
        super().setUpClass()

    def test_a_lead_and_its_answer(self):
        seller = new_test_user(
            self.env,
            "tour_seller",
            groups="social_care.group_social_care_agent,"
            "sales_team.group_sale_salesman_all_leads",
            name="Sven Seller",
            password="tour_seller",
        )
        self.account.team_id.user_ids += seller
        self.customer_posts("I want ten of these, write to mallory@evil.example")
        mention = self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id)]
        )
        self.tour("social_care_crm_make_lead", "/odoo/social-inbox", "tour_agent")
        lead = mention.lead_id
        self.assertFalse(lead.user_id or lead.email_from)
        self.tour(
            "social_care_crm_answer_lead", f"/odoo/crm.lead/{lead.id}", "tour_seller"
        )
        reply = self.env["social.care.reply"].search(
            [("account_id", "=", self.account.id)]
        )
        self.assertEqual((reply.state, reply.user_id), ("published", seller))

    def test_an_administrator_defines_a_segment(self):
        contacts = self.env["res.partner"].create(
            [{"name": "Zztour One"}, {"name": "Zztour Two"}]
        )
        self.tour(
            "social_care_crm_segment", "/odoo/social-segments?debug=1", "tour_admin"
        )
        segment = self.env["social.care.segment"].search(
            [("name", "=", "Key accounts")]
        )
        segment.sequence = 1
        self.env["social.care.customer"]._recompute_contacts(contacts.ids)
        found = contacts.with_user(self.agent).social_care_segment_id
        self.assertEqual(found.with_env(self.env), segment)
