# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A batch of texts, read once for all later steps."""

from dataclasses import dataclass
from functools import cached_property

from . import features
from .lexicon import lexicon
from .text import read
from .urgency_matcher import get_matcher


@dataclass(frozen=True)
class Batch:
    """``texts`` as ``tools.text.Text`` and their ``languages`` ('' if unknown)."""

    texts: list
    languages: list

    def __len__(self):
        return len(self.texts)

    @cached_property
    def hits(self):
        """The hits of the lexicon in each text."""
        pairs = zip(self.texts, self.languages, strict=True)
        return [lexicon(code).hits(text) for text, code in pairs]

    @cached_property
    def findings(self):
        """The patterns of urgency found in each text."""
        find = get_matcher().find
        pairs = zip(self.texts, self.languages, strict=True)
        return [find(text, code) for text, code in pairs]

    @cached_property
    def features(self):
        return features.extract(self.texts)


def read_known(texts, languages):
    """Return a ``Batch`` of texts whose language is known, for training."""
    return Batch([read(text) for text in texts], list(languages))
