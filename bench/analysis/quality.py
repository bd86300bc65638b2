# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How often the analysis is right: before anybody corrected it, and after."""

from collections import Counter, defaultdict
from contextlib import contextmanager
from statistics import mean, pstdev
from unittest.mock import patch

from tools import duplicates, evaluate, language, relevance, sentiment, topics
from tools.reading import read_known
from tools.text import read

from . import data

COUNTS = (0, 100, 300, 1000, 3000, 5000)
EXPECTED = (*data.LANGUAGES, "cs", "ja", "ko", "nl", "sv", "tr", "uk")
# What an administrator would type who knows the names of the topics and no tweet.
KEYWORDS = {
    "Customer Service Issue": "customer service, phone, call*, on hold, agent*, "
    "representative*, help, answer*, respon*, reply, email*, hung up",
    "Late Flight": "late, delay*, waiting, sitting, tarmac, hours, on time",
    "Cancelled Flight": "cancel*, rebook*, stranded",
    "Lost Luggage": "bag, bags, baggage, luggage, suitcase*, lost",
    "Bad Flight": "seat*, food, wifi, uncomfortable, dirty, legroom, entertainment",
    "Flight Booking Problems": "book*, reserv*, website, site, online, app, ticket*, "
    "check in, upgrade*, points, miles",
    "Flight Attendant Complaints": "attendant*, crew, steward*, staff, rude, pilot*",
    "longlines": "line, lines, queue*",
    "Damaged Luggage": "damag*, ripped, crushed, dent*, broke my, broken bag",
}


class Measured:
    """Accuracy and macro-F1 in percent, one of each for a seed."""

    def __init__(self, scores):
        self.accuracy = [100 * score.accuracy for score in scores]
        self.macro_f1 = [100 * score.macro_f1 for score in scores]

    def __str__(self):
        return f"{_spread(self.accuracy)} / {_spread(self.macro_f1)}"

    @property
    def f1(self):
        return _spread(self.macro_f1)


def _spread(values):
    if len(values) == 1:
        return f"{values[0]:.1f}"
    return f"{mean(values):.1f} ±{pstdev(values):.1f}"


def batch(rows, code):
    return read_known([row["text"] for row in rows], [code] * len(rows))


def measure_learning(taught, judged, counts, measure):
    """{count of corrections: Measured}; ``measure(taught rows, judged rows)``."""
    return {
        count: Measured(
            [measure(data.drawn(taught, count, seed), judged) for seed in data.SEEDS]
            if count
            else [measure([], judged)]
        )
        for count in counts
        if count <= len(taught)
    }


def moods(code):
    """A measure of sentiment in one language."""

    def measure(taught, judged):
        labels = [row["sentiment"] for row in taught]
        model = sentiment.learn(batch(taught, code), labels) if taught else None
        said = [one.label for one in sentiment.judge(batch(judged, code), model)]
        return evaluate.score([row["sentiment"] for row in judged], said)

    return measure


def subjects(taught, judged):
    """A measure of topics."""
    keywords = topics.Keywords(KEYWORDS)
    labels = [row["reason"] for row in taught]
    model = topics.learn(batch(taught, "en"), keywords, labels) if taught else None
    said = [one.label for one in topics.judge(batch(judged, "en"), keywords, model)]
    return evaluate.score([row["reason"] for row in judged], said)


def airline_sentiment():
    return measure_learning(*data.split(data.airline(), 5), COUNTS, moods("en"))


def airline_sentiment_with_copies():
    """As the prototype was measured: retweets stay, 2,000 random rows judge."""
    found = data.rows("airline_tweets.tsv", data.csv.QUOTE_MINIMAL)
    return _redrawn(found, 2000, (1000, 5000), moods("en"))


def topics_with_copies():
    found = data.rows("airline_tweets.tsv", data.csv.QUOTE_MINIMAL)
    known = [row for row in found if row["reason"] in KEYWORDS]
    return _redrawn(known, 1500, (3000,), subjects)


def _redrawn(found, judges, counts, measure):
    scores = defaultdict(list)
    for seed in data.SEEDS:
        mixed = data.drawn(found, len(found), seed)
        for count in counts:
            taught = mixed[judges : judges + count]
            scores[count].append(measure(taught, mixed[:judges]))
    return {count: Measured(found) for count, found in scores.items()}


def airline_topics():
    return measure_learning(*data.split(data.complaints(), 5), COUNTS[:-1], subjects)


def sentiment_by_language():
    """{language: {count: Measured}}; no set has 3,000 rows to learn from."""
    found = {code: data.split(data.posts(code), 3) for code in data.LANGUAGES}
    counts = COUNTS[:4]
    alone = {
        code: measure_learning(*parts, counts, moods(code))
        for code, parts in found.items()
    }
    taught = {code: parts[0] for code, parts in found.items()}
    together = list(_together(taught))
    for code, (_taught, judged) in found.items():
        alone[code]["together"] = Measured([_judged(m, judged, code) for m in together])
    return alone


def _together(taught):
    """A model for each seed from 3,000 corrections in all languages."""
    each = 3000 // len(taught)
    for seed in data.SEEDS:
        parts = [(code, data.drawn(rows, each, seed)) for code, rows in taught.items()]
        mixed = [
            (row["text"], code, row["sentiment"])
            for code, rows in parts
            for row in rows
        ]
        texts, codes, labels = zip(*mixed, strict=True)
        yield sentiment.learn(read_known(texts, codes), labels)


def _judged(model, judged, code):
    said = [one.label for one in sentiment.judge(batch(judged, code), model)]
    return evaluate.score([row["sentiment"] for row in judged], said)


def spam():
    """{count: (Measured at 0.5, precision and recall of what goes aside)}, each video
    judged by a model that never saw it."""
    found = data.rows("comment_spam.tsv")
    videos = sorted({row["video"] for row in found})
    parts = [
        (
            [row for row in found if row["video"] != video],
            [row for row in found if row["video"] == video],
        )
        for video in videos
    ]
    everything = min(len(taught) for taught, _judged in parts)
    counts = (0, 100, 300, everything)
    return {count: _spam_after(parts, count) for count in counts}


def _spam_after(parts, count):
    scores, aside = defaultdict(list), []
    for seed in data.SEEDS:
        for taught, judged in parts:
            right = [row["label"] == "spam" for row in judged]
            likely, sure = _spam_said(data.drawn(taught, count, seed), judged)
            scores[seed].append(evaluate.score(right, likely))
            aside += zip(right, sure, strict=True)
    pooled = [_mean_score(found) for found in scores.values()]
    return Measured(pooled if count else pooled[:1]), _precision_recall(aside)


def _spam_said(taught, judged):
    terms = relevance.rules()
    labels = [
        "spam" if row["label"] == "spam" else relevance.RELEVANT for row in taught
    ]
    model = relevance.learn(batch(taught, ""), terms, labels) if taught else None
    found = batch(judged, "")
    return [
        [
            bool(one.reason)
            for one in relevance.judge(found, terms, model=model, sure=sure)
        ]
        for sure in (0.5, relevance.SURE)
    ]


def _mean_score(scores):
    return evaluate.Score(
        mean(score.accuracy for score in scores),
        mean(score.macro_f1 for score in scores),
        [],
    )


def _precision_recall(pairs):
    both = sum(right and said for right, said in pairs)
    return (
        100 * both / max(sum(said for _right, said in pairs), 1),
        100 * both / max(sum(right for right, _said in pairs), 1),
    )


@contextmanager
def fallback():
    """As where eldc cannot be installed."""
    language._load_detector.cache_clear()
    with patch.dict("sys.modules", {"eldc": None}):
        yield
    language._load_detector.cache_clear()


def languages(candidates):
    """{kind of text: (mean recall, {language: recall}, share unknown)} in percent."""
    found = defaultdict(lambda: defaultdict(list))
    rows = [row for row in data.rows("languages.tsv") if row["lang"] in candidates]
    texts = [read(row["text"]) for row in rows]
    said = language.detect(texts, [""] * len(rows), candidates)
    for row, code in zip(rows, said, strict=True):
        found[row["kind"]][row["lang"]].append(code)
    return {kind: _recalls(by_code) for kind, by_code in found.items()}


def _recalls(by_code):
    recalls = {
        code: 100 * said.count(code) / len(said) for code, said in by_code.items()
    }
    everything = [one for said in by_code.values() for one in said]
    unknown = 100 * everything.count("") / len(everything)
    return mean(recalls.values()), recalls, unknown


def copies():
    """(precision, recall, F1) over pairs of posts of one group, in percent."""
    rows = data.rows("near_duplicates.tsv")
    texts = [read(row["text"]) for row in rows]
    said = duplicates.group(duplicates.signatures(texts))
    right = [row["group"] for row in rows]
    both = _pairs(zip(right, said, strict=True))
    precision, recall = both / _pairs(said), both / _pairs(right)
    f1 = 2 * precision * recall / (precision + recall)
    return tuple(100 * value for value in (precision, recall, f1))


def _pairs(groups):
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())
