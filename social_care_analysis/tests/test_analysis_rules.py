# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger
from odoo.tools.translate import code_translations

from .analysis_common import SPAM, AnalysisCase

LATE = "My parcel is late"


class TestAnalysisRules(AnalysisCase):
    """Rules ask what the analysis says."""

    def acting(self, text, **post):
        return self.say(text, **post).rule_id

    def test_sentiment(self):
        rule = self.make_rule(sentiment="negative")
        self.assertEqual(self.acting("This is terrible, worst ever"), rule)
        self.assertFalse(self.acting("Wonderful, I love it, thank you"))
        self.assertFalse(self.acting("Which bus goes to the station?"))

    def test_urgency_at_least(self):
        for thing, least in (("charger", "0"), ("lamp", "1"), ("heater", "3")):
            rule = self.make_rule(urgency_min=least)
            calm = self.acting(f"Which {thing} is it?", who=self.person())
            self.assertEqual(bool(calm), least == "0")
            self.assertEqual(self.acting(f"Fire! The {thing} exploded"), rule)
            rule.active = False

    def test_topics(self):
        topics = self.topic("Billing") + self.topic("Delivery")
        rule = self.make_rule(topic_ids=[(6, 0, topics.ids)])
        self.assertEqual(self.acting(LATE), rule)
        self.assertEqual(self.acting("My invoice"), rule)
        self.assertFalse(self.acting("I want a refund"))
        self.assertFalse(self.acting("Good morning"))

    def test_relevance(self):
        rule = self.make_rule(relevance="relevant", action="inbox")
        self.assertEqual(self.acting(LATE), rule)
        self.assertFalse(self.acting(SPAM))

    def test_all_that_a_rule_asks_for_must_hold(self):
        rule = self.make_rule(
            sentiment="negative", topic_ids=[(6, 0, self.topic("Delivery").ids)]
        )
        self.assertEqual(self.acting("Terrible, my parcel is broken"), rule)
        self.assertFalse(self.acting("Terrible, my invoice is wrong"))
        self.assertFalse(self.acting("Wonderful, my parcel is here, thank you"))

    def test_a_rule_that_asks_for_nothing_takes_all(self):
        rule = self.make_rule()
        self.assertEqual(self.acting(LATE), rule)

    def test_languages_are_those_that_were_found(self):
        rule = self.make_rule(languages="pl")
        polish = "Gdzie jest moja paczka? Czekam już trzy tygodnie"
        self.assertEqual(self.acting(polish, language="en"), rule)
        self.assertFalse(self.acting("Where is my parcel, please?", language="pl"))

    def test_the_network_s_tag_counts_where_none_was_found(self):
        rule = self.make_rule(languages="pl")
        self.assertEqual(self.acting("4711", language="pl"), rule)
        self.assertFalse(self.acting("4711", language="en"))

    def test_a_rule_about_an_archived_topic_alone_takes_nothing_else(self):
        billing = self.topic("Billing")
        self.make_rule(topic_ids=[(6, 0, billing.ids)], action="ignore")
        billing.active = False
        self.assertFalse(self.acting(LATE))

    def test_a_topic_that_a_rule_asks_for_is_not_deleted(self):
        billing = self.topic("Billing")
        rule = self.make_rule(topic_ids=[(6, 0, billing.ids)], action="ignore")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            billing.unlink()
        self.assertEqual(rule.topic_ids, billing)

    def test_a_topic_of_another_company_is_refused(self):
        company, _agent, _account = self.other_company()
        topic = self.env["social.care.topic"].create(
            {"name": "Theirs", "company_id": company.id}
        )
        with self.assertRaises(UserError):
            self.make_rule(topic_ids=[(6, 0, topic.ids)])

    def test_what_a_person_corrected_does_not_ask_the_rules_again(self):
        rule = self.make_rule(sentiment="negative", action="ignore")
        mention = self.say("Terrible parcel")
        self.assertEqual((mention.state, mention.rule_id), ("ignored", rule))
        mention.with_user(self.agent).correct("sentiment", "positive")
        self.assertEqual((mention.state, mention.rule_id), ("ignored", rule))

    def test_the_placeholders_of_the_form_are_translated(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        rules = self.env["social.care.rule"].with_context(lang="pl_PL")
        words = {"any kind": "dowolny rodzaj"}
        with patch.object(
            code_translations, "get_python_translations", return_value=words
        ):
            form, _view = rules._get_view(view_type="form")
        (field,) = form.xpath("//field[@name='urgency_kind']")
        self.assertEqual(field.get("placeholder"), "dowolny rodzaj")
