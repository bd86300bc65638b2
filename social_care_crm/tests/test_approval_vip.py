# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .card_common import CardCase


class TestApprovalVip(CardCase):
    """Replies to VIPs can need approval."""

    def setUp(self):
        super().setUp()
        self.met = self.meet_maria()
        self.require_approval("all", to_vip=True)

    def state(self, body):
        reply = self.answer(self.met, body)
        self.assertEqual(bool(reply.approval_reason), reply.state == "to_approve")
        reply.action_cancel()
        return reply.approval_reason

    def test_a_vip(self):
        self.assertFalse(self.state("One"))
        self.contact.social_care_is_vip = True
        self.assertEqual(self.state("Two"), "the customer is a VIP")

    def test_somebody_of_a_vip_company(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        self.contact.parent_id = firm
        firm.social_care_is_vip = True
        self.assertTrue(self.state("One"))

    def test_who_only_claims_to_be_the_contact_is_none(self):
        self.contact.social_care_is_vip = True
        self.met.profile_id.sudo()._get_live_link().strength = "claimed"
        self.assertFalse(self.state("One"))
