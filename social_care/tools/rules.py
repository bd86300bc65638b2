# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Does a rule's condition hold for a mention? Plain values, no database."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .text import terms


@dataclass(frozen=True)
class Facts:
    """What a rule may ask about a mention; ids are database ids."""

    account_id: int
    stream_id: int
    kind: str
    text: str
    language: str
    reach: int
    customer: bool


@dataclass(frozen=True)
class Condition:
    """What a rule asks for; an empty field asks for nothing."""

    account_ids: frozenset[int]
    stream_ids: frozenset[int]
    kind: str
    words: str
    words_excluded: str
    languages: str
    reach_min: int
    customer: str


@lru_cache(maxsize=512)
def words_pattern(words):
    """Match any term as whole words, or None without terms.

    A word boundary is asked only beside a letter of an alphabet: ``#sale`` and
    Chinese terms have none. ``*`` at the end of a term matches any ending.
    """
    patterns = [_term_pattern(term) for term in terms(words)]
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def _term_pattern(term):
    stem = term.rstrip("*")
    body = re.escape(stem).replace(r"\ ", r"\s+")
    before = r"(?<!\w)" if _has_boundary(stem[:1]) else ""
    after = r"(?!\w)" if stem == term and _has_boundary(stem[-1:]) else ""
    return before + body + after


def _has_boundary(sign):
    return sign.isalnum() and ord(sign) < 0x2E80


def failing(condition, facts):
    """Names of the fields of ``condition`` that ``facts`` do not meet."""
    checks = {
        "account_ids": _among(condition.account_ids, facts.account_id),
        "stream_ids": _among(condition.stream_ids, facts.stream_id),
        "kind": not condition.kind or condition.kind == facts.kind,
        "words": _says(condition.words, facts.text, default=True),
        "words_excluded": not _says(condition.words_excluded, facts.text, False),
        "languages": _speaks(condition.languages, facts.language),
        "reach_min": facts.reach >= condition.reach_min,
        "customer": condition.customer == "any"
        or (condition.customer == "yes") == facts.customer,
    }
    return [name for name, holds in checks.items() if not holds]


def _among(wanted, value):
    return not wanted or value in wanted


def _says(words, text, default):
    pattern = words_pattern(words)
    return bool(pattern.search(text)) if pattern else default


def _speaks(languages, language):
    wanted = {term.lower().split("-")[0] for term in terms(languages)}
    return not wanted or language.lower().split("-")[0] in wanted
