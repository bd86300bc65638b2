# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The calls of one phone system, as its facts tell them.

Legs of one call share an ID of the phone system. Calls whose legs shared a bridge are
one as well: an attended transfer brings the consultation into the call of the customer,
and those who dial into a conference have a call each.
"""

from .call_record import describe, is_party
from .legs import Leg


class Switch:
    """:param devices: those of agents, a container of str such as ``PJSIP/21``"""

    def __init__(self, devices):
        self.devices = devices
        self.legs = {}
        self._calls = {}
        self._bridges = {}

    def apply(self, facts):
        """Take in what happened.

        :param facts: iterable of ``facts.Fact``
        :return: set of IDs of the calls that it concerns
        """
        touched = set()
        for fact in facts:
            leg = self.legs.setdefault(fact.leg, Leg(fact.leg))
            before = leg.call
            leg.apply(fact)
            self._index(leg, before)
            touched |= {before, leg.call} - {""}
        return touched

    def _index(self, leg, before):
        if before != leg.call:
            self._calls.get(before, set()).discard(leg.id)
            self._calls.setdefault(leg.call, set()).add(leg.id)
        for bridge in leg.bridges:
            self._bridges.setdefault(bridge, set()).add(leg.id)

    def describe(self, calls):
        """Describe calls, each with those that are one with it.

        :param calls: iterable of IDs
        :return: list of ``call_record.Record``, one for each conversation
        """
        records, done = [], set()
        for call in calls:
            if call not in done and self._calls.get(call):
                legs = self._gather(call)
                done |= {leg.call for leg in legs}
                if any(map(is_party, legs)):
                    records.append(describe(legs, self.devices))
        return records

    def list_calls(self):
        """:return: set of IDs of all calls that are remembered"""
        return set(self._calls)

    def find_latest(self):
        """:return: time of the latest fact, by the clock of the phone system"""
        return max((leg.touched_at for leg in self.legs.values()), default=0.0)

    def list_open(self):
        """:return: set of IDs of the calls with a leg that has not ended"""
        return {leg.call for leg in self.legs.values() if leg.is_open}

    def _gather(self, call):
        """All legs that are one conversation with a call."""
        found, calls = {}, [call]
        while calls:
            for name in self._calls.get(calls.pop(), ()):
                if name not in found:
                    leg = found[name] = self.legs[name]
                    calls += self._find_neighbors(leg)
        return list(found.values())

    def _find_neighbors(self, leg):
        """Calls of whoever was in a bridge with a leg."""
        return {
            self.legs[name].call
            for bridge in leg.bridges
            for name in self._bridges[bridge]
        } - {leg.call}

    # -- after a gap -----------------------------------------------------------

    def end_missing(self, present, at):
        """Legs that the phone system no longer knows have ended; nobody saw when.

        :param present: IDs of the legs that it knows
        :param at: when it was asked, seconds since 1970
        :return: set of IDs of the calls that this concerns
        """
        gone = [
            leg for leg in self.legs.values() if leg.is_open and leg.id not in present
        ]
        for leg in gone:
            leg.lose(at)
        return {leg.call for leg in gone}

    def forget(self, before):
        """Drop conversations that ended, and of which nothing was told since.

        :param before: seconds since 1970
        """
        for call in list(self._calls):
            legs = self._gather(call)
            if all(not leg.is_open and leg.touched_at < before for leg in legs):
                for leg in legs:
                    self._drop(leg)

    def _drop(self, leg):
        self.legs.pop(leg.id, None)
        self._discard(self._calls, leg.call, leg.id)
        for bridge in leg.bridges:
            self._discard(self._bridges, bridge, leg.id)

    def _discard(self, index, key, name):
        names = index.get(key, set())
        names.discard(name)
        if not names:
            index.pop(key, None)
