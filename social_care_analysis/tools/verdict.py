# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Verdicts of the steps of other addons, and which verdicts are unsure."""

from dataclasses import dataclass, field

# A verdict less probable than this is unsure: about every second one is wrong. The
# chips (``verdict_kinds.esm.js``) have the same threshold.
UNSURE = 0.6


@dataclass(frozen=True)
class Verdict:
    """Verdict of a step of another addon on a text, see ``social.care.analysis.kind``.

    :param label: the verdict, '' for none
    :param sure: confidence, from 0 to 1
    :param words: words of the text that it rests on
    """

    label: str
    sure: float = 1.0
    words: list = field(default_factory=list)


def is_unsure(grounds):
    """Return whether a verdict is unsure. One that a person set is not, nor one that
    says nothing of its confidence.

    :param grounds: what ``mention.verdicts`` keeps of it
    """
    return "by" not in grounds and 0 < grounds.get("sure", 0) < UNSURE
