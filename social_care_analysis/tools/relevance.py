# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The relevance of a mention: relevant, or spam, an advert, a bot, a job post, or about
another meaning of the brand name.

A customer who gets no reply costs more than an advert that somebody reads. Mentions are
set aside only when little doubt is left.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from . import learner
from .lexicon import sections
from .terms import Terms, listed
from .urgency import list_dangers

RELEVANT = "relevant"
#: The kind of the patterns that only a customer writes.
CUSTOMER = "customer"
#: The kind of the patterns that say where to answer an offer: a messenger, a profile.
CONTACT = "contact"
REASONS = ("spam", "advert", "bot", "job", "other")
_LABELS = (*REASONS, RELEVANT)
RECIPE = learner.Recipe(rarity=False, strength=10.0)
# How sure it must be before a mention is set aside, and how many points that takes
# without training: two terms, or one and what usually comes with it. Customers ask
# about codes and free shipping, too: without a link or several hashtags it takes more.
SURE, _POINTS, _POINTS_ALONE = 0.9, 4, 7
_ALONE = ("spam", "advert", "job")
_RULE_ROWS = 50
# Points of a pattern of an offer, which is none without a link or a contact. With a
# contact alone it is enough.
_OFFER_POINTS = 3
_LINK = re.compile(r"https?://|www\.|\b(?:t|wa)\.me/|\bbit\.ly/")
_MARKS = (*REASONS, "link", "links", "hashtags", "handles", "capitals", "short", "long")
_COLUMNS = {name: column for column, name in enumerate(_MARKS)}
_MARK_WEIGHT = 0.5
# What counts whatever the text looks like and the model says.
_CERTAIN = ("bot", "other")
# From this mood and from this urgency on somebody complains.
_ANGRY, _HASTE = -0.6, 2
# So many repetitions of a longer text by one person are a machine's. A short one, such
# as "Hello?", is a customer's who waits.
_BOT_REPEATS, _BOT_LENGTH = 8, 40


@dataclass(frozen=True)
class Relevance:
    """``reason`` is "" for a relevant text, ``words`` are the grounds of a reason."""

    reason: str
    sure: float
    words: list


@lru_cache
def rules(other_sense=""):
    """Return the terms of a company.

    :param other_sense: negative keywords as a person types them (``apple pie``)
    :return: ``terms.Terms``
    """
    terms = {term: (reason, weight) for reason, weight, term in sections("relevance")}
    own = {term: ("other", _POINTS) for term in listed(other_sense)}
    return Terms(terms | own)


def make_marks(batch, terms, repeats=None):
    """What the rules say of each text; ``repeats`` has for each how often its author
    said the very same lately."""
    values = np.zeros((len(batch), len(_MARKS)), np.float32)
    repeats = repeats or [1] * len(batch)
    rows = zip(values, batch.texts, repeats, batch.offers, strict=True)
    words = [list(_mark(row, *own, terms)) for row, *own in rows]
    return learner.Marks(_MARKS, values, words)


def _mark(row, text, times, offers, terms):
    """Fill a text's row; gives which words stand behind which mark."""
    row[len(REASONS) :] = [_MARK_WEIGHT * said for said in _measure_looks(text)]
    if times >= _BOT_REPEATS and len(text.plain) >= _BOT_LENGTH:
        row[_COLUMNS["bot"]] = _POINTS
    is_customer = any(one.kind == CUSTOMER for one in offers)
    for reason, weight, words in _list_grounds(text, offers, terms):
        if reason in _CERTAIN or not is_customer:
            row[_COLUMNS[reason]] += weight
            yield _COLUMNS[reason], words


def _list_grounds(text, offers, terms):
    """Yield (reason, points, words) of each term, and once of the patterns of each
    reason.
    """
    tokens, inside = terms.find(text)
    for found in {found.words: found for found in (*tokens, *inside)}.values():
        if found.value[0] in REASONS:
            yield *found.value, found.words
    points = _count_offer_points(text, offers)
    if points:
        patterns = {one.kind: one.words for one in offers if one.kind in _ALONE}
        for reason, words in patterns.items():
            yield reason, points, words


def _count_offer_points(text, offers):
    """The points of each pattern of an offer in a text, 0 without link and contact."""
    if not offers:
        return 0
    if _LINK.search(text.lower):
        return _OFFER_POINTS
    return _POINTS_ALONE if any(one.kind == CONTACT for one in offers) else 0


def _measure_looks(text):
    """In the order of the marks after the reasons."""
    links = len(_LINK.findall(text.lower))
    hashtags, handles = text.lower.count("#"), text.lower.count("@")
    length = len(text.plain)
    return (
        links > 0,
        links > 1,
        hashtags > 4,
        handles > 3,
        text.tokens[-1:] == ["CAPITALS"],
        length < 30,
        length > 200,
    )


def learn(batch, terms, labels, weights=None, sure=SURE):
    """Train a model.

    :param labels: RELEVANT or one of REASONS for each text, by people
    :param weights: weight of each text, 1 by default
    :param sure: the company's threshold, for the labels of ``Model.tested``
    :return: ``learner.Model`` or None
    """
    own = make_marks(batch, terms)
    ruled = _judge_by_rules(own.values)
    lesson = learner.Lesson(
        batch,
        own,
        labels,
        learner.weigh(labels, weights),
        _LABELS,
        _add_relevant(ruled),
        _RULE_ROWS,
    )

    def conclude(chances):
        rows = _keep_certain(chances[:, :-1], ruled)
        return [_make_verdict(row, [], sure).reason or RELEVANT for row in rows]

    return learner.learn(lesson, RECIPE, conclude)


def judge(batch, terms, repeats=None, model=None, sure=SURE):
    """A Relevance for each text of a batch; ``sure`` is the company's threshold."""
    own = make_marks(batch, terms, repeats)
    chances = _judge_by_rules(own.values)
    if model is not None:
        ruled, rules = chances, _add_relevant(chances)
        chances = model.judge(batch.features, own, _LABELS, rules)[:, :-1]
        chances = _keep_certain(chances, ruled)
    words = _find_reasons(model, batch, own, chances.argmax(1))
    return [
        _make_verdict(row, said, sure) for row, said in zip(chances, words, strict=True)
    ]


def _judge_by_rules(values):
    """Text × reason, together SURE where all the points are there."""
    points = values[:, : len(REASONS)].copy()
    linked = values[:, [_COLUMNS["link"], _COLUMNS["hashtags"]]].any(1, keepdims=True)
    total = points.sum(1, keepdims=True)
    total += (total > 0) & (values[:, [_COLUMNS["link"]]] > 0)
    suspicious = points[:, [REASONS.index(reason) for reason in _ALONE]].any(
        1, keepdims=True
    )
    needed = np.where(suspicious & ~linked, _POINTS_ALONE, _POINTS)
    together = 1 - (1 - SURE) ** np.minimum(total / needed, 1.5)
    return together * points / np.maximum(points.sum(1, keepdims=True), 1)


def _add_relevant(ruled):
    """Return the probabilities of all labels; all 0 where no rule applies."""
    total = ruled.sum(1, keepdims=True)
    return np.hstack([ruled, np.where(total > 0, np.maximum(1 - total, 0), 0)])


def _keep_certain(chances, ruled):
    """Negative keywords and a machine's repetitions always count."""
    certain = [_COLUMNS[reason] for reason in _CERTAIN]
    chances[:, certain] = np.maximum(chances[:, certain], ruled[:, certain])
    return chances


def _find_reasons(model, batch, own, chosen):
    """By the model; where it does not know the reason, the words of the rules."""
    ruled = [list(dict.fromkeys(words for _, words in said))[:3] for said in own.words]
    if model is None:
        return ruled
    known = {number: _place(model, name) for number, name in enumerate(REASONS)}
    places = np.array([max(known[number], 0) for number in chosen], int)
    learned = model.reasons(batch.features, own, places)
    rows = zip(chosen, learned, ruled, strict=True)
    return [said if known[number] >= 0 else rule for number, said, rule in rows]


def _place(model, name):
    return model.labels.index(name) if name in model.labels else -1


def _make_verdict(row, words, sure):
    """Set aside if all reasons together are sure enough, under the likeliest one."""
    chance = round(min(float(row.sum()), 1.0), 3)
    if chance < sure:
        return Relevance("", 1 - chance, [])
    return Relevance(REASONS[row.argmax()], chance, words)


def spare(verdicts, moods, urgencies):
    """Return the verdicts, but relevant where a text may be a customer's: a complaint,
    or something urgent. For verdicts of the rules alone.

    :param moods: a Sentiment for each
    :param urgencies: an Urgency for each
    """
    rows = zip(verdicts, moods, urgencies, strict=True)
    return [
        Relevance("", 1 - own.sure, [])
        if own.reason and (mood.score <= _ANGRY or haste.level >= _HASTE)
        else own
        for own, mood, haste in rows
    ]


def spare_danger(verdicts, findings):
    """Return the verdicts, but relevant where a text names danger, whatever the model
    says.

    :param findings: the patterns of urgency in each text
    """
    return [
        Relevance("", 1 - own.sure, []) if own.reason and list_dangers(found) else own
        for own, found in zip(verdicts, findings, strict=False)
    ]
