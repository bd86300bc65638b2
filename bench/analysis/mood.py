# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What sentiment by meaning adds to the built-in analysis while few are corrected."""

from math import sqrt
from statistics import mean, stdev

from tools import embedding, evaluate, mood, nearest, sentiment

from . import data, page, quality

COUNTS = (0, 50, 100, 300, 500)
# So many posts are drawn from, and so many judge.
POOL, JUDGED, SEED = 700, 400, 1
SETS = ("airline", "de", "fr", "it", "pl", "ru")
# Student's t for a 95 % interval of five seeds.
T = 2.776


class Trial:
    """A set of posts, each read once."""

    def __init__(self, name):
        self.code = "en" if name == "airline" else name
        found, every = (
            (data.airline(), 5) if name == "airline" else (data.posts(name), 3)
        )
        taught, judged = data.split(found, every)
        self.taught = data.drawn(taught, POOL, SEED)
        self.judged = data.drawn(judged, JUDGED, SEED)
        self.right = [row["sentiment"] for row in self.judged]
        self.batch = quality.batch(self.judged, self.code)
        self.vectors = embedding.embed([row["text"] for row in self.taught])
        self.of_judged = embedding.embed([row["text"] for row in self.judged])

    def score(self, count, seed):
        """Macro-F1 of the built-in analysis, and together with meaning as in use."""
        places = data.drawn(range(POOL), count, seed)
        taught = [self.taught[at] for at in places]
        labels = [row["sentiment"] for row in taught]
        batch = quality.batch(taught, self.code)
        model = sentiment.learn(batch, labels) if taught else None
        builtin = sentiment.judge(self.batch, model)
        known = nearest.Examples(labels, self.vectors[places])
        meant = mood.learn(mood.load_examples(), known)(self.of_judged)
        both = [
            own.label if own.sure >= mood.SURE else label
            for own, (label, *_numbers) in zip(
                builtin, mood.combine(meant, builtin), strict=True
            )
        ]
        return self._measure([own.label for own in builtin]), self._measure(both)

    def _measure(self, said):
        return 100 * evaluate.score(self.right, said).macro_f1


def describe():
    """The paragraph and table of the page."""
    yield (
        "Sentiment: macro-F1 in percent of the built-in analysis → of both as in use"
        " (meaning is asked where the built-in verdict is less sure than"
        f" {mood.SURE}), after so many corrections drawn at random; mean of five seeds,"
        f" and the 95 % interval of the gain. {JUDGED} posts judge each set, of those"
        " that nothing is trained on. The constants were chosen on the airline, French,"
        " Italian, Polish and Russian posts to learn from. From"
        f" {mood.LIMIT} corrections on the built-in handler judges alone.\n"
    )
    head = ["", *("before learning" if not one else str(one) for one in COUNTS)]
    yield page.table(head, [_list_cells(name) for name in SETS])


def _list_cells(name):
    trial = Trial(name)
    return [name, *(_describe_gain(trial, count) for count in COUNTS)]


def _describe_gain(trial, count):
    seeds = data.SEEDS if count else data.SEEDS[:1]
    scores = [trial.score(count, seed) for seed in seeds]
    builtin, both = map(mean, zip(*scores, strict=True))
    gains = [second - first for first, second in scores]
    if not count:
        return f"{builtin:.1f} → {both:.1f} ({gains[0]:+.1f})"
    half = T * stdev(gains) / sqrt(len(gains))
    return f"{builtin:.1f} → {both:.1f} ({mean(gains):+.1f} ±{half:.1f})"
