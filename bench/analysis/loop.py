# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Learning as it happens: agents handle mentions and correct errors, every 25
corrections a model is trained and used if the gate lets it pass."""

import random
from collections import namedtuple
from dataclasses import dataclass, field, replace
from math import sqrt
from statistics import mean, stdev

from tools import calibration, evaluate, gate, learner, sentiment, topics
from tools.evaluate import ACCEPTED_WEIGHT, MOST_ACCEPTED, Example

from . import data, page, quality

SCRIPT = "script/bench-analysis loop"
COUNTS = (0, 100, 300, 1000)
WORSE = (
    "Not reached: 100 corrections make it worse in some runs, most in English posts and"
    " in topics, of which some have too few examples to be learned by then. Where half"
    " of the errors are not corrected, nearly no topics are learned, and confidence is"
    " too high by as much as people let pass.\n"
)
FEWEST, NEWS = 50, 25
# Mentions are judged in parts of so many, and so many recent ones are a gate's sample.
PART, SAMPLE = 25, 2000
# Student's t for a 95 % interval of five seeds.
T = 2.776

Point = namedtuple("Point", "f1 accuracy error handled")


class Sentiment:
    """The sentiment of a set of posts."""

    key, recipe, rules_rows = "sentiment", sentiment.RECIPE, 60

    def __init__(self, rows, code, every):
        self.code = code
        self.taught, self.judged = data.split(rows, every)

    def read(self, rows):
        return quality.batch(rows, self.code)

    def make_marks(self, batch):
        return sentiment.make_marks(batch)

    def learn(self, batch, labels, weights=None):
        return sentiment.learn(batch, labels, weights)

    def judge(self, batch, model):
        return sentiment.judge(batch, model)


class Topics(Sentiment):
    """The reason of a complaint; an administrator typed keywords before."""

    key, recipe, rules_rows = "reason", topics.RECIPE, 30
    keywords = topics.Keywords(quality.KEYWORDS)

    def make_marks(self, batch):
        return self.keywords.make_marks(batch)

    def learn(self, batch, labels, weights=None):
        return topics.learn(batch, self.keywords, labels, weights)

    def judge(self, batch, model):
        return topics.judge(batch, self.keywords, model)


def list_tasks():
    """{name: task}"""
    found = {
        "sentiment, airlines": Sentiment(data.airline(), "en", 5),
        "topic, airlines": Topics(data.complaints(), "en", 5),
    }
    for code in ("en", "de", "fr", "pl", "ru"):
        found[f"sentiment, {code}"] = Sentiment(data.posts(code), code, 3)
    return found


@dataclass
class Desk:
    """Agents who handle mentions: they correct an error with a probability of
    ``attention``, and let the rest pass.
    """

    task: object
    seed: int
    attention: float = 1.0
    counts: tuple = COUNTS
    model: object = None
    trained_at: int = 0
    corrected: list = field(default_factory=list)
    accepted: list = field(default_factory=list)

    def run(self):
        """{number of corrections: Point} of what is then in use."""
        rows = data.drawn(self.task.taught, len(self.task.taught), self.seed)
        chance, points, due = random.Random(self.seed), {0: self.measure(0)}, FEWEST
        for at in range(0, len(rows), PART):
            self.handle(rows[at : at + PART], at, chance)
            if len(self.corrected) >= due:
                due = len(self.corrected) // NEWS * NEWS + NEWS
                self.relearn(at)
            for count in self.counts:
                if count not in points and len(self.corrected) >= count:
                    points[count] = self.measure(at + PART)
            if len(points) == len(self.counts):
                break
        return points

    def handle(self, rows, at, chance):
        verdicts = self.task.judge(self.task.read(rows), self.model)
        for row, verdict in zip(rows, verdicts, strict=True):
            right = row[self.task.key]
            if verdict.label != right and chance.random() < self.attention:
                self.corrected.append((row, right, at))
            else:
                self.accepted.append((row, verdict.label, at))

    def relearn(self, at):
        """Train on all corrections and accepted verdicts; use what passes the gate."""
        found = self.list_examples()
        examples = gate.filter_teachable(self.task.key, found)
        if not examples:
            return
        batch = self.task.read([one.text for one in examples])
        labels = [one.label for one in examples]
        weights = [one.weight for one in examples]
        candidate = self.task.learn(batch, labels, weights)
        if candidate and self.is_no_worse(candidate, examples, found):
            self.model, self.trained_at = candidate, at

    def list_examples(self):
        """``text`` is the row here."""
        known = self.trained_at if self.model else -1
        accepted = [one for one in self.accepted if one[1]]
        parts = (
            (1.0, self.corrected),
            (ACCEPTED_WEIGHT, accepted[-MOST_ACCEPTED * len(self.corrected) :]),
        )
        return [
            Example(row, "", label, weight, at > known)
            for weight, part in parts
            for row, label, at in part
        ]

    def is_no_worse(self, candidate, examples, found):
        known = {one.label for one in examples}
        rest = [one for one in found if one.label not in known]
        more = self.task.judge(self.task.read([one.text for one in rest]), candidate)
        said = [*candidate.tested, *(own.label for own in more)]
        pairs = zip([*examples, *rest], said, strict=True)
        new = [(one, label) for one, label in pairs if one.is_new]
        batch = self.task.read([one.text for one, _said in new])
        right = [one.label for one, _said in new]
        in_use = [own.label for own in self.task.judge(batch, self.model)]
        tested = [said for _one, said in new]
        scores = (evaluate.score(right, said) for said in (tested, in_use))
        return evaluate.is_no_worse(*scores) and self.changes_little(candidate)

    def changes_little(self, candidate):
        """The trial on recent mentions."""
        accepted = self.accepted[-SAMPLE:]
        since = accepted[0][2]
        wrong = sum(at >= since for _row, _label, at in self.corrected)
        batch = self.task.read([row for row, _label, _at in accepted])
        told = zip(self.task.judge(batch, candidate), accepted, strict=True)
        changed = sum(own.label != label for own, (_row, label, _at) in told)
        handled = len(accepted) + wrong
        return changed <= gate.limit_changes(len(accepted), handled, wrong)

    def measure(self, handled):
        return measure(self.task, self.model, handled)


class DeskBefore(Desk):
    """As of commit 525be7b: corrections alone, every fifth held back to judge by, and
    the model's share by their number.
    """

    def relearn(self, at):
        rows = [(n, *one[:2]) for n, one in enumerate(self.corrected)]
        counts = [Example("", "", label) for _n, _row, label in rows]
        known = {one.label for one in gate.filter_teachable(self.task.key, counts)}
        taught, held_back = evaluate.split(rows)
        taught = [one for one in taught if one[2] in known]
        candidate = taught and held_back and self.train(taught)
        if candidate and self.is_no_worse(candidate, held_back):
            self.model = candidate

    def train(self, taught):
        batch = self.task.read([row for _n, row, _label in taught])
        labels = [label for _n, _row, label in taught]
        marks = self.task.make_marks(batch)
        model = learner.train(batch.features, marks, labels, self.task.recipe)
        share = len(taught) / (len(taught) + self.task.rules_rows)
        return model and replace(model, blend=calibration.Blend(share))

    def is_no_worse(self, candidate, held_back):
        batch = self.task.read([row for _n, row, _label in held_back])
        right = [label for _n, _row, label in held_back]
        new, old = (
            evaluate.score(right, [own.label for own in self.task.judge(batch, model)])
            for model in (candidate, self.model)
        )
        return evaluate.is_no_worse(new, old)


def learn_at_random(task, seed):
    """{number of random labels: Point}"""
    points = {0: measure(task, None, 0)}
    for count in COUNTS[1:]:
        if count <= len(task.taught):
            rows = data.drawn(task.taught, count, seed)
            labels = [row[task.key] for row in rows]
            points[count] = measure(task, task.learn(task.read(rows), labels), count)
    return points


def measure(task, model, handled):
    verdicts = task.judge(task.read(task.judged), model)
    right = [row[task.key] for row in task.judged]
    score = evaluate.score(right, [own.label for own in verdicts])
    told = [
        (own, label) for own, label in zip(verdicts, right, strict=True) if own.label
    ]
    error = calibration.measure_error(
        [own.sure for own, _label in told],
        [own.label == label for own, label in told],
    )
    return Point(100 * score.macro_f1, 100 * score.accuracy, 100 * error, handled)


WAYS = {
    "random labels": learn_at_random,
    "loop before": lambda task, seed: DeskBefore(task, seed).run(),
    "loop now": lambda task, seed: Desk(task, seed).run(),
    "loop before, half of the errors": lambda task, seed: DeskBefore(
        task, seed, 0.5, COUNTS[:3]
    ).run(),
    "loop now, half of the errors": lambda task, seed: Desk(
        task, seed, 0.5, COUNTS[:3]
    ).run(),
}


def measure_all(tasks=None):
    """{(task, way): [{count: Point}, ...]}, one for each seed"""
    tasks = tasks or list_tasks()
    return {
        (name, way): [run(task, seed) for seed in data.SEEDS]
        for name, task in tasks.items()
        for way, run in WAYS.items()
    }


def main():
    """Measure, print, and write the section of the page."""
    text = "\n".join(describe(measure_all()))
    page.write(text, SCRIPT)
    print(text)


def describe(found):
    """The lines of the page.

    :param found: as ``measure_all`` returns it
    """
    yield "## Analysis: learning as it is used\n"
    yield (
        f"`{SCRIPT}`, {page.circumstances_of()}. Agents handle mentions in random order"
        " and correct errors; every 25 corrections, from 50 on, a model is trained and"
        " used if the gate lets it pass. Macro-F1 in percent of what is in use after so"
        " many corrections, mean of five seeds and 95 % interval (Student); in brackets"
        " how many mentions were handled until then. Empty where the posts do not"
        " suffice. “Before” learned from corrections alone (commit 525be7b, with word"
        " lists of today). “Half of the errors”: the other half is handled, not"
        " corrected, and so taken for right. “Random labels” are beside it for"
        " comparison: a person who labels at random, no gate. All was chosen on posts"
        " that judge nothing here"
        " (`bench/analysis/loop.py`).\n"
    )
    yield page.table(["macro-F1", "", *_head()], list(_list_rows(found, "f1")))
    yield (
        "Calibration: how far confidence and share of right verdicts are apart"
        " (expected calibration error, ten ranges), in points (aim: 5 after learning)."
        " Of topics, where there is one. With the 617 to 732 posts that judge a"
        " language, a perfect model measures 3.\n"
    )
    yield page.table(["ECE", "", *_head()], list(_list_rows(found, "error")))
    yield _describe_worst(found)
    yield WORSE


def _head():
    return ["before learning", *(f"{count:,}" for count in COUNTS[1:])]


def _list_rows(found, name):
    for (task, way), seeds in found.items():
        first = task if way == next(iter(WAYS)) else ""
        yield [first, way, *(_cell(seeds, count, name) for count in COUNTS)]


def _cell(seeds, count, name):
    points = [own[count] for own in seeds if count in own]
    if len(points) < len(seeds):
        return ""
    values = [getattr(point, name) for point in points]
    handled = round(mean(point.handled for point in points))
    if not handled:
        return f"{values[0]:.1f}"
    half = T * stdev(values) / sqrt(len(values))
    more = f" ({handled:,})" if name == "f1" and handled != count else ""
    return f"{mean(values):.1f} ±{half:.1f}{more}"


def _describe_worst(found):
    """Say in how many runs of the loop it was worse than before learning."""
    rows = [
        [way, *(_count_worse(found, way, count) for count in COUNTS[1:])]
        for way in list(WAYS)[1:]
    ]
    head = page.table(["worse than before learning (macro-F1)", *_head()[1:]], rows)
    return f"Runs that are worse than before learning, and the worst of all.\n\n{head}"


def _count_worse(found, way, count):
    runs = [
        own[count].f1 - own[0].f1
        for (_task, name), seeds in found.items()
        if name == way
        for own in seeds
        if count in own
    ]
    worse = sum(change < -0.05 for change in runs)
    return f"{worse} of {len(runs)} ({min(runs):+.1f})" if runs else ""
