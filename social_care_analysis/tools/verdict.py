# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Verdicts of the steps of other addons."""

from dataclasses import dataclass, field


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
