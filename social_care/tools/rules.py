# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Does a rule's condition hold for a mention? Plain values, no database."""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import regex

from .folding import fold
from .text import terms

# Thai to Lao, Burmese, Khmer, and Chinese, Japanese, Korean: no space between words.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0010ffff"
_LETTER = rf"[[\p{{L}}\p{{M}}\p{{N}}_]--[{_UNSPACED}]]"


@dataclass(frozen=True)
class Facts:
    """What a rule may ask about a mention; ids are database ids.

    ``text`` is folded once, however many rules look for words in it. ``more`` holds
    what other addons know: field of the rule to value.
    """

    account_id: int
    stream_id: int
    kind: str
    text: str
    language: str
    reach: int
    customer: bool
    more: dict = field(default_factory=dict)

    @cached_property
    def folded(self):
        """The text in one spelling, with one space between words."""
        return " ".join(fold(self.text).split())


@dataclass(frozen=True)
class Condition:
    """What a rule asks for; an empty field asks for nothing.

    ``more`` holds what other addons ask: field of the rule to accepted values.
    """

    account_ids: frozenset[int]
    stream_ids: frozenset[int]
    kind: str
    words: str
    words_excluded: str
    languages: str
    reach_min: int
    customer: str
    more: dict = field(default_factory=dict)


@lru_cache(maxsize=512)
def words_pattern(words):
    """Match any term as whole words in a folded text, or None without terms.

    A word boundary is asked only between letters of scripts that put spaces between
    words: ``#sale`` and Chinese terms have none, nor has a name between Chinese.
    ``*`` at the end of a term matches any ending.
    """
    patterns = [_term_pattern(term) for term in terms(fold(words))]
    return regex.compile("|".join(patterns), regex.V1) if patterns else None


def _term_pattern(term):
    stem = " ".join(term.rstrip("*").split())
    before = f"(?<!{_LETTER})" if _is_letter(stem[:1]) else ""
    whole = stem == " ".join(term.split()) and _is_letter(stem[-1:])
    return before + re.escape(stem) + (f"(?!{_LETTER})" if whole else "")


def _is_letter(sign):
    return bool(regex.match(_LETTER, sign, regex.V1))


def failing(condition, facts):
    """Names of the fields of ``condition`` that ``facts`` do not meet."""
    checks = {
        "account_ids": _among(condition.account_ids, facts.account_id),
        "stream_ids": _among(condition.stream_ids, facts.stream_id),
        "kind": not condition.kind or condition.kind == facts.kind,
        "words": _says(condition.words, facts, default=True),
        "words_excluded": not _says(condition.words_excluded, facts, default=False),
        "languages": _speaks(condition.languages, facts.language),
        "reach_min": facts.reach >= condition.reach_min,
        "customer": condition.customer == "any"
        or (condition.customer == "yes") == facts.customer,
        **{
            name: facts.more.get(name) in accepted
            for name, accepted in condition.more.items()
        },
    }
    return [name for name, holds in checks.items() if not holds]


def _among(wanted, value):
    return not wanted or value in wanted


def _says(words, facts, default):
    pattern = words_pattern(words)
    return bool(pattern.search(facts.folded)) if pattern else default


def _speaks(languages, language):
    wanted = {term.lower().split("-")[0] for term in terms(languages)}
    return not wanted or language.lower().split("-")[0] in wanted
