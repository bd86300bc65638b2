# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Links in a text that a person wrote."""

import re
from collections import Counter

_LINK = re.compile(r"(?<!\w)https?://\w[^\s<>\"]*", re.IGNORECASE)
_ENDING = ".,;:!?'…”’»“"
_CLOSING = {")": "(", "]": "[", "}": "{"}


def find_links(text):
    """Find the links that have a scheme.

    The punctuation of the sentence around a link is no part of it, nor are closing
    brackets that it does not open.

    :param text: any text
    :return: iterator of (start, address)
    """
    for match in _LINK.finditer(text):
        yield match.start(), _trim(match.group())


def _trim(link):
    counts, end = Counter(link), len(link)
    while link[end - 1] in _ENDING or _is_unopened(link[end - 1], counts):
        end -= 1
        counts[link[end]] -= 1
    return link[:end]


def _is_unopened(sign, counts):
    opening = _CLOSING.get(sign)
    return bool(opening) and counts[opening] < counts[sign]
