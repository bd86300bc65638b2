# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, datetime, time, timedelta
from statistics import median

import pytz

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.social_care_routing.tools.priority import Source

from ..tools import history
from ..tools.scenario import Contact, Scenario
from ..tools.simulate import TooLong, Worker

MOST_CONTACTS = 30_000
# Default handle time (seconds) when a medium has no history.
DEFAULT_HANDLING = 600.0
# Work that agents still had when a period began arrived within this time before it.
LOOK_BACK = timedelta(days=7)

# Raw SQL: aggregates over the SLA targets of up to 30,000 tickets. The earliest
# deadline counts, whether it was met or not.
_DEADLINES = """
    SELECT ticket_id, min(deadline) FROM helpdesk_ticket_sla
    WHERE ticket_id = ANY(%(tickets)s) AND deadline IS NOT NULL
    GROUP BY ticket_id
"""

# Raw SQL: the ORM has no percentiles.
_REACTIONS = """
    SELECT team_id, percentile_cont(0.5) WITHIN GROUP (
        ORDER BY extract(epoch FROM answered_at - at))
    FROM social_care_decision
    WHERE team_id = ANY(%(teams)s) AND kind = 'offered'
        AND outcome IN ('accepted', 'unanswered')
        AND at BETWEEN %(start)s AND %(stop)s
    GROUP BY team_id
"""


# Raw SQL: four columns of up to several times 30,000 rows. Everything that the agents
# of some contacts handled around that time, for any team.
_HANDLED = """
    SELECT id, last_agent_id, extract(epoch FROM first_accepted_at)::float8,
        extract(epoch FROM first_accepted_at)::float8 + handle_seconds
    FROM social_care_work
    WHERE handle_seconds > 0 AND first_accepted_at IS NOT NULL
        AND arrived_at BETWEEN %(start)s AND %(stop)s
        AND last_agent_id IN (
            SELECT last_agent_id FROM social_care_work WHERE id = ANY(%(works)s)
        )
"""


class SocialCareReplayRecording(models.AbstractModel):
    """What was recorded in the period of a replay, as input of the simulation."""

    _name = "social.care.replay.recording"
    _description = "Social Care Replay Recording"

    def _load_scenario(self):
        """Load the contacts and shifts of the period and the current setup.

        :return: tools.scenario.Scenario
        :raises TooLong: for more than MOST_CONTACTS contacts
        """
        start, stop = self._get_moments()
        works = self._search_works(start, stop)
        hours = {
            team.id: team._sla_response_get_working_time(start)
            for team in self.team_ids
        }
        handling = self._measure_handling(works, start, stop)
        cells, priority = works._get_cells(), self.env["social.care.priority"]
        return Scenario(
            contacts=self._list_contacts(works, hours, handling),
            workers=self._list_workers(start, stop),
            cells={team: dict(own) for team, own in cells.items()},
            relaxations={team.id: _list_relaxations(team) for team in self.team_ids},
            offered=_list_offering(self.team_ids),
            reaction=self._measure_reactions(start, stop),
            fit_weights={t.id: t.social_care_skill_weight for t in self.team_ids},
            hours=hours,
            terms=priority._get_terms(),
            weights=priority._get_weights(self.company_id)[self.company_id],
            start=history.to_seconds(start),
            end=history.to_seconds(stop),
        )

    def _get_moments(self):
        """Begin and end of the period, whose days are those of the user's time zone.

        It ends now at the latest: nothing has arrived after now, and nobody was there.

        :return: (start, stop) in UTC without a time zone
        """
        zone = pytz.timezone(self.env.user.tz or "UTC")
        days = self.date_from, self.date_to + timedelta(days=1)
        start, stop = (
            zone.localize(datetime.combine(day, time()))
            .astimezone(UTC)
            .replace(tzinfo=None)
            for day in days
        )
        return start, max(start, min(stop, fields.Datetime.now()))

    def _search_works(self, start, stop):
        """
        :return: social.care.work that arrived in the period
        :raises TooLong: for more than MOST_CONTACTS
        """
        works = self.env["social.care.work"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("team_id", "in", self.team_ids.ids),
                ("arrived_at", ">=", start),
                ("arrived_at", "<", stop),
            ],
            order="arrived_at, id",
            limit=MOST_CONTACTS + 1,
        )
        if len(works) > MOST_CONTACTS:
            raise TooLong
        return works

    # -- contacts --------------------------------------------------------------

    def _list_contacts(self, works, hours, handling):
        """
        :param hours: {team id: tools.working_time.WorkingTime}
        :param handling: {work id: handle time in seconds}
        :return: list of tools.scenario.Contact
        """
        rows, deadlines = works._read_facts(), self._read_deadlines(works)
        facts = self._read_priority_facts(works, rows, deadlines, hours)
        asked, usual = (
            works._get_requested_skills(rows),
            _measure_usual(works, handling),
        )
        return [
            Contact(
                work.id,
                work.team_id.id,
                work.medium_id.id,
                frozenset(asked[work]),
                facts[work],
                handling.get(work.id) or usual.get(work.medium_id, DEFAULT_HANDLING),
                deadlines.get(work.ticket_id.id),
            )
            for work in works
        ]

    def _read_priority_facts(self, works, rows, deadlines, hours):
        """
        :return: {work: tools.priority.Facts} as of its arrival
        """
        sla = {
            work.id: (work.arrived_at, deadlines[work.ticket_id.id])
            for work in works
            if work.ticket_id.id in deadlines
        }
        source = Source(rows, {team: hours[team.id] for team in works.team_id}, sla)
        since = {work: work.arrived_at for work in works}
        return self.env["social.care.priority"]._read_facts(works, source, since)

    def _measure_handling(self, works, start, stop):
        """Measure the time of an agent that each contact took.

        A contact handled alongside others took a part of that time only; otherwise a
        lower capacity would leave each as slow as it was beside many.

        :return: {work id: seconds}, without those nobody handled
        """
        works.flush_model()
        self.env.cr.execute(
            SQL(_HANDLED, works=works.ids, start=start - LOOK_BACK, stop=stop)
        )
        spans = {work: span for work, *span in self.env.cr.fetchall()}
        alone = {work.id: float(work.handle_seconds) for work in works}
        shared = history.share_attention(spans)
        return {work: seconds for work, seconds in alone.items() if seconds} | {
            work: seconds for work, seconds in shared.items() if work in alone
        }

    def _read_deadlines(self, works):
        """:return: {ticket id: earliest deadline of its SLA targets}"""
        self.env["helpdesk.ticket.sla"].flush_model()
        self.env.cr.execute(SQL(_DEADLINES, tickets=works.ticket_id.ids))
        return dict(self.env.cr.fetchall())

    def _measure_reactions(self, start, stop):
        """:return: {team id: median seconds until agents accept an offer}"""
        self.env["social.care.decision"].flush_model()
        self.env.cr.execute(
            SQL(_REACTIONS, teams=self.team_ids.ids, start=start, stop=stop)
        )
        return dict(self.env.cr.fetchall())

    # -- agents ----------------------------------------------------------------

    def _search_agents(self):
        """:return: agents of the teams, and of those that relaxation steps add"""
        teams = (
            self.team_ids | self.team_ids.social_care_skill_relaxation_ids.add_team_ids
        )
        teams |= self.change_ids.additional_team_id
        return self.env["social.care.agent"].search(
            [("user_id", "in", teams.user_ids.ids)], order="id"
        )

    def _list_workers(self, start, stop):
        """:return: {agent id: tools.simulate.Worker}"""
        agents = self._search_agents()
        shifts = agents._get_shifts(start, stop)
        shifts |= self._read_availability(agents, start, stop)
        workers = {}
        for person in agents._build_people():
            person.absent, person.doing, person.offers = "", {}, 0
            person.idle_since = history.to_seconds(start)
            spans = (map(history.to_seconds, span) for span in shifts[person.id])
            workers[person.id] = Worker(person, history.merge_spans(map(tuple, spans)))
        return workers

    def _read_availability(self, agents, start, stop):
        """Agents without working hours were present while they were available.

        :return: {agent id: list of (start, stop)}
        """
        unscheduled = agents - agents._filter_scheduled()
        spans = {agent.id: [] for agent in unscheduled}
        times = self.env["social.care.agent.time"].search(
            [
                ("agent_id", "in", unscheduled.ids),
                ("state", "=", "available"),
                ("start", "<", stop),
                "|",
                ("stop", "=", False),
                ("stop", ">", start),
            ]
        )
        for row in times:
            ends = min(row.stop or stop, stop)
            spans[row.agent_id.id].append((max(row.start, start), ends))
        return spans


def _list_offering(teams):
    """Ids of the teams whose agents accept or decline."""
    return {t.id for t in teams if t.social_care_routing_mode != "assign"}


def _list_relaxations(team):
    relaxations = zip(
        team.social_care_skill_relaxation_ids,
        team._build_social_care_relaxations(),
        strict=True,
    )
    return [(relaxation.after_minutes, plain) for relaxation, plain in relaxations]


def _measure_usual(works, handling):
    """:return: {medium: median handle time in seconds}"""
    known = works.filtered(lambda work: work.id in handling).grouped("medium_id")
    return {
        medium: median(handling[work.id] for work in some)
        for medium, some in known.items()
    }
