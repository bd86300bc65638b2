# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The words of a hashtag: ``#NeverAgain`` and ``#neveragain`` are "never again"."""

import re

_HASHTAG = re.compile(r"#(\w+)")
_WORD_START = re.compile(r"(?<=[^\W\d_A-ZА-ЯÀ-Þ])(?=[A-ZА-ЯÀ-ÞĄĆĘŁŃÓŚŹŻ])")
_SHORTEST, _LONGEST = 2, 20


def split_by_case(text):
    """Return {hashtag in lower case: its words} of those hashtags of a text in which
    capitals or underscores begin words.
    """
    parts = {f"#{tag.lower()}": _list_parts(tag) for tag in _HASHTAG.findall(text)}
    return {tag: words for tag, words in parts.items() if len(words) > 1}


def _list_parts(tag):
    marked = _WORD_START.sub("_", tag)
    return [part.lower() for part in marked.split("_") if part]


def segment(tag, vocabulary):
    """Return the fewest words of a vocabulary that make up a tag; none if there are
    none.

    :param tag: in lower case, without its sign
    :param vocabulary: a set of words
    """
    best = [[], *(None for _sign in tag)]
    for end in range(_SHORTEST, len(tag) + 1):
        for start in range(max(end - _LONGEST, 0), end - _SHORTEST + 1):
            words, word = best[start], tag[start:end]
            is_better = words is not None and (
                best[end] is None or len(words) < len(best[end]) - 1
            )
            if is_better and word in vocabulary:
                best[end] = [*words, word]
    return best[-1] or []
