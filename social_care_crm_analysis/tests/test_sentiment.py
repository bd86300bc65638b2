# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_crm.tests.card_common import CardCase


class TestSentiment(CardCase):
    def test_sentiment_by_month_of_what_the_reader_may_read(self):
        mention = self.meet_maria()
        mention.sentiment = "neutral"
        self.make_mentions(2, mention, sentiment="negative")
        secret = self.make_team("Secret")
        self.make_mentions(
            3, mention, start=50, sentiment="positive", team_id=secret.id
        )
        counts = self.count(mention, self.agent)
        self.assertEqual(counts, {"negative": 2, "neutral": 1, "positive": 0})
        self.assertEqual(self.count(mention, self.supervisor)["positive"], 3)

    def count(self, record, user):
        """Return the messages of all months, by sentiment."""
        months = self.read_card(record, user)["sentiment"]
        names = ("negative", "neutral", "positive")
        return {name: sum(month.get(name, 0) for month in months) for name in names}

    def test_nobody_said_anything(self):
        self.assertEqual(self.read_card(self.contact)["sentiment"], [])
