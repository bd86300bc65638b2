# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from statistics import mean

import pytz

from odoo import fields, models

from odoo.addons.social_care_routing.models.helpdesk_ticket_sla import (
    _spans as spans_of,
)

from ..tools import backlog, erlang, forecast


@dataclass(frozen=True)
class Slot:
    """One interval: when (UTC without a time zone, and local), what is expected, and
    whether it is within opening hours."""

    start: datetime
    local: datetime
    contacts: float
    is_open: bool


class SocialCareStaffing(models.Model):
    """The plan: what comes, who is needed, who is there, what becomes of it."""

    _inherit = "social.care.staffing"

    def _work_out(self):
        self.line_ids.unlink()
        counts = self._counts()
        self.write({"history_count": sum(counts.values()), **self._nothing()})
        if not counts:
            return
        pattern = self._learn(counts)
        slots = self._slots(pattern)
        needed = self._needed(slots, pattern.spread)
        scheduled = self._scheduled(slots)
        there = [people * (1 - self.shrinkage / 100) for people in scheduled]
        levels = self._levels(slots, there, pattern.spread)
        self.spread = pattern.spread
        self._write_lines(slots, needed, scheduled, levels, pattern.spread)

    def _nothing(self):
        return {
            "worked_out_at": fields.Datetime.now(),
            "spread": 0,
            "level": 0,
            "has_level": False,
            "missing_hours": 0,
            "people_count": 0,
            "unplanned_count": 0,
        }

    # -- what comes ------------------------------------------------------------

    def _slots(self, pattern):
        length = timedelta(minutes=int(self.minutes))
        start, stop = self._period()
        opened = self._opening_hours(start, stop)
        closed = self._closed_days(self.date_from, self.date_to)
        zone, slots = self._zone(), []
        while start < stop:
            local = pytz.utc.localize(start).astimezone(zone).replace(tzinfo=None)
            number = (local.hour * 60 + local.minute) // int(self.minutes)
            day = local.date()
            comes = 0.0 if day in closed else float(pattern.expected(day)[number])
            middle = start + length / 2
            is_open = any(begins <= middle < ends for begins, ends in opened)
            slots.append(Slot(start, local, comes, is_open))
            start += length
        return slots

    def _period(self):
        first, after = self.date_from, self.date_to + timedelta(days=1)
        return self._midnight(first), self._midnight(after)

    def _opening_hours(self, start, stop):
        """When any of the teams works; a team without working hours always does."""
        found = []
        for calendar in {team.resource_calendar_id for team in self._teams()}:
            found += spans_of(calendar, self.company_id, start, stop)
        return found or [(start, stop)]

    def _teams(self):
        return self.team_ids or self.env["helpdesk.ticket.team"].search(
            [("company_id", "in", (self.company_id.id, False))]
        )

    # -- who is needed ---------------------------------------------------------

    def _needed(self, slots, spread):
        """People on the roster, for an interval busier than most."""
        busy = partial(forecast.busy, spread=spread, share=self.certainty / 100)
        ask = self._ask_backlog if self.waits_a_while else self._ask_erlang
        shrinkage = self.shrinkage / 100
        return [erlang.rostered(people, shrinkage) for people in ask(slots, busy)]

    def _ask_erlang(self, slots, busy):
        return [
            erlang.people_needed(
                self._load(busy(slot.contacts)),
                self.target / 100,
                self._seconds_within(),
                60 * self.handling,
                self.at_once,
                self.most_busy / 100,
                self.patience,
            )
            if slot.is_open
            else 0
            for slot in slots
        ]

    def _ask_backlog(self, slots, busy):
        return backlog.people_needed(
            [slot.contacts for slot in slots],
            [slot.is_open for slot in slots],
            60 * int(self.minutes),
            self._seconds_within(),
            60 * self.handling,
            self.target / 100,
            self.at_once,
            self.most_busy / 100,
            busy,
        )

    def _load(self, contacts):
        return erlang.load_of(contacts, 60 * int(self.minutes), 60 * self.handling)

    # -- who is there ----------------------------------------------------------

    def _scheduled(self, slots):
        """People in each interval by their working hours and leave; who is there for
        half of it counts as half."""
        start, stop = self._period()
        agents = self.env["social.care.agent"].search(
            [
                ("user_id", "in", self._teams().sudo().user_ids.ids),
                ("company_id", "=", self.company_id.id),
            ]
        )
        agents_there = agents._scheduled()
        self.people_count = len(agents_there)
        self.unplanned_count = len(agents - agents_there)
        people = [0.0] * len(slots)
        for shifts in agents_there._shifts(start, stop).values():
            self._add_shifts(people, shifts, start)
        return people

    def _add_shifts(self, people, shifts, start):
        length = timedelta(minutes=int(self.minutes))
        for begins, ends in shifts:
            slot = int((begins - start) / length)
            while slot < len(people) and start + slot * length < ends:
                from_here = max(begins, start + slot * length)
                until = min(ends, start + (slot + 1) * length)
                people[slot] += (until - from_here) / length
                slot += 1

    # -- what becomes of it ----------------------------------------------------

    def _levels(self, slots, there, spread):
        """The share answered in time, over what is likely to come."""
        futures = [forecast.likely(slot.contacts, spread) for slot in slots]
        count = max(len(rates) for rates in futures)
        ask = self._levels_backlog if self.waits_a_while else self._levels_erlang
        found = []
        for turn in range(count):
            rates = [rates[min(turn, len(rates) - 1)] for rates in futures]
            found.append((rates, ask(slots, rates, there)))
        return [
            self._weighted([(rates[slot], levels[slot]) for rates, levels in found])
            for slot in range(len(slots))
        ]

    def _weighted(self, pairs):
        """A mean over contacts: busy times have more of them."""
        total = sum(rate for rate, _level in pairs)
        if not total:
            return mean(level for _rate, level in pairs) if pairs else 0
        return sum(rate * level for rate, level in pairs) / total

    def _levels_erlang(self, slots, rates, there):
        return [
            erlang.level_between(
                self._load(rate),
                people,
                self._seconds_within(),
                60 * self.handling,
                self.at_once,
                self.patience,
            )
            for rate, people in zip(rates, there, strict=True)
        ]

    def _levels_backlog(self, slots, rates, there):
        shares, _left = backlog.answered_in_time(
            rates,
            there,
            [slot.is_open for slot in slots],
            60 * int(self.minutes),
            self._seconds_within(),
            60 * self.handling,
            self.at_once,
        )
        return shares

    # -- written down ----------------------------------------------------------

    def _write_lines(self, slots, needed, scheduled, levels, spread):
        hours = int(self.minutes) / 60
        rows = zip(slots, needed, scheduled, levels, strict=True)
        lines = self.env["social.care.staffing.line"].create(
            [
                self._line_vals(slot, people, there, level, hours)
                for slot, people, there, level in rows
                if slot.contacts > 0.005 or people or there
            ]
        )
        opened = lines.filtered("is_open")
        self.level = self._weighted([(line.contacts, line.level) for line in opened])
        self.has_level = any(opened.mapped("contacts"))
        self.missing_hours = sum(lines.mapped("missing_hours"))

    def _line_vals(self, slot, people, there, level, hours):
        gap = there - people
        return {
            "staffing_id": self.id,
            "start": slot.start,
            "day": slot.local.date(),
            "weekday": str(slot.local.weekday()),
            "clock": slot.local.strftime("%H:%M"),
            "is_open": slot.is_open,
            "contacts": slot.contacts,
            "needed": people,
            "scheduled": there,
            "gap": gap,
            "level": 100 * level,
            "needed_hours": people * hours,
            "scheduled_hours": there * hours,
            "missing_hours": max(0, -gap) * hours,
        }
