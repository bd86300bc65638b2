# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .tour_common import TourCase


@tagged("post_install", "-at_install")
class TestMacroTour(TourCase):
    """An agent answers with a macro and an emoji."""

    def test_macro(self):
        self.account.stream_ids.stage = "routed"
        tag = self.env["helpdesk.ticket.tag"].create({"name": "Tour delivery"})
        stage = self.env["helpdesk.ticket.stage"].create({"name": "Tour research"})
        english = self.env.ref("base.lang_en")
        body = "Hello {customer}, we ask the carrier. "
        self.env["social.care.macro"].create(
            {
                "name": "Tour late",
                "user_id": False,
                "tag_ids": tag.ids,
                "stage_id": stage.id,
                "text_ids": [(0, 0, {"lang_id": english.id, "body": body})],
            }
        )
        self.customer_posts("my parcel is late")
        self.tour("social_care_macro", "/odoo/social-tickets", "tour_agent")
        ticket = (
            self.env["social.care.mention"]
            .search([("account_id", "=", self.account.id), ("is_own", "=", False)])
            .ticket_id
        )
        self.assertEqual(ticket.tag_ids, tag)
        self.assertNotEqual(ticket.stage_id, stage)
