# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from itertools import count, islice
from unittest import SkipTest

from odoo import fields
from odoo.modules.registry import Registry
from odoo.tests import tagged
from odoo.tests.common import get_db_name

from odoo.addons.social_care_analysis.tools.evaluate import is_held_back
from odoo.addons.social_care_demo.tests.tour_common import TourCase

from .learning_common import BAD, GOOD
from .storm_common import MISSING, talk

TICKET = "/odoo/action-helpdesk_mgmt.helpdesk_ticket_action"
MODELS = "/odoo/social-trained-models"
INCIDENTS = "/odoo/social-incidents"
TOPICS = "/odoo/social-topics"
CROWD = 14
NUMBERS = count()


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
        self.assertEqual(mention.ticket_id.social_care_topic_id, self.router)
        correction = self.env["social.care.correction"].search(
            [("mention_id", "=", mention.id)]
        )
        self.assertEqual(correction.before_label, "Tour parcel")
        self.assertEqual(correction.user_id, self.agent)

    def forget(self):
        """Nothing was corrected or learnt."""
        self.env["social.care.trained.model"].search([]).unlink()
        self.env["social.care.correction"].search([]).unlink()

    def test_an_administrator_who_learns_too_early_is_told_so(self):
        self.forget()
        self.tour("social_care_admin_learns_too_early", MODELS, "tour_admin")
        self.assertFalse(self.env["social.care.trained.model"].search([]))

    def said(self, word):
        """Mentions that say a word which no lexicon knows."""
        while True:
            yield self.env["social.care.mention"].create(
                {
                    "scope": self.account.scope,
                    "external_id": f"tour{next(NUMBERS)}",
                    "account_id": self.account.id,
                    "company_id": self.account.company_id.id,
                    "text": f"{word} day",
                    "detected_language": "en",
                    "posted_at": fields.Datetime.now(),
                    "state": "context",
                }
            )

    def correct(self, word, value, taught=0, held_back=0):
        """People correct so many that are learnt from, and so many to judge by."""
        said = list(islice(self.said(word), 10 * (taught + held_back)))
        judging = [m for m in said if is_held_back(m.id)][:held_back]
        teaching = [m for m in said if not is_held_back(m.id)][:taught]
        self.assertEqual((len(judging), len(teaching)), (held_back, taught))
        for mention in [*judging, *teaching]:
            mention.with_user(self.agent).correct("sentiment", value)

    def test_an_administrator_learns_reads_how_good_it_is_and_goes_back(self):
        self.forget()
        self.correct(GOOD, "positive", taught=24, held_back=6)
        self.correct(BAD, "negative", taught=24, held_back=6)
        company = self.env.company
        earlier = self.env["social.care.trained.model"]._learn(company, "sentiment")
        self.correct(GOOD, "positive", taught=16, held_back=4)
        self.correct(GOOD, "negative", held_back=4)
        earlier.held_back_count = 12
        self.tour("social_care_admin_learns_and_goes_back", MODELS, "tour_admin")
        latest = self.env["social.care.trained.model"].search([], limit=1)
        self.assertNotEqual(latest, earlier)
        self.assertEqual(earlier.state, "active")
        self.assertEqual(latest.state, "retired")

    def test_a_supervisor_begins_with_the_usual_topics(self):
        own = self.env["social.care.topic"].with_context(active_test=False)
        own.search([]).unlink()
        self.tour("social_care_supervisor_topics", TOPICS, "tour_supervisor")
        names = own.search([]).mapped("name")
        self.assertIn("Delivery", names)
        self.assertEqual(len(names), len(set(names)))

    def hear_since_yesterday(self):
        """What is usual is known only where something was heard before."""
        volume = self.env["social.care.volume"]
        slot = volume._get_slot(fields.Datetime.now() - timedelta(hours=23))
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
