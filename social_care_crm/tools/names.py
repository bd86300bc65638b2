# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Compare names of people."""

import re
import unicodedata
from functools import lru_cache

SAME, CLOSE, OTHER, UNKNOWN = "same", "close", "other", "unknown"
LONGEST_NAME = 200
# Titles before or after a name.
_TITLES = frozenset(
    "dr prof mr mrs ms miss herr frau sr sra ing dipl mag mme mlle jr".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=20_000)
def split_name(name):
    """Return the words of a name: lower case, without accents and titles.

    :param name: str, may be empty
    :return: tuple of str
    """
    plain = unicodedata.normalize("NFKD", (name or "")[:LONGEST_NAME])
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = _WORD.findall(plain.casefold())
    return tuple(word for word in words if word not in _TITLES)


def is_full(name):
    """Return whether a name has two whole words: a first and a last name."""
    return sum(len(word) > 1 for word in split_name(name)) > 1


def compare_names(ours, theirs):
    """Compare the name of a contact with that of a profile.

    :return: ``same``: the same full names in any order; ``close``: initials, a missing
        or additional word, a typing error; ``other``: two full names that differ;
        ``unknown`` where one of them is no full name
    """
    mine, other = split_name(ours), split_name(theirs)
    if sorted(mine) == sorted(other) and is_full(ours):
        return SAME
    if not is_full(ours) or len(other) < 2:
        return UNKNOWN
    if _is_close(mine, other):
        return CLOSE
    return OTHER if is_full(theirs) else UNKNOWN


def _is_close(mine, other):
    """Whether each word of the shorter name is in the longer one, at least one of them
    whole; an initial stands for a word.
    """
    short, long = sorted((mine, other), key=len)
    left = list(long)
    whole = 0
    for word in sorted(short, key=len, reverse=True):
        found = next((one for one in left if _is_like(word, one)), None)
        if found is None:
            return False
        left.remove(found)
        whole += min(len(word), len(found)) > 1
    return whole > 0


def _is_like(word, other):
    if len(word) == 1 or len(other) == 1:
        return word[0] == other[0]
    return word == other or (len(word) > 4 and is_one_slip(word, other))


def is_one_slip(word, other):
    """Return whether two words differ by one letter, or two neighbors swapped."""
    short, long = sorted((word, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b),
        len(short),
    )
    if len(short) != len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1]
    return (
        short[start + 1 :] == long[start + 1 :]
        or swapped + short[start + 2 :] == long[start:]
    )


def list_variants(name, handle=""):
    """Return how a contact of this name may be written, in lower case: contacts are
    looked up by it.

    :param name: name that a profile shows
    :param handle: its handle, which often is the name
    :return: set of str; empty where neither is a full name
    """
    found = set()
    for source in (name, re.sub(r"[\d._-]+", " ", (handle or "").partition("@")[0])):
        source = " ".join((source or "")[:LONGEST_NAME].lower().split())
        words = source.replace(",", " ").split()
        if not is_full(source) or len(words) > 5:
            continue
        found |= {source, " ".join(words)}
        found |= {
            f"{words[-1]} {' '.join(words[:-1])}",
            f"{' '.join(words[1:])} {words[0]}",
        }
        found.add(f"{words[-1]}, {' '.join(words[:-1])}")
    return found
