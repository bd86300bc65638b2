# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What people say in the bench: the same words for every peer, from a fixed seed."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import count as numbers

SEED = 2026
# People write to a company more than once.
POSTS_PER_AUTHOR = 2
WORDS = (
    "my parcel is late again please help the app shows an error since monday thank "
    "you for the quick answer where can I change my address I want my money back"
).split()

_batches = numbers(1)


@dataclass(frozen=True)
class Said:
    number: int
    author: int
    text: str
    at: datetime


def posts(count):
    """``count`` posts, oldest first, of people who have not written before."""
    batch = next(_batches)
    chance = random.Random(f"{SEED} {batch}")
    now = datetime.now(timezone.utc).replace(microsecond=0)
    return [
        Said(
            number=batch * 100_000 + index,
            author=batch * 100_000 + index % max(count // POSTS_PER_AUTHOR, 1),
            text="@brand " + " ".join(chance.choices(WORDS, k=chance.randint(5, 30))),
            at=now - timedelta(seconds=count - index),
        )
        for index in range(count)
    ]
