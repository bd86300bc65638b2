# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What each step costs: CPU seconds of one core, on texts that were never seen."""

import random
import time
from collections import Counter
from statistics import median

from tools import duplicates, language, relevance, sentiment, topics, urgency
from tools.reading import Batch
from tools.text import read

from . import data, quality

BATCH, COUNT, PASSES = 500, 8000, 3
STEPS = (
    "read and cut into words",
    "language",
    "lexicon",
    "features for all models",
    "sentiment and its words",
    "patterns of urgency",
    "urgency",
    "topic and its words",
    "relevance and its words",
    "near-duplicates within the batch",
)


class Analysis:
    """All steps with models trained on 3,000 corrections each."""

    def __init__(self):
        tweets = data.drawn(data.airline(), 3000, 1)
        comments = data.rows("comment_spam.tsv")
        reasons = data.drawn(data.complaints(), 3000, 1)
        self.keywords = topics.Keywords(quality.KEYWORDS)
        self.terms = relevance.rules()
        self.sentiment = sentiment.learn(
            quality.batch(tweets, "en"), [row["sentiment"] for row in tweets]
        )
        self.topic = topics.learn(
            quality.batch(reasons, "en"),
            self.keywords,
            [row["reason"] for row in reasons],
        )
        self.relevance = relevance.learn(
            quality.batch(comments, ""),
            self.terms,
            ["spam" if row["label"] == "spam" else "relevant" for row in comments],
        )

    def run(self, samples, spent):
        """Analyse a batch; add the CPU seconds of each step to ``spent``."""
        clock = _Clock(spent)
        texts = [read(sample) for sample in samples]
        for text in texts:
            text.tokens  # noqa: B018
        clock.note("read and cut into words")
        hints = [""] * len(texts)
        batch = Batch(texts, language.detect(texts, hints, quality.EXPECTED))
        clock.note("language")
        batch.hits  # noqa: B018
        clock.note("lexicon")
        batch.features.matrix  # noqa: B018
        clock.note("features for all models")
        moods = sentiment.judge(batch, self.sentiment)
        clock.note("sentiment and its words")
        batch.findings  # noqa: B018
        clock.note("patterns of urgency")
        urgency.judge_batch(batch, moods)
        clock.note("urgency")
        topics.judge(batch, self.keywords, self.topic)
        clock.note("topic and its words")
        relevance.judge(batch, self.terms, model=self.relevance)
        clock.note("relevance and its words")
        duplicates.group(duplicates.signatures(texts))
        clock.note("near-duplicates within the batch")


class _Clock:
    def __init__(self, spent):
        self.spent = spent
        self.at = time.process_time()

    def note(self, step):
        now = time.process_time()
        self.spent[step] += now - self.at
        self.at = now


def measure():
    """({step: ms for 1,000 mentions}, mentions a second, the same one at a time)."""
    analysis = Analysis()
    samples = _samples()
    analysis.run(samples[:1000], Counter())
    passes = [
        _pass(analysis, samples[start : start + COUNT], BATCH)
        for start in range(1000, 1000 + PASSES * COUNT, COUNT)
    ]
    single = _pass(analysis, samples[-500:], 1)
    steps = {step: median(found[step] for found in passes) for step in STEPS}
    whole = median(1e6 / found.total() for found in passes)
    return steps, whole, 1e6 / single.total()


def _samples():
    """Posts of all languages, mixed, each once."""
    texts = {row["text"] for row in data.rows("sentiment.tsv")}
    texts |= {row["text"] for row in data.airline()}
    return random.Random(1).sample(sorted(texts), len(texts))


def _pass(analysis, samples, size):
    """ms for 1,000 mentions of each step."""
    spent = Counter()
    for start in range(0, len(samples), size):
        analysis.run(samples[start : start + size], spent)
    return Counter({step: 1e6 * used / len(samples) for step, used in spent.items()})


def fallback():
    """ms for 1,000 mentions of the language, as where eldc cannot be installed."""
    texts = [read(sample) for sample in _samples()[:2000]]
    hints = [""] * len(texts)
    with quality.fallback():
        language.detect(texts[:10], hints[:10], quality.EXPECTED)
        started = time.process_time()
        language.detect(texts, hints, quality.EXPECTED)
    return 1e6 * (time.process_time() - started) / len(texts)


def learning():
    """CPU seconds to learn from 5,000 corrections, and the model's size in bytes."""
    rows = data.drawn(data.airline(), 5000, 1)
    batch = quality.batch(rows, "en")
    labels = [row["sentiment"] for row in rows]
    sentiment.learn(quality.batch(rows[:50], "en"), labels[:50])
    started = time.process_time()
    model = sentiment.learn(batch, labels)
    return time.process_time() - started, len(model.to_bytes())
