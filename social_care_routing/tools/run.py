# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What one run of the drain passes over, and leaves for the next."""

from dataclasses import dataclass, field


@dataclass
class Run:
    """A run of the drain.

    :param agents: ids of agents whose rows somebody else is changing just now
    :param works: ids of work items of which the same is true
    :param is_unfinished: whether there was more than one transaction should do
    """

    agents: set = field(default_factory=set)
    works: set = field(default_factory=set)
    is_unfinished: bool = False

    @property
    def passed_over(self):
        """Whether something was left out because somebody else is changing it."""
        return bool(self.agents or self.works)
