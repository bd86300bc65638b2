# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import dataclass, field

from .errors import ServiceError

# Refusals that the same call may overcome, without another act of its own in between.
_PASSING = ("forbidden", "internal_error", "invalid_request", "request_id_reused")


@dataclass(frozen=True)
class Outcome:
    """How a call ended.

    :param answer: dict of JSON values
    :param error: ``ServiceError`` of a refused call
    """

    answer: dict = field(default_factory=dict)
    error: ServiceError | None = None

    @property
    def can_be_stored(self):
        """Whether the same request gets this outcome again."""
        return not self.error or self.error.code not in _PASSING
