# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How networks count the length of a text.

``Capabilities.text_unit`` names a measure. An addon adds one of its own here with
``register``, and its twin for the composer in the category ``social_care.measures`` of
the JavaScript registry; static/tests/length_cases.esm.js holds the two equal.
"""

from unicodedata import normalize

import regex

from . import text_links
from .text import grapheme_length, utf16_length

#: Functions from a text to its length, by code.
MEASURES = {}

LINK_LENGTH = 23

_PICTURE = r"(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|\p{ExtPict}\ufe0f?)"
_EMOJI = regex.compile(
    rf"""
    [#*0-9]\ufe0f?\u20e3
    | \p{{Regional_Indicator}}{{2}}
    | \U0001f3f4[\U000e0061-\U000e007a]+\U000e007f
    | [\u00a9\u00ae]\ufe0f
    | (?![\u00a9\u00ae]){_PICTURE}(?:\u200d{_PICTURE})*
    """,
    regex.X,
)
# Code points that X counts once (configuration v3 of twitter-text); others count twice.
_LIGHT = regex.compile(r"[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_WORD = r"\p{L}\p{M}\p{N}\p{Pc}"
_REMOTE_MENTION = regex.compile(
    rf"(?<![=/{_WORD}])(@[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)@[{_WORD}.-]*[{_WORD}]"
)


def register(code):
    """Declare a measure, as a decorator of the function that counts.

    :param code: str, for ``Capabilities.text_unit``; of one function only
    :raise ValueError: if another function has the code
    """

    def declare(function):
        if MEASURES.setdefault(code, function) is not function:
            raise ValueError(f"The measure {code} is declared already.")
        return function

    return declare


def measure(text, unit):
    """Return the length of a text.

    :param text: str
    :param unit: key of MEASURES
    """
    return MEASURES[unit](text)


def fits(text, capabilities):
    """Return whether a network accepts a text of this length, in its unit and in bytes.

    :param text: str
    :param capabilities: ``tools.capabilities.Capabilities``
    """
    limits = _list_limits(capabilities)
    return all(measure(text, unit) <= limit for unit, limit in limits)


def find_tightest_limit(text, capabilities):
    """Return the limit that a text comes closest to, or exceeds most.

    :return: (unit, limit)
    """
    return max(
        _list_limits(capabilities),
        key=lambda one: measure(text, one[0]) / max(one[1], 1),
    )


def count_missing(text, capabilities):
    """Return how much a text lacks to be long enough for the network, in its unit.

    :param text: str
    :param capabilities: ``tools.capabilities.Capabilities``
    :return: number, 0 if the text is long enough
    """
    return max(0, capabilities.text_minimum - measure(text, capabilities.text_unit))


def _list_limits(capabilities):
    limits = [(capabilities.text_unit, capabilities.text_limit)]
    if capabilities.byte_limit is not None:
        limits.append(("bytes", capabilities.byte_limit))
    return limits


@register("bytes")
def count_bytes(text):
    """Return the number of bytes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


@register("weighted")
def count_weighted(text):
    """Return the length on X ("Counting characters", twitter-text 3): a link counts 23,
    an emoji 2, other characters 1 or 2 by their script.
    """
    text = normalize("NFC", text)
    links, end, weight = list(text_links.find_links(text, text_links.X)), 0, 0
    for start, next_end in [*links, (len(text), 0)]:
        weight += _weigh(text[end:start])
        end = next_end
    return weight + LINK_LENGTH * len(links)


def _weigh(text):
    plain, emoji_count = _EMOJI.subn("", text)
    light_count = len(_LIGHT.findall(plain))
    return 2 * (emoji_count + len(plain)) - light_count


@register("links_as_23")
def count_links_as_23(text):
    """Return the length on Mastodon (its StatusLengthValidator): graphemes, of which a
    link counts 23 and ``@user@server`` counts as ``@user``.
    """
    parts, end = [], 0
    for start, next_end in text_links.find_links(text, text_links.MASTODON):
        parts += [text[end:start], "x" * LINK_LENGTH]
        end = next_end
    return grapheme_length(_REMOTE_MENTION.sub(r"\1", "".join([*parts, text[end:]])))


register("characters")(len)
register("graphemes")(grapheme_length)
register("utf16")(utf16_length)
