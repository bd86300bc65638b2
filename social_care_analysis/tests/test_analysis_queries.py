# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .analysis_common import AnalysisCase

FEW, MANY = 20, 200


class TestAnalysisQueries(AnalysisCase):
    """The analysis costs queries by the batch, not by the mention."""

    def unjudged(self, count):
        """Mentions in the database that nobody has judged yet."""
        self.stream.stage = "manual"
        mentions = self.hear_at_once(
            *(
                self.fresh(f"My parcel {n} is late", who=self.person())
                for n in range(count)
            )
        )
        mentions.write({"verdicts": False, "sentiment": False, "topic_id": False})
        return mentions

    def test_verdicts(self):
        few, many = self.unjudged(FEW), self.unjudged(MANY)
        few._analyze()
        self.assertLessEqual(
            self.queries(many._analyze), self.queries(few._analyze) + 2
        )
        self.assertEqual(set(many.mapped("sentiment")), {"negative"})

    def test_a_whole_batch(self):
        def hear(count):
            events = [
                self.fresh(f"My parcel {n} is late", who=self.person())
                for n in range(count)
            ]
            store = self.env["social.care.event"]
            store._store(self.account, self.stream, events, "webhook")
            return self.queries(store._ingest_batch)

        self.stream.stage = "manual"
        hear(FEW)
        few = hear(FEW)
        # Odoo inserts and updates a hundred rows with each statement.
        self.assertLessEqual(hear(MANY), few + 6)

    def test_an_analysis_of_all(self):
        few, many = self.unjudged(FEW), self.unjudged(MANY)
        few._analyze_again()
        for mentions in (few, many):
            mentions.write({"verdicts": False, "sentiment": False})
        cost = self.queries(few._analyze_again)
        self.assertLessEqual(self.queries(many._analyze_again), cost + 3)

    def test_the_panel_of_a_long_conversation(self):
        mentions = self.unjudged(MANY)
        mentions._analyze()

        def show(own):
            return [mention._get_panel_analysis() for mention in own]

        few = self.queries(lambda: show(mentions[:FEW]))
        self.assertLessEqual(self.queries(lambda: show(mentions)), few)

    def test_the_list_of_corrections(self):
        mentions = self.unjudged(MANY)
        mentions._analyze()
        mentions.with_user(self.agent).correct("topic", self.topic("Billing").id)
        corrections = self.corrections(mentions)
        names = {"label": {}, "before_label": {}, "profile_id": {}}
        few = self.queries(lambda: corrections[:FEW].web_read(names))
        self.assertLessEqual(self.queries(lambda: corrections.web_read(names)), few)
