# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A text in the form for the analysis: limited, normalized, split into tokens.

All functions take linear time, and only the first ``LONGEST`` characters count: longer
texts have said what they are about by then.
"""

import html
import re
from dataclasses import dataclass
from functools import cached_property

from odoo.addons.social_care.tools.folding import fold_case, respell

LONGEST = 2000
LONGEST_TOKEN = 40

# Scripts without spaces between words: kana, Han, Thai, Lao, Burmese, Khmer.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff"
_SMILEY = (
    r"</?3|[:;=8][-'^]{0,2}[)(\]\[dpoc@>/\\|*3](?!\w)|[)(\]\[][-']?[:;=](?!\w)|\^_?\^"
    r"|-[_.]-|>[._]<|[;*][_-][;*]|\._\.|\\o/|(?<!\w)x\((?!\w)"
)
_TOKEN = re.compile(
    rf"(?:https?://|www\.)\S+|@[\w.-]+|{_SMILEY}|[{_UNSPACED}]+"
    rf"|(?:[cdjlmnst]|qu|un|all|dell|nell|sull|dall)'"
    rf"|#?[^\W{_UNSPACED}]+(?:'[^\W{_UNSPACED}]+)*|[!?]+|\.\.+|[^\w\s]"
)
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]")
_LINK_OR_HANDLE = re.compile(r"(?:https?://|www\.)\S+|@[\w.-]+|#")
_STRETCHED = re.compile(r"(\D)\1{2,}")
_SKIN_TONES = dict.fromkeys(range(0x1F3FB, 0x1F400))


@dataclass(frozen=True)
class Text:
    """``plain`` is the normalized text in its original case; see ``tokens``."""

    plain: str

    @cached_property
    def lower(self):
        """Text folded like the words of rules (``STRASSE`` becomes ``straße``), with
        stretched words shortened (``Sooooo`` becomes ``soo``).
        """
        return _STRETCHED.sub(r"\1\1", fold_case(self.plain))

    @cached_property
    def tokens(self):
        """Words, handles, links, smileys and signs in their order.

        A script without spaces gives overlapping pairs of characters. A text in
        capitals ends with the token ``CAPITALS``.
        """
        found = []
        for token in _TOKEN.findall(self.lower):
            if _UNSPACED_RUN.match(token):
                found += _split_pairs(token)
            else:
                found.append(token[:LONGEST_TOKEN])
        return found + ["CAPITALS"] if self._shouts else found

    @cached_property
    def bare(self):
        """Text without links, handles and the signs of hashtags."""
        return _LINK_OR_HANDLE.sub(" ", self.plain)

    @property
    def _shouts(self):
        return self.plain.isupper() and len(self.plain) > 15


def _split_pairs(run):
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def read(text):
    """Return the ``Text`` of the beginning of a text, without unusable characters.

    Lone surrogates become ``?``, character references are resolved, and each character
    is normalized as in the words of rules (``respell``).
    """
    start = text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    if "&" in start:
        start = html.unescape(start)
        start = start.encode("utf-8", "replace").decode("utf-8")
    return Text(respell(start.translate(_SKIN_TONES))[:LONGEST])


def is_unspaced(text):
    """Return whether the text has a script without spaces between words."""
    return not text.isascii() and bool(_UNSPACED_RUN.search(text))


def count_unspaced(text):
    """Return the number of characters in such scripts, each of which says more."""
    return 0 if text.isascii() else len(_UNSPACED_RUN.findall(text))
