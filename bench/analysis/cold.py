# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The cold start: how right the analysis is before anybody corrected anything, and whom
its rules of spam cost a reply."""

from dataclasses import dataclass
from functools import cache

from tools import evaluate, language, relevance, sentiment, urgency
from tools.reading import Batch, read_known
from tools.text import read

from . import ROOT, data, page, quality
from .urgency import interval

LABELED = ROOT / "social_care_analysis/tests"
LANGUAGES = ("de", "en", "es", "fr", "it", "pl", "pt", "ru", "zh")
CHUNK = 500
# Measured by this module on commit 70e73e8, before sarcasm, the longer word lists and
# the patterns of offers.
BEFORE = {
    "complaints": {
        "de": "41.5 / 64.1 / 56.8",
        "en": "60.4 / 68.8 / 56.7",
        "es": "44.5 / 68.5 / 56.7",
        "fr": "33.3 / 71.6 / 47.5",
        "it": "35.7 / 63.4 / 54.3",
        "pl": "41.4 / 53.0 / 55.2",
        "pt": "37.7 / 64.7 / 55.7",
        "ru": "50.5 / 58.8 / 52.0",
        "zh": "80.8 / 50.6 / 53.4",
        "airline": "68.9 / 89.9 / 62.8",
    },
    "sarcasm": {"seen": "9 of 144, 1 of 126", "unseen": "4 of 54, 0 of 36"},
    "offers": {"seen": "6 of 58, 7 of 58", "unseen": "7 of 45, 1 of 45"},
    "aside": {
        "tweets to airlines": "3 of 10,523",
        "questions to a bank": "0 of 3,080",
        "posts and reviews, 11 languages": "2 of 24,653",
    },
    "language": {
        "tweet": "98.8, 14.6",
        "tweet-liga": "100.0, 2.3",
        "wordpair": "93.2, 41.4",
        "word": "77.8, 59.4",
    },
}
KINDS = {
    "tweet": "posts",
    "tweet-liga": "posts (LIGA)",
    "wordpair": "two words",
    "word": "one word",
}


@dataclass(frozen=True)
class Complaints:
    """Of negative posts those found, of those found how many are, and macro-F1."""

    total: int
    found: int
    said: int
    f1: float

    @property
    def recall(self):
        return 100 * self.found / self.total

    def __str__(self):
        precision = 100 * self.found / max(self.said, 1)
        return f"{self.recall:.1f} / {precision:.1f} / {self.f1:.1f}"


def rows():
    """The rows of the tables as {table: {row: value}}, to compare two commits."""
    return {
        "complaints": {name: str(one) for name, one in count_complaints().items()},
        "sarcasm": score_sarcasm(),
        "offers": score_offers(),
        "aside": count_aside(),
        "language": score_languages(),
    }


# -- complaints ----------------------------------------------------------------


@cache
def count_complaints():
    """{language: Complaints}, and "airline", of the posts that judge."""
    found = {code: _count(data.posts(code), code, 3) for code in LANGUAGES}
    return found | {"airline": _count(data.airline(), "en", 5)}


def _count(found, code, every):
    taught, judged = data.split(found, every)
    # A retweet of a post that the lists were written with in sight judges nothing.
    known = {_begin(row["text"]) for row in taught}
    judged = [row for row in judged if _begin(row["text"]) not in known]
    right = [row["sentiment"] for row in judged]
    said = [one.label for one in sentiment.judge(quality.batch(judged, code))]
    pairs = list(zip(right, said, strict=True))
    return Complaints(
        right.count("negative"),
        pairs.count(("negative", "negative")),
        said.count("negative"),
        100 * evaluate.score(right, said).macro_f1,
    )


def _begin(text):
    return data._plain(text)[:40]


# -- sarcasm and offers --------------------------------------------------------


def read_labeled(subject):
    """[(language, kind, text)] of the texts that we labeled."""
    return [
        (code, *line.split(" | ", 1))
        for code in LANGUAGES
        for line in (LABELED / subject / f"{code}.txt").read_text("utf-8").splitlines()
    ]


def read_unseen(subject):
    """The same of the texts that were written when the lists were done."""
    lines = (LABELED / subject / "unseen.txt").read_text("utf-8").splitlines()
    return [tuple(line.split(" | ", 2)) for line in lines]


def score_sarcasm():
    """{set: "found of sarcastic, of sincere"} as a complaint."""
    return {
        name: _score(own, "sarcasm", _find_complaints)
        for name, own in _list_sets("sarcasm")
    }


def score_offers():
    """{set: "set aside of offers, of customers"}"""
    return {
        name: _score(own, ("spam", "advert", "job"), _find_irrelevant)
        for name, own in _list_sets("relevance")
    }


def _list_sets(subject):
    return (("seen", read_labeled(subject)), ("unseen", read_unseen(subject)))


def _score(labeled, kinds, find):
    codes, labels, texts = zip(*labeled, strict=True)
    found = find(read_known(texts, codes))
    pairs = [(label in kinds, one) for label, one in zip(labels, found, strict=True)]
    wanted, others = pairs.count((True, True)), pairs.count((False, True))
    total = sum(is_one for is_one, _found in pairs)
    return f"{wanted} of {total}, {others} of {len(pairs) - total}"


def _find_complaints(batch):
    return [one.label == "negative" for one in sentiment.judge(batch)]


def _find_irrelevant(batch):
    moods = sentiment.judge(batch)
    verdicts = relevance.judge(batch, relevance.rules())
    spared = relevance.spare(verdicts, moods, urgency.judge_batch(batch, moods))
    return [bool(one.reason) for one in spared]


def count_aside():
    """{set: "set aside of all"} of texts of customers, each text once."""
    return {name: _count_aside(texts) for name, texts in _list_customers()}


def _list_customers():
    sets = {
        "tweets to airlines": data.rows("airline_tweets.tsv", data.csv.QUOTE_MINIMAL),
        "questions to a bank": _read_bank(),
        "posts and reviews, 11 languages": data.rows("sentiment.tsv"),
    }
    for name, found in sets.items():
        yield name, list(dict.fromkeys(row["text"] for row in found))


def _read_bank():
    with (data.FOLDER / "banking77.csv").open(encoding="utf-8", newline="") as file:
        return list(data.csv.DictReader(file))


def _count_aside(texts):
    parts = [texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK)]
    aside = sum(sum(_find_irrelevant(_detect(part))) for part in parts)
    return f"{aside} of {len(texts):,}"


def _detect(texts):
    found = [read(text) for text in texts]
    return Batch(found, language.detect(found, [""] * len(found), quality.EXPECTED))


# -- language ------------------------------------------------------------------


def score_languages():
    """{kind of text: "recall where 17 languages are expected, share that is unknown of
    texts in a language that is not expected"} of every second text; the margins were
    found on the others."""
    _taught, judged = data.split(data.rows("languages.tsv"), 2)
    recalls = _detect_languages(judged, quality.EXPECTED, lambda code: code)
    unknown = {}
    for code in quality.EXPECTED:
        others = tuple(one for one in quality.EXPECTED if one != code)
        own = [row for row in judged if row["lang"] == code]
        for kind, shares in _detect_languages(own, others, lambda _code: "").items():
            unknown.setdefault(kind, []).extend(shares)
    return {
        kind: f"{_mean(recalls[kind]):.1f}, {_mean(unknown[kind]):.1f}"
        for kind in KINDS
    }


def _detect_languages(found, candidates, get_right):
    """{kind: [percent of each language that is right]}"""
    texts = [read(row["text"]) for row in found]
    said = language.detect(texts, [""] * len(texts), candidates)
    hits = {}
    for row, code in zip(found, said, strict=True):
        own = hits.setdefault(row["kind"], {}).setdefault(row["lang"], [])
        own.append(code == get_right(row["lang"]))
    return {
        kind: [100 * _mean(own) for own in by_code.values()]
        for kind, by_code in hits.items()
    }


def _mean(values):
    return sum(values) / len(values)


# -- page ----------------------------------------------------------------------


def describe():
    """The paragraphs and tables of the page."""
    yield (
        "Cold start: complaints before anybody corrected anything, recall / precision"
        " of negative posts / macro-F1 in percent, and the 95 % interval of the recall."
        " The lists were written with the posts to learn from in sight (the French"
        " are about the climate, the Italian about politics); a post that begins as"
        " one of those does judges nothing. Before: commit 70e73e8.\n"
    )
    yield page.table(
        ["posts", "before", "now", "interval"],
        [
            [name, BEFORE["complaints"][name], one, _interval(one)]
            for name, one in count_complaints().items()
        ],
    )
    yield (
        "Our own labeled texts in nine languages: sarcasm that is found as a complaint,"
        " and offers with a link that are set aside; then how many of sincere praise,"
        " and of customers, go the same way. “Seen” guards what is there and predicts"
        " little: the lists grew with it in sight. “Unseen” was written when the lists"
        " were done; sarcasm that says what happened without any word of a complaint"
        " (“the coffee machine came without its water tank”) is hardly found: 6 of 54"
        " then, and the rest by one line that was added afterwards. Of the unseen"
        " offers 25 were found then (1 of 18 adverts), the rest by two such lines.\n"
    )
    yield page.table(
        ["texts", "before", "now"],
        [
            *_compare("sarcasm", score_sarcasm(), "sarcasm, {}"),
            *_compare("offers", score_offers(), "offers, {}"),
        ],
    )
    yield (
        "Texts of customers that are set aside by the rules, in all languages; the"
        " two of airlines are job adverts.\n"
    )
    yield page.table(["texts", "before", "now"], _compare("aside", count_aside()))
    yield (
        "Language of texts without a tag: percent that is right where 17 languages are"
        " expected, then percent that is “unknown” where the text's own is not"
        " expected, each of the 17 in turn; of every second text by a hash.\n"
    )
    yield page.table(
        ["texts", "before", "now"], _compare("language", score_languages())
    )


def _interval(one):
    low, high = interval(one.found, one.total)
    return f"{low:.1f} to {high:.1f}"


def _compare(table, found, words="{}"):
    before = BEFORE[table]
    return [
        [words.format(KINDS.get(name, name)), before[name], now]
        for name, now in found.items()
    ]


def main():
    """Measure, print, and write the section of the page."""
    if not data.is_there():
        return f"no messages to judge by in {data.FOLDER}: set SOCIAL_CARE_DATA"
    head = (
        "## Analysis: the cold start\n",
        f"`script/bench-analysis cold`, {page.circumstances_of()}.\n",
    )
    text = "\n".join([*head, *describe()])
    page.write(text, "script/bench-analysis cold")
    print(text)
    return None
