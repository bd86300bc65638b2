# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Maps message attributes to the skills required to answer it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class About:
    """Attributes of a message, or conditions of a rule; as a condition, empty values
    match anything."""

    company: int
    topic: int = 0
    language: str = ""
    network: str = ""
    category: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A message that meets all conditions that are set calls for ``skills``."""

    about: About
    skills: frozenset

    def matches(self, about):
        own = self.about
        return own.company == about.company and all(
            not getattr(own, name) or getattr(own, name) == getattr(about, name)
            for name in ("topic", "language", "network", "category")
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """Requirement of a team for a skill: ``required``, ``preferred`` or ``ignored``."""

    kind: str
    level: int = 0
    always: bool = False


def compute_requirements(asked, cells):
    """Skill requirements of a team for a message.

    :param asked: set of skills that the message calls for
    :param cells: {skill: Cell} of the team; skills without a cell are required at any
        level
    :return: sorted list of [skill, level, whether it is required]
    """
    always = {skill for skill, cell in cells.items() if cell.always}
    wanted = {skill: cells.get(skill, Cell("required")) for skill in asked | always}
    return sorted(
        [skill, cell.level, cell.kind == "required"]
        for skill, cell in wanted.items()
        if cell.kind != "ignored"
    )
