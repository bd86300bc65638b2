# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What operations return. Moments are in UTC, and end with Z; what is missing is left
out.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

Moment = Annotated[
    datetime,
    PlainSerializer(lambda moment: moment.replace(tzinfo=UTC), return_type=datetime),
]
Base64 = Annotated[str, Field(json_schema_extra={"format": "base64"})]
State = Literal["available", "away", "after_work", "not_responding", "offline"]
WorkState = Literal["waiting", "offered", "working", "parked", "done"]
ReplyState = Literal[
    "draft",
    "to_approve",
    "queued",
    "sending",
    "accepted",
    "published",
    "unknown",
    "unconfirmed",
    "failed",
    "cancelled",
]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Something that can be chosen by its ID."""

    id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class Load:
    """How much an agent does at once in a medium, and may do."""

    medium: str
    name: str
    count: int
    limit: int


@dataclass(frozen=True, kw_only=True)
class Work:
    """A ticket in the queue."""

    ticket_id: int
    number: str
    title: str
    state: WorkState
    medium: str
    customer: str
    preview: str
    has_conversation: bool
    team: Choice | None = None
    agent: Choice | None = None
    waiting_since: Moment | None = None
    offered_until: Moment | None = None
    sla: Literal["risk", "overdue"] | None = None
    sla_due_at: Moment | None = None
    priority_minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class WorkPage:
    """A page of work. ``next`` is the cursor of the following one."""

    work: list[Work]
    next: str | None = None


@dataclass(frozen=True, kw_only=True)
class Term:
    """A part of the priority, in minutes of waiting time."""

    code: str
    label: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A deadline of the ticket: of an SLA, or of the network for a reply."""

    kind: str
    label: str
    state: str
    deadline: Moment | None = None


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """A conversation of a ticket on a network."""

    conversation_id: int
    network: str
    account: str
    customer: str
    private: bool
    visibilities: list[Literal["public", "private"]]
    cannot_reply_reason: str | None = None
    text_limit: int | None = None
    text_unit: str | None = None
    signature: str | None = None
    writing: str | None = None


@dataclass(frozen=True, kw_only=True)
class WorkDetails(Work):
    """Everything about a ticket in the queue but its messages."""

    description: str
    terms: list[Term]
    clocks: list[Clock]
    reasons: list[str]
    tags: list[Choice]
    conversations: list[Conversation]
    sentiment: str | None = None
    urgency: str | None = None
    topic: str | None = None


@dataclass(frozen=True, kw_only=True)
class Agent:
    """The agent of the key: state, load and offers."""

    agent_id: int
    name: str
    state: State
    since: Moment
    loads: list[Load]
    offers: list[Work]
    reasons: list[Choice]
    disagreements: list[str]
    reason: Choice | None = None


@dataclass(frozen=True, kw_only=True)
class StateChanged:
    """The new state, and the tickets that went back to the queue by it."""

    state: State
    returned: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class NextWork:
    """The work that was taken, or why there is none."""

    ticket_id: int | None = None
    medium: str | None = None
    message: str | None = None


@dataclass(frozen=True, kw_only=True)
class WorkChanged:
    """What became of a ticket in the queue."""

    ticket_id: int
    state: WorkState


@dataclass(frozen=True, kw_only=True)
class Media:
    """A file of a message. ``is_stored``: it can be downloaded."""

    media_id: int
    kind: str
    is_stored: bool
    mimetype: str | None = None
    alt: str | None = None


@dataclass(frozen=True, kw_only=True)
class Message:
    """What somebody said in a conversation. ``is_own``: we said it."""

    message_id: int
    conversation_id: int
    at: Moment
    author: str
    is_own: bool
    private: bool
    text: str
    kind: str
    media: list[Media]
    agent: str | None = None
    url: str | None = None
    edited_at: Moment | None = None
    deleted_at: Moment | None = None
    answered_at: Moment | None = None
    cannot_reply_reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class MessagePage:
    """Messages in the order in which we heard them. ``cursor`` asks for what comes
    later, and tells a reply what its author knows.
    """

    messages: list[Message]
    cursor: str
    has_more: bool


@dataclass(frozen=True, kw_only=True)
class ReplyCheck:
    """What would be published, and what speaks against it."""

    text: str
    length: int
    unit: str
    problems: list[str]
    limit: int | None = None
    approval_reason: str | None = None
    reply_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReplyChanged:
    """The state of a reply after a request."""

    reply_id: int
    state: ReplyState


@dataclass(frozen=True, kw_only=True)
class Reply(ReplyChanged):
    """A reply and what became of it."""

    ticket_id: int | None = None
    visibility: Literal["public", "private"]
    text: str
    author: str
    url: str | None = None
    error: str | None = None
    approval_reason: str | None = None
    published_at: Moment | None = None
    undo_seconds: int = 0


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file that a reply can take along."""

    attachment_id: int
    mimetype: str
    size: int


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of a customer, its content in base64."""

    name: str
    mimetype: str
    content: Base64


@dataclass(frozen=True, kw_only=True)
class TicketChanged:
    """The state of a ticket after a request."""

    ticket_id: int
    stage: str
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What other requests name by ID."""

    teams: list[Choice]
    agents: list[Choice]
    tags: list[Choice]
    closed_stages: list[Choice]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Work of a team in a medium now."""

    medium: str
    waiting: int
    offered: int
    working: int
    at_risk: int
    overdue: int
    to_approve: int
    team: Choice | None = None
    oldest: Moment | None = None


@dataclass(frozen=True, kw_only=True)
class AgentRow:
    """An agent as the wallboard shows them."""

    agent_id: int
    name: str
    state: State
    since: Moment
    team_ids: list[int]
    loads: list[Load]
    reason: str | None = None
    absence: str | None = None


@dataclass(frozen=True, kw_only=True)
class Board:
    """The wallboard's figures."""

    now: Moment
    figures: list[Figures]
    agents: list[AgentRow]


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Contacts that arrived within an interval. Seconds are averages over those that
    have the value.
    """

    start: Moment
    team: Choice | None = None
    medium: str
    arrived: int
    accepted: int
    answered: int
    closed: int
    wait_seconds: int | None = None
    response_seconds: int | None = None
    handle_seconds: int | None = None


@dataclass(frozen=True, kw_only=True)
class History:
    """Intervals in which something arrived."""

    intervals: list[Interval]
