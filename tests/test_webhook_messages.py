# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Outside desktops are told of messages and replies on a network."""

from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.addons.social_care_demo.tests.channel_common import ChannelCase


class TestWebhookMessages(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.subscription = cls.env["social.care.api.subscription"].create(
            {
                "name": "Desktop",
                "company_id": cls.company.id,
                "user_id": cls.manager.id,
                "url": "https://desktop.example.com/hooks",
            }
        )
        with trap_jobs():
            cls.subscription.action_switch_on()
        cls.make_rule(action="ticket", team_id=cls.team.id)
        cls.stream.stage = "routed"

    def list_told(self, family):
        self.env.cr.flush()
        return self.env["social.care.api.delivery"].search(
            [
                ("subscription_id", "=", self.subscription.id),
                ("type", "=like", f"{family}.%"),
            ],
            order="id",
        )

    def run_job(self, record):
        # The transaction before has ended.
        self.env.cr.flush()
        return super().run_job(record)

    def compose(self, told):
        words = self.env["social.care.api.words"]
        return words._compose(told.type, told.data, self.manager)

    def test_messages_that_come_to_a_ticket(self):
        first = self.hear(self.post("a", "Where is my parcel?"))
        second = self.hear(self.post("b", "Hello?", to="a", at=5))
        told = self.list_told("message")
        self.assertEqual(
            [row.data["message_id"] for row in told], [first.id, second.id]
        )
        self.assertEqual(told.ticket_id, first.ticket_id)
        self.assertEqual(told[0].data["visibility"], "public")
        self.assertEqual(self.compose(told[0])["text"], "Where is my parcel?")
        self.assertNotIn("parcel", told[0].content)

    def test_what_a_person_takes_back_is_not_told_any_more(self):
        mention = self.hear(self.post("a", "Where is my parcel?"))
        told = self.list_told("message")
        mention.profile_id._erase("(erased)")
        self.assertNotIn("parcel", str(self.compose(told)))

    def test_a_reply_that_is_published(self):
        reply = self.answer(self.hear(self.post("a", "Where is my parcel?")))
        self.run_job(reply)
        told = self.list_told("reply")
        self.assertEqual(told.mapped("type"), ["reply.published"])
        self.assertEqual(told.data["reply_id"], reply.id)
        self.assertEqual(told.data["user_id"], self.agent.id)
        self.assertIn("We look into it.", self.compose(told)["text"])

    def test_a_reply_that_fails(self):
        self.script("400")
        reply = self.answer(self.hear(self.post("a", "Where is my parcel?")))
        self.run_job(reply)
        self.assertEqual(reply.state, "failed")
        told = self.list_told("reply")
        self.assertEqual(told.mapped("type"), ["reply.failed"])
        self.assertEqual(told.data["error_kind"], reply.error_kind)

    def test_a_reply_whose_publication_is_unconfirmed(self):
        reply = self.answer(self.hear(self.post("a", "Where is my parcel?")))
        reply.sudo()._mark_unconfirmed(Exception("no line"))
        self.assertEqual(self.list_told("reply").type, "reply.unconfirmed")
