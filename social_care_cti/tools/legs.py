# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A leg of a call, gathered from facts that come twice, late and in any order.

Every fact carries its time, and each field keeps the first or the last of them; so the
same facts give the same leg in whatever order they were told.
"""

from dataclasses import dataclass, field

# Holding and resuming one leg, of which the last counts. More is noise.
MOST_HOLDS = 200


@dataclass(slots=True)
class Leg:
    id: str
    call: str = ""
    called_at: float = 0.0
    device: str = ""
    number: str = ""
    name: str = ""
    dialed: str = ""
    started_at: float | None = None
    ringing_at: float | None = None
    up_at: float | None = None
    hung_up_at: float | None = None
    ended_at: float | None = None
    queue: str = ""
    queued_at: float | None = None
    dequeued_at: float | None = None
    is_voicemail: bool = False
    #: It ended in a gap: nobody saw when and how.
    is_lost: bool = False
    touched_at: float = 0.0
    #: Results of dialing this leg.
    results: set = field(default_factory=set)
    #: {(bridge, entered at): left at, or None}
    stays: dict = field(default_factory=dict)
    #: {at: whether the leg was held then}
    holds: dict = field(default_factory=dict)

    def apply(self, fact):
        self.started_at = _pick_first(self.started_at, fact.at)
        self.touched_at = max(self.touched_at, fact.at)
        self._learn_names(fact)
        getattr(self, f"_apply_{fact.kind}")(fact)

    def _learn_names(self, fact):
        if fact.call and fact.at >= self.called_at:
            self.call, self.called_at = fact.call, fact.at
        for name in ("device", "number", "name", "dialed"):
            if not getattr(self, name):
                setattr(self, name, getattr(fact, name))

    def _apply_seen(self, fact):
        """That it is there is noted already."""

    def _apply_ringing(self, fact):
        self.ringing_at = _pick_first(self.ringing_at, fact.at)

    def _apply_up(self, fact):
        self.up_at = _pick_first(self.up_at, fact.at)

    def _apply_dialed(self, fact):
        self.results.add(fact.status)

    def _apply_entered(self, fact):
        self.stays.setdefault((fact.bridge, fact.at), None)

    def _apply_left(self, fact):
        entered = [at for bridge, at in self.stays if bridge == fact.bridge]
        before = [at for at in entered if at <= fact.at]
        if before:
            key = fact.bridge, max(before)
            self.stays[key] = _pick_first(self.stays[key], fact.at)

    def _apply_held(self, fact):
        self._note_hold(fact.at, True)

    def _apply_resumed(self, fact):
        self._note_hold(fact.at, False)

    def _note_hold(self, at, is_held):
        self.holds[at] = is_held
        if len(self.holds) > MOST_HOLDS:
            del self.holds[min(self.holds)]

    def _apply_queued(self, fact):
        if self.queued_at is None or fact.at > self.queued_at:
            self.queue, self.queued_at = fact.queue, fact.at

    def _apply_dequeued(self, fact):
        self.dequeued_at = max(self.dequeued_at or 0.0, fact.at)

    def _apply_hanging_up(self, fact):
        self.hung_up_at = _pick_first(self.hung_up_at, fact.at)

    def _apply_voicemail(self, fact):
        self.is_voicemail = True

    def _apply_ended(self, fact):
        """Who saw the end knows better than who only missed the leg afterwards."""
        self.ended_at = fact.at if self.is_lost else _pick_first(self.ended_at, fact.at)
        self.is_lost = False

    def lose(self, at):
        """The phone system does not know it any more.

        :param at: when it was asked, seconds since 1970
        """
        self.ended_at, self.is_lost = at, True
        self.touched_at = max(self.touched_at, at)

    # -- what it says ----------------------------------------------------------

    @property
    def is_open(self):
        return self.ended_at is None

    @property
    def is_waiting(self):
        """Whether it waits in a queue now."""
        return (
            self.is_open
            and self.queued_at is not None
            and (self.dequeued_at is None or self.dequeued_at < self.queued_at)
        )

    @property
    def is_held(self):
        return self.is_open and bool(self.holds) and self.holds[max(self.holds)]

    @property
    def bridges(self):
        """IDs of all bridges that it ever was in."""
        return {bridge for bridge, _ in self.stays}

    @property
    def is_in_bridge(self):
        return self.is_open and None in self.stays.values()

    def find_talks(self, other):
        """When both were in the same bridge.

        :return: list of (from, to); *to* is None while they are
        """
        talks = []
        for (bridge, begin), end in self.stays.items():
            for (theirs, start), stop in other.stays.items():
                if bridge == theirs:
                    talks += _overlap(
                        (begin, self._end(end)), (start, other._end(stop))
                    )
        return sorted(talks, key=lambda talk: talk[0])

    def _end(self, left):
        """A leg that ended has left its bridge, though nobody may have said so."""
        return left if left is not None else self.ended_at


def _pick_first(one, other):
    return other if one is None else min(one, other)


def _overlap(one, other):
    begin = max(one[0], other[0])
    ends = [end for end in (one[1], other[1]) if end is not None]
    end = min(ends) if ends else None
    return [(begin, end)] if end is None or end > begin else []
