# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a step of the analysis is given: plain values of one company's mentions."""

from dataclasses import dataclass, field
from functools import cached_property

from .reading import Batch
from .text import read


@dataclass
class Sample:
    """A batch of mentions; all lists have one item for each.

    ``hints`` are the networks' own language tags, ``reaches`` the authors' followers,
    ``messages`` says that this is the author's n-th lately, ``repeats`` how often the
    author said the very same. ``models`` names learned models to judge with instead of
    those in use: kind to Model, or to None for the rules alone. ``batch``, ``moods``
    (Sentiment) and ``hastes`` (Urgency) are there once their steps have spoken.
    """

    texts: list[str]
    hints: list[str]
    reaches: list[int]
    messages: list[int]
    repeats: list[int]
    models: dict = field(default_factory=dict)
    batch: Batch | None = None
    moods: list = field(default_factory=list)
    hastes: list = field(default_factory=list)

    @cached_property
    def cleaned(self):
        """A Text for each."""
        return [read(text) for text in self.texts]

    @classmethod
    def of_texts(cls, texts, hints=None):
        """Texts of which nothing else is known: one message of somebody each."""
        ones = [1] * len(texts)
        return cls(texts, hints or [""] * len(texts), [0] * len(texts), ones, ones)
