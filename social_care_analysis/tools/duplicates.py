# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Find texts that are copies of each other: reposts, shares, shortened or slightly
changed.

One-permutation MinHash: the character n-grams of a text are hashed into bins, each bin
keeps its smallest hash, and the share of equal bins estimates the similarity of two
texts (Jaccard). Three bins form a *band*: copies nearly always share one, so an index
of bands finds the candidates. All numbers are the same on every machine and fit the
``int[]`` of PostgreSQL.

Texts that differ in a number ("order 4711", "order 4712") are from two people with the
same problem and no copies: their numbers are part of the bands.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from .text import count_unspaced

BINS, BAND = 48, 3
GROUP = 4
# Similarity from which texts are counted together, and from which they are the same
# post that was passed on and shares a reply.
ALIKE, COPY = 0.45, 0.8
# Similarity from which storing the signature of a copy adds nothing.
_SAME = 0.9
# Shorter texts ("thank you!") are written independently by many people.
SHORTEST = 20
_NOBODY_ELSE = 80
_EMPTY = -1
_LARGEST = np.iinfo(np.int32).max
_PASSED_ON = re.compile(r"\brt @?\S+|\bvia @\S+|(?:https?://|www\.)\S+|@[\w.-]+")
_NO_WORD = re.compile(r"[\W_]+")
_IS_PASSED_ON = re.compile(r"(?:^|\W)rt\W*@|\bvia @")
_NUMBER = re.compile(r"\d+")
_PRIME = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Signature:
    """``bands`` find candidates, ``bins`` compare them."""

    bands: list[int]
    bins: list[int]


def bare(text):
    """Return what copies of a ``Text`` have in common, '' if it is too short."""
    words = _NO_WORD.sub(" ", _PASSED_ON.sub(" ", text.lower)).strip()
    return words if len(words) + 2 * count_unspaced(words) >= SHORTEST else ""


def is_passed_on(text):
    """Return whether a ``Text`` that resembles another one is a repost of it: it says
    so, or is too long for two people to write the same.
    """
    long = len(bare(text)) >= _NOBODY_ELSE
    return long or bool(_IS_PASSED_ON.search(text.lower))


def signatures(texts):
    """Return a ``Signature`` for each ``Text``, None for one that is too short."""
    plain = [bare(text) for text in texts]
    distinct = [words for words in dict.fromkeys(plain) if words]
    bins = _compute_bins(distinct) if distinct else np.zeros((0, BINS), np.int32)
    bands = _compute_bands(bins, [_digest_numbers(words) for words in distinct])
    known = {
        words: Signature(keys, values)
        for words, keys, values in zip(distinct, bands, bins.tolist(), strict=True)
    }
    return [known.get(words) for words in plain]


def _compute_bins(texts):
    """Return (text × bin): the smallest hash in the bin, or -1."""
    hashes, owners = _hash_groups(texts)
    places = owners * BINS + (hashes % np.uint64(BINS)).astype(np.int64)
    smallest = np.full(len(texts) * BINS, _LARGEST, np.int32)
    np.minimum.at(smallest, places, (hashes >> np.uint64(33)).astype(np.int32))
    smallest[smallest == _LARGEST] = _EMPTY
    return smallest.reshape(len(texts), BINS)


def _hash_groups(texts):
    """Return the hash of each character n-gram, and the text that it belongs to."""
    codes = [np.frombuffer(text.encode("utf-32-le"), np.uint32) for text in texts]
    lengths = np.fromiter(map(len, codes), np.int64, len(codes))
    letters = np.concatenate(codes).astype(np.uint64)
    groups = np.maximum(lengths - GROUP + 1, 0)
    owners = np.repeat(np.arange(len(texts)), groups)
    skipped = np.cumsum(lengths) - lengths - (np.cumsum(groups) - groups)
    starts = np.arange(len(owners)) + skipped[owners]
    hashes = np.zeros(len(starts), np.uint64)
    for offset in range(GROUP):
        hashes = (hashes ^ letters[starts + offset]) * _PRIME
    return _mix(hashes), owners


def _mix(hashes):
    """Mix hashes so that each bit depends on all characters."""
    hashes = (hashes ^ (hashes >> np.uint64(29))) * _MIX
    return hashes ^ (hashes >> np.uint64(32))


def _digest_numbers(words):
    """Return a hash of the numbers in a text, 0 without any."""
    found = sorted(set(_NUMBER.findall(words)))
    return crc32(" ".join(found).encode()) if found else 0


def _compute_bands(bins, numbers):
    """Return signed 32-bit keys. An empty bin takes the value of its neighbor."""
    filled = bins
    while (filled == _EMPTY).any():
        filled = np.where(filled == _EMPTY, np.roll(filled, 1, axis=1), filled)
    rows = zip(filled.astype("<i4"), numbers, strict=True)
    return [list(_iterate_keys(row.tobytes(), number)) for row, number in rows]


def _iterate_keys(packed, number):
    size = 4 * BAND
    for at in range(0, 4 * BINS, size):
        key = crc32(packed[at : at + size], at ^ number)
        yield key - (1 << 32) if key >> 31 else key


def similarities(one, others):
    """Return the estimated similarity (0 to 1) between a row of bins and each of
    others.
    """
    filled = (others != _EMPTY) | (one != _EMPTY)
    return ((others == one) & filled).sum(1) / filled.sum(1)


def group(found):
    """Return, for each ``Signature`` of a batch, the index of the first in its
    group.
    """
    index = _Index(len(found))
    for at, own in enumerate(found):
        index.join(at, own)
    return [index.leader(at) for at in range(len(found))]


@dataclass(frozen=True)
class Place:
    """Where a signature belongs.

    ``leader`` is the label of a known group, or an index into the batch; so is
    ``original``, the text that this is a copy of, or None. ``tells`` says whether the
    signature is worth storing.
    """

    leader: object
    original: object
    tells: bool


def place(found, known):
    """Return the ``Place`` of each signature of a batch among those of the last days.

    :param found: list of ``Signature`` or None
    :param known: list of (label of its group, its own label, ``Signature``)
    :return: list of ``Place``
    """
    index = _Index(len(known) + len(found))
    groups, owners = index.remember(known)
    joined = [index.join(at, own) for at, own in enumerate(found)]
    return [
        Place(
            groups.get(top := index.leader(at), top),
            owners.get(original, original),
            at in index.told,
        )
        for at, original in enumerate(joined)
    ]


class _Index:
    """Index of known signatures; groups that turn out to be the same are merged."""

    def __init__(self, size):
        self.by_band = defaultdict(set)
        self.bins = np.empty((size, BINS), np.int32)
        self.at = []
        self.told = set()
        self.above = {}

    def remember(self, known):
        """Add known signatures."""
        leaders, owners = {}, {}
        for at, (group, own, signature) in enumerate(known, -len(known)):
            self.above[at] = leaders.setdefault(group, at)
            owners[at] = own
            self._add(at, signature)
        return {at: group for group, at in leaders.items()}, owners

    def join(self, at, signature):
        """Add one signature to its group, and return what it is a copy of, if
        anything.
        """
        self.above[at] = at
        if signature is None:
            return None
        rows = sorted(set().union(*(self.by_band[band] for band in signature.bands)))
        shares = similarities(np.array(signature.bins), self.bins[rows])
        alike = [self.at[rows[one]] for one in np.flatnonzero(shares >= ALIKE)]
        self._unite({self.leader(other) for other in alike} | {at})
        best = shares.max(initial=0)
        if best < _SAME:
            self._add(at, signature)
        return self.at[rows[shares.argmax()]] if best >= COPY else None

    def _unite(self, leaders):
        first = min(leaders)
        self.above.update(dict.fromkeys(leaders, first))

    def _add(self, at, signature):
        row = len(self.at)
        self.at.append(at)
        self.told.add(at)
        self.bins[row] = signature.bins
        for band in signature.bands:
            self.by_band[band].add(row)

    def leader(self, at):
        while self.above[at] != at:
            at = self.above[at]
        return at
