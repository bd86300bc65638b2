# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from datetime import datetime, timedelta

from odoo.addons.helpdesk_mgmt_sla_response.tools.working_time import WorkingTime
from odoo.addons.social_care_routing.tools.engine import Ring
from odoo.addons.social_care_routing.tools.needs import Cell
from odoo.addons.social_care_routing.tools.people import Limit, Person
from odoo.addons.social_care_routing.tools.priority import Facts, get_defaults
from odoo.addons.social_care_routing.tools.priority_terms import TERMS

from ..tools.history import to_seconds
from ..tools.scenario import Contact, Scenario
from ..tools.simulate import Worker

NINE = datetime(2026, 3, 2, 9)
MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE
TEAM, MAIL, CHAT, POLISH = 1, 1, 2, 7
SHIFT = (to_seconds(NINE), to_seconds(NINE + 8 * HOUR))


class TestScene(unittest.TestCase):
    """One person, who does one mail at once, and a mail each ten minutes that takes
    them twenty."""

    def setUp(self):
        super().setUp()
        person = Person(1, teams=frozenset({TEAM}), limits={MAIL: Limit(1)})
        self.scenario = Scenario(
            contacts=[self.contact(number) for number in range(12)],
            workers={1: Worker(person, (SHIFT,))},
            hours={TEAM: WorkingTime(lambda start, stop: [(start, stop)], NINE)},
            start=SHIFT[0],
            end=SHIFT[1],
            terms=TERMS,
            weights=get_defaults(TERMS),
        )
        self.before = self.scenario.score(600).whole

    def contact(self, number, **values):
        since = NINE + 10 * number * MINUTE
        deadline = since + HOUR
        facts = Facts(since, values)
        return Contact(number, TEAM, MAIL, frozenset(), facts, 1200.0, deadline)

    def after(self):
        return self.scenario.score(600).whole

    def test_as_it_is_they_wait(self):
        self.assertEqual(self.before.longest, 110 * 60)
        self.assertLess(self.before.sla, 1)

    def test_the_same_scenario_gives_the_same_twice(self):
        self.assertEqual(self.after(), self.before)

    def test_two_at_once_begin_sooner_and_answer_no_more(self):
        """One person is one person: they share their time between the two."""
        self.scenario.set_limit([1], MAIL, 2)
        after = self.after()
        self.assertLess(after.longest, self.before.longest)
        self.assertGreater(after.longest, 0)
        self.assertLessEqual(after.sla, self.before.sla)

    def test_fewer_at_once_are_begun_later_and_answered_no_later(self):
        """What was handled three at a time took a third of somebody's time each."""
        self.scenario.set_limit([1], MAIL, 3)
        many = self.after()
        self.scenario.set_limit([1], MAIL, 1)
        few = self.after()
        self.assertGreaterEqual(few.median, many.median)
        self.assertGreaterEqual(few.longest, many.longest)
        self.assertGreaterEqual(few.sla, many.sla)

    def test_skill_weighs_as_much_as_the_team_says(self):
        """A second person knows Polish, the first has nothing to do."""
        self.scenario.set_cell(TEAM, POLISH, Cell("preferred", 0, True))
        self.scenario.add_similar(1, 1)
        self.scenario.set_limit([1, 2], MAIL, 3)
        self.scenario.set_skill(2, POLISH, 100)
        even = self.scenario.score(600).loads
        self.scenario.fit_weights = {TEAM: 10.0}
        skilled = self.scenario.score(600).loads
        self.assertGreater(skilled[2] - skilled[1], even[2] - even[1])

    def test_none_of_a_medium_is_none(self):
        self.scenario.set_limit([1], MAIL, 0)
        self.assertEqual(self.after().waiting, 12)

    def test_a_medium_that_they_did_not_do_is_new(self):
        self.scenario.set_limit([1], CHAT, 3)
        self.assertEqual(self.scenario.workers[1].person.limits[CHAT].at_once, 3)

    def test_one_more_like_them_is_enough(self):
        self.scenario.add_similar(1, 1)
        self.assertEqual(self.after().longest, 0)
        self.assertEqual(len(self.scenario.score(600).loads), 2)

    def test_without_them_nobody_answers(self):
        self.scenario.remove_worker(1)
        self.assertEqual(self.after().waiting, 12)

    def test_a_skill_that_nobody_has_is_learnt(self):
        self.scenario.set_cell(TEAM, POLISH, Cell("required", 50, True))
        self.assertEqual(self.after().waiting, 12)
        self.scenario.set_skill(1, POLISH, 50)
        self.assertEqual(self.after(), self.before)

    def test_a_ring_lets_go_of_it(self):
        self.scenario.set_cell(TEAM, POLISH, Cell("required", 50, True))
        self.scenario.add_ring(TEAM, 30, Ring(drop_skills=frozenset({POLISH})))
        self.assertEqual(self.after().waiting, 0)

    def test_a_ring_at_the_same_time_takes_the_place_of_the_first(self):
        for lower in (10, 20):
            self.scenario.add_ring(TEAM, 30, Ring(lower=lower))
        self.scenario.add_ring(TEAM, 5, Ring())
        self.assertEqual(self.scenario.rings[TEAM], [(5, Ring()), (30, Ring(lower=20))])

    def test_a_later_shift_makes_them_wait_longer(self):
        self.scenario.move_shift(1, 3600, 3600)
        self.assertGreater(self.after().median, self.before.median)
        self.assertEqual(self.scenario.workers[1].shifts[0][0], SHIFT[0] + 3600)

    def test_a_shift_that_ends_before_it_begins_is_none(self):
        self.scenario.move_shift(1, 9 * 3600, 0)
        self.assertEqual(self.scenario.workers[1].shifts, ())

    def test_offers_take_the_time_until_they_are_accepted(self):
        self.scenario.reaction = {TEAM: 30}
        self.assertEqual(self.after(), self.before)
        self.scenario.offered = {TEAM}
        self.assertEqual(self.after().longest, 110 * 60 + 12 * 30)

    def test_head_starts_change_who_is_first(self):
        """The last is urgent: without a head start it waits the longest."""
        self.scenario.contacts[11] = self.contact(11, urgency="2")
        waits = []
        for urgent in (0, 600):
            self.scenario.weights = get_defaults(TERMS) | {"urgent": urgent}
            waits.append(self.after().longest)
        self.assertEqual(waits, [110 * 60, 120 * 60])
