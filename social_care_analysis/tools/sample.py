# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The input of the steps of the analysis: plain values of mentions of one company."""

from dataclasses import dataclass, field
from functools import cached_property

from .reading import Batch
from .text import read


@dataclass
class Sample:
    """A batch of mentions; each list has one item for each mention.

    :param texts: as they were written
    :param hints: the networks' own language tags, "" for none
    :param reaches: numbers of followers of the authors
    :param messages: n where this is the author's n-th message lately
    :param repeats: how often the author wrote the very same lately
    :param models: {kind: ``learner.Model``} to judge with instead of those in use;
        None for the rules alone
    :param verdicts: {kind: verdicts} of the steps that have run
    """

    texts: list[str]
    hints: list[str]
    reaches: list[int]
    messages: list[int]
    repeats: list[int]
    models: dict = field(default_factory=dict)
    verdicts: dict = field(default_factory=dict)

    @cached_property
    def cleaned(self):
        """A ``tools.text.Text`` for each mention."""
        return [read(text) for text in self.texts]

    @cached_property
    def batch(self):
        """The ``reading.Batch`` of the texts; needs their languages."""
        return Batch(self.cleaned, self.verdicts["language"])

    @property
    def moods(self):
        """The ``sentiment.Sentiment`` of each mention."""
        return self.verdicts["sentiment"]

    @property
    def hastes(self):
        """The ``urgency.Urgency`` of each mention."""
        return self.verdicts["urgency"]

    @classmethod
    def of_texts(cls, texts, hints=None):
        """Return a sample of texts about which nothing else is known."""
        ones = [1] * len(texts)
        return cls(texts, hints or [""] * len(texts), [0] * len(texts), ones, ones)
