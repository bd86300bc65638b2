# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64encode
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.tools import mute_logger

from .learning_common import BAD, GOOD, LearningCase


class TestLearning(LearningCase):
    """From corrections to a model that is in use."""

    def test_what_people_said_is_known_from_then_on(self):
        self.good_and_bad()
        self.assertEqual(self.sentiment_of(f"{GOOD} evening"), "neutral")
        model = self.learn()
        self.assertEqual((model.state, model.company_id), ("active", self.company))
        self.assertEqual(self.sentiment_of(f"{GOOD} night"), "positive")
        self.assertEqual(self.sentiment_of(f"{BAD} night"), "negative")

    def test_the_words_are_those_that_were_learnt(self):
        self.good_and_bad()
        self.learn()
        mention = self.say(f"{GOOD} night")
        self.assertEqual(mention.verdicts["sentiment"]["words"][0], GOOD)

    def test_a_model_says_how_good_it_is(self):
        mentions = self.good_and_bad()
        model = self.learn()
        self.assertEqual(model.correction_count, len(mentions))
        self.assertEqual(model.held_back_count, len(self.held_back(mentions)))
        self.assertEqual((model.accuracy, model.macro_f1), (1, 1))
        self.assertEqual((model.before_accuracy, model.before_f1), (0, 0))
        self.assertFalse(model.confusion_text)

    def test_what_is_held_back_is_never_taught(self):
        mentions, taught = self.good_and_bad(), []
        sentiment = self.registry["social.care.analysis.sentiment"]
        learn = sentiment._learn

        def spying(self, company, rows):
            taught.extend(rows)
            return learn(self, company, rows)

        with patch.object(sentiment, "_learn", spying):
            self.learn()
        held_back = self.held_back(mentions)
        self.assertTrue(held_back)
        self.assertEqual(
            {text for text, _language, _label in taught},
            set((mentions - held_back).mapped("text")),
        )

    def test_what_was_held_back_once_is_held_back_for_ever(self):
        mentions = self.good_and_bad()
        first = self.learn()
        more = self.good_and_bad(30)
        second = self.learn()
        grown = len(self.held_back(more))
        self.assertEqual(second.held_back_count, first.held_back_count + grown)
        self.assertTrue(self.held_back(mentions))

    def test_a_worse_model_is_not_used(self):
        mentions = self.good_and_bad()
        old = self.learn()
        self.turn_round(mentions - self.held_back(mentions))
        worse = self.learn()
        self.assertEqual((worse.state, old.state), ("rejected", "active"))
        self.assertLess(worse.macro_f1, worse.before_f1)
        self.assertEqual(self.sentiment_of(f"{GOOD} night"), "positive")

    def test_its_confusions_are_told_in_words(self):
        mentions = self.good_and_bad()
        self.learn()
        self.turn_round(mentions - self.held_back(mentions))
        worse = self.learn()
        self.assertRegex(
            worse.confusion_text,
            r"(?m)^\d+ × “Negative” where people say “Positive”$",
        )

    def test_no_worse_is_good_enough(self):
        self.good_and_bad()
        old = self.learn()
        new = self.learn()
        self.assertEqual((old.state, new.state), ("retired", "active"))
        self.assertEqual(new.before_f1, old.macro_f1)

    def test_nothing_is_learnt_where_all_say_the_same(self):
        self.corrected([(f"{GOOD} day {n}", "positive") for n in range(60)])
        self.assertFalse(self.learn())
        self.assertFalse(self.models.search([("company_id", "=", self.company.id)]))

    def test_nothing_is_learnt_from_nothing(self):
        for kind in ("sentiment", "urgency", "topic", "relevance"):
            self.assertFalse(self.learn(kind))

    def test_each_company_learns_its_own(self):
        company, stranger, account = self.other_company()
        self.good_and_bad(account=account, user=stranger)
        self.assertFalse(self.learn())
        self.assertTrue(self.learn(company=company))
        text = f"{GOOD} night"
        self.assertEqual(self.sentiment_of(text), "neutral")
        self.assertEqual(self.sentiment_of(text, account=account), "positive")


class TestKinds(LearningCase):
    """All but the language is learnt."""

    def test_urgency(self):
        rows = [
            (f"{BAD} day {n}", "3") if n % 2 else (f"{GOOD} day {n}", "0")
            for n in range(120)
        ]
        self.corrected(rows, "urgency")
        self.assertEqual(self.learn("urgency").state, "active")
        mention = self.say(f"{BAD} night")
        self.assertEqual(mention.urgency, "3")
        self.assertEqual(mention.verdicts["urgency"]["words"][0], BAD)

    def test_topic(self):
        billing = self.topic("Billing")
        rows = [
            (f"{BAD} day {n}", billing.id) if n % 2 else (f"{GOOD} day {n}", False)
            for n in range(60)
        ]
        self.corrected(rows, "topic")
        self.assertEqual(self.learn("topic").state, "active")
        self.assertEqual(self.say(f"{BAD} night").topic_id, billing)
        self.assertFalse(self.say(f"{GOOD} night").topic_id)

    def test_a_topic_that_is_gone_is_none(self):
        self.test_topic()
        self.topic("Billing").active = False
        self.assertFalse(self.say(f"{BAD} evening").topic_id)
        self.topic("Billing").unlink()
        self.assertFalse(self.say(f"{BAD} morning").topic_id)

    def test_relevance(self):
        rows = [
            (f"{BAD} day {n}", "spam") if n % 2 else (f"{GOOD} day {n}", "relevant")
            for n in range(100)
        ]
        self.corrected(rows, "relevance")
        self.company.social_care_relevance_confidence = 0.6
        model = self.learn("relevance")
        self.assertEqual(model.state, "ready")
        model.with_user(self.manager).action_activate()
        self.assertEqual(self.say(f"{BAD} night").state, "ignored")
        self.assertEqual(self.say(f"{GOOD} night").state, "ticket")

    def test_confusions_of_topics_are_told_by_name(self):
        billing = self.topic("Billing")
        model = self.models.create(
            {
                "company_id": self.company.id,
                "kind": "topic",
                "state": "rejected",
                "confusions": [[str(billing.id), "", 7], ["", "999999999", 2]],
            }
        )
        self.assertEqual(
            model.confusion_text.splitlines(),
            [
                "7 × “No topic” where people say “Billing”",
                "2 × “999999999” where people say “No topic”",
            ],
        )


class TestGoingBack(LearningCase):
    """What was in use before can be used again."""

    def setUp(self):
        super().setUp()
        mentions = self.good_and_bad()
        self.old = self.learn()
        self.turn_round(mentions)
        self.new = self.learn()

    def test_the_new_one_is_in_use(self):
        self.assertEqual((self.old.state, self.new.state), ("retired", "active"))
        self.assertEqual(self.sentiment_of(f"{GOOD} night"), "negative")

    def test_the_old_one_can_be_used_again(self):
        self.sentiment_of(f"{GOOD} night")
        self.old.with_user(self.manager).action_activate()
        self.assertEqual((self.old.state, self.new.state), ("active", "retired"))
        self.assertEqual(self.sentiment_of(f"{GOOD} evening"), "positive")

    def test_none_can_be_used_again(self):
        self.sentiment_of(f"{GOOD} night")
        self.new.with_user(self.manager).action_go_back_to_start()
        self.assertEqual(self.new.state, "retired")
        self.assertFalse(self.in_use())
        self.assertEqual(self.sentiment_of(f"{GOOD} evening"), "neutral")

    def test_going_back_concerns_one_kind(self):
        self.corrected(
            [(f"{BAD} {n}" if n % 2 else f"{GOOD} {n}", str(n % 2)) for n in range(60)],
            "urgency",
        )
        other = self.learn("urgency")
        self.old.action_activate()
        self.assertEqual(other.state, "active")

    def test_only_one_is_in_use(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.old.state = "active"
            self.old.flush_recordset()

    def test_the_one_in_use_stays_when_it_is_chosen_again(self):
        self.new.action_activate()
        self.assertEqual(self.in_use(), self.new)

    def test_bytes_that_are_no_model_are_not_used(self):
        for junk in (b"junk", b"PK\x03\x04" + b"\0" * 200):
            self.new.data = b64encode(junk)
            self.env.registry.clear_cache()
            self.assertEqual(self.sentiment_of(f"{GOOD} night {junk}"), "neutral")

    def test_who_learns_again_gets_over_bytes_that_are_no_model(self):
        self.new.data = b64encode(b"junk")
        self.env.registry.clear_cache()
        self.assertEqual(self.learn().state, "active")
        self.assertEqual(self.sentiment_of(f"{GOOD} night"), "negative")
