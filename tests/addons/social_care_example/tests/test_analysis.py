# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.social_care_demo.tests.channel_common import ChannelCase

TEXT = "Where is my parcel, please?"


@tagged("post_install", "-at_install")
class TestAnalysis(ChannelCase):
    """A step and two handlers are known by their declarations."""

    def say(self, uid):
        self.hear(self.post(uid, TEXT))
        return self.mention(uid)

    def choose(self, kind, handler):
        return self.env["social.care.analysis.step"].create(
            {"company_id": self.company.id, "kind": kind, "handler": handler}
        )

    def test_a_mention_gets_the_verdict_of_a_foreign_step(self):
        mention = self.say("polite")
        self.assertEqual(
            mention.verdicts["politeness"],
            {"label": "polite", "sure": 0.9, "words": ["please"]},
        )
        (other,) = mention._get_panel_analysis()["others"]
        self.assertEqual((other["name"], other["label"]), ("Politeness", "polite"))

    def test_the_tester_shows_it(self):
        test = self.env["social.care.rule.test"].create(
            {"account_id": self.account.id, "text": TEXT}
        )
        self.assertIn("Politeness: polite (on the words: please)", test.result)

    def test_a_foreign_handler_judges_a_step_of_ours(self):
        self.env["social.care.topic"].create(
            {"name": "Parcels", "keywords": "parcel", "company_id": self.company.id}
        )
        self.assertTrue(self.say("before").topic_id)
        self.choose("topic", "none")
        self.assertFalse(self.say("after").topic_id)

    def test_a_deferred_handler_judges_again_in_a_job(self):
        self.choose("politeness", "slow")
        mention = self.say("slow")
        self.assertEqual(mention.verdicts["politeness"]["label"], "polite")
        job = self.env["queue.job"].search([("method_name", "=", "_take_second_look")])
        self.assertEqual(job.records, mention)
        self.run_job(mention, "_take_second_look", "politeness")
        self.assertEqual(mention.verdicts["politeness"]["label"], "very polite")

    def test_a_foreign_kind_of_urgency_tells_agents_what_to_do(self):
        self.choose("urgency", "recall")
        self.hear(self.post("bad", "Is there a recall of my heater?"))
        mention = self.mention("bad")
        self.assertEqual((mention.urgency, mention.urgency_kind), ("2", "recall"))
        ticket = mention.ticket_id.with_user(self.agent)
        self.assertEqual(ticket.social_care_urgency_guidance, "Name the batches.")
        self.assertEqual(mention.urgency_guidance, "Name the batches.")
