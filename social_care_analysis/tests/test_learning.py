# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64encode
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
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
        self.assertEqual(model.held_back_count, len(mentions))
        self.assertEqual((model.accuracy, model.macro_f1), (1, 1))
        self.assertEqual((model.before_accuracy, model.before_f1), (0, 0))
        self.assertFalse(model.confusion_text)

    def test_all_corrections_are_taught(self):
        mentions, taught = self.good_and_bad(), []
        sentiment = self.registry["social.care.analysis.sentiment"]
        learn = sentiment._learn

        def spying(self, company, rows, weights=None):
            taught.extend(rows)
            return learn(self, company, rows, weights)

        with patch.object(sentiment, "_learn", spying):
            self.learn()
        texts = [text for text, _language, _label in taught]
        self.assertEqual(sorted(texts), sorted(mentions.mapped("text")))

    def test_what_is_new_since_the_model_in_use_decides(self):
        self.good_and_bad()
        self.learn()
        self.let_time_pass()
        self.good_and_bad(30)
        second = self.learn()
        self.assertEqual((second.correction_count, second.held_back_count), (90, 30))
        self.assertEqual((second.macro_f1, second.before_f1), (1, 1))

    def test_a_correction_that_a_person_changed_is_new(self):
        mentions = self.good_and_bad()
        self.learn()
        self.let_time_pass()
        self.turn_round(mentions)
        second = self.learn()
        self.assertEqual((second.held_back_count, second.before_f1), (60, 0))

    def test_labels_too_rare_to_be_learned_count_against_a_model(self):
        """Whoever forgets the positive ones is not better for knowing the others."""
        rows = [(f"{GOOD} {n}", "neutral") for n in range(10)]
        rows += [(f"{BAD} {n}", "negative") for n in range(10)]
        rows += [(f"thank you, wonderful {n}", "positive") for n in range(9)]
        self.corrected(rows)
        model = self.learn()
        self.assertEqual(model.correction_count, 20)
        self.assertEqual(model.held_back_count, 29)

    def test_a_worse_model_is_not_used(self):
        self.good_and_bad()
        old = self.learn()
        self.let_time_pass()
        self.good_and_bad(30)
        with self.learning_wrongly():
            worse = self.learn()
        self.assertEqual((worse.state, old.state), ("rejected", "active"))
        self.assertLess(worse.macro_f1, worse.before_f1)
        self.assertEqual(self.sentiment_of(f"{GOOD} night"), "positive")

    def test_its_confusions_are_told_in_words(self):
        self.good_and_bad()
        with self.learning_wrongly():
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


class TestAccepted(LearningCase):
    """Corrections are errors, not a sample: what people handled counts, too."""

    def examples(self, kind="sentiment"):
        found = self.models._get_examples(self.company, kind)
        return {(one.text, one.label, one.weight) for one in found}

    def test_what_was_handled_without_a_correction_counts_half(self):
        self.corrected([(f"{BAD} day", "negative")])
        self.accepted([f"{GOOD} day"], "neutral")
        self.assertEqual(
            self.examples(),
            {(f"{BAD} day", "negative", 1), (f"{GOOD} day", "neutral", 0.5)},
        )

    def test_a_closed_ticket_was_handled(self):
        self.corrected([(f"{BAD} day", "negative")])
        closed = self.accepted([f"{GOOD} day"], "neutral")
        closed.write({"answered_at": False, "handled_at": self.start})
        self.assertIn((f"{GOOD} day", "neutral", 0.5), self.examples())

    def test_what_nobody_handled_is_no_example(self):
        self.corrected([(f"{BAD} day", "negative")])
        self.accepted(["inbox"], "neutral").answered_at = False
        self.accepted(["no verdict"], False)
        self.accepted(["ours"], "neutral").is_own = True
        self.accepted(["deleted"], "neutral").deleted_at = self.start
        incident = self.env["social.care.incident"].create(
            {"name": "Outage", "company_id": self.company.id}
        )
        self.accepted(["incident"], "neutral").incident_id = incident
        _company, _stranger, account = self.other_company()
        self.accepted(["others"], "neutral", account=account)
        self.assertEqual(self.examples(), {(f"{BAD} day", "negative", 1)})

    def test_a_correction_of_another_verdict_accepts_this_one(self):
        self.corrected([(f"{BAD} day", "negative")])
        mention = self.accepted([f"{GOOD} day"], "neutral")
        mention.with_user(self.agent).correct("urgency", "1")
        self.assertIn((f"{GOOD} day", "neutral", 0.5), self.examples())
        mention.with_user(self.agent).correct("sentiment", "positive")
        self.assertIn((f"{GOOD} day", "positive", 1), self.examples())

    def test_there_are_three_for_each_correction_at_most(self):
        self.corrected([(f"{BAD} day", "negative"), (f"{GOOD} day", "positive")])
        self.accepted([f"day {n}" for n in range(9)], "neutral")
        self.assertEqual(len(self.examples()), 2 + 6)

    def test_who_is_answered_is_relevant_and_nothing_else_is_accepted(self):
        self.corrected([(f"{BAD} deal", "spam")], "relevance")
        self.accepted([f"{GOOD} question"], "relevant", "relevance")
        self.accepted([f"{BAD} offer"], "advert", "relevance")
        self.assertEqual(
            self.examples("relevance"),
            {(f"{BAD} deal", "spam", 1), (f"{GOOD} question", "relevant", 0.5)},
        )

    def test_errors_of_one_kind_do_not_turn_everything_round(self):
        """Whoever corrects nothing but “positive” does not want all to be positive."""
        self.corrected([(f"{GOOD} day {n}", "positive") for n in range(60)])
        self.accepted([f"{BAD} day {n}" for n in range(60)], "neutral")
        model = self.learn()
        self.assertEqual((model.state, model.correction_count), ("active", 60))
        self.assertEqual(model.accepted_count, 60)
        self.assertEqual(self.sentiment_of(f"{GOOD} night"), "positive")
        self.assertEqual(self.sentiment_of(f"{BAD} night"), "neutral")

    def test_they_are_enough_to_begin_with_where_all_corrections_are_alike(self):
        self.corrected([(f"{GOOD} day {n}", "positive") for n in range(60)])
        with self.assertRaisesRegex(UserError, "too few examples"):
            self.models.with_user(self.manager).action_learn_now()
        self.accepted([f"{BAD} day {n}" for n in range(10)], "neutral")
        self.assertTrue(self.models.with_user(self.manager).action_learn_now())


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
