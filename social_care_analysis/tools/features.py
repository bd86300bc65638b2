# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Features of a batch of texts, computed once for all models.

A text consists of readable *units*: its tokens and its bigrams. Each has columns among
2^18 hashed features: a token its own and those of its character n-grams, so that
training on ``delayed`` helps with ``delays``.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

BITS = 18
WIDTH = 1 << BITS
# Lengths of character n-grams in a word with marked edges.
GROUP = 4
# Weight of all bigrams of a text, relative to all its tokens.
PAIR_WEIGHT = 0.7
_DIGIT = re.compile(r"\d")
_MIX_FIRST, _MIX_SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True)
class Features:
    """``units`` (unit × column) of ``size`` texts; ``owners`` has the text of each
    unit.

    The units are all tokens of all texts, then all bigrams. ``firsts`` are the tokens
    that begin a bigram.
    """

    size: int
    tokens: list
    firsts: np.ndarray
    units: csr_matrix
    owners: np.ndarray

    def __len__(self):
        return self.size

    @cached_property
    def matrix(self):
        """The features of the texts (text × column)."""
        units = len(self.owners)
        places = (self.owners, np.arange(units))
        ones = np.ones(units, np.float32)
        return csr_matrix((ones, places), (len(self), units)) @ self.units

    def label(self, unit):
        """Return the words of a unit."""
        if unit < len(self.tokens):
            return self.tokens[unit]
        first = self.firsts[unit - len(self.tokens)]
        return _join(self.tokens[first], self.tokens[first + 1])


def _join(first, second):
    """Join a bigram: words by a space, overlapping pairs of characters without one."""
    overlap = len(first) == 2 and first[1] == second[0] and not first.isascii()
    return first + second[1:] if overlap else f"{first} {second}"


def extract(texts):
    """Return the ``Features`` of a batch of ``Text``."""
    counts = np.fromiter((len(text.tokens) for text in texts), np.int64, len(texts))
    tokens = [token for text in texts for token in text.tokens]
    owners = np.repeat(np.arange(len(texts)), counts)
    firsts = np.flatnonzero(owners[1:] == owners[:-1])
    units = _extract_units(tokens, owners, firsts, len(texts))
    owners = np.concatenate((owners, owners[firsts]))
    return Features(len(texts), tokens, firsts, units, owners)


def _extract_units(tokens, owners, firsts, texts):
    """Return the rows of the tokens, then of the bigrams."""
    cells = list(map(_compute_cell, tokens))
    starts = _find_starts(np.fromiter(map(len, cells), np.int64, len(cells)) // 4)
    columns = np.frombuffer(b"".join(cells), np.int32)
    of_pairs = _mix(columns[starts[:-1]], firsts)
    values = (
        _compute_token_values(owners, columns, starts, texts),
        PAIR_WEIGHT * _compute_shares(owners[firsts], of_pairs, texts),
    )
    ends = np.concatenate((starts, starts[-1] + 1 + np.arange(len(firsts))))
    places = np.concatenate((columns, of_pairs)), ends
    rows = len(tokens) + len(firsts)
    return csr_matrix((np.concatenate(values), *places), (rows, WIDTH))


def _find_starts(lengths):
    return np.concatenate(([0], np.cumsum(lengths)))


def _mix(words, firsts):
    """Return the columns of the bigrams that begin at ``firsts``."""
    first, second = (words[at].astype(np.uint64) for at in (firsts, firsts + 1))
    mixed = first * _MIX_FIRST + second * _MIX_SECOND
    return (mixed >> np.uint64(64 - BITS)).astype(np.int32)


def _compute_token_values(owners, columns, starts, texts):
    """The tokens of a text have a total weight of 1, and so have its n-grams."""
    by_column = np.repeat(owners, np.diff(starts))
    is_word = np.zeros(len(by_column), bool)
    is_word[starts[:-1]] = True
    values = np.empty(len(by_column), np.float32)
    for kind in (is_word, ~is_word):
        values[kind] = _compute_shares(by_column[kind], columns[kind], texts)
    return values


def _compute_shares(owners, columns, texts):
    """Return, for each item, 1 / √(number of items of its text); repetitions count
    once.
    """
    is_new = np.zeros(len(columns), bool)
    is_new[np.unique((owners << BITS) + columns, return_index=True)[1]] = True
    counts = np.maximum(np.bincount(owners[is_new], minlength=texts), 1)
    return is_new * (1 / np.sqrt(counts, dtype=np.float32))[owners]


@lru_cache(maxsize=1 << 15)
def _compute_cell(token):
    """Return the columns of a token as bytes, its own first."""
    columns = [_hash_column("w" + name) for name in _list_names(token)]
    return np.array(columns, np.int32).tobytes()


def _list_names(token):
    if token.startswith(("http", "www.")):
        return ["link " + _find_host(token), "link"]
    plain = _DIGIT.sub("0", token)
    if not plain[-1].isalnum() or plain[0] == "@":
        return [plain]
    if len(plain) <= 2:
        return [plain, *(f"~{sign}" for sign in plain)]
    marked = f"<{plain.lstrip('#')}>"
    groups = (marked[at : at + GROUP] for at in range(len(marked) - GROUP + 1))
    return [plain, *(f"~{group}" for group in groups)]


def _find_host(link):
    return link.partition("//")[2].partition("/")[0] or link.partition("/")[0]


def _hash_column(name):
    return crc32(name.encode()) & (WIDTH - 1)
