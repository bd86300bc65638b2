# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_crm.tests.card_common import CardCase


class TestChat(CardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chatter = cls.make_user(
            "chatter", f"{cls.GROUPS},social_care.group_social_care_agent"
        )

    GROUPS = "im_livechat.im_livechat_group_user"

    def make_chat(self, **member):
        channel = self.env["discuss.channel"].create(
            {
                "name": "Visitor",
                "channel_type": "livechat",
                "livechat_operator_id": self.chatter.partner_id.id,
            }
        )
        members = self.env["discuss.channel.member"]
        for values in ({"partner_id": self.chatter.partner_id.id}, member):
            members.create({"channel_id": channel.id, **values})
        self.env["im_livechat.channel.member.history"].search(
            [("channel_id", "=", channel.id), ("partner_id", "=", self.contact.id)]
        ).livechat_member_type = "visitor"
        return channel

    def get_chats(self, user):
        entries = self.read_all(self.contact, user, kinds=["chat"])
        return [entry["res_id"] for entry in entries]

    def test_visitors_who_were_signed_in(self):
        channel = self.make_chat(partner_id=self.contact.id)
        self.assertEqual(self.get_chats(self.chatter), channel.ids)

    def test_guests_are_known_by_the_lead(self):
        guest = self.env["mail.guest"].create({"name": "Visitor"})
        channel = self.make_chat(guest_id=guest.id)
        self.assertEqual(self.get_chats(self.chatter), [])
        self.env["crm.lead"].create(
            {
                "name": "Asked for a price",
                "partner_id": self.contact.id,
                "origin_channel_id": channel.id,
            }
        )
        self.assertEqual(self.get_chats(self.chatter), channel.ids)

    def test_who_may_not_read_chats_sees_none(self):
        self.make_chat(partner_id=self.contact.id)
        self.assertEqual(self.get_chats(self.agent), [])

    def test_a_chatbot_is_no_customer(self):
        script = self.env["chatbot.script"].create({"title": "Bot"})
        customers = self.env["social.care.customer"]
        customers._recompute_contacts(script.operator_partner_id.ids)
        own = [("partner_id", "=", script.operator_partner_id.id)]
        self.assertFalse(customers.search(own))
