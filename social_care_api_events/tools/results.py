# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What operations about events return, see ``social_care_api.tools.results``."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, kw_only=True)
class EventData:
    """IDs and states, as far as the type of the event has them."""

    ticket_id: int | None = None
    number: str | None = None
    work_id: int | None = None
    team_id: int | None = None
    medium: str | None = None
    agent_id: int | None = None
    user_id: int | None = None
    state: str | None = None
    previous_state: str | None = None
    previous_user_id: int | None = None
    reason_id: int | None = None
    since: str | None = None
    waiting_since: str | None = None
    offered_until: str | None = None
    due_at: str | None = None
    conversation_id: int | None = None
    message_id: int | None = None
    mail_id: int | None = None
    profile_id: int | None = None
    network: str | None = None
    visibility: str | None = None
    reply_id: int | None = None
    error_kind: str | None = None


@dataclass(frozen=True, kw_only=True)
class EventWords:
    """Words, where the administrator allows them for the subscription."""

    title: str | None = None
    customer: str | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, as a webhook tells it. ``id``: the same in both."""

    id: str
    type: str
    timestamp: str
    sequence: int
    data: EventData
    words: EventWords | None = None


@dataclass(frozen=True, kw_only=True)
class EventPage:
    """Events, oldest first. ``cursor`` asks for what comes later."""

    events: list[Event]
    cursor: str


def build_event(described):
    """Return an event for the list. Types of other addons may tell more by webhook.

    :param described: dict as ``social.care.api.delivery._list_events`` returns it
    """
    words = described.get("words")
    return Event(
        id=described["id"],
        type=described["type"],
        timestamp=described["timestamp"],
        sequence=described["sequence"],
        data=_pick(EventData, described["data"]),
        words=_pick(EventWords, words) if words else None,
    )


def _pick(kind, values):
    known = {field.name for field in fields(kind)}
    return kind(**{name: values[name] for name in known & values.keys()})
