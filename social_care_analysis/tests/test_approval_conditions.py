# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .holding_common import HoldingCase


@tagged("post_install", "-at_install")
class TestApprovalConditions(HoldingCase):
    """Replies about a topic, or during an incident, can need approval."""

    def rule(self, **vals):
        company = self.account.company_id
        vals = {"name": "Checked", "company_id": company.id, **vals}
        return self.env["social.care.approval.rule"].create(vals)

    def reason(self, mention):
        reply = self.env["social.care.reply"].new(
            {
                "thread_id": mention.thread_id.id,
                "mention_id": mention.id,
                "user_id": self.agent.id,
                "visibility": "public",
                "body": "We look into it.",
            }
        )
        return reply._explain_approval()

    def test_during_an_incident(self):
        self.rule(in_incident=True)
        mention = self.mention("s2")
        self.assertEqual(mention.incident_id, self.incident)
        self.assertEqual(self.reason(mention), "there is an incident")
        self.incident.sudo().state = "calm"
        self.assertFalse(self.reason(mention))

    def test_by_topic(self):
        mention = self.mention("s2")
        topics = self.env["social.care.topic"].create(
            [
                {"name": name, "company_id": self.account.company_id.id}
                for name in ("Refunds", "Travel")
            ]
        )
        self.rule(topic_ids=[(6, 0, topics[0].ids)])
        mention.sudo().topic_id = topics[1]
        self.assertFalse(self.reason(mention))
        mention.sudo().topic_id = topics[0]
        self.assertEqual(self.reason(mention), "the topic is Refunds")

    def test_its_only_topic_cannot_be_deleted(self):
        topic = self.env["social.care.topic"].create(
            {"name": "Refunds", "company_id": self.account.company_id.id}
        )
        self.rule(topic_ids=[(6, 0, topic.ids)])
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            topic.unlink()

    def test_the_form_shows_the_conditions(self):
        views = self.env["social.care.approval.rule"].with_user(self.supervisor)
        arch = views.get_view(view_type="form")["arch"]
        for name in ("topic_ids", "in_incident", "promises_money"):
            self.assertEqual(arch.count(f'name="{name}"'), 1, name)
