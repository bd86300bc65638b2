# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from statistics import mean

import pytz

from odoo import fields, models

from ..tools import backlog, erlang, forecast

# Fewer contacts in an interval are not worth a line of their own.
NEGLIGIBLE = 0.005


@dataclass(frozen=True)
class Slot:
    """One interval of a plan.

    :param start: in UTC without a time zone
    :param local: the same moment in local time
    :param contacts: number of contacts expected
    :param is_open: whether it lies within opening hours
    """

    start: datetime
    local: datetime
    contacts: float
    is_open: bool


class SocialCareStaffingPlanning(models.AbstractModel):
    """Computation of a staffing plan: forecast, requirement, schedule, level."""

    _name = "social.care.staffing.planning"
    _description = "Social Care Staffing Planning"

    def _build_plan(self):
        """Replace the intervals and the results of the plan."""
        self.line_ids.unlink()
        counts = self._count_contacts()
        self.write({"history_count": sum(counts.values()), **self._get_empty_results()})
        if not counts:
            return
        pattern = self._learn_pattern(counts)
        slots = self._list_slots(pattern)
        needed = self._compute_needed(slots, pattern.spread)
        scheduled = self._compute_scheduled(slots)
        present = [agents * (1 - self.shrinkage / 100) for agents in scheduled]
        levels = self._compute_levels(slots, present, pattern.spread)
        self.spread = pattern.spread
        self._write_lines(slots, needed, scheduled, levels)

    def _get_empty_results(self):
        return {
            "computed_at": fields.Datetime.now(),
            "spread": 0,
            "service_level": 0,
            "has_service_level": False,
            "missing_hours": 0,
            "agent_count": 0,
            "unscheduled_count": 0,
        }

    # -- forecast --------------------------------------------------------------

    def _list_slots(self, pattern):
        """
        :param pattern: tools.forecast.Pattern
        :return: list of Slot, in order and without gaps
        """
        length = timedelta(minutes=int(self.interval_minutes))
        start, stop = self._get_period()
        opening_hours = self._list_opening_hours(start, stop)
        holidays = self._list_holidays(self.date_from, self.date_to)
        slots = []
        while start < stop:
            local = self._get_local(start)
            middle = start + length / 2
            is_open = any(begins <= middle < ends for begins, ends in opening_hours)
            contacts = self._forecast_contacts(pattern, local, holidays)
            slots.append(Slot(start, local, contacts, is_open))
            start += length
        return slots

    def _get_local(self, moment):
        zone = self._get_timezone()
        return pytz.utc.localize(moment).astimezone(zone).replace(tzinfo=None)

    def _forecast_contacts(self, pattern, local, holidays):
        if local.date() in holidays:
            return 0.0
        number = (local.hour * 60 + local.minute) // int(self.interval_minutes)
        return float(pattern.get_expected(local.date())[number])

    def _get_period(self):
        first, after = self.date_from, self.date_to + timedelta(days=1)
        return self._get_midnight(first), self._get_midnight(after)

    def _list_opening_hours(self, start, stop):
        """Working hours of any of the teams; a team without a calendar is always open.

        :return: list of (start, stop)
        """
        found = []
        for calendar in {team.resource_calendar_id for team in self._get_teams()}:
            found += calendar._sla_response_list_spans(self.company_id, start, stop)
        return found or [(start, stop)]

    def _get_teams(self):
        return self.team_ids or self.env["helpdesk.ticket.team"].search(
            [("company_id", "in", (self.company_id.id, False))]
        )

    # -- agents required -------------------------------------------------------

    def _compute_needed(self, slots, spread):
        """
        :param spread: variance-to-mean ratio of contacts
        :return: list of the agents to schedule for each slot, shrinkage included
        """
        busy = partial(
            forecast.get_busy_rate, spread=spread, share=self.confidence / 100
        )
        if self.is_deferrable:
            needed = self._compute_needed_deferrable(slots, busy)
        else:
            needed = self._compute_needed_live(slots, busy)
        shrinkage = self.shrinkage / 100
        return [erlang.add_shrinkage(agents, shrinkage) for agents in needed]

    def _compute_needed_live(self, slots, busy):
        return [
            erlang.find_agents_needed(
                self._compute_load(busy(slot.contacts)),
                self.service_level_target / 100,
                self._get_seconds_within(),
                60 * self.handle_minutes,
                self.concurrency,
                self.max_occupancy / 100,
                self.patience,
            )
            if slot.is_open
            else 0
            for slot in slots
        ]

    def _compute_needed_deferrable(self, slots, busy):
        return backlog.find_agents_needed(
            [slot.contacts for slot in slots],
            [slot.is_open for slot in slots],
            60 * int(self.interval_minutes),
            self._get_seconds_within(),
            60 * self.handle_minutes,
            self.service_level_target / 100,
            self.concurrency,
            self.max_occupancy / 100,
            busy,
        )

    def _compute_load(self, contacts):
        """:return: offered load of one interval in erlangs"""
        seconds = 60 * int(self.interval_minutes)
        return erlang.compute_load(contacts, seconds, 60 * self.handle_minutes)

    # -- agents scheduled ------------------------------------------------------

    def _compute_scheduled(self, slots):
        """Count scheduled agents by working hours and leave; an agent who is there for
        half of an interval counts as half.

        :return: list of floats, one for each slot
        """
        start, stop = self._get_period()
        agents = self.env["social.care.agent"].search(
            [
                ("user_id", "in", self._get_teams().sudo().user_ids.ids),
                ("company_id", "=", self.company_id.id),
            ]
        )
        scheduled = agents._filter_scheduled()
        self.agent_count = len(scheduled)
        self.unscheduled_count = len(agents - scheduled)
        present = [0.0] * len(slots)
        for shifts in scheduled._get_shifts(start, stop).values():
            self._add_shifts(present, shifts, start)
        return present

    def _add_shifts(self, present, shifts, start):
        length = timedelta(minutes=int(self.interval_minutes))
        for begins, ends in shifts:
            number = int((begins - start) / length)
            while number < len(present) and start + number * length < ends:
                since = max(begins, start + number * length)
                until = min(ends, start + (number + 1) * length)
                present[number] += (until - since) / length
                number += 1

    # -- service level ---------------------------------------------------------

    def _compute_levels(self, slots, present, spread):
        """Average the service level over several equally likely futures.

        :param present: agents at work in each slot, without shrinkage
        :return: list of service levels from 0 to 1, one for each slot
        """
        futures = [forecast.list_likely_rates(slot.contacts, spread) for slot in slots]
        if self.is_deferrable:
            compute_levels = self._compute_levels_deferrable
        else:
            compute_levels = self._compute_levels_live
        found = []
        for turn in range(max(len(rates) for rates in futures)):
            rates = [rates[min(turn, len(rates) - 1)] for rates in futures]
            found.append((rates, compute_levels(slots, rates, present)))
        return [
            self._average_levels(
                [(rates[slot], levels[slot]) for rates, levels in found]
            )
            for slot in range(len(slots))
        ]

    def _average_levels(self, pairs):
        """
        :param pairs: list of (contacts, service level)
        :return: mean service level, weighted by contacts
        """
        total = sum(contacts for contacts, _level in pairs)
        if not total:
            return mean(level for _contacts, level in pairs) if pairs else 0
        return sum(contacts * level for contacts, level in pairs) / total

    def _compute_levels_live(self, slots, rates, present):
        return [
            erlang.interpolate_level(
                self._compute_load(rate),
                agents,
                self._get_seconds_within(),
                60 * self.handle_minutes,
                self.concurrency,
                self.patience,
            )
            for rate, agents in zip(rates, present, strict=True)
        ]

    def _compute_levels_deferrable(self, slots, rates, present):
        shares, _backlog = backlog.compute_levels(
            rates,
            present,
            [slot.is_open for slot in slots],
            60 * int(self.interval_minutes),
            self._get_seconds_within(),
            60 * self.handle_minutes,
            self.concurrency,
        )
        return shares

    # -- results ---------------------------------------------------------------

    def _write_lines(self, slots, needed, scheduled, levels):
        rows = zip(slots, needed, scheduled, levels, strict=True)
        lines = self.env["social.care.staffing.line"].create(
            [
                self._get_line_vals(slot, agents, present, level)
                for slot, agents, present, level in rows
                if slot.contacts > NEGLIGIBLE or agents or present
            ]
        )
        opened = lines.filtered("is_open")
        self.service_level = self._average_levels(
            [(line.contacts, line.service_level) for line in opened]
        )
        self.has_service_level = any(opened.mapped("contacts"))
        self.missing_hours = sum(lines.mapped("missing_hours"))

    def _get_line_vals(self, slot, needed, scheduled, level):
        hours = int(self.interval_minutes) / 60
        gap = scheduled - needed
        return {
            "staffing_id": self.id,
            "start": slot.start,
            "day": slot.local.date(),
            "weekday": str(slot.local.weekday()),
            "time_of_day": slot.local.strftime("%H:%M"),
            "is_open": slot.is_open,
            "contacts": slot.contacts,
            "needed": needed,
            "scheduled": scheduled,
            "gap": gap,
            "service_level": 100 * level,
            "needed_hours": needed * hours,
            "scheduled_hours": scheduled * hours,
            "missing_hours": max(0, -gap) * hours,
        }
