# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Which texts are copies of each other: retweets, shares, cut or slightly changed.

A one-permutation MinHash: the groups of letters of a text fall into bins, each bin
keeps its smallest hash, and the share of equal bins estimates how much two texts have
in common (Jaccard). Three bins together are a *band*: copies nearly always share one,
so an index over bands finds who is worth comparing. All numbers are the same on every
machine and fit PostgreSQL's ``int[]``.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from .text import count_unspaced

BINS, BAND = 48, 3
GROUP = 4
ALIKE = 0.45
# From here on a copy tells nothing that its model does not tell.
_SAME = 0.9
# A shorter text ("thank you!") may be said by many who have nothing in common.
SHORTEST = 20
_EMPTY = -1
_LARGEST = np.iinfo(np.int32).max
_PASSED_ON = re.compile(r"\brt @?\S+|\bvia @\S+|(?:https?://|www\.)\S+|@[\w.-]+")
_NO_WORD = re.compile(r"[\W_]+")
_PRIME = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Signature:
    """``bands`` to find candidates by, ``bins`` to compare them by."""

    bands: list[int]
    bins: list[int]


def bare(text):
    """What copies of a Text have in common, or "" where it is too short to say."""
    words = _NO_WORD.sub(" ", _PASSED_ON.sub(" ", text.lower)).strip()
    return words if len(words) + 2 * count_unspaced(words) >= SHORTEST else ""


def signatures(texts):
    """A Signature for each Text, None for one that is too short."""
    plain = [bare(text) for text in texts]
    distinct = [words for words in dict.fromkeys(plain) if words]
    bins = _bins(distinct) if distinct else np.zeros((0, BINS), np.int32)
    bands = _bands(bins)
    known = {
        words: Signature(keys, values)
        for words, keys, values in zip(distinct, bands, bins.tolist(), strict=True)
    }
    return [known.get(words) for words in plain]


def _bins(texts):
    """Text × bin: the smallest hash that fell into it, or -1."""
    hashes, owners = _hashes(texts)
    places = owners * BINS + (hashes % np.uint64(BINS)).astype(np.int64)
    smallest = np.full(len(texts) * BINS, _LARGEST, np.int32)
    np.minimum.at(smallest, places, (hashes >> np.uint64(33)).astype(np.int32))
    smallest[smallest == _LARGEST] = _EMPTY
    return smallest.reshape(len(texts), BINS)


def _hashes(texts):
    """A hash of each group of letters, and the text that it belongs to."""
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
    return _mixed(hashes), owners


def _mixed(hashes):
    """Hashes whose every bit depends on every letter."""
    hashes = (hashes ^ (hashes >> np.uint64(29))) * _MIX
    return hashes ^ (hashes >> np.uint64(32))


def _bands(bins):
    """Signed 32-bit keys; an empty bin borrows from its neighbour for this."""
    filled = bins
    while (filled == _EMPTY).any():
        filled = np.where(filled == _EMPTY, np.roll(filled, 1, axis=1), filled)
    return [list(_keys(row.tobytes())) for row in filled.astype("<i4")]


def _keys(packed):
    size = 4 * BAND
    for at in range(0, 4 * BINS, size):
        key = crc32(packed[at : at + size], at)
        yield key - (1 << 32) if key >> 31 else key


def similarity(one, other):
    """The estimated share of what two lists of bins have in common, 0 to 1."""
    one, other = np.asarray(one), np.asarray(other)
    filled = (one != _EMPTY) | (other != _EMPTY)
    return float(((one == other) & filled).sum() / filled.sum())


def closest(signature, candidates):
    """The id of the candidate (id, bins) most like a Signature, or None."""
    alike = [(similarity(signature.bins, bins), -id_) for id_, bins in candidates]
    best, id_ = max(alike, default=(0, 0))
    return -id_ if best >= ALIKE else None


def group(found):
    """For each Signature of a batch the index of the first in its group."""
    index = _Index()
    leaders = [index.join(at, own) for at, own in enumerate(found)]
    return [index.leader(at) for at in leaders]


def place(found, known):
    """Where each Signature of a batch belongs, after those of the last days.

    :param known: pairs of a label (of a group) and a Signature
    :return: for each of ``found`` the label of its group or the index of the first
        of the batch in it, and whether its signature tells anything new
    """
    index = _Index()
    labels = index.remember(known)
    leaders = [index.join(at, own) for at, own in enumerate(found)]
    tops = [index.leader(at) for at in leaders]
    return [
        (labels.get(top, top), at in index.bins)
        for at, top in zip(leaders, tops, strict=True)
    ]


class _Index:
    """Signatures met so far; groups that turn out to be one are united."""

    def __init__(self):
        self.by_band = defaultdict(set)
        self.bins = {}
        self.above = {}

    def remember(self, known):
        """Take in what is known of groups; gives the label of each leader."""
        leaders = {}
        for at, (label, signature) in enumerate(known, -len(known)):
            self.above[at] = leaders.setdefault(label, at)
            self._add(at, signature, np.array(signature.bins))
        return {at: label for label, at in leaders.items()}

    def join(self, at, signature):
        self.above[at] = at
        if signature is None:
            return at
        own = np.array(signature.bins)
        near = self._near(signature)
        likes = {other: similarity(own, self.bins[other]) for other in near}
        alike = [other for other, share in likes.items() if share >= ALIKE]
        self._unite({self.leader(other) for other in alike} | {at})
        if max(likes.values(), default=0) < _SAME:
            self._add(at, signature, own)
        return at

    def _near(self, signature):
        return set().union(*(self.by_band[band] for band in signature.bands))

    def _unite(self, leaders):
        first = min(leaders)
        self.above.update(dict.fromkeys(leaders, first))

    def _add(self, at, signature, own):
        self.bins[at] = own
        for band in signature.bands:
            self.by_band[band].add(at)

    def leader(self, at):
        while self.above[at] != at:
            at = self.above[at]
        return at
