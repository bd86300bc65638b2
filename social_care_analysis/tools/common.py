# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Words that tell nothing of what a text is about."""

from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "data/common_words.txt"


@lru_cache
def common_words():
    """Common words of all languages: few of one language name a thing in another."""
    lines = FILE.read_text("utf-8").splitlines()
    return frozenset(
        word
        for line in lines
        if not line.startswith(("#", "["))
        for word in line.split()
    )
