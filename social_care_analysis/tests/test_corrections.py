# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .analysis_common import AnalysisCase

LATE = "My parcel is late, this is terrible"


class TestCorrections(AnalysisCase):
    """What people said is kept, to learn from."""

    def correct(self, mention, kind, value, user=None):
        mention.with_user(user or self.agent).correct(kind, value)
        return self.corrections(mention, kind)

    def test_it_keeps_the_text_and_what_was_said_before(self):
        mention = self.say("Gdzie jest moja paczka? Czekam już trzy tygodnie")
        before = mention.sentiment
        correction = self.correct(mention, "sentiment", "positive")
        self.assertEqual(correction.text, mention.text)
        self.assertEqual(correction.language, "pl")
        self.assertEqual((correction.before, correction.value), (before, "positive"))
        self.assertEqual(correction.user_id, self.agent)
        self.assertEqual(correction.company_id, self.company)
        self.assertEqual(correction.profile_id, mention.profile_id)

    def test_it_is_told_in_words(self):
        mention, billing = self.say(LATE), self.topic("Billing")
        told = {
            "sentiment": ("positive", "Negative", "Positive"),
            "urgency": ("3", None, "Danger"),
            "topic": (billing.id, "Delivery", "Billing"),
            "relevance": ("bot", "Relevant", "Bot"),
        }
        for kind, (value, before, label) in told.items():
            correction = self.correct(mention, kind, value)
            self.assertEqual(correction.label, label)
            if before:
                self.assertEqual(correction.before_label, before)

    def test_no_topic_is_told_in_words_too(self):
        mention = self.say(LATE)
        correction = self.correct(mention, "topic", False)
        self.assertEqual((correction.value, correction.label), ("0", "No topic"))
        other = self.correct(self.say("Hello"), "topic", self.topic("Billing").id)
        self.assertEqual(other.before_label, "No topic")

    def test_a_topic_that_is_gone_keeps_its_number(self):
        topic = self.topic("Billing")
        correction = self.correct(self.say(LATE), "topic", topic.id)
        value = correction.value
        topic.unlink()
        correction.invalidate_recordset()
        self.assertEqual(correction.label, value)

    def test_the_last_word_counts(self):
        mention = self.say(LATE)
        self.correct(mention, "sentiment", "positive")
        correction = self.correct(mention, "sentiment", "neutral", self.supervisor)
        self.assertEqual(len(correction), 1)
        self.assertEqual((correction.value, correction.before), ("neutral", "negative"))
        self.assertEqual(correction.user_id, self.supervisor)
        self.assertEqual(mention.verdicts["sentiment"]["by"], self.supervisor.name)

    def test_the_last_word_is_about_the_text_that_it_was_said_of(self):
        event = self.fresh(LATE)
        mention = self.hear(event)
        self.correct(mention, "sentiment", "negative")
        text = "Die Rechnung stimmt, ich habe sie heute bezahlt"
        self.hear(self.edit(event, text, 9000))
        correction = self.correct(mention, "sentiment", "positive")
        self.assertEqual((correction.text, correction.value), (text, "positive"))
        self.assertEqual(correction.language, "de")

    def test_each_kind_has_its_own(self):
        mention = self.say(LATE)
        self.correct(mention, "sentiment", "positive")
        self.correct(mention, "urgency", "0")
        self.assertEqual(
            set(self.corrections(mention).mapped("kind")), {"sentiment", "urgency"}
        )

    def test_a_mention_takes_its_corrections_along(self):
        mention = self.say(LATE)
        correction = self.correct(mention, "sentiment", "positive")
        mention.unlink()
        self.assertFalse(correction.exists())

    # -- what is learnt from -----------------------------------------------------

    def rows(self, kind, company=None):
        corrections = self.env["social.care.correction"]
        return corrections._get_rows(company or self.company, kind)

    def test_rows_are_the_oldest_first_with_the_label_of_the_last_word(self):
        first, second = self.say(LATE), self.say("Merci beaucoup pour votre aide")
        self.correct(second, "sentiment", "positive")
        self.correct(first, "sentiment", "positive")
        self.correct(second, "sentiment", "neutral")
        self.assertEqual(
            self.rows("sentiment"),
            [
                (second.id, second.text, "fr", "neutral"),
                (first.id, first.text, "en", "positive"),
            ],
        )

    def test_no_topic_and_an_unknown_language_are_empty(self):
        mention = self.say("4711")
        self.correct(mention, "topic", False)
        self.assertEqual(self.rows("topic"), [(mention.id, "4711", "", "")])

    def test_rows_are_of_one_kind_and_one_company(self):
        company, stranger, account = self.other_company()
        theirs = self.hear(self.fresh(LATE), account=account)
        self.correct(theirs, "urgency", "0", stranger)
        ours = self.say(LATE)
        self.correct(ours, "sentiment", "neutral")
        self.assertEqual(self.rows("urgency"), [])
        self.assertEqual([row[0] for row in self.rows("sentiment")], ours.ids)
        self.assertEqual([row[0] for row in self.rows("urgency", company)], theirs.ids)
