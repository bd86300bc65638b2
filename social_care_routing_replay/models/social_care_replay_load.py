# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, datetime, time, timedelta
from statistics import median

import pytz

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.social_care_routing.tools.priority import Source

from ..tools import history
from ..tools.scenario import Contact, Scene
from ..tools.simulate import TooLong, Worker
from .social_care_replay import MOST_CONTACTS

# Of what nobody has handled yet, where there is no other of its medium.
HANDLING = 600.0
# What people still had when a period began came no earlier than this before it.
EARLIER = timedelta(days=7)

# The SLA on the answer that ended first, whether it was met or not.
_DEADLINES = """
    SELECT ticket_id, min(deadline) FROM helpdesk_ticket_sla
    WHERE ticket_id = ANY(%(tickets)s) AND deadline IS NOT NULL
    GROUP BY ticket_id
"""

_REACTIONS = """
    SELECT team_id, percentile_cont(0.5) WITHIN GROUP (
        ORDER BY extract(epoch FROM answered_at - at))
    FROM social_care_decision
    WHERE team_id = ANY(%(teams)s) AND kind = 'offered'
        AND outcome IN ('accepted', 'unanswered')
        AND at BETWEEN %(start)s AND %(stop)s
    GROUP BY team_id
"""


# All that the people of some contacts dealt with around them, of any team.
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


class SocialCareReplay(models.Model):
    """What was recorded of a period, for the simulation."""

    _inherit = "social.care.replay"

    def _scene(self):
        """:return: tools.scene.Scene, as everything is set up now"""
        start, stop = self._moments()
        works = self._works(start, stop)
        hours = {team.id: team._working_time(start) for team in self.team_ids}
        cells, priority = works._cells(), self.env["social.care.priority"]
        return Scene(
            contacts=self._contacts(works, hours, self._attention(works, start, stop)),
            workers=self._workers(start, stop),
            cells={team: dict(own) for team, own in cells.items()},
            rings={team.id: _rings(team) for team in self.team_ids},
            offered={team.id for team in self.team_ids if team.routing != "assign"},
            reaction=self._reactions(start, stop),
            fit_weights={team.id: team.fit_weight for team in self.team_ids},
            hours=hours,
            terms=priority._get_terms(),
            weights=priority._get_weights(self.company_id)[self.company_id],
            start=history.seconds(start),
            end=history.seconds(stop),
        )

    def _moments(self):
        """Begin and end of the period in UTC, as the days are where we are.

        It ends now at the latest: nothing has come later, and nobody was there.
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

    def _works(self, start, stop):
        """
        :raises TooLong: where more came than can be replayed in time
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

    # -- what came -------------------------------------------------------------

    def _contacts(self, works, hours, attention):
        """
        :param attention: {work id: seconds}
        """
        rows, deadlines = works._read_facts(), self._deadlines(works)
        facts = self._read_priority_facts(works, rows, deadlines, hours)
        asked, usual = works._asked(rows), _usual(works, attention)
        return [
            Contact(
                work.id,
                work.team_id.id,
                work.medium_id.id,
                frozenset(asked[work]),
                facts[work],
                attention.get(work.id) or usual.get(work.medium_id, HANDLING),
                deadlines.get(work.ticket_id.id),
            )
            for work in works
        ]

    def _read_priority_facts(self, works, rows, deadlines, hours):
        """{work: tools.priority.Facts} as the items began to wait"""
        sla = {
            work.id: (work.arrived_at, deadlines[work.ticket_id.id])
            for work in works
            if work.ticket_id.id in deadlines
        }
        source = Source(rows, {team: hours[team.id] for team in works.team_id}, sla)
        since = {work: work.arrived_at for work in works}
        return self.env["social.care.priority"]._read_facts(works, source, since)

    def _attention(self, works, start, stop):
        """How much of somebody's time each took: of what was handled beside others only
        a part, else with fewer at once each would take as long as with many.

        :return: {work id: seconds}, without those that nobody handled
        """
        works.flush_model()
        self.env.cr.execute(
            SQL(_HANDLED, works=works.ids, start=start - EARLIER, stop=stop)
        )
        spans = {work: span for work, *span in self.env.cr.fetchall()}
        alone = {work.id: float(work.handle_seconds) for work in works}
        return {work: took for work, took in alone.items() if took} | {
            work: took
            for work, took in history.attention(spans).items()
            if work in alone
        }

    def _deadlines(self, works):
        self.env["helpdesk.ticket.sla"].flush_model()
        self.env.cr.execute(SQL(_DEADLINES, tickets=works.ticket_id.ids))
        return dict(self.env.cr.fetchall())

    def _reactions(self, start, stop):
        """{team id: seconds until people accept an offer, half of the time}"""
        self.env["social.care.decision"].flush_model()
        self.env.cr.execute(
            SQL(_REACTIONS, teams=self.team_ids.ids, start=start, stop=stop)
        )
        return dict(self.env.cr.fetchall())

    # -- who was there ---------------------------------------------------------

    def _agents(self):
        """People of the teams and of those that are asked after a while."""
        asked = self.team_ids | self.team_ids.ring_ids.add_team_ids
        asked |= self.change_ids.other_team_id
        return self.env["social.care.agent"].search(
            [("user_id", "in", asked.user_ids.ids)], order="id"
        )

    def _workers(self, start, stop):
        agents = self._agents()
        shifts = agents._shifts(start, stop) | self._said(agents, start, stop)
        workers = {}
        for person in agents._people():
            person.absent, person.doing, person.offers = "", {}, 0
            person.idle_since = history.seconds(start)
            spans = (map(history.seconds, span) for span in shifts[person.id])
            workers[person.id] = Worker(person, history.merged(map(tuple, spans)))
        return workers

    def _said(self, agents, start, stop):
        """Who has no working hours was there when they said so."""
        free = agents - agents._scheduled()
        spans = {agent.id: [] for agent in free}
        times = self.env["social.care.agent.time"].search(
            [
                ("agent_id", "in", free.ids),
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


def _rings(team):
    rings = zip(team.ring_ids, team._plain_rings(), strict=True)
    return [(ring.after_minutes, plain) for ring, plain in rings]


def _usual(works, attention):
    """{medium: how many seconds half of them took, of those that we know}"""
    known = works.filtered(lambda work: work.id in attention).grouped("medium_id")
    return {
        medium: median(attention[work.id] for work in some)
        for medium, some in known.items()
    }
