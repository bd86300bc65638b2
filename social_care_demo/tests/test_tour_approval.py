# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .tour_common import TourCase

APPROVED = "It arrives today."
EDITED = "You get 90 euros."
RETURNED = "We never promised that."


@tagged("post_install", "-at_install")
class TestApprovalTour(TourCase):
    """A supervisor approves a reply, changes one and returns one."""

    def test_approval(self):
        self.env["social.care.reply"].search([("state", "=", "to_approve")]).unlink()
        self.env["social.care.approval.rule"].search([]).unlink()
        self.env["social.care.approval.rule"].create({"name": "Tour approval"})
        self.account.signature_template = False
        approved, edited, returned = [
            self.write_reply(text) for text in (APPROVED, EDITED, RETURNED)
        ]
        self.tour("social_care_approval", "/odoo/social-inbox", "tour_supervisor")
        self.assertEqual((approved.state, approved.body), ("published", APPROVED))
        self.assertEqual(
            (edited.state, edited.body), ("published", "You get a voucher.")
        )
        self.assertEqual(edited.original_body, EDITED)
        self.assertEqual((returned.state, returned.error_kind), ("failed", "returned"))
        self.assertIn("Be kinder, please.", returned.error_message)
        self.assertEqual(returned.text, RETURNED)
        replies = approved | edited | returned
        self.assertEqual(replies.user_id, self.agent)
        self.assertEqual((approved | edited).approved_by_id.name, "Sara Lind")

    def write_reply(self, text):
        """Each customer message is answered by the agent."""
        self.customer_posts(f"what about this: {text}")
        mention = self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id), ("text", "like", text)]
        )
        threads = self.env["social.care.thread"].with_user(self.agent)
        result = threads.post_reply(
            mention.thread_id.id, mention.id, text, "public", [], False
        )
        reply = self.env["social.care.reply"].browse(result["reply_id"])
        self.assertEqual(reply.state, "to_approve")
        return reply
