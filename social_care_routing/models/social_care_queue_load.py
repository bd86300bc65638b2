# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.engine import Item, Snapshot
from .social_care_queue import KINDS

# So many special items of a lane are read beyond what there is room for, before one
# looks for those of each person.
SLACK = 50

# The lanes in which something waits, found through the index without reading the
# queue (a loose index scan: PostgreSQL wiki, "Loose indexscan"); and whether anything
# there is not for everybody.
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
    SELECT lanes.lane_id, lanes.ring, EXISTS (
        SELECT FROM social_care_work special
        WHERE special.state = 'waiting' AND special.lane_id = lanes.lane_id
            AND special.ring = lanes.ring
            AND (special.refused IS NOT NULL OR special.held_until IS NOT NULL)
    )
    FROM lanes
    JOIN social_care_lane lane ON lane.id = lanes.lane_id
    JOIN helpdesk_ticket_team team ON team.id = lane.team_id
    WHERE team.active AND team.routing = ANY(%(modes)s)
"""

_COLUMNS = """
    work.id, work.lane_id, work.ring, extract(epoch FROM work.rank_at)::float8,
    work.refused, work.last_agent_id, work.held_until
"""

# Of what everybody of a lane may have, as many as there is room for.
_PLAIN = f"""
    SELECT {_COLUMNS}
    FROM unnest(%(lanes)s, %(rings)s, %(rooms)s) AS wanted (lane_id, ring, room),
    LATERAL (
        SELECT * FROM social_care_work plain
        WHERE plain.state = 'waiting' AND plain.lane_id = wanted.lane_id
            AND plain.ring = wanted.ring
            AND plain.refused IS NULL AND plain.held_until IS NULL
        ORDER BY plain.rank_at, plain.id LIMIT wanted.room
    ) work
"""

# Of what was let go or is kept for somebody, what one of those who are free may have.
# Whoever let it go is out until their time is over; it is kept for the last agent as
# tools.engine says, who is then one of those awaited.
_SPECIAL = f"""
    SELECT {_COLUMNS}
    FROM unnest(%(lanes)s, %(rings)s, %(mosts)s, %(free)s, %(awaited)s)
        AS wanted (lane_id, ring, most, free, awaited),
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
            AND special.ring = wanted.ring
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
    """Reads as much of the queue as the engine needs to decide as if it knew all.

    Of a lane nobody is given more than its people have room for. So of what a person
    may have, all that they could be given is among the first of that number: reading
    these, for each person who is free, is enough. Who may have what is said in SQL,
    else what nobody can take would stand in front of what somebody can.
    """

    _inherit = "social.care.queue"

    @api.model
    def _snapshot(self, people=None, modes=tuple(KINDS), there=None, without=()):
        """People, and as much of the queue as they have room for.

        :param people: list of tools.people.Person, by default everybody
        :param modes: kinds of routing of the teams whose work counts
        :param there: list of Person for whom work is kept, by default ``people``
        :param without: ids of work items that are left out
        :return: tools.engine.Snapshot
        """
        self.env.flush_all()
        people = self._agents()._people() if people is None else people
        rows = self._waiting_lanes(modes)
        lanes = self.env["social.care.lane"].browse({row[0] for row in rows})
        snapshot = Snapshot(people, lanes._as_plain(), [], time.time())
        waiting = Snapshot(there, snapshot.lanes.values(), [], 0) if there else snapshot
        items = self._items(snapshot, waiting, rows, len(without))
        snapshot.items = [item for item in items if item.id not in without]
        return snapshot

    @api.model
    def _agents(self):
        return self.env["social.care.agent"].search([("active", "=", True)])

    @api.model
    def _kept_for(self):
        """Those for whom something is kept, if they can have it."""
        self.env["social.care.work"].flush_model()
        self.env.cr.execute(
            "SELECT DISTINCT last_agent_id FROM social_care_work"
            " WHERE state = 'waiting' AND held_until > %s",
            [fields.Datetime.now()],
        )
        kept = self.env["social.care.agent"].browse(
            one for (one,) in self.env.cr.fetchall() if one
        )
        return kept.filtered("active")

    @api.model
    def _waiting_lanes(self, modes):
        """[(lane, ring, whether something there is not for everybody)]"""
        self.env.cr.execute(SQL(_WAITING_LANES, modes=list(modes)))
        return self.env.cr.fetchall()

    # -- items -----------------------------------------------------------------

    @api.model
    def _items(self, snapshot, waiting, rows, spare):
        """As many of each lane as there is room for, and ``spare`` more."""
        rooms = {row[:2]: snapshot.room(*row[:2]) for row in rows}
        wanted = [(*place, room + spare) for place, room in rooms.items() if room]
        if not wanted:
            return []
        lanes, rings, rooms = _columns(wanted)
        self.env.cr.execute(SQL(_PLAIN, lanes=lanes, rings=rings, rooms=rooms))
        items = self._plain_items(self.env.cr.fetchall())
        special = {row[:2] for row in rows if row[2]}
        wanted = [row for row in wanted if row[:2] in special]
        return items + self._special_items(snapshot, waiting, wanted)

    @api.model
    def _special_items(self, snapshot, waiting, wanted):
        """
        :param wanted: list of (lane, ring, room)
        """
        asked = [
            (lane, ring, room + SLACK, snapshot.pool(lane, ring).free())
            for lane, ring, room in wanted
        ]
        found = self._read_special(waiting, asked)
        rooms = {row[:2]: row[2] for row in wanted}
        short = self._short_of_work(waiting, found, asked, rooms)
        more = self._read_special(waiting, short)
        return list({item.id: item for item in found + more}.values())

    @api.model
    def _read_special(self, waiting, asked):
        """
        :param asked: list of (lane, ring, how many at most, ids of whom it is for)
        :return: list of tools.engine.Item, of each lane the furthest in front first
        """
        if not asked:
            return []
        lanes, rings, mosts, free = (
            list(column) for column in zip(*asked, strict=True)
        )
        now = fields.Datetime.now()
        query = SQL(
            _SPECIAL,
            lanes=lanes,
            rings=rings,
            mosts=mosts,
            free=[_array(one) for one in free],
            awaited=[_array(self._awaited(waiting, *row[:2])) for row in asked],
            now=now,
            again=fields.Datetime.to_string(now),
        )
        self.env.cr.execute(query)
        return self._plain_items(self.env.cr.fetchall())

    @api.model
    def _awaited(self, waiting, lane_id, ring):
        """For whom work of a lane is kept, if its team wants that."""
        team = self.env["social.care.lane"].browse(lane_id).team_id
        return waiting.pool(lane_id, ring).awaited() if team._holds_work() else ()

    @api.model
    def _short_of_work(self, waiting, found, asked, rooms):
        """Who may not have as much of what was read as the lane has room for, though
        there is more: others' items stand in front of theirs.

        :return: as ``asked`` of ``_read_special``, for one person each
        """
        by_place = {}
        for item in found:
            by_place.setdefault((item.lane, item.ring), []).append(item)
        short = []
        for lane, ring, most, free in asked:
            items = by_place.get((lane, ring), [])
            if len(items) == most:
                room = rooms[lane, ring]
                counts = _counts(waiting, items, free)
                short += [
                    (lane, ring, room, [one]) for one in free if counts[one] < room
                ]
        return short

    @api.model
    def _plain_items(self, rows):
        """:return: list of tools.engine.Item"""
        now = fields.Datetime.now()
        lanes = self.env["social.care.lane"].browse({row[1] for row in rows})
        known = {lane.id: lane.team_id.last_agent for lane in lanes}
        return [self._item(*row, now=now, known=known[row[1]]) for row in rows]

    @api.model
    def _item(self, work, lane, ring, rank, refused, last, until, now, known):
        again = fields.Datetime.to_string(now)
        return Item(
            work,
            lane,
            ring,
            rank,
            frozenset(int(one) for one, at in (refused or {}).items() if at > again),
            0 if known == "none" else last or 0,
            bool(known == "hold" and until and until > now),
        )


def _counts(waiting, items, free):
    """{person: how many of the items they may have}"""
    kept = {item.last: 0 for item in items}
    refused = dict.fromkeys(free, 0)
    for item in items:
        if waiting.awaits(item):
            kept[item.last] += 1
            continue
        for one in item.refused & refused.keys():
            refused[one] += 1
    anybody = len(items) - sum(kept.values())
    return {one: anybody - refused[one] + kept.get(one, 0) for one in free}


def _columns(rows):
    return [list(column) for column in zip(*rows, strict=True)]


def _array(ids):
    """Lists of other lengths than their neighbours are no array of PostgreSQL's."""
    return "{" + ",".join(map(str, sorted(ids))) + "}"
