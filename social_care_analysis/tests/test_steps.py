# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import contextlib
from unittest.mock import patch

from psycopg2 import Error, IntegrityError

from odoo import models
from odoo.orm.model_classes import add_to_registry
from odoo.tools import mute_logger

from odoo.addons.social_care_analysis.tools.relevance import Relevance
from odoo.addons.social_care_analysis.tools.sentiment import Sentiment

from .analysis_common import SPAM, AnalysisCase

LATE = "My parcel is late, this is terrible"


class TestSteps(AnalysisCase):
    """A company puts its own model or service in the place of a step."""

    def own(self, kind, judge):
        """The company's step with a handler that judges like this."""

        class Own(models.AbstractModel):
            _module = None
            _name = f"social.care.analysis.{kind}.own"
            _inherit = ["social.care.analysis.handler"]
            _description = "Own step"

            def _judge(self, company, sample):
                return judge(self.env, sample)

        self.register(Own)
        return self.env["social.care.analysis.step"].create(
            {"company_id": self.company.id, "kind": kind, "handler": "own"}
        )

    def register(self, definition):
        add_to_registry(self.registry, definition)
        self.registry._setup_models__(self.env.cr, [definition._name])
        self.addCleanup(self.unregister, definition._name)

    def unregister(self, name):
        handler = self.registry["social.care.analysis.handler"]
        handler._inherit_children.discard(name)
        self.registry["base"]._inherit_children.discard(name)
        del self.registry[name]

    def pleased(self, env, sample):
        return [Sentiment("positive", 0.7, 0.8, ["own"]) for _text in sample.texts]

    def test_an_own_handler_takes_the_place_of_the_built_in_one(self):
        step = self.own("sentiment", self.pleased)
        mention = self.say(LATE)
        self.assertEqual(
            (mention.sentiment, mention.sentiment_score), ("positive", 0.7)
        )
        self.assertEqual(mention.verdicts["sentiment"], {"sure": 0.8, "words": ["own"]})
        self.assertFalse(step.last_error)

    def test_it_is_asked_once_for_a_batch(self):
        samples = []

        def judge(env, sample):
            samples.append(sample.texts)
            return self.pleased(env, sample)

        self.own("sentiment", judge)
        self.hear_at_once(self.fresh("One"), self.fresh("Two"), self.fresh("Three"))
        self.assertEqual(samples, [["One", "Two", "Three"]])

    def test_later_steps_rest_on_what_it_said(self):
        self.own("sentiment", lambda env, s: [Sentiment("negative", -1.0, 1, [])])
        mention = self.say("Which bus goes to the station?")
        self.assertEqual(mention.urgency, "1")
        self.assertEqual(mention.verdicts["urgency"]["because"], ["mood"])

    def test_what_it_puts_aside_goes_aside(self):
        self.own("relevance", lambda env, s: [Relevance("bot", 0.95, ["own"])])
        self.assertEqual(self.say(LATE).state, "ignored")

    def test_it_sees_what_is_known_of_each_mention(self):
        seen = []

        def judge(env, sample):
            seen.append((sample.hints, sample.reaches, sample.messages))
            return [""] * len(sample.texts)

        self.own("language", judge)
        who = self.person(900)
        self.hear_at_once(
            self.fresh("One", who=who, language="nl"), self.fresh("Two", who=who)
        )
        self.assertEqual(seen, [(["nl", "en"], [900, 900], [1, 2])])

    def test_the_tester_asks_it_too(self):
        self.own("sentiment", self.pleased)
        test = self.env["social.care.rule.test"].create(
            {"account_id": self.account.id, "text": LATE}
        )
        self.assertIn("Sentiment: Positive (on the words: own)", test.result)

    def test_other_companies_keep_the_built_in_one(self):
        _company, _agent, account = self.other_company()
        self.own("sentiment", self.pleased)
        theirs = self.hear(self.fresh(LATE), account=account)
        self.assertEqual(theirs.sentiment, "negative")

    def test_other_kinds_keep_the_built_in_one(self):
        self.own("sentiment", self.pleased)
        mention = self.say(LATE)
        self.assertEqual(mention.topic_id, self.topic("Delivery"))

    def test_who_goes_back_to_the_built_in_one_is_heard_at_once(self):
        step = self.own("sentiment", self.pleased)
        self.say(LATE)
        step.handler = "builtin"
        self.assertEqual(self.say(LATE + "!").sentiment, "negative")
        step.handler = "own"
        self.assertEqual(self.say(LATE + "?").sentiment, "positive")
        step.unlink()
        self.assertEqual(self.say(LATE + "…").sentiment, "negative")

    # -- what fails --------------------------------------------------------------

    def assert_falls_back(self, judge, words):
        """The built-in handler does the work, nothing is lost, the step says why."""
        step = self.own("sentiment", judge)
        mentions = self.hear_at_once(self.fresh(LATE), self.fresh("Which bus?"))
        self.assertEqual(mentions.mapped("sentiment"), ["negative", "neutral"])
        self.assertEqual(mentions.mapped("state"), ["ticket", "ticket"])
        failed = [("account_id", "=", self.account.id), ("state", "!=", "done")]
        self.assertFalse(self.env["social.care.event"].search(failed))
        self.assertIn(words, step.last_error)
        self.assertTrue(step.failed_at)

    def test_one_that_raises(self):
        def judge(env, sample):
            raise ConnectionError("the service is down")

        self.assert_falls_back(judge, "ConnectionError: the service is down")

    def test_one_that_gives_too_few_verdicts(self):
        self.assert_falls_back(
            lambda env, s: self.pleased(env, s)[1:], "one verdict for each text"
        )

    def test_one_that_gives_nothing(self):
        self.assert_falls_back(lambda env, s: None, "TypeError")

    @mute_logger("odoo.sql_db")
    def test_one_that_breaks_the_transaction(self):
        self.assert_falls_back(
            lambda env, s: env.cr.execute("SELECT nothing_such"), "UndefinedColumn"
        )

    @mute_logger("odoo.sql_db")
    def test_one_that_breaks_the_transaction_and_says_nothing(self):
        def judge(env, sample):
            with contextlib.suppress(Error):
                env.cr.execute("SELECT nothing_such")
            return self.pleased(env, sample)

        self.assert_falls_back(judge, "InFailedSqlTransaction")

    def test_what_it_wrote_before_it_failed_is_gone(self):
        def judge(env, sample):
            env["res.partner"].create({"name": "Written by a step"})
            raise ValueError("then it failed")

        self.assert_falls_back(judge, "ValueError: then it failed")
        written = [("name", "=", "Written by a step")]
        self.assertFalse(self.env["res.partner"].search(written))

    def test_one_whose_addon_is_gone(self):
        step = self.own("sentiment", self.pleased)
        name = "social.care.analysis.sentiment.own"
        with patch.dict(self.registry.models):
            del self.registry[name]
            mention = self.say(LATE)
        self.assertEqual(mention.sentiment, "negative")
        self.assertIn(name, step.last_error)

    def test_a_long_error_is_cut(self):
        def judge(env, sample):
            raise ValueError("x" * 5000)

        self.assert_falls_back(judge, "xxx")
        steps = self.env["social.care.analysis.step"]
        step = steps.search([("company_id", "=", self.company.id)])
        self.assertEqual(len(step.last_error), 500)

    def test_spam_is_put_aside_by_the_built_in_one(self):
        def judge(env, sample):
            raise ValueError

        self.own("relevance", judge)
        self.assertEqual(self.say(SPAM).state, "ignored")

    # -- the screen ----------------------------------------------------------------

    def test_a_company_has_one_handler_for_each_step(self):
        self.own("sentiment", self.pleased)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["social.care.analysis.step"].create(
                {"company_id": self.company.id, "kind": "sentiment"}
            )


class TestSettings(AnalysisCase):
    """The settings page writes them on the company."""

    def test_what_is_set_counts_for_the_company(self):
        settings = self.env["res.config.settings"].with_company(self.company)
        settings.create(
            {
                "social_care_languages": "pl, de",
                "social_care_negative_keywords": "acme climbing",
                "social_care_relevance_confidence": 0.75,
            }
        ).execute()
        self.assertEqual(self.company._social_care_get_languages(), ["pl", "de"])
        self.assertEqual(self.company.social_care_relevance_confidence, 0.75)
        self.assertEqual(self.say("ACME climbing for all").relevance, "other")

    def test_without_languages_all_are_expected(self):
        self.company.social_care_languages = False
        self.assertIn("pl", self.company._social_care_get_languages())
        self.company.social_care_languages = " ; "
        self.say(LATE)
