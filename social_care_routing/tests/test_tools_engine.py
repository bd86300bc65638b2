# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from ..tools.candidate_log import pack_candidates, unpack_candidates
from ..tools.engine import Item, Lane, Relaxation, Requirement, Snapshot
from ..tools.people import Limit, Person

POSTS, CHATS, CALLS = 1, 2, 3
POLISH, BILLING = 10, 11
LIMITS = {
    POSTS: Limit(2, 1.0, frozenset({CHATS, CALLS})),
    CHATS: Limit(2, 2.0),
    CALLS: Limit(1, 3.0),
}
NOW = 10_000.0


def person(number, **values):
    values = {"teams": frozenset({1}), "limits": LIMITS} | values
    return Person(id=number, **values)


def item(number, rank=None, lane=1, **values):
    return Item(number, lane, values.pop("step", 0), rank or number, **values)


def decide(people, items, *lanes):
    lanes = lanes or (Lane(1, 1, POSTS),)
    decisions = Snapshot(people, lanes, items, NOW).decide()
    return [(decision.item.id, decision.person) for decision in decisions]


class TestEngine(unittest.TestCase):
    def test_the_longest_waiting_goes_first(self):
        items = [item(1, rank=30), item(2, rank=10), item(3, rank=20)]
        self.assertEqual(decide([person(1)], items), [(2, 1), (3, 1)])

    def test_work_spreads_over_those_who_have_least(self):
        people = [person(1, doing={POSTS: 1}), person(2)]
        self.assertEqual(decide(people, [item(1)]), [(1, 2)])

    def test_what_is_given_counts_for_what_is_given_next(self):
        people = [person(1), person(2)]
        decisions = decide(people, [item(1), item(2), item(3), item(4)])
        self.assertEqual(decisions, [(1, 1), (2, 2), (3, 1), (4, 2)])

    def test_whom_the_customer_knows_is_not_asked_again_for_what_they_let_go(self):
        known = item(1, last=1, refused=frozenset({1}))
        self.assertEqual(decide([person(1), person(2)], [known]), [(1, 2)])

    def test_among_equals_who_waited_longest_for_work_gets_it(self):
        people = [person(1, idle_since=500), person(2, idle_since=100)]
        self.assertEqual(decide(people, [item(1)]), [(1, 2)])

    def test_who_has_least_to_do_comes_before_who_knows_more(self):
        lane = Lane(1, 1, POSTS, (Requirement(POLISH, 25),))
        people = [
            person(1, skills={POLISH: 30}),
            person(2, skills={POLISH: 90}, doing={POSTS: 1}),
        ]
        self.assertEqual(decide(people, [item(1)], lane), [(1, 1)])

    def test_among_those_with_as_much_to_do_who_knows_more_comes_first(self):
        """Down to a point, and before who has waited longer for work."""
        lane = Lane(1, 1, POSTS, (Requirement(POLISH, 25),))
        people = [
            person(1, skills={POLISH: 80}, idle_since=0),
            person(2, skills={POLISH: 81}, idle_since=500),
        ]
        self.assertEqual(decide(people, [item(1)], lane), [(1, 2)])

    def test_a_team_can_let_skill_weigh_more_than_load(self):
        """As many things as it says stand against all that is asked for."""
        lanes = {
            weight: Lane(1, 1, POSTS, (Requirement(POLISH),), fit_weight=weight)
            for weight in (0, 1.2, 2, 3)
        }
        chosen = {
            weight: decide(
                [
                    person(1, skills={POLISH: 20}),
                    person(2, skills={POLISH: 80}, doing={POSTS: 1}),
                ],
                [item(1)],
                lane,
            )
            for weight, lane in lanes.items()
        }
        first, second = [(1, 1)], [(1, 2)]
        self.assertEqual(chosen, {0: first, 1.2: first, 2: second, 3: second})

    def test_however_much_skill_weighs_nobody_gets_more_than_they_do_at_once(self):
        lane = Lane(1, 1, POSTS, (Requirement(POLISH),), fit_weight=100)
        people = [person(1, skills={POLISH: 1}), person(2, skills={POLISH: 100})]
        items = [item(number) for number in (1, 2, 3)]
        self.assertEqual(decide(people, items, lane), [(1, 2), (2, 2), (3, 1)])

    def test_who_lacks_a_required_skill_gets_nothing(self):
        lane = Lane(1, 1, POSTS, (Requirement(POLISH, 50), Requirement(BILLING)))
        people = [
            person(1, skills={POLISH: 100}),
            person(2, skills={POLISH: 25, BILLING: 100}),
        ]
        self.assertEqual(decide(people, [item(1)], lane), [])

    def test_a_preferred_skill_counts_among_equals(self):
        lane = Lane(1, 1, POSTS, (Requirement(BILLING, 0, required=False),))
        people = [person(1), person(2, skills={BILLING: 75})]
        items = [item(number) for number in (1, 2, 3)]
        self.assertEqual(decide(people, items, lane), [(1, 2), (2, 1), (3, 2)])

    def test_a_preferred_skill_counts_as_much_as_the_team_says(self):
        requirements = (Requirement(BILLING, 0, required=False),)
        lane = Lane(1, 1, POSTS, requirements, fit_weight=2)
        people = [person(1), person(2, skills={BILLING: 75})]
        items = [item(number) for number in (1, 2, 3)]
        self.assertEqual(decide(people, items, lane), [(1, 2), (2, 2), (3, 1)])

    def test_a_call_interrupts_a_post_and_nothing_interrupts_a_call(self):
        lanes = Lane(1, 1, POSTS), Lane(2, 1, CALLS)
        at_a_post, at_a_call = {POSTS: 1}, {CALLS: 1}
        call, post = item(1, lane=2), item(2, lane=1)
        self.assertEqual(decide([person(1, doing=at_a_post)], [call], *lanes), [(1, 1)])
        self.assertEqual(decide([person(1, doing=at_a_call)], [post], *lanes), [])

    def test_after_a_call_was_given_no_post_is(self):
        lanes = Lane(1, 1, POSTS), Lane(2, 1, CALLS)
        items = [item(1, lane=2), item(2, lane=1)]
        self.assertEqual(decide([person(1)], items, *lanes), [(1, 1)])

    def test_the_load_in_all_stays_within_its_limit(self):
        people = [person(1, total=3.5, doing={CHATS: 1})]
        lanes = (Lane(1, 1, CHATS),)
        self.assertEqual(decide(people, [item(1)], *lanes), [])

    def test_a_medium_without_a_limit_is_not_offered(self):
        self.assertEqual(decide([person(1, limits={})], [item(1)]), [])

    def test_nobody_gets_the_work_of_another_team(self):
        self.assertEqual(decide([person(1, teams=frozenset({2}))], [item(1)]), [])

    def test_whoever_is_away_gets_nothing(self):
        self.assertEqual(decide([person(1, absent="away")], [item(1)]), [])

    def test_whoever_let_it_go_is_not_asked_but_gets_the_next(self):
        items = [item(1, refused=frozenset({1})), item(2)]
        self.assertEqual(decide([person(1)], items), [(2, 1)])

    def test_whom_the_customer_knows_comes_before_who_knows_more(self):
        lane = Lane(1, 1, POSTS, (Requirement(POLISH),))
        people = [person(1, skills={POLISH: 100}), person(2, skills={POLISH: 10})]
        self.assertEqual(decide(people, [item(1, last=2)], lane), [(1, 2)])

    def test_without_whom_the_customer_knows_another_gets_it(self):
        full = person(1, doing={POSTS: 2})
        self.assertEqual(decide([full, person(2)], [item(1, last=1)]), [(1, 2)])

    def test_it_waits_for_whom_the_customer_knows_while_they_are_there(self):
        full = person(1, doing={POSTS: 2})
        gone = person(1, absent="offline")
        waits = item(1, last=1, hold=True)
        self.assertEqual(decide([full, person(2)], [waits]), [])
        self.assertEqual(decide([gone, person(2)], [waits]), [(1, 2)])

    def waits_for(self, known, lane=None, **values):
        """Whether a colleague who is free gets nothing of what is kept for somebody."""
        waits = item(1, last=1, hold=True, **values)
        people = [known, person(2, skills={POLISH: 100})] if known else [person(2)]
        return not decide(people, [waits], lane or Lane(1, 1, POSTS))

    def test_it_waits_for_nobody_who_could_never_take_it(self):
        full = {POSTS: 2}
        self.assertTrue(self.waits_for(person(1, doing=full)))
        cases = {
            "is in another team": person(1, doing=full, teams=frozenset({2})),
            "is gone": None,
            "does none of this medium": person(1, limits={CHATS: Limit(1)}),
            "may not have so much in all": person(1, total=0.5),
            "is on leave": person(1, doing=full, absent="absent"),
            "is away": person(1, doing=full, absent="away"),
        }
        for what, known in cases.items():
            with self.subTest(what=what):
                self.assertFalse(self.waits_for(known))
        full = person(1, doing=full)
        self.assertFalse(self.waits_for(full, refused=frozenset({1})), "declined it")
        lane = Lane(1, 1, POSTS, (Requirement(POLISH),))
        self.assertFalse(self.waits_for(full, lane), "lacks a required skill")

    def test_it_waits_for_who_is_just_finishing_something(self):
        finishing = person(1, absent="after_work")
        self.assertTrue(self.waits_for(finishing))
        self.assertFalse(self.waits_for(person(1, absent="after_work", limits={})))

    def test_a_step_that_asks_their_team_too_makes_it_wait_for_them(self):
        other = person(1, doing={POSTS: 2}, teams=frozenset({2}))
        lane = Lane(1, 1, POSTS, (), (Relaxation(add_teams=frozenset({2})),))
        self.assertFalse(self.waits_for(other, lane))
        self.assertTrue(self.waits_for(other, lane, step=1))

    def test_whom_it_waits_for_is_offered_it_before_who_has_less_to_do(self):
        busy = person(1, doing={POSTS: 1})
        waits = item(1, last=1, hold=True)
        self.assertEqual(decide([busy, person(2)], [waits]), [(1, 1)])

    def test_what_waits_for_one_does_not_stand_before_the_others(self):
        full = person(1, doing={POSTS: 2})
        items = [item(number, last=1, hold=True) for number in range(1, 300)]
        decisions = decide([full, person(2)], [*items, item(300)])
        self.assertEqual(decisions, [(300, 2)])

    def test_whoever_has_an_offer_to_answer_gets_no_other(self):
        asked = person(1, offers=1, most_offers=1)
        offered = Lane(1, 1, POSTS, offered=True)
        given = Lane(1, 1, POSTS)
        self.assertEqual(decide([asked], [item(1)], offered), [])
        self.assertEqual(decide([asked], [item(1)], given), [(1, 1)])

    def test_one_offer_at_a_time_goes_round(self):
        people = [person(1, most_offers=1), person(2, most_offers=1)]
        items = [item(number) for number in (1, 2, 3)]
        lane = Lane(1, 1, POSTS, offered=True)
        self.assertEqual(decide(people, items, lane), [(1, 1), (2, 2)])


class TestRings(unittest.TestCase):
    lane = Lane(
        1,
        1,
        POSTS,
        (
            Requirement(POLISH, 75),
            Requirement(BILLING, 50),
            Requirement(12, 0, required=False),
        ),
        (
            Relaxation(lower=25, drop_preferred=True),
            Relaxation(drop_skills=frozenset({BILLING})),
            Relaxation(add_teams=frozenset({2})),
        ),
    )

    def test_at_first_everything_is_asked_for(self):
        self.assertEqual(self.lane.get_asked(0).requirements, self.lane.requirements)

    def test_levels_are_lowered_and_preferences_dropped(self):
        self.assertEqual(
            self.lane.get_asked(1).requirements,
            (Requirement(POLISH, 50), Requirement(BILLING, 25)),
        )

    def test_rings_add_up(self):
        asked = self.lane.get_asked(3)
        self.assertEqual(asked.requirements, (Requirement(POLISH, 50),))
        self.assertEqual(asked.teams, {1, 2})

    def test_a_level_is_never_below_nothing(self):
        lane = Lane(1, 1, POSTS, (Requirement(POLISH, 10),), (Relaxation(lower=25),))
        self.assertEqual(lane.get_asked(1).requirements, (Requirement(POLISH, 0),))

    def test_a_skill_that_somebody_lacks_is_lacking_at_any_level(self):
        lane = Lane(1, 1, POSTS, (Requirement(POLISH, 10),), (Relaxation(lower=100),))
        self.assertEqual(decide([person(1)], [item(1, step=1)], lane), [])


class TestExplanation(unittest.TestCase):
    def snapshot(self, people, lane=None, waiting=None):
        lane = lane or Lane(1, 1, POSTS, (Requirement(POLISH, 50),))
        return Snapshot(people, [lane], [waiting or item(1)], NOW)

    def test_it_names_all_that_keeps_somebody(self):
        far = person(1, teams=frozenset(), absent="away", doing={POSTS: 2})
        snapshot = self.snapshot([far])
        codes = snapshot.list_hindrances(snapshot.items[0])[1]
        self.assertEqual(codes, ["team", "away", "skill", "full"])

    def test_it_tells_who_is_busy_and_who_has_too_much(self):
        lane = Lane(1, 1, POSTS)
        people = [person(1, doing={CHATS: 1}), person(2, total=1, doing={POSTS: 1})]
        snapshot = self.snapshot(people, lane)
        found = snapshot.list_hindrances(snapshot.items[0])
        self.assertEqual(found, {1: ["busy"], 2: ["load"]})

    def test_a_pool_sums_up_who_was_in_and_who_was_out(self):
        people = [
            person(1, skills={POLISH: 60}),
            person(2, absent="away"),
            person(3),
            person(4, teams=frozenset({9})),
        ]
        look = unpack_candidates(pack_candidates(self.snapshot(people), [(1, 0)]), 1, 0)
        self.assertEqual(look, {"in": {1: 60}, "out": {"away": [2], "skill": [3]}})

    def test_who_filled_up_meanwhile_is_out_too(self):
        snapshot = self.snapshot([person(1, skills={POLISH: 60})])
        snapshot.items = [item(number) for number in (1, 2, 3)]
        snapshot.decide()
        looks = pack_candidates(snapshot, [(1, 0)])
        self.assertEqual(unpack_candidates(looks, 1, 0)["out"], {"full": [1]})

    def test_a_decision_says_why(self):
        known = item(1, last=1)
        snapshot = self.snapshot([person(1, skills={POLISH: 60})], waiting=known)
        (decision,) = snapshot.decide()
        self.assertEqual(
            decision.explain(),
            {
                "fit": 60,
                "load": 0,
                "idle": 166,
                "known": True,
                "choice": 1,
                "weight": 0,
            },
        )
