# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
from types import MappingProxyType

from psycopg2.extras import execute_values

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.isolation import apply_isolating_failures

from ..tools.engine import Item, Snapshot

# Kind of a decision by the routing mode of the team.
KINDS = MappingProxyType({"offer": "offered", "assign": "assigned"})
TAKEN = MappingProxyType(dict.fromkeys(("manual", "offer", "assign"), "taken"))

# The row of each agent is written: if another transaction did so since the snapshot was
# read, PostgreSQL refuses (repeatable read) and the drain reads again. In SQL: all
# agents in one statement.
_CLAIM_AGENTS = """
    UPDATE social_care_agent agent
    SET claims = agent.claims + given.count, idle_since = given.at
    FROM (VALUES %s) AS given (id, count, at)
    WHERE agent.id = given.id
"""

# In SQL: hundreds of items with a different agent each in one statement.
_CLAIM_WORK = """
    UPDATE social_care_work work
    SET state = 'offered', agent_id = agent.id, user_id = agent.user_id,
        offered_at = %(now)s,
        offer_until = %(now)s + make_interval(secs => team.social_care_offer_seconds),
        first_offered_at = COALESCE(work.first_offered_at, %(now)s)
    FROM unnest(%(works)s, %(agents)s) AS given (work, agent)
    JOIN social_care_agent agent ON agent.id = given.agent,
        helpdesk_ticket_team team
    WHERE work.id = given.work AND work.state = 'waiting' AND team.id = work.team_id
"""

# Special items of a lane that are read beyond its capacity, before those of single
# agents are looked for.
SLACK = 50

# The lanes with waiting work, found through the index without reading the queue (a
# loose index scan: PostgreSQL wiki, "Loose indexscan"), and whether they have special
# items.
_WAITING_LANES = """
    WITH RECURSIVE lanes AS (
        (SELECT lane_id, relaxation_step AS step FROM social_care_work
         WHERE state = 'waiting' AND lane_id IS NOT NULL
         ORDER BY lane_id, relaxation_step LIMIT 1)
        UNION ALL
        SELECT following.lane_id, following.step
        FROM lanes, LATERAL (
            SELECT lane_id, relaxation_step AS step FROM social_care_work
            WHERE state = 'waiting'
                AND (lane_id, relaxation_step) > (lanes.lane_id, lanes.step)
            ORDER BY lane_id, relaxation_step LIMIT 1
        ) following
    )
    SELECT lanes.lane_id, lanes.step, EXISTS (
        SELECT FROM social_care_work special
        WHERE special.state = 'waiting' AND special.lane_id = lanes.lane_id
            AND special.relaxation_step = lanes.step
            AND (special.refused IS NOT NULL OR special.held_until IS NOT NULL)
    )
    FROM lanes
    JOIN social_care_lane lane ON lane.id = lanes.lane_id
    JOIN helpdesk_ticket_team team ON team.id = lane.team_id
    WHERE team.active AND team.social_care_routing_mode = ANY(%(modes)s)
"""

# In SQL, as the queries below: each reads the first items of many lanes at once.
_COLUMNS = """
    work.id, work.lane_id, work.relaxation_step,
    extract(epoch FROM work.rank_at)::float8,
    work.refused, work.last_agent_id, work.held_until
"""

# Items that every candidate of a lane may take: as many as there is capacity for.
_PLAIN = f"""
    SELECT {_COLUMNS}
    FROM unnest(%(lanes)s, %(steps)s, %(rooms)s) AS wanted (lane_id, step, room),
    LATERAL (
        SELECT * FROM social_care_work plain
        WHERE plain.state = 'waiting' AND plain.lane_id = wanted.lane_id
            AND plain.relaxation_step = wanted.step
            AND plain.refused IS NULL AND plain.held_until IS NULL
        ORDER BY plain.rank_at, plain.id LIMIT wanted.room
    ) work
"""

# Items that were declined or are held for the last agent: those that one of the free
# agents may take. An agent who declined is excluded until the cool-down is over; an
# item is held as tools.engine defines it, for the last agent if they are awaited.
_SPECIAL = f"""
    SELECT {_COLUMNS}
    FROM unnest(%(lanes)s, %(steps)s, %(mosts)s, %(free)s, %(awaited)s)
        AS wanted (lane_id, step, most, free, awaited),
    LATERAL (
        SELECT special.*
        FROM social_care_work special, LATERAL (
            SELECT COALESCE(
                special.held_until > %(now)s
                AND special.last_agent_id = ANY(wanted.awaited::int[])
                AND COALESCE(special.refused ->> special.last_agent_id::text, '')
                    <= %(again)s,
                FALSE
            ) AS is_kept
        ) hold
        WHERE special.state = 'waiting' AND special.lane_id = wanted.lane_id
            AND special.relaxation_step = wanted.step
            AND (special.refused IS NOT NULL OR special.held_until IS NOT NULL)
            AND EXISTS (
                SELECT FROM unnest(wanted.free::int[]) AS one
                WHERE COALESCE(special.refused ->> one::text, '') <= %(again)s
                    AND (NOT hold.is_kept OR one = special.last_agent_id)
            )
        ORDER BY special.rank_at, special.id LIMIT wanted.most
    ) work
"""


class SocialCareQueue(models.AbstractModel):
    """Reads the part of the queue that the engine needs, and stores its decisions.

    No lane gets more than its candidates have capacity for. Of the items that an agent
    may take, all that they could get are therefore among the first of that number:
    reading these for each free agent decides like reading the whole queue. Which items
    an agent may take is decided in SQL, else items that nobody can take would crowd out
    those that somebody can.
    """

    _name = "social.care.queue"
    _description = "Social Care Queue"

    # -- one person takes something --------------------------------------------

    @api.model
    def _take_best(self, agent):
        """Assign the waiting item with the highest priority that ``agent`` can take,
        regardless of their state: they asked for it. Items reserved for another agent
        stay reserved.

        :return: social.care.work, empty if nothing matches
        """
        begun = time.monotonic()
        snapshot, decisions = self._decide_for(agent)
        if decisions:
            self._claim(snapshot, decisions, begun, TAKEN)
        works = self.env["social.care.work"].browse(d.item.id for d in decisions)
        return works.filtered(lambda work: work.state == "working")

    @api.model
    def _decide_for(self, agent):
        """Decide what one agent gets. What others are taking in this moment is left
        out, so that nobody waits for them.

        :return: tools.engine.Snapshot, list of at most one decision
        """
        awaited, locked = self._search_awaited_agents() | agent, set()
        while True:
            there = awaited._build_people()
            people = [person for person in there if person.id == agent.id]
            for person in people:
                person.absent = ""
            snapshot = self._build_snapshot(people, tuple(TAKEN), there, locked)
            decisions = snapshot.decide(1)
            chosen = {decision.item.id for decision in decisions}
            missed = chosen - self._lock("social.care.work", chosen)
            if not missed:
                return snapshot, decisions
            locked |= missed

    # -- claiming --------------------------------------------------------------

    @api.model
    def _keep_claimable(self, decisions, progress):
        """Drop the decisions whose rows another transaction has locked, so that a slow
        transaction does not block the queue. The engine then decides again without
        them.

        :param progress: tools.drain_progress.DrainProgress, which collects the locked
            rows
        :return: list of the decisions that can be written at once
        """
        agents = self._lock("social.care.agent", {d.person for d in decisions})
        works = self._lock("social.care.work", {d.item.id for d in decisions})
        works -= self._find_works_with_locked_ticket(decisions)
        progress.locked_agents |= {d.person for d in decisions} - agents
        progress.locked_works |= {d.item.id for d in decisions} - works
        free = [d for d in decisions if d.person in agents and d.item.id in works]
        progress.is_unfinished |= len(free) < len(decisions)
        return free

    @api.model
    def _find_works_with_locked_ticket(self, decisions):
        """Ids of items to be assigned automatically, which writes on their tickets,
        while another transaction is changing one of these tickets."""
        lanes = self.env["social.care.lane"].browse({d.item.lane for d in decisions})
        assigned = lanes.filtered(
            lambda lane: lane.team_id.social_care_routing_mode == "assign"
        ).ids
        works = self.env["social.care.work"].browse(
            d.item.id for d in decisions if d.item.lane in assigned
        )
        tickets = works.ticket_id
        locked = tickets - tickets.try_lock_for_update(allow_referencing=True)
        return set(works.filtered(lambda work: work.ticket_id in locked).ids)

    @api.model
    def _lock(self, model, ids):
        """Lock rows of ``ids`` that no other transaction is changing.

        :return: set of the locked ids
        """
        records = self.env[model].browse(sorted(ids))
        return set(records.try_lock_for_update(allow_referencing=True).ids)

    @api.model
    def _claim(self, snapshot, decisions, begun, kinds=KINDS):
        """Store offers and assignments.

        :param begun: ``time.monotonic`` at the start of the run
        :param kinds: {routing mode of the team: kind of the decision}
        :raises psycopg2.errors.SerializationFailure: if another transaction changed an
            agent meanwhile
        """
        now = fields.Datetime.now()
        lanes = self.env["social.care.lane"].browse({d.item.lane for d in decisions})
        kinds = {
            lane.id: kinds[lane.team_id.social_care_routing_mode] for lane in lanes
        }
        agents = self._claim_agents(decisions, now)
        self._claim_work(decisions, now)
        self.env["social.care.decision"]._log(
            snapshot, decisions, kinds, now, time.monotonic() - begun
        )
        given = [d.item.id for d in decisions if kinds[d.item.lane] != "offered"]
        self._accept_assigned(self.env["social.care.work"].browse(given))
        agents._notify_screens()
        self.env["social.care.work"]._notify_boards()

    @api.model
    def _accept_assigned(self, works):
        """Accept automatic assignments. Items whose ticket refuses the owner are
        returned to the queue."""
        bad = apply_isolating_failures(works, type(works)._accept)
        self.env["social.care.decision"]._close(bad, "withdrawn")
        bad._return_declined()

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

    @api.model
    def _build_snapshot(self, people=None, modes=tuple(KINDS), there=None, without=()):
        """Load agents, and as much of the queue as they have capacity for.

        :param people: list of tools.people.Person, by default all agents
        :param modes: routing modes of the teams whose work counts
        :param there: list of Person for whom work may be reserved, by default
            ``people``
        :return: tools.engine.Snapshot
        """
        self.env.flush_all()
        people = self._search_agents()._build_people() if people is None else people
        rows = self._read_waiting_lanes(modes)
        lanes = self.env["social.care.lane"].browse({row[0] for row in rows})
        snapshot = Snapshot(people, lanes._build_lanes(), [], time.time())
        waiting = Snapshot(there, snapshot.lanes.values(), [], 0) if there else snapshot
        items = self._read_items(snapshot, waiting, rows, len(without))
        snapshot.items = [item for item in items if item.id not in without]
        return snapshot

    @api.model
    def _search_agents(self):
        return self.env["social.care.agent"].search([("active", "=", True)])

    @api.model
    def _search_awaited_agents(self):
        """Last agents for whom work is reserved, if they are available and
        qualified."""
        held = [("state", "=", "waiting"), ("held_until", ">", fields.Datetime.now())]
        works = self.env["social.care.work"].sudo()
        groups = works._read_group(held, ["last_agent_id"])
        agents = self.env["social.care.agent"]
        return agents.browse(agent.id for (agent,) in groups if agent).filtered(
            "active"
        )

    @api.model
    def _read_waiting_lanes(self, modes):
        """:return: [(lane id, relaxation step, whether it has special items: declined
        or held)]"""
        self.env.cr.execute(SQL(_WAITING_LANES, modes=list(modes)))
        return self.env.cr.fetchall()

    @api.model
    def _read_items(self, snapshot, waiting, rows, spare):
        """Read as many items of each lane as there is capacity for, and ``spare``
        more."""
        rooms = {row[:2]: snapshot.count_room(*row[:2]) for row in rows}
        wanted = [(*place, room + spare) for place, room in rooms.items() if room]
        if not wanted:
            return []
        lanes, steps, rooms = _split_columns(wanted)
        self.env.cr.execute(SQL(_PLAIN, lanes=lanes, steps=steps, rooms=rooms))
        items = self._build_items(self.env.cr.fetchall())
        special = {row[:2] for row in rows if row[2]}
        wanted = [row for row in wanted if row[:2] in special]
        return items + self._read_special_items(snapshot, waiting, wanted)

    @api.model
    def _read_special_items(self, snapshot, waiting, wanted):
        """Read declined and held items of lanes.

        :param wanted: list of (lane, step, capacity)
        """
        asked = [
            (lane, step, room + SLACK, snapshot.get_pool(lane, step).list_free())
            for lane, step, room in wanted
        ]
        found = self._read_special(waiting, asked)
        rooms = {row[:2]: row[2] for row in wanted}
        short = self._find_short_of_work(waiting, found, asked, rooms)
        more = self._read_special(waiting, short)
        return list({item.id: item for item in found + more}.values())

    @api.model
    def _read_special(self, waiting, asked):
        """Read declined and held items that given agents may take.

        :param asked: list of (lane, step, limit, ids of the agents)
        :return: list of tools.engine.Item, in routing order within each lane
        """
        if not asked:
            return []
        lanes, steps, mosts, free = (
            list(column) for column in zip(*asked, strict=True)
        )
        now = fields.Datetime.now()
        query = SQL(
            _SPECIAL,
            lanes=lanes,
            steps=steps,
            mosts=mosts,
            free=[_format_array(one) for one in free],
            awaited=[
                _format_array(self._get_awaited(waiting, *row[:2])) for row in asked
            ],
            now=now,
            again=fields.Datetime.to_string(now),
        )
        self.env.cr.execute(query)
        return self._build_items(self.env.cr.fetchall())

    @api.model
    def _get_awaited(self, waiting, lane_id, step):
        """Agents for whom items of a lane are held, if its team uses holds."""
        team = self.env["social.care.lane"].browse(lane_id).team_id
        return (
            waiting.get_pool(lane_id, step).list_awaited()
            if team._has_social_care_hold()
            else ()
        )

    @api.model
    def _find_short_of_work(self, waiting, found, asked, rooms):
        """Agents who may take fewer of the items read than their lane has capacity for,
        although there are more: items of other agents precede theirs.

        :return: as ``asked`` of ``_read_special``, for one agent each
        """
        by_place = {}
        for item in found:
            by_place.setdefault((item.lane, item.step), []).append(item)
        short = []
        for lane, step, most, free in asked:
            items = by_place.get((lane, step), [])
            if len(items) == most:
                room = rooms[lane, step]
                counts = _count_takeable(waiting, items, free)
                short += [
                    (lane, step, room, [one]) for one in free if counts[one] < room
                ]
        return short

    @api.model
    def _build_items(self, rows):
        """:return: list of tools.engine.Item"""
        now = fields.Datetime.now()
        lanes = self.env["social.care.lane"].browse({row[1] for row in rows})
        known = {lane.id: lane.team_id.social_care_last_agent for lane in lanes}
        return [self._build_item(*row, now=now, known=known[row[1]]) for row in rows]

    @api.model
    def _build_item(self, work, lane, step, rank, refused, last, until, now, known):
        again = fields.Datetime.to_string(now)
        return Item(
            work,
            lane,
            step,
            rank,
            frozenset(int(one) for one, at in (refused or {}).items() if at > again),
            0 if known == "none" else last or 0,
            bool(known == "hold" and until and until > now),
        )


def _count_takeable(waiting, items, free):
    """:return: {person: number of items that they may take}"""
    kept = {item.last: 0 for item in items}
    refused = dict.fromkeys(free, 0)
    for item in items:
        if waiting.is_held(item):
            kept[item.last] += 1
            continue
        for one in item.refused & refused.keys():
            refused[one] += 1
    anybody = len(items) - sum(kept.values())
    return {one: anybody - refused[one] + kept.get(one, 0) for one in free}


def _split_columns(rows):
    return [list(column) for column in zip(*rows, strict=True)]


def _format_array(ids):
    """Format lists of ids as text, since rows of a PostgreSQL array must have equal
    lengths."""
    return "{" + ",".join(map(str, sorted(ids))) + "}"
