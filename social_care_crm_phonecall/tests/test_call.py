# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_crm.tests.card_common import CardCase


class TestCall(CardCase):
    def test_calls_are_in_the_timeline(self):
        mention = self.meet_maria()
        call = self.env["crm.phonecall"].create(
            {
                "name": "Asked for a refund",
                "partner_id": self.contact.id,
                "user_id": self.agent.id,
                "company_id": self.company.id,
                "date": self.now,
                "duration": 3,
                "state": "done",
                "direction": "in",
            }
        )
        page = self.read_page(mention, self.boss)
        self.assertIn("call", {kind["code"] for kind in page["kinds"]})
        [entry] = [entry for entry in page["entries"] if entry["kind"] == "call"]
        self.assertEqual(entry["res_id"], call.id)
        self.assertEqual(entry["names"], [self.agent.name])
        self.assertEqual(entry["seconds"], 180)

    def test_a_split_brings_calls_back(self):
        call = self.env["crm.phonecall"].create(
            {"name": "Call", "partner_id": self.contact.id, "state": "done"}
        )
        fred = self.env["res.partner"].create({"name": "Fred"})
        wizards = self.env["base.partner.merge.automatic.wizard"]
        wizards._merge((self.contact | fred).ids, fred)
        self.assertEqual(call.partner_id, fred)
        splits = self.env["social.care.contact.split"]
        new = splits.create({"partner_id": fred.id}).action_split()["res_id"]
        self.assertEqual(call.partner_id.id, new)
