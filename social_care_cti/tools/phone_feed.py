# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the process that listens to a phone system does with what it hears.

Every process builds the same calls in memory. A stand-by that becomes the holder writes
what is open and what ended lately, whether its predecessor has written it or not: a
call is written as it is, not as what changed.
"""

import time
from dataclasses import dataclass, field, replace

from odoo.addons.social_care.tools.feed import Feed

from .facts import Fact
from .switch import Switch

#: What ended so long ago is forgotten, in seconds; a stand-by takes over within it.
REMEMBERED = 60.0


@dataclass(frozen=True, slots=True)
class Present:
    """What the phone system knows now, asked after each connection.

    :param legs: frozenset of the IDs of all legs
    :param at: seconds since 1970
    """

    legs: frozenset
    at: float


@dataclass(frozen=True, slots=True)
class Pause:
    """Whether the queues of the phone system ring an agent's phone.

    :param device: e.g. ``PJSIP/21``
    :param is_paused: whether all queues that the phone is in are paused for it; None if
        it is in no queue
    :param reason: text that came with it
    :param is_found: whether this is what was found after a gap; else somebody has just
        changed it
    """

    device: str
    is_paused: bool | None
    reason: str = ""
    is_found: bool = False


@dataclass(slots=True)
class Batch:
    """:param records: list of ``call_record.Record``
    :param pauses: list of ``Pause``, one for each phone
    :param known: IDs of all calls that are open, after a take-over or a gap; else None
    """

    records: list = field(default_factory=list)
    pauses: list = field(default_factory=list)
    known: frozenset | None = None


class PhoneFeed(Feed):
    """:param system: ID of the ``social.care.phone.system``
    :param devices: devices of agents, a frozenset of str
    """

    def __init__(self, system, devices):
        self.system = system
        self.switch = Switch(devices)
        self._touched = set()
        # {device: (the latest ``Pause``, when it came)} of those that are not stored.
        self._pauses = {}
        self._must_compare = False
        self._swept_at = 0.0

    def apply(self, items):
        facts = [item for item in items if isinstance(item, Fact)]
        self._touched |= self.switch.apply(facts)
        for item in items:
            if isinstance(item, Present):
                self._touched |= self.switch.end_missing(item.legs, item.at)
                self._must_compare = True
            elif isinstance(item, Pause):
                self._pauses[item.device] = item, time.time()

    def forget(self):
        """By our clock: the other may be wrong."""
        now = time.time()
        if now - self._swept_at > REMEMBERED / 4:
            self._swept_at = now
            self.switch.forget(self.switch.find_latest() - REMEMBERED)
            self._touched &= self.switch.list_calls()
            self._age_pauses(now - REMEMBERED)

    def _age_pauses(self, before):
        """What a stand-by heard long ago is no change any more when it takes over."""
        for device, (pause, at) in self._pauses.items():
            if at < before:
                self._pauses[device] = replace(pause, is_found=True), at

    def take_over(self):
        self._touched = self.switch.list_calls()
        self._must_compare = True

    def collect(self):
        if not (self._touched or self._pauses or self._must_compare):
            return None
        pauses = [pause for pause, _at in self._pauses.values()]
        batch = Batch(self.switch.describe(sorted(self._touched)), pauses)
        if self._must_compare:
            batch.known = self._list_open_keys()
        self._touched, self._pauses, self._must_compare = set(), {}, False
        return batch

    def _list_open_keys(self):
        """IDs of the calls that are open, by the names under which they are stored."""
        records = self.switch.describe(sorted(self.switch.list_open()))
        return frozenset(record.key for record in records)

    def put_back(self, batch):
        self._touched |= {record.key for record in batch.records}
        for pause in batch.pauses:
            self._pauses.setdefault(pause.device, (pause, time.time()))
        self._must_compare |= batch.known is not None

    def store(self, env, batch):
        system = env["social.care.phone.system"].browse(self.system).exists()
        if system:
            system._store_batch(batch)

    def follow_up(self, env):
        system = env["social.care.phone.system"].browse(self.system).exists()
        return bool(system) and system._make_due_tickets()
