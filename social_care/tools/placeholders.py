# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Texts with placeholders such as ``{customer}``, filled in one pass.

Nothing is evaluated, and a value is never read as a part of the text again: a customer
whose name is ``{agent}`` is called ``{agent}``. A part in square brackets that has a
placeholder is left out if one of its placeholders has no value:
``[Your order {order} is on its way.]``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from .text import make_storable, remove_unseen, shorten

#: Maximum length of a value.
LONGEST_VALUE = 100
#: Stands where a value is missing; values cannot contain it.
_GAP = "\x00"
_NAME = re.compile(r"\{([^{}\n]*)\}")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_MARKS = ",;:.!?،؛؟、。，！？…"  # noqa: RUF001
_EMPTY_QUOTES = re.compile(rf"[(„“”\"«‹] *{_GAP} *[)“”\"»›]")
_GAPS = re.compile(rf"{_GAP}(?:[ \t]*{_GAP})+")
_AT_START = re.compile(rf"^[ \t]*{_GAP}[ \t{_MARKS}]*(\w?)", re.MULTILINE)
# A comma before a gap goes where the sentence ends or has another mark. A match begins
# where spaces begin: within them it would be tried again for each one.
_LATER = re.compile(
    rf"(?<![ \t])(?:[ \t]*(?:[,،、，][ \t]*)?{_GAP}(?=[{_MARKS}]|[ \t]*$)"  # noqa: RUF001
    rf"|[ \t]*{_GAP})",
    re.MULTILINE,
)
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
# What makes a link, or addresses somebody, once it is published.
_ADDRESS = re.compile(r"[@#/\\]|www\.|\w\.\w{2,}", re.IGNORECASE)


class Place(NamedTuple):
    """Where a text is used.

    :param thread: ``social.care.thread``
    :param mention: ``social.care.mention`` that is answered, may be empty
    :param user: ``res.users`` who writes
    :param language: language tag of the text, such as ``pt-br``
    """

    thread: Any
    mention: Any
    user: Any
    language: str


@dataclass(frozen=True)
class Placeholder:
    """A placeholder of texts.

    :param name: what stands between the braces
    :param get_label: function of the environment, returns its name for users
    :param read: function of a ``Place``, returns its value; empty for none
    """

    name: str
    get_label: Callable
    read: Callable


class Rendered(NamedTuple):
    """A text with its values.

    :param text: the text
    :param missing: names of the placeholders without a value, in their order
    """

    text: str
    missing: tuple


def find_names(text):
    """Return the names of the placeholders in a text, each once, in their order."""
    return tuple(dict.fromkeys(_NAME.findall(text or "")))


def clean_value(value):
    """Return a value as one line of at most ``LONGEST_VALUE`` characters."""
    return shorten(remove_unseen(make_storable(value or "")), LONGEST_VALUE)


def clean_name(name):
    """Return a name that a stranger chose; '' if publishing it would make a link or
    address somebody.
    """
    name = clean_value(name)
    return "" if _ADDRESS.search(name) else name


def render(text, values):
    """Fill the placeholders of a text.

    :param text: text with placeholders
    :param values: {name of a placeholder: str, empty for no value}
    :return: ``Rendered``; the text around a missing value is tidied, so that
        ``Hello {customer},`` becomes ``Hello,``
    """
    values = {name: clean_value(value) for name, value in values.items()}
    missing = tuple(name for name in find_names(text) if not values.get(name))
    filled = _fill(text.replace(_GAP, ""), values)
    return Rendered(_close_gaps(filled) if _GAP in filled else filled, missing)


def _fill(text, values):
    """Fill a text part by part: what was filled is not looked at again."""
    parts, end = [], 0
    for optional in _BRACKETS.finditer(text):
        if not _NAME.search(optional[1]):
            continue
        inner = _fill_plain(optional[1], values)
        parts.append(_fill_plain(text[end : optional.start()], values))
        parts.append(_GAP if _GAP in inner else inner)
        end = optional.end()
    return "".join((*parts, _fill_plain(text[end:], values)))


def _fill_plain(text, values):
    return _NAME.sub(lambda found: values.get(found[1]) or _GAP, text)


def _close_gaps(text):
    for gap in (_EMPTY_QUOTES, _GAPS):
        text = gap.sub(_GAP, text)
    text = _AT_START.sub(lambda found: found[1].upper(), text)
    text = _LATER.sub("", text)
    return _BLANK_LINES.sub("\n\n", text).strip()


def choose_language(tags, wanted):
    """Return the tag that fits a reader best.

    :param tags: language tags that there are, such as ``pt_BR``, in their order
    :param wanted: language tags, the most wanted first; empty ones are skipped
    :return: one of ``tags``: the first wanted one, else one of the same language, else
        the first; None without any
    """
    tags = list(tags)
    for want in filter(None, wanted):
        for fits in (_normalize, _get_base):
            found = next((tag for tag in tags if fits(tag) == fits(want)), None)
            if found is not None:
                return found
    return tags[0] if tags else None


def _normalize(tag):
    return re.sub(r"[_@]", "-", tag).lower()


def _get_base(tag):
    return _normalize(tag).split("-", 1)[0]
