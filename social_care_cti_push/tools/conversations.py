# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""From the notices of a phone system to facts about its calls.

No notice carries a time: what counts is when it came. All notices of a conversation are
read together, so that it does not matter in which order or how often they came. Plain
values, no database.
"""

from dataclasses import dataclass, field
from urllib.parse import quote

from odoo.addons.social_care_cti.tools.facts import Fact

from .notice import Notice

#: Device of whoever is no agent of ours.
OUTSIDE = "outside"
#: Whoever answered and is not listed among the phones.
SOMEBODY = "somebody"
HIDDEN = ("anonymous", "unknown", "restricted")
# Seconds between things that must have happened one after the other.
MOMENT = 0.001
#: How long the notice of the next part is waited for after “forwarded”, in seconds.
FORWARDING = 5.0
RESULTS = {"busy": "busy", "noAnswer": "no_answer", "cancel": "cancel"}


@dataclass(frozen=True, slots=True)
class Heard:
    """:param notice: ``Notice``
    :param at: when it came, seconds since 1970
    :param day: the same as a date, text: IDs of calls come again on other days
    """

    notice: Notice
    at: float
    day: str


@dataclass(slots=True)
class Part:
    """What was heard of one ID of the phone system. A transfer and a forwarding bring
    another one.

    :param begun_at: when the call came; times are seconds since 1970
    """

    call: str
    day: str
    begun_at: float
    new: Notice | None = None
    answered: Notice | None = None
    answered_at: float | None = None
    ended: Notice | None = None
    ended_at: float | None = None
    origin: str = ""

    def hear(self, heard):
        """The first of several counts: the others are repetitions."""
        notice = heard.notice
        self.origin = self.origin or notice.origin
        if notice.event == "newCall":
            self.new = self.new or notice
        elif notice.event == "answer" and not self.answered:
            self.answered, self.answered_at = notice, heard.at
        elif notice.event == "hangup" and not self.ended:
            self.ended, self.ended_at = notice, heard.at

    def sort_times(self):
        """Notices overtake each other: then they came in the same moment."""
        if self.answered and self.ended and self.answered_at >= self.ended_at:
            self.answered_at = self.ended_at - MOMENT
        if self.answered:
            self.begun_at = min(self.begun_at, self.answered_at - MOMENT)

    @property
    def first(self):
        return self.new or self.answered or self.ended

    @property
    def is_forwarded(self):
        return bool(self.ended) and self.ended.cause == "forwarded"


@dataclass(slots=True)
class Conversation:
    """:param key: ID under which it is kept: the day, and the ID of its first part"""

    key: str
    parts: list = field(default_factory=list)

    def is_settled(self, now):
        """Whether nothing is awaited: after “forwarded” another part comes at once."""
        last = self.parts[-1]
        return not last.is_forwarded or now - last.ended_at > FORWARDING


def make_key(day, call):
    """:return: ID under which a call is kept, which no other call ever had"""
    return f"{day}/{call}"


def split_key(key):
    """:return: (day, ID that the phone system gave the first part)"""
    day, _slash, call = key.partition("/")
    return day, call


def gather(heard):
    """:param heard: list of ``Heard``, in any order
    :return: list of ``Conversation``
    """
    found, latest = [], {}
    for part in _split(heard):
        conversation = latest.get(part.origin) if part.origin else None
        if conversation is None:
            conversation = Conversation(make_key(part.day, part.call))
            found.append(conversation)
        conversation.parts.append(part)
        latest[part.call] = conversation
    return [one for one in found if any(part.new for part in one.parts)]


def _split(heard):
    """One part for each ID and day; what goes on after midnight is the same part."""
    parts, latest = [], {}
    for one in sorted(heard, key=lambda one: one.at):
        part = latest.get(one.notice.call)
        if part is None or _begins_again(part, one):
            part = Part(one.notice.call, one.day, one.at)
            latest[part.call] = part
            parts.append(part)
        part.hear(one)
    for part in parts:
        part.sort_times()
    return sorted(parts, key=lambda part: part.begun_at)


def _begins_again(part, one):
    is_new = one.notice.event == "newCall" and part.new is not None
    return is_new and one.day != part.day


# -- facts -------------------------------------------------------------------


def tell(conversation, find_device):
    """:param conversation: ``Conversation``
    :param find_device: function from what a notice says of an agent (tuple of texts) to
        the set of their devices
    :return: list of ``Fact``; empty for a call of somebody who is no agent
    """
    root = conversation.parts[0]
    if root.first.direction == "out":
        return _Outbound(conversation, find_device).tell()
    return _Inbound(conversation, find_device).tell()


class _Inbound:
    """A customer calls. They have one leg, each agent who is rung one more."""

    def __init__(self, conversation, find_device):
        self.key = conversation.key
        self.parts = conversation.parts
        self.find_device = find_device

    def tell(self):
        return [
            *self._tell_customer(),
            *(fact for part in self.parts for fact in self._tell_agents(part)),
        ]

    def _make(self, kind, at, leg, **values):
        return Fact(kind, at, leg=leg, call=self.key, **values)

    def _name_bridge(self, part):
        """IDs come again on other days."""
        return self._join_names(part.call)

    def _join_names(self, *names):
        """Names that no other conversation has, whatever is in the IDs: they may be
        forged.
        """
        return "/".join(quote(name, safe="") for name in (self.key, *names))

    def _tell_customer(self):
        root, about = self.parts[0], self.parts[0].first
        yield self._make(
            "ringing",
            root.begun_at,
            self.key,
            device=OUTSIDE,
            number="" if about.caller.lower() in HIDDEN else about.caller,
            dialed=about.called,
        )
        if about.queue:
            yield self._make("queued", root.begun_at, self.key, queue=about.queue)
        for part in self.parts:
            yield from self._tell_talks_of_customer(part)
        yield from self._tell_end_of_customer()

    def _tell_talks_of_customer(self, part):
        if part.answered:
            for kind in ("dequeued", "up"):
                yield self._make(kind, part.answered_at, self.key)
            bridge = self._name_bridge(part)
            yield self._make("entered", part.answered_at, self.key, bridge=bridge)
            if part.ended:
                yield self._make("left", part.ended_at, self.key, bridge=bridge)

    def _tell_end_of_customer(self):
        if not all(part.ended for part in self.parts):
            return
        last = max(self.parts, key=lambda part: part.ended_at)
        if last.ended.cause in ("cancel", "normalClearing"):
            yield self._make("hanging_up", last.ended_at, self.key)
        else:
            yield self._make("dequeued", last.ended_at, self.key)
        yield self._make("ended", last.ended_at, self.key)

    def _tell_agents(self, part):
        rung = self.find_device(part.new.agents) if part.new else set()
        answered = self._find_answering(part)
        for device in sorted(rung | answered):
            leg = self._join_names(part.call, device)
            yield self._make("ringing", part.begun_at, leg, device=device)
            yield from self._tell_agent(part, leg, device in answered)

    def _find_answering(self, part):
        if not part.answered:
            return set()
        found = self.find_device(part.answered.agents)
        return set(sorted(found)[:1]) or {SOMEBODY}

    def _tell_agent(self, part, leg, has_answered):
        if has_answered:
            yield self._make("up", part.answered_at, leg)
            bridge = self._name_bridge(part)
            yield self._make("entered", part.answered_at, leg, bridge=bridge)
        elif part.ended and part.ended.cause in RESULTS:
            status = RESULTS[part.ended.cause]
            yield self._make("dialed", part.ended_at, leg, status=status)
        if part.answered and not has_answered:
            yield self._make("ended", part.answered_at, leg)
        elif part.ended:
            yield self._make("ended", part.ended_at, leg)


class _Outbound(_Inbound):
    """An agent calls. Their leg is the first, the customer's the second."""

    def tell(self):
        root = self.parts[0]
        devices = self.find_device(root.first.agents)
        if not devices:
            return []
        own = self._join_names(root.call, min(devices))
        return [
            *self._tell_caller(root, own, min(devices)),
            *self._tell_called(root),
            *(fact for part in self.parts[1:] for fact in self._tell_agents(part)),
        ]

    def _tell_caller(self, root, leg, device):
        yield self._make(
            "up", root.begun_at, leg, device=device, dialed=root.first.called
        )
        if root.answered:
            bridge = self._name_bridge(root)
            yield self._make("entered", root.answered_at, leg, bridge=bridge)
        if root.ended:
            yield self._make("ended", root.ended_at, leg)

    def _tell_called(self, root):
        number = root.first.called
        yield self._make(
            "ringing",
            root.begun_at + MOMENT / 2,
            self.key,
            device=OUTSIDE,
            number=number,
            dialed=number,
        )
        for part in self.parts:
            yield from self._tell_talks_of_customer(part)
        if root.ended and not root.answered and root.ended.cause in RESULTS:
            status = RESULTS[root.ended.cause]
            yield self._make("dialed", root.ended_at, self.key, status=status)
        yield from self._tell_end_of_customer()
