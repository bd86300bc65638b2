# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .analysis_common import SPAM, AnalysisCase


class TestAnalysisLog(AnalysisCase):
    """Each correction is on record, and what the machine put aside."""

    def logged(self, mention):
        return [(e.user_id, e.action, e.note) for e in reversed(mention.log_ids)]

    def test_each_correction_says_who_and_from_what_to_what(self):
        mention = self.say("My parcel is late, this is terrible")
        mention.with_user(self.agent).correct("sentiment", "positive")
        mention.with_user(self.supervisor).correct("sentiment", "neutral")
        mention.with_user(self.supervisor).correct("topic", False)
        topic = self.topic("Delivery").name
        self.assertEqual(
            self.logged(mention),
            [
                (self.agent, "corrected", "Sentiment: Negative → Sentiment: Positive"),
                (
                    self.supervisor,
                    "corrected",
                    "Sentiment: Positive → Sentiment: Neutral",
                ),
                (self.supervisor, "corrected", f"Topic: {topic} → Topic: –"),
            ],
        )

    def test_what_goes_aside_says_what_it_was_found_to_be(self):
        mention = self.say(SPAM)
        self.assertEqual(self.logged(mention), [(self.env.user, "set_aside", "Spam")])

    def test_who_brings_it_back_is_on_record(self):
        mention = self.say(SPAM)
        mention.with_user(self.agent).action_restore()
        actions = [(user, action) for user, action, _note in self.logged(mention)]
        self.assertEqual(
            actions[1:], [(self.agent, "corrected"), (self.agent, "restored")]
        )
