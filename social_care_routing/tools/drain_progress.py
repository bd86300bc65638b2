# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Rows that one job of the drain has skipped and leaves for the next one."""

from dataclasses import dataclass, field


@dataclass
class DrainProgress:
    """Progress of one job of the drain.

    :param locked_agents: ids of agents whose rows another transaction holds
    :param locked_works: ids of work items whose rows another transaction holds
    :param is_unfinished: whether there was more than fits into one transaction
    """

    locked_agents: set = field(default_factory=set)
    locked_works: set = field(default_factory=set)
    is_unfinished: bool = False

    @property
    def has_skipped(self):
        """Whether anything was skipped because another transaction holds it."""
        return bool(self.locked_agents or self.locked_works)
