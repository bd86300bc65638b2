# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A batch of texts, read once for all later steps."""

from dataclasses import dataclass
from functools import cached_property

from . import features, sarcasm
from .lexicon import lexicon
from .matcher import get_matcher
from .patterns import RELEVANCE, SARCASM, SUBJECTS, URGENCY, load_kinds
from .text import read


@dataclass(frozen=True)
class Batch:
    """``texts`` as ``tools.text.Text`` and their ``languages`` ('' if unknown)."""

    texts: list
    languages: list

    def __len__(self):
        return len(self.texts)

    @cached_property
    def hits(self):
        """The hits of the lexicon in each text, without what is meant sarcastically."""
        rows = zip(self.texts, self.languages, self._select(SARCASM), strict=True)
        return [sarcasm.turn(lexicon(code).hits(text), own) for text, code, own in rows]

    @cached_property
    def findings(self):
        """The patterns of urgency found in each text."""
        return self._select(URGENCY)

    @cached_property
    def offers(self):
        """The patterns of relevance found in each text: adverts, and customers."""
        return self._select(RELEVANCE)

    @cached_property
    def _found(self):
        find = get_matcher(*SUBJECTS).find
        pairs = zip(self.texts, self.languages, strict=True)
        return [find(text, code) for text, code in pairs]

    def _select(self, subject):
        kinds = load_kinds(subject)
        return [[one for one in own if one.kind in kinds] for own in self._found]

    @cached_property
    def features(self):
        return features.extract(self.texts)


def read_known(texts, languages):
    """Return a ``Batch`` of texts whose language is known, for training."""
    return Batch([read(text) for text in texts], list(languages))
