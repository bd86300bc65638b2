# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is read of the queue is enough: decided is as if all of it had been read."""

import json
import random
from dataclasses import replace
from datetime import timedelta

from psycopg2.extras import execute_values

from odoo import fields

from ..models.social_care_queue import SLACK, TAKEN
from ..tools.engine import Snapshot
from ..tools.people import Limit, Person
from .routing_common import RoutingCase

TICKETS, AGENTS, SEEDS = 320, 6, 25
# Later than anybody was given anything.
NOW = 1e10
COLUMNS = "id, lane_id, relaxation_step, extract(epoch FROM rank_at)::float8, refused,"
COLUMNS += " last_agent_id, held_until"


class LoadCase(RoutingCase):
    """Tickets whose place in the queue is written straight into the database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.teams = cls.team | cls.make_team("Hold", social_care_last_agent="hold")
        cls.teams |= cls.make_team("Nobody known", social_care_last_agent="none")
        cls.skills = [cls.make_skill(name) for name in ("Polish", "Billing")]
        cls.agents = cls.env["social.care.agent"].union(
            *(cls.make_agent(f"agent{number}") for number in range(AGENTS))
        )
        cls.media = [
            cls.env.ref(f"social_care_routing.medium_{code}")
            for code in ("email", "chat")
        ]
        cls.lanes = cls.make_lanes()
        cls.tickets = cls.env["helpdesk.ticket"].create(
            [cls.ticket_vals() for _number in range(TICKETS)]
        )
        cls.all = cls.tickets.social_care_work_ids
        cls.env.flush_all()

    @classmethod
    def ticket_vals(cls):
        return {
            "name": "Where is it?",
            "description": "Late.",
            "company_id": cls.company.id,
            "team_id": cls.team.id,
            "stage_id": cls.stage_new.id,
            "user_id": False,
        }

    @classmethod
    def make_lanes(cls):
        """One for each team, medium and skill that is required, or none."""
        rows = []
        for team in cls.teams:
            for medium in cls.media:
                for skill in (None, *cls.skills):
                    requirements = json.dumps([[skill.id, 50, True]] if skill else [])
                    key = json.dumps([team.id, medium.id, requirements, "load"])
                    rows.append((key, team.id, medium.id, requirements))
        found = cls.env["social.care.lane"]._insert(rows)
        return cls.env["social.care.lane"].union(*found.values())

    def place(self, rows):
        """Put items into the queue, and nothing else.

        :param rows: list of (lane, step, minutes of waiting, ids of who let it go,
            last agent or False, minutes for which it is held or None)
        """
        now = fields.Datetime.now()
        again = fields.Datetime.to_string(now + timedelta(minutes=10))

        def until(refused):
            return json.dumps(dict.fromkeys(map(str, refused), again))

        values = [
            (
                work,
                lane.id,
                lane.team_id.id,
                step,
                now - timedelta(minutes=waited),
                json.dumps(dict.fromkeys(map(str, refused), again))
                if refused
                else None,
                last or None,
                None if held is None else now + timedelta(minutes=held),
            )
            for work, (lane, step, waited, refused, last, held) in zip(
                self.all.ids, rows, strict=False
            )
        ]
        self.env.cr.execute("UPDATE social_care_work SET state = 'done'")
        execute_values(
            self.env.cr._obj,
            """
            UPDATE social_care_work work
            SET state = 'waiting', lane_id = row.lane, team_id = row.team,
                relaxation_step = row.step, rank_at = row.rank,
                refused = row.refused::jsonb,
                last_agent_id = row.last, held_until = row.held::timestamp
            FROM (VALUES %s) AS row (id, lane, team, step, rank, refused, last, held)
            WHERE work.id = row.id
            """,
            values,
            template="(%s, %s, %s, %s, %s::timestamp, %s, %s::integer, %s)",
            page_size=TICKETS,
        )
        self.env.invalidate_all()

    def whole(self, people):
        """Everything that waits in these teams, read without any limit."""
        self.env.cr.execute(
            f"SELECT {COLUMNS} FROM social_care_work"
            " WHERE state = 'waiting' AND lane_id = ANY(%s)",
            [self.lanes.ids],
        )
        items = self.queue._build_items(self.env.cr.fetchall())
        return Snapshot(copies(people), self.lanes._build_lanes(), items, NOW)

    def decided(self, people):
        """What is decided of what the queue reads."""
        return pairs(self.queue._build_snapshot(copies(people)).decide())

    def person(self, number, **values):
        """The agent of that number, who takes up to two mails and a chat."""
        limits = {
            medium.id: Limit(2 - place) for place, medium in enumerate(self.media)
        }
        usual = {"teams": frozenset(self.teams.ids), "limits": limits, "total": 3.0}
        return Person(self.agents.ids[number], **usual | values)

    def item(self, waited, refused=(), last=False, held=None, lane=None, step=0):
        return lane or self.lanes[0], step, waited, refused, last, held

    def holding_lane(self):
        return self.lanes.filtered(lambda lane: lane.team_id == self.teams[1])[0]


def copies(people):
    return [replace(person, doing=dict(person.doing)) for person in people]


def pairs(decisions):
    return [(decision.item.id, decision.person) for decision in decisions]


class TestWhatStandsInFront(LoadCase):
    """Hundreds of items that somebody cannot have, and one behind that they can."""

    many = TICKETS - 20

    def test_what_others_let_go_stands_in_nobody_s_way(self):
        anna, bert = self.person(0, total=1), self.person(1, total=1)
        front = [self.item(100, refused=[anna.id])] * self.many
        self.place([*front, self.item(5, refused=[bert.id])])
        given = self.decided([anna, bert])
        self.assertEqual(
            given, [(self.all.ids[0], bert.id), (self.all.ids[self.many], anna.id)]
        )

    def test_what_is_kept_for_a_colleague_stands_in_nobody_s_way(self):
        """The colleague is busy; all of it waits for them alone."""
        lane = self.holding_lane()
        medium = lane.medium_id.id
        busy, free = self.person(0, doing={medium: 2}), self.person(1)
        front = [self.item(100, last=busy.id, held=9, lane=lane)] * self.many
        last = self.item(5, last=free.id, held=9, lane=lane)
        self.place([*front, last])
        given = self.decided([busy, free])
        self.assertEqual(given, [(self.all.ids[self.many], free.id)])

    def test_what_was_kept_too_long_is_anybody_s(self):
        lane = self.holding_lane()
        busy, free = self.person(0, doing={lane.medium_id.id: 2}), self.person(1)
        self.place([self.item(100, last=busy.id, held=-1, lane=lane)] * self.many)
        self.assertEqual(len(self.decided([busy, free])), 2)

    def test_what_is_kept_for_who_can_never_take_it_is_anybody_s(self):
        lane = self.holding_lane()
        limits = {medium.id: Limit(1) for medium in self.media[1:]}
        cases = {
            "other team": {"teams": frozenset(self.team.ids)},
            "other medium": {"limits": limits},
            "on leave": {"absent": "absent"},
            "away": {"absent": "away"},
        }
        for what, values in cases.items():
            with self.subTest(what=what):
                known, free = self.person(0, **values), self.person(1)
                kept = self.item(9, last=known.id, held=60, lane=lane)
                self.place([kept])
                self.assertEqual(
                    self.decided([known, free]), [(self.all.ids[0], free.id)]
                )
        self.place([self.item(9, [known.id], last=known.id, held=60, lane=lane)])
        given = self.decided([self.person(0), self.person(1)])
        self.assertEqual(given, [(self.all.ids[0], self.agents.ids[1])], "declined")

    def test_what_everybody_free_let_go_is_not_even_read(self):
        people = [self.person(number) for number in range(2)]
        refused = [person.id for person in people]
        self.place([self.item(100, refused)] * self.many + [self.item(1)])
        snapshot = self.queue._build_snapshot(copies(people))
        self.assertEqual([item.id for item in snapshot.items], [self.all.ids[-20]])

    def test_no_more_is_read_than_is_of_use(self):
        """However long the queue is, and whatever stands in front."""
        people = [self.person(number) for number in range(AGENTS)]
        some = [[], [people[0].id], [people[1].id, people[2].id]]
        self.place([self.item(n, refused=some[n % 3]) for n in range(TICKETS)])
        room = sum(person.count_room(self.media[0].id) for person in people)
        snapshot = self.queue._build_snapshot(copies(people))
        self.assertLessEqual(len(snapshot.items), 2 * room + SLACK)

    def test_with_nothing_special_two_queries_read_the_queue(self):
        people = [self.person(0)]
        for refused, most in (([], 2), ([self.agents.ids[1]], 3)):
            self.place([self.item(9, refused)] * 50)
            self.queue._build_snapshot(copies(people))
            before = self.env.cr.sql_log_count
            self.queue._build_snapshot(copies(people))
            self.assertLessEqual(self.env.cr.sql_log_count - before, most)

    def test_an_index_finds_what_is_special(self):
        self.place([self.item(9, [self.agents.ids[1]])] * 5)
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(
            "EXPLAIN SELECT FROM social_care_work WHERE state = 'waiting'"
            " AND lane_id = 1 AND relaxation_step = 0"
            " AND (refused IS NOT NULL OR held_until IS NOT NULL)"
        )
        plan = "\n".join(line for (line,) in self.env.cr.fetchall())
        self.assertIn("social_care_work_special", plan)


class TestAsIfAllWereRead(LoadCase):
    """Against brute force, on queues and people made up from seeds."""

    def people(self, chance):
        return [
            Person(
                agent,
                absent=chance.choice(("", "", "", "", "away", "after_work")),
                teams=frozenset(chance.sample(self.teams.ids, chance.randint(1, 3))),
                skills={
                    skill.id: chance.choice((25, 50, 75))
                    for skill in chance.sample(self.skills, chance.randint(0, 2))
                },
                limits={
                    medium.id: Limit(
                        chance.randint(0, 3),
                        chance.choice((0.5, 1.0)),
                        frozenset(other.id for other in self.media),
                    )
                    for medium in self.media
                },
                total=chance.choice((0.0, 1.0, 3.0)),
                doing={self.media[0].id: chance.choice((0, 0, 1, 2))},
                idle_since=float(chance.randint(0, 5)),
                most_offers=chance.choice((0, 1, 2)),
            )
            for agent in self.agents.ids
        ]

    def queue_of(self, chance):
        """Much of it is in few lanes and of few people, else nothing is in front."""
        lanes = chance.sample(list(self.lanes), chance.choice((1, 2, 4)))
        special = chance.random()
        shy = chance.sample(self.agents.ids, chance.randint(1, AGENTS - 1))
        rows = []
        for _number in range(chance.randint(0, TICKETS)):
            refused, last, held = (), chance.choice((False, *self.agents.ids)), None
            if chance.random() < special:
                refused = chance.choice(((), shy, [chance.choice(self.agents.ids)]))
                held = chance.choice((None, 30, 30, -5))
            waited = chance.randint(0, 40)
            step = chance.choice((0, 0, 1))
            rows.append((chance.choice(lanes), step, waited, refused, last, held))
        return rows

    def each(self, check):
        """
        :param check: function of a source of chance and of people
        """
        for seed in range(SEEDS):
            chance = random.Random(seed)
            self.place(self.queue_of(chance))
            with self.subTest(seed=seed):
                check(chance, self.people(chance))

    def test_decided_is_what_would_be_decided_of_all(self):
        def check(_chance, people):
            whole = self.whole(people).decide()
            self.assertEqual(self.decided(people), pairs(whole))

        self.each(check)

    def test_no_idle_person_is_passed_over_and_nothing_is_forgotten(self):
        """Of all that waits in the database nothing is left that somebody could take,
        by the rules that the explanation goes by."""

        def check(_chance, people):
            given = dict(self.decided(people))
            after = self.whole(people)
            for item in after.items:
                if item.id in given:
                    lane = after.lanes[item.lane]
                    after.people[given[item.id]].take(lane.medium, NOW, lane.offered)
            for item in after.items:
                reasons = after.list_hindrances(item)
                left = item.id in given or all(reasons.values())
                self.assertTrue(left, (item, reasons))

        self.each(check)

    def test_what_is_kept_goes_to_nobody_else(self):
        def check(_chance, people):
            whole = self.whole(people)
            kept = {i.id: i.last for i in whole.items if whole.is_held(i)}
            for item, person in self.decided(people):
                self.assertEqual(kept.get(item, person), person)

        self.each(check)

    def test_who_asks_gets_the_first_of_all_that_they_could_have(self):
        def check(chance, people):
            one = chance.choice(people)
            one.absent = ""
            whole = self.whole(people)
            reasons = [(i, whole.list_hindrances(i)[one.id]) for i in whole.items]
            could = [item for item, codes in reasons if not codes]
            first = min(could, key=lambda item: (item.rank, item.id), default=None)
            snapshot = self.queue._build_snapshot(copies([one]), tuple(TAKEN), people)
            wanted = [(first.id, one.id)] if first else []
            self.assertEqual(pairs(snapshot.decide(1)), wanted)

        self.each(check)
