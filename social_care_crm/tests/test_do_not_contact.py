# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError

from .card_common import CardCase


class TestDoNotContact(CardCase):
    def test_who_wrote_is_answered(self):
        mention = self.meet_maria()
        self.contact.social_care_do_not_contact = True
        reply = self.answer(mention)
        self.assertEqual(reply.state, "queued")
        self.run_job(reply)
        self.assertEqual(reply.state, "published")

    def test_nothing_else_is_sent(self):
        mention = self.meet_maria()
        self.contact.social_care_do_not_contact = True
        reply = self.make_proactive(mention)
        with self.assertRaisesRegex(UserError, "does not want to be contacted"):
            reply.with_user(self.agent).action_send()

    def test_a_confirmation_link_is_sent_privately_only(self):
        mention = self.hear(self.post("hello", "Where is my order?"))
        confirmations = self.env["social.care.confirmation"]
        link = confirmations._make_one_time_link(mention.profile_id)
        for text in (link, link.replace("confirm", "%63onfirm")):
            with self.assertRaisesRegex(UserError, "Send it privately"):
                self.answer(mention, text)
        private = self.hear(self.post("p", private=True))
        reply = self.answer(private, link, visibility="private")
        self.assertEqual(reply.state, "queued")

    def test_it_is_asked_again_when_the_message_goes_out(self):
        mention = self.meet_maria()
        reply = self.make_proactive(mention)
        reply.with_user(self.agent).action_send()
        self.assertEqual(reply.state, "queued")
        self.contact.social_care_do_not_contact = True
        self.run_job(reply)
        self.assertEqual(reply.state, "failed")
        self.assertIn("does not want to be contacted", reply.error_message)

    def make_proactive(self, mention):
        return self.env["social.care.reply"].create(
            {
                "thread_id": mention.thread_id.id,
                "user_id": self.agent.id,
                "body": "We have an offer for you",
                "visibility": "public",
            }
        )
