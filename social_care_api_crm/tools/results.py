# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What operations about customers return, see ``social_care_api.tools.results``."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from odoo.addons.social_care_api.tools.results import Choice, Moment


@dataclass(frozen=True, kw_only=True)
class Found:
    """A contact, or a person on a network whose contact is not known.

    ``by``: what of them was asked for.
    """

    by: Literal["phone", "email", "handle"]
    name: str
    contact: Choice | None = None
    profile: Choice | None = None
    network: str | None = None


@dataclass(frozen=True, kw_only=True)
class FoundPage:
    """Everybody who was found. A number that several share finds all of them."""

    customers: list[Found]


@dataclass(frozen=True, kw_only=True)
class OpenTicket:
    """An open ticket of the customer."""

    ticket_id: int
    number: str
    title: str
    stage: str
    at: Moment


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Another profile of the customer. ``is_proven``: the link to them is."""

    profile_id: int
    name: str
    handle: str
    network: str
    is_proven: bool


@dataclass(frozen=True, kw_only=True)
class Channel:
    """The last contact in a channel."""

    label: str
    at: Moment


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A business figure that the user may see."""

    code: str
    label: str
    count: int
    details: list[str]


@dataclass(frozen=True, kw_only=True)
class Card:
    """The customer card. ``strength``: how sure it is whose profile it is."""

    name: str
    do_not_contact: bool
    tickets: list[OpenTicket]
    ticket_count: int
    profiles: list[Profile]
    channels: list[Channel]
    figures: list[Figure]
    notes: list[str]
    tags: list[str]
    contact_id: int | None = None
    profile_id: int | None = None
    company: str | None = None
    strength: str | None = None
    segment: str | None = None
    customer_since: date | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that happened with the customer."""

    kind: str
    record_id: int
    at: Moment
    title: str
    text: str
    is_incoming: bool
    is_private: bool
    is_unproven: bool
    people: list[str]
    person: str | None = None
    state: str | None = None


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """A page of the timeline, newest first. ``next`` is the cursor of the next one."""

    entries: list[Entry]
    next: str | None = None
