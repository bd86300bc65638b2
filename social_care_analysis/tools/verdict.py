# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A verdict of a step."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Verdict:
    """What a step of another addon says of a text.

    :param label: the verdict, "" for none
    :param sure: from 0 to 1
    :param words: the words of the text that it rests on
    """

    label: str
    sure: float = 1.0
    words: list = field(default_factory=list)
