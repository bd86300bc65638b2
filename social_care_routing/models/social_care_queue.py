# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
from types import MappingProxyType

from psycopg2.extras import execute_values

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.carefully import carefully
from ..tools.engine import Item, Snapshot

# What a decision is, by how the team's work finds its people.
KINDS = MappingProxyType({"offer": "offered", "assign": "assigned"})
TAKEN = MappingProxyType(dict.fromkeys(("manual", "offer", "assign"), "taken"))

# The lanes in which something waits, found through the index without reading the
# queue (a loose index scan: PostgreSQL wiki, "Loose indexscan").
_WAITING_LANES = """
    WITH RECURSIVE lanes AS (
        (SELECT lane_id, ring FROM social_care_work
         WHERE state = 'waiting' AND lane_id IS NOT NULL
         ORDER BY lane_id, ring LIMIT 1)
        UNION ALL
        SELECT following.lane_id, following.ring
        FROM lanes, LATERAL (
            SELECT lane_id, ring FROM social_care_work
            WHERE state = 'waiting' AND (lane_id, ring) > (lanes.lane_id, lanes.ring)
            ORDER BY lane_id, ring LIMIT 1
        ) following
    )
    SELECT lanes.lane_id, lanes.ring
    FROM lanes
    JOIN social_care_lane lane ON lane.id = lanes.lane_id
    JOIN helpdesk_ticket_team team ON team.id = lane.team_id
    WHERE team.active AND team.routing = ANY(%(modes)s)
"""

# Of each lane as many as there is room for; beside them those that not everybody may
# have, so that they do not stand in the way of the others.
_ITEMS = """
    SELECT work.id, work.lane_id, work.ring, extract(epoch FROM work.rank_at)::float8,
        work.refused, work.last_agent_id, work.held_until
    FROM unnest(%(lanes)s, %(rings)s, %(rooms)s) AS wanted (lane_id, ring, room),
    LATERAL (
        (SELECT * FROM social_care_work plain
         WHERE plain.state = 'waiting' AND plain.lane_id = wanted.lane_id
             AND plain.ring = wanted.ring
             AND plain.refused IS NULL AND plain.held_until IS NULL
         ORDER BY plain.rank_at, plain.id LIMIT wanted.room)
        UNION ALL
        (SELECT * FROM social_care_work special
         WHERE special.state = 'waiting' AND special.lane_id = wanted.lane_id
             AND special.ring = wanted.ring
             AND (special.refused IS NOT NULL OR special.held_until IS NOT NULL)
         ORDER BY special.rank_at, special.id LIMIT wanted.room + 50)
    ) work
"""

# Each person that is given something is written: if somebody else did so, or they went
# away, since we looked, PostgreSQL refuses (repeatable read) and we look again.
_CLAIM_AGENTS = """
    UPDATE social_care_agent agent
    SET claims = agent.claims + given.count, idle_since = given.at
    FROM (VALUES %s) AS given (id, count, at)
    WHERE agent.id = given.id
"""

_CLAIM_WORK = """
    UPDATE social_care_work work
    SET state = 'offered', agent_id = agent.id, user_id = agent.user_id,
        offered_at = %(now)s,
        offer_until = %(now)s + make_interval(secs => team.offer_seconds),
        first_offered_at = COALESCE(work.first_offered_at, %(now)s)
    FROM unnest(%(works)s, %(agents)s) AS given (work, agent)
    JOIN social_care_agent agent ON agent.id = given.agent,
        helpdesk_ticket_team team
    WHERE work.id = given.work AND work.state = 'waiting' AND team.id = work.team_id
"""


class SocialCareQueue(models.AbstractModel):
    """Between the tables and the engine: loads, and writes down what it decided."""

    _name = "social.care.queue"
    _description = "Social Care Queue"

    # -- loading ---------------------------------------------------------------

    @api.model
    def _snapshot(self, people=None, modes=tuple(KINDS)):
        """People, and as much of the queue as they have room for.

        :param people: list of tools.people.Person, by default everybody
        :param modes: kinds of routing of the teams whose work counts
        :return: tools.engine.Snapshot
        """
        self.env.flush_all()
        people = self._agents()._people() if people is None else people
        rows = self._waiting_lanes(modes)
        lanes = self.env["social.care.lane"].browse({lane for lane, _ring in rows})
        snapshot = Snapshot(people, lanes._as_plain(), [], time.time())
        snapshot.items = self._items(snapshot, rows)
        return snapshot

    @api.model
    def _agents(self):
        return self.env["social.care.agent"].search([("active", "=", True)])

    @api.model
    def _waiting_lanes(self, modes):
        self.env.cr.execute(SQL(_WAITING_LANES, modes=list(modes)))
        return self.env.cr.fetchall()

    @api.model
    def _items(self, snapshot, rows):
        rooms = [snapshot.room(lane, ring) for lane, ring in rows]
        wanted = [(*row, room) for row, room in zip(rows, rooms, strict=True) if room]
        if not wanted:
            return []
        lanes, rings, rooms = (list(column) for column in zip(*wanted, strict=True))
        self.env.cr.execute(SQL(_ITEMS, lanes=lanes, rings=rings, rooms=rooms))
        return self._plain_items(self.env.cr.fetchall())

    @api.model
    def _plain_items(self, rows):
        """:return: list of tools.engine.Item"""
        now = fields.Datetime.now()
        lanes = self.env["social.care.lane"].browse({row[1] for row in rows})
        anybody = {lane.id for lane in lanes if lane.team_id.last_agent == "none"}
        return [self._item(*row, now=now, anybody=anybody) for row in rows]

    @api.model
    def _item(self, work, lane, ring, rank, refused, last, until, now, anybody):
        again = fields.Datetime.to_string(now)
        return Item(
            work,
            lane,
            ring,
            rank,
            frozenset(int(one) for one, at in (refused or {}).items() if at > again),
            0 if lane in anybody else last or 0,
            bool(until and until > now),
        )

    # -- one person takes something --------------------------------------------

    @api.model
    def _take_best(self, agent):
        """What is furthest in front of all that ``agent`` can take is theirs now,
        wherever they are: who asks is there.

        :return: the work item, or an empty one
        """
        begun = time.monotonic()
        people = agent._people()
        for person in people:
            person.absent = ""
        snapshot = self._snapshot(people, tuple(TAKEN))
        snapshot.items = [
            item for item in snapshot.items if not item.hold or item.last == agent.id
        ]
        decisions = snapshot.decide(1)
        if decisions:
            self._claim(snapshot, decisions, begun, TAKEN)
        works = self.env["social.care.work"].browse(d.item.id for d in decisions)
        return works.filtered(lambda work: work.state == "working")

    # -- claiming --------------------------------------------------------------

    @api.model
    def _claim(self, snapshot, decisions, begun, kinds=KINDS):
        """Write down who is offered or given what.

        :param begun: ``time.monotonic`` of when the looking began
        :param kinds: {routing of the team: kind of the decision}
        :raises psycopg2.errors.SerializationFailure: when somebody changed meanwhile
        """
        now = fields.Datetime.now()
        lanes = self.env["social.care.lane"].browse({d.item.lane for d in decisions})
        kinds = {lane.id: kinds[lane.team_id.routing] for lane in lanes}
        agents = self._claim_agents(decisions, now)
        self._claim_work(decisions, now)
        self.env["social.care.decision"]._log(
            snapshot, decisions, kinds, now, time.monotonic() - begun
        )
        given = [d.item.id for d in decisions if kinds[d.item.lane] != "offered"]
        self._give(self.env["social.care.work"].browse(given))
        agents._tell()
        self.env["social.care.work"]._tell_boards()

    @api.model
    def _give(self, works):
        """A ticket that cannot have this owner waits for another."""
        bad = carefully(works, type(works)._accepted)
        self.env["social.care.decision"]._end(bad, "withdrawn")
        bad._refuse()

    @api.model
    def _claim_agents(self, decisions, now):
        counts = {}
        for decision in decisions:
            counts[decision.person] = counts.get(decision.person, 0) + 1
        rows = [(agent, count, now) for agent, count in sorted(counts.items())]
        execute_values(self.env.cr._obj, _CLAIM_AGENTS, rows, page_size=len(rows))
        agents = self.env["social.care.agent"].browse(counts)
        agents.invalidate_recordset(["claims", "idle_since"])
        return agents

    @api.model
    def _claim_work(self, decisions, now):
        works = [decision.item.id for decision in decisions]
        agents = [decision.person for decision in decisions]
        self.env.cr.execute(SQL(_CLAIM_WORK, works=works, agents=agents, now=now))
        self.env["social.care.work"].browse(works).invalidate_recordset()
