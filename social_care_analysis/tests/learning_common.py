# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from .analysis_common import AnalysisCase

# Words that no lexicon knows.
GOOD, BAD = "zorblat", "grumfel"
OPPOSITE = {"positive": "negative", "negative": "positive"}


class LearningCase(AnalysisCase):
    """People correct many mentions."""

    @property
    def models(self):
        return self.env["social.care.trained.model"]

    def made(self, texts, account=None):
        """Mentions of these texts, as they lie in the database after some days."""
        account = account or self.account
        return self.env["social.care.mention"].create(
            [
                {
                    "scope": account.scope,
                    "external_id": f"made{next(self.numbers)}",
                    "account_id": account.id,
                    "company_id": account.company_id.id,
                    "text": text,
                    "detected_language": "en",
                    "posted_at": self.start,
                    "state": "inbox",
                }
                for text in texts
            ]
        )

    def corrected(self, rows, kind="sentiment", account=None, user=None):
        """Mentions that a person corrected: pairs of text and value."""
        mentions = self.made([text for text, _value in rows], account)
        pairs = zip(mentions, rows, strict=True)
        values = {mention: row[1] for mention, row in pairs}
        for value, own in mentions.grouped(values.get).items():
            own.with_user(user or self.agent).correct(kind, value)
        return mentions

    def good_and_bad(self, count=60, **where):
        """As many corrections: half are good, half are bad."""
        rows = [
            (f"{GOOD} day {n}", "positive") if n % 2 else (f"{BAD} day {n}", "negative")
            for n in range(count)
        ]
        return self.corrected(rows, **where)

    def turn_round(self, mentions):
        """Somebody corrects them to the opposite."""
        for value, own in mentions.grouped("sentiment").items():
            own.with_user(self.supervisor).correct("sentiment", OPPOSITE[value])

    def learn(self, kind="sentiment", company=None):
        return self.models._learn(company or self.company, kind)

    def sentiment_of(self, text, **where):
        return self.hear(self.fresh(text, who=self.person()), **where).sentiment

    def in_use(self, kind="sentiment"):
        return self.models._search_active(self.company.id, kind)

    def accepted(self, texts, verdict, kind="sentiment", **where):
        """Mentions that people answered without correcting the analysis."""
        mentions = self.made(texts, **where)
        name = self.env["social.care.analysis.kind"]._get(kind)._mention_field
        mentions.write({name: verdict, "answered_at": self.start})
        mentions.verdicts = {kind: {"words": [], "sure": 0.9}}
        return mentions

    def let_time_pass(self):
        """What was corrected, answered and trained until now was some time ago."""
        self.env.flush_all()
        for table, columns in (
            ("social_care_correction", ("write_date",)),
            ("social_care_trained_model", ("create_date",)),
            ("social_care_mention", ("answered_at", "handled_at")),
        ):
            for column in columns:
                self.env.cr.execute(
                    f"UPDATE {table} SET {column} = {column} - %s", [timedelta(hours=1)]
                )
        self.env.invalidate_all()

    @contextmanager
    def learning_wrongly(self):
        """Training leads to the opposite of what people said."""
        sentiment = self.registry["social.care.analysis.sentiment"]
        learn = sentiment._learn

        def turn_round(self, company, rows, weights=None):
            rows = [(*row[:2], OPPOSITE.get(row[2], row[2])) for row in rows]
            return learn(self, company, rows, weights)

        with patch.object(sentiment, "_learn", turn_round):
            yield
