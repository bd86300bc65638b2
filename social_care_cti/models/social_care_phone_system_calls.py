# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from odoo.addons.social_care.tools.isolation import apply_isolating_failures
from odoo.addons.social_care.tools.text import make_storable

from ..tools.changes import filter_changed
from ..tools.clock import is_believed, read_time
from .social_care_call_erasure import ERASED

TIMES = (
    "started_at",
    "queued_at",
    "ringing_at",
    "answered_at",
    "ended_at",
    "rang_at",
    "talk_from",
    "talk_until",
)
# Texts that come from outside, in characters.
LONGEST = 120
# Tickets that are made in one transaction, while calls wait to be stored.
DUE_BATCH = 5


class SocialCarePhoneSystemCalls(models.AbstractModel):
    """Writes what a phone system says about its calls."""

    _name = "social.care.phone.system.calls"
    _description = "Calls of a Phone System"

    def _take_in(self, batch):
        """Store what was heard, and make the tickets of these calls; it does not matter
        whether it was stored before.

        :param batch: ``tools.phone_feed.Batch``
        """
        self._store_batch(batch)
        has_more = True
        while has_more:
            has_more = self._make_due_tickets()

    def _make_due_tickets(self):
        """Make the tickets of some calls, after their cards have popped up.

        :return: whether more are left
        """
        calls = self.env["social.care.call"]
        return calls._make_due_tickets([("system_id", "=", self.id)], DUE_BATCH)

    def _store_batch(self, batch):
        """As ``_take_in``, without tickets: what agents see at once."""
        if batch.known is not None:
            self._lose_calls(batch.known)
        self._store_records(batch.records)
        self._take_in_pauses(batch.pauses)

    def _lose_calls(self, known):
        """Calls that are open here and unknown to the phone system ended unseen."""
        calls = self.env["social.care.call"].search(
            [
                ("system_id", "=", self.id),
                ("state", "!=", "ended"),
                ("key", "not in", list(known)),
            ]
        )
        # What we asked for may be unknown for a moment; a cron ends it otherwise.
        lost = calls.filtered(
            lambda call: not call.request_state or call.leg_ids.filtered("channel")
        )
        lost._end_lost()

    # -- records -----------------------------------------------------------------

    def _store_records(self, records):
        """Write calls; one that cannot be written keeps no other from it, and a ticket
        that cannot be made no call.

        :param records: list of ``tools.call_record.Record``
        """
        if not records:
            return
        calls = self._find_calls(records)
        calls |= self._create_calls([one for one in records if one.key not in calls])
        told = {calls[record.key]: record for record in records}
        done = self.env["social.care.call"].union(*told)
        before = done._remember()
        apply_isolating_failures(done, lambda some: self._update(some, told, calls))
        apply_isolating_failures(done, lambda some: some._follow_changes(before))

    def _update(self, some, told, calls):
        """:param some: ``social.care.call``
        :param told: {call: ``Record``}
        :param calls: {key: call} of these and of those that became part of them
        """
        new = []
        for call in some:
            self._write_call(call, told[call])
            new += self._write_legs(call, told[call])
        self.env["social.care.call.leg"].create(new)
        for call in some:
            self._merge_calls(call, [calls.get(key) for key in told[call].merged])

    def _find_calls(self, records):
        """:return: {key: ``social.care.call``}"""
        keys = {key for record in records for key in (record.key, *record.merged)}
        calls = self.env["social.care.call"].search(
            [("system_id", "=", self.id), ("key", "in", list(keys))]
        )
        return {call.key: call for call in calls}

    def _create_calls(self, records):
        """:return: {key: the new ``social.care.call``}"""
        created = self.env["social.care.call"].create(
            [
                {
                    "system_id": self.id,
                    "key": record.key,
                    **self._prepare_call(record),
                    **self._prepare_times(record),
                }
                for record in records
            ]
        )
        created._identify()
        return dict(zip((record.key for record in records), created, strict=True))

    def _write_call(self, call, record):
        vals = self._prepare_call(record) | self._prepare_times(record, call)
        if call.is_erased:
            # What is told once more does not say again who it was.
            vals = {name: value for name, value in vals.items() if name not in ERASED}
        if call.request_state:
            # As long as only the agent's own phone rings, it looks internal.
            del vals["direction"]
        changed = filter_changed(call, vals)
        if changed:
            call.write(changed)
        if "number" in changed:
            call._identify()

    def _prepare_call(self, record):
        """Values of a call; what the phone system leaves open is left alone."""
        queue = self.queue_ids.filtered(lambda queue: queue.name == record.queue)
        vals = {
            "direction": record.direction,
            "number_dialed": _bound(record.number),
            "number": self._normalize(record.number) or False,
            "caller_name": _bound(record.name),
            "called": record.direction == "in" and _bound(record.dialed),
            "queue": _bound(record.queue),
            "state": record.state,
            "outcome": record.outcome,
            "team_id": (queue.team_id or self.team_id).id,
            "user_id": self._find_agent(record).id,
            "talk_seconds": self._count_talk(record),
        }
        return {name: value for name, value in vals.items() if value}

    def _prepare_times(self, told, known=None):
        """Times of a call or a leg. A clock that cannot be right is not believed: then
        what is written first stays.

        :param told: ``Record`` or ``Party``
        :param known: the record that has been written; None if there is none yet
        """
        vals = {}
        for name in TIMES:
            at = getattr(told, name, None)
            if at is not None and (is_believed(at) or not (known and known[name])):
                vals[name] = read_time(at)
        return vals

    def _count_talk(self, record):
        if record.answered_at is None:
            return 0
        ends = [party.talk_until for party in record.parties if party.talk_from]
        if not ends or None in ends:
            return 0
        return max(0, round(max(ends) - record.answered_at))

    def _find_agent(self, record):
        """The agent who talks, else who talked last, else who placed the call."""
        parties = [party for party in record.parties if party.talk_from is not None]
        parties = parties or (record.direction != "in" and record.parties) or ()
        latest = max(
            parties,
            key=lambda party: (party.state == "talking", party.talk_from or 0.0),
            default=None,
        )
        return (
            self._find_line(latest.device).user_id if latest else self.env.user.browse()
        )

    def _find_line(self, device):
        return self.line_ids.filtered(
            lambda line: line.device.lower() == device.lower()
        )[:1]

    # -- legs --------------------------------------------------------------------

    def _write_legs(self, call, record):
        """:return: list of the values of new legs"""
        known, new = call.leg_ids.grouped("device"), []
        for party in record.parties:
            leg = known.get(party.device)
            vals = self._prepare_leg(party) | self._prepare_times(party, leg)
            if not leg:
                new.append({"call_id": call.id, "device": party.device, **vals})
            elif changed := filter_changed(leg, vals):
                leg.write(changed)
        return new

    def _prepare_leg(self, party):
        line = self._find_line(party.device)
        return {
            "line_id": line.id,
            "user_id": line.user_id.id,
            "state": party.state,
            "channel": party.open_leg or False,
        }

    def _merge_calls(self, call, parts):
        """Calls that became part of another: their legs are counted there."""
        for part in parts:
            if part and part.merged_into_id != call:
                part._merge_into(call)

    # -- pauses ------------------------------------------------------------------

    def _take_in_pauses(self, pauses):
        """Agents' phones left the queues of the phone system, or came back.

        :param pauses: list of ``tools.phone_feed.Pause``; of one phone the last counts
        """
        if not pauses:
            return
        latest = {pause.device.lower(): pause for pause in pauses}
        told = {
            line: latest[line.device.lower()]
            for line in self.line_ids
            if line.device.lower() in latest
        }
        self.env["social.care.phone.line"].union(*told)._take_in_pauses(told)


def _bound(text):
    """Callers choose their names: what PostgreSQL cannot store goes, and the rest is
    short.
    """
    return make_storable(text[:LONGEST])
