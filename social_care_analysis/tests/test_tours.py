# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest import SkipTest

from odoo import fields
from odoo.modules.registry import Registry
from odoo.tests import tagged
from odoo.tests.common import get_db_name

from odoo.addons.social_care_demo.tests.tour_common import TourCase

from .storm_common import MISSING, talk

TICKET = "/odoo/action-helpdesk_mgmt.helpdesk_ticket_action"
LEARNT = "/odoo/social-learnt"
INCIDENTS = "/odoo/social-incidents"
CROWD = 14


@tagged("post_install", "-at_install")
class TestTours(TourCase):
    """People who correct, who look at what was learnt, and who face a storm."""

    @classmethod
    def setUpClass(cls):
        if "social.care.connector.demo" not in Registry(get_db_name()):
            raise SkipTest(MISSING)
        super().setUpClass()

    def setUp(self):
        super().setUp()
        self.env["social.care.incident"].search([]).action_calm()
        self.env["social.care.topic"].search([]).active = False
        self.parcel = self.make_topic("Tour parcel", "parcel")
        self.router = self.make_topic("Tour router", "router")
        self.account.stream_ids.stage = "routed"

    def make_topic(self, name, keywords):
        return self.env["social.care.topic"].create(
            {"name": name, "keywords": keywords}
        )

    def last_mention(self):
        return self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id)], limit=1
        )

    def test_an_agent_corrects_a_topic_with_one_click(self):
        self.customer_posts("my parcel is late")
        mention = self.last_mention()
        self.assertEqual(mention.topic_id, self.parcel)
        self.tour(
            "social_care_agent_corrects",
            f"{TICKET}/{mention.ticket_id.id}",
            "tour_agent",
        )
        self.assertEqual(mention.topic_id, self.router)
        self.assertEqual(mention.ticket_id.social_topic_id, self.router)
        correction = self.env["social.care.correction"].search(
            [("mention_id", "=", mention.id)]
        )
        self.assertEqual(correction.before_label, "Tour parcel")
        self.assertEqual(correction.user_id, self.agent)

    def learnt(self, state, accuracy, corrections):
        return self.env["social.care.model"].create(
            {
                "company_id": self.env.company.id,
                "kind": "sentiment",
                "state": state,
                "correction_count": corrections,
                "held_back_count": 50,
                "accuracy": accuracy,
                "before_accuracy": 0.61,
                "confusions": [["negative", "neutral", 7]],
            }
        )

    def test_an_administrator_sees_what_was_learnt_and_goes_back(self):
        self.env["social.care.model"].search([]).unlink()
        earlier = self.learnt("retired", 0.74, 200)
        latest = self.learnt("active", 0.82, 250)
        self.tour("social_care_admin_goes_back", LEARNT, "tour_admin")
        self.assertEqual(earlier.state, "active")
        self.assertEqual(latest.state, "retired")

    def hear_since_yesterday(self):
        """What is usual is known only where something was heard before."""
        volume = self.env["social.care.volume"]
        slot = volume._slot_of(fields.Datetime.now() - timedelta(hours=23))
        volume.create(
            {
                "company_id": self.env.company.id,
                "key": "topic:0",
                "slot": slot,
                "count": 1,
            }
        )

    def crowd_posts(self):
        """Many people say the same within minutes."""
        self.hear_since_yesterday()
        people = self.env["social.care.demo.person"].create(
            [{"name": f"Tour {n}", "handle": f"tour{n}"} for n in range(CROWD)]
        )
        for number, person in enumerate(people):
            self.env["social.care.demo.post"]._say(
                {
                    "account_id": self.account.id,
                    "person_id": person.id,
                    "text": f"@tourshop {talk(number, 'router')}",
                }
            )
        self.env["social.care.event"]._ingest_batch()

    def test_a_supervisor_answers_a_storm_and_routes_an_exception(self):
        self.crowd_posts()
        incident = self.env["social.care.incident"].search([("state", "=", "open")])
        self.assertEqual(incident.author_count, CROWD)
        self.tour("social_care_supervisor_storm", INCIDENTS, "tour_supervisor")
        replies = incident.reply_ids
        self.assertEqual(len(replies.mention_id.profile_id), CROWD - 1)
        self.assertEqual(set(replies.mapped("state")), {"published"})
        self.assertEqual(incident.holding_approved_by_id.login, "tour_supervisor")
        routed = self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id), ("ticket_id", "!=", False)]
        )
        self.assertEqual(len(routed), 1)
        self.assertNotIn(routed.profile_id, replies.mention_id.profile_id)
