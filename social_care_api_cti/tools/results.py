# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What operations about calls return, see ``social_care_api.tools.results``."""

from dataclasses import dataclass
from typing import Literal

from odoo.addons.social_care_api.tools.results import Choice, Moment


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call of the agent. ``can``: what is possible now."""

    call_id: int
    direction: Literal["in", "out", "internal"]
    number: str
    state: str
    own_state: str
    started_at: Moment
    contacts: list[Choice]
    can: list[str]
    contact: Choice | None = None
    ticket_id: int | None = None
    queue: str | None = None
    outcome: str | None = None
    error: str | None = None


@dataclass(frozen=True, kw_only=True)
class Calls:
    """The calls of the agent. ``can_call``: Odoo can ring their phone."""

    can_call: bool
    calls: list[Call]


@dataclass(frozen=True, kw_only=True)
class CallChanged:
    """A call for which something was asked; ``GET /calls`` tells what became of it."""

    call_id: int
