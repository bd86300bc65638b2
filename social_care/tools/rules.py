"""Match rules with mentions. Plain values, no database.

A condition is declared once, see ``Condition``; the rule, its form, the tester and the
matching read the declaration.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import regex

from .folding import fold
from .text import split_terms

# Thai to Lao, Burmese, Khmer, and Chinese, Japanese, Korean: no space between words.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0010ffff"
_LETTER = rf"[[\p{{L}}\p{{M}}\p{{N}}_]--[{_UNSPACED}]]"


@dataclass(frozen=True)
class Facts:
    """What the conditions of ``social_care`` need to know of a mention; IDs are
    database IDs.

    ``text`` is folded once for all rules. ``more`` holds the facts that declared
    conditions read themselves: {name of the condition: fact}.
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
        """Return the normalized text, with single spaces."""
        return " ".join(fold(self.text).split())


class Condition:
    """One condition of rules: everything that rules, their form and the tester need.

    Another addon adds a field to ``social.care.rule`` and appends an instance of a
    subclass to the result of ``social.care.rule._get_conditions``.
    """

    # Name of the field on the rule; its label is the name of the condition in the
    # tester.
    name = ""

    def get_placeholder(self, env):
        """Return the placeholder of the field on the form, in the user's language.

        :param env: ``odoo.api.Environment``, for its ``_``
        """
        return ""

    def read_asked(self, rule):
        """Return what a rule requires.

        :param rule: ``social.care.rule``, one record
        :return: plain value, falsy if the rule has no such requirement
        """
        value = rule[self.name]
        return frozenset(value.ids) if hasattr(value, "ids") else value

    def read_fact(self, mention):
        """Return what ``is_met`` needs of a mention and ``Facts`` does not hold.

        :param mention: ``social.care.mention``, one record
        :return: plain value, available as ``facts.more[name]``
        """
        return None

    def read_tested_fact(self, test, found):
        """Return the same for a text in the tester.

        :param test: ``social.care.rule.test``, one record
        :param found: return value of ``test._analyze_text``
        """
        return None

    def is_met(self, asked, facts):
        """Return whether a mention meets the requirement of a rule.

        :param asked: the requirement, never falsy
        :param facts: ``Facts``
        """
        return facts.more[self.name] == asked


class Among(Condition):
    """One of several records, or one value.

    :param name: field of the rule
    :param fact: attribute of ``Facts``
    """

    def __init__(self, name, fact):
        self.name, self.fact = name, fact

    def is_met(self, asked, facts):
        value = getattr(facts, self.fact)
        return value in asked if isinstance(asked, frozenset) else value == asked


class Words(Condition):
    name = "words"

    def is_met(self, asked, facts):
        pattern = compile_words(asked)
        return not pattern or bool(pattern.search(facts.folded))


class ExcludedWords(Condition):
    name = "words_excluded"

    def is_met(self, asked, facts):
        pattern = compile_words(asked)
        return not pattern or not pattern.search(facts.folded)


class Languages(Condition):
    name = "languages"

    def is_met(self, asked, facts):
        wanted = {term.lower().split("-")[0] for term in split_terms(asked)}
        return not wanted or facts.language.lower().split("-")[0] in wanted


class Reach(Condition):
    name = "reach_min"

    def is_met(self, asked, facts):
        return facts.reach >= asked


class Stars(Condition):
    """A star rating that is at most as good as a rule says."""

    name = "stars_max"

    def read_fact(self, mention):
        return int(mention.stars or 0)

    def read_tested_fact(self, test, found):
        return int(test.stars or 0)

    def is_met(self, asked, facts):
        return 0 < facts.more[self.name] <= int(asked)


class Customer(Condition):
    name = "customer"

    def is_met(self, asked, facts):
        return asked == "any" or (asked == "yes") == facts.customer


CONDITIONS = (
    Among("account_ids", "account_id"),
    Among("stream_ids", "stream_id"),
    Among("kind", "kind"),
    Words(),
    ExcludedWords(),
    Languages(),
    Reach(),
    Stars(),
    Customer(),
)


def list_unmet(asked, facts, conditions=CONDITIONS):
    """Return the names of the conditions that a mention does not meet.

    :param asked: {name of the condition: requirement}
    :param facts: ``Facts``
    :param conditions: the declared conditions
    """
    return [
        condition.name
        for condition in conditions
        if asked.get(condition.name)
        and not condition.is_met(asked[condition.name], facts)
    ]


@lru_cache(maxsize=512)
def compile_words(words):
    """Return a pattern that matches any term as whole words in a folded text.

    Word boundaries are required only between letters of scripts that separate words by
    spaces: ``#sale`` and Chinese terms have none, nor has a name within Chinese text.
    ``*`` at the end of a term matches any ending.

    :param words: terms as typed, one per line or separated by commas
    :return: compiled pattern, None without terms
    """
    patterns = [_build_term_pattern(term) for term in split_terms(fold(words))]
    return regex.compile("|".join(patterns), regex.V1) if patterns else None


def _build_term_pattern(term):
    stem = " ".join(term.rstrip("*").split())
    before = f"(?<!{_LETTER})" if _is_letter(stem[:1]) else ""
    whole = stem == " ".join(term.split()) and _is_letter(stem[-1:])
    return before + re.escape(stem) + (f"(?!{_LETTER})" if whole else "")


def _is_letter(sign):
    return bool(regex.match(_LETTER, sign, regex.V1))
