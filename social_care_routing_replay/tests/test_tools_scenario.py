# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from datetime import datetime, timedelta

from odoo.addons.helpdesk_mgmt_sla_response.tools.working_time import WorkingTime
from odoo.addons.social_care_routing.tools.engine import Relaxation
from odoo.addons.social_care_routing.tools.people import Limit, Person
from odoo.addons.social_care_routing.tools.priority import Facts, get_defaults
from odoo.addons.social_care_routing.tools.priority_terms import TERMS
from odoo.addons.social_care_routing.tools.requirements import Cell

from ..tools.history import to_seconds
from ..tools.scenario import Contact, Scenario
from ..tools.simulate import Worker

NINE = datetime(2026, 3, 2, 9)
MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE
TEAM, MAIL, CHAT, POLISH = 1, 1, 2, 7
SHIFT = (to_seconds(NINE), to_seconds(NINE + 8 * HOUR))


class TestScene(unittest.TestCase):
    """One agent with a capacity of one email, and an email every ten minutes that takes
    twenty."""

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

    def test_the_current_setup_makes_contacts_wait(self):
        self.assertEqual(self.before.longest, 110 * 60)
        self.assertLess(self.before.sla, 1)

    def test_a_scenario_is_reproducible(self):
        self.assertEqual(self.after(), self.before)

    def test_higher_capacity_begins_sooner_and_answers_no_more(self):
        """An agent shares their time between two contacts."""
        self.scenario.set_limit([1], MAIL, 2)
        after = self.after()
        self.assertLess(after.longest, self.before.longest)
        self.assertGreater(after.longest, 0)
        self.assertLessEqual(after.sla, self.before.sla)

    def test_lower_capacity_begins_later_and_answers_no_later(self):
        """Each of three concurrent contacts took a third of an agent's time."""
        self.scenario.set_limit([1], MAIL, 3)
        many = self.after()
        self.scenario.set_limit([1], MAIL, 1)
        few = self.after()
        self.assertGreaterEqual(few.median, many.median)
        self.assertGreaterEqual(few.longest, many.longest)
        self.assertGreaterEqual(few.sla, many.sla)

    def test_skill_weighs_as_configured_by_the_team(self):
        """The second agent has Polish, the first is idle."""
        self.scenario.set_cell(TEAM, POLISH, Cell("preferred", 0, True))
        self.scenario.add_similar(1, 1)
        self.scenario.set_limit([1, 2], MAIL, 3)
        self.scenario.set_skill(2, POLISH, 100)
        even = self.scenario.score(600).loads
        self.scenario.fit_weights = {TEAM: 10.0}
        skilled = self.scenario.score(600).loads
        self.assertGreater(skilled[2] - skilled[1], even[2] - even[1])

    def test_zero_capacity_handles_nothing(self):
        self.scenario.set_limit([1], MAIL, 0)
        self.assertEqual(self.after().waiting, 12)

    def test_capacity_for_a_new_medium_is_added(self):
        self.scenario.set_limit([1], CHAT, 3)
        self.assertEqual(self.scenario.workers[1].person.limits[CHAT].at_once, 3)

    def test_one_similar_agent_is_enough(self):
        self.scenario.add_similar(1, 1)
        self.assertEqual(self.after().longest, 0)
        self.assertEqual(len(self.scenario.score(600).loads), 2)

    def test_without_agents_nothing_is_answered(self):
        self.scenario.remove_worker(1)
        self.assertEqual(self.after().waiting, 12)

    def test_a_missing_skill_is_added(self):
        self.scenario.set_cell(TEAM, POLISH, Cell("required", 50, True))
        self.assertEqual(self.after().waiting, 12)
        self.scenario.set_skill(1, POLISH, 50)
        self.assertEqual(self.after(), self.before)

    def test_a_relaxation_step_drops_a_skill(self):
        self.scenario.set_cell(TEAM, POLISH, Cell("required", 50, True))
        self.scenario.add_relaxation(
            TEAM, 30, Relaxation(drop_skills=frozenset({POLISH}))
        )
        self.assertEqual(self.after().waiting, 0)

    def test_a_step_replaces_one_at_the_same_time(self):
        for lower in (10, 20):
            self.scenario.add_relaxation(TEAM, 30, Relaxation(lower=lower))
        self.scenario.add_relaxation(TEAM, 5, Relaxation())
        self.assertEqual(
            self.scenario.relaxations[TEAM],
            [(5, Relaxation()), (30, Relaxation(lower=20))],
        )

    def test_a_later_shift_lengthens_waits(self):
        self.scenario.move_shift(1, 3600, 3600)
        self.assertGreater(self.after().median, self.before.median)
        self.assertEqual(self.scenario.workers[1].shifts[0][0], SHIFT[0] + 3600)

    def test_an_inverted_shift_is_dropped(self):
        self.scenario.move_shift(1, 9 * 3600, 0)
        self.assertEqual(self.scenario.workers[1].shifts, ())

    def test_offers_take_their_reaction_time(self):
        self.scenario.reaction = {TEAM: 30}
        self.assertEqual(self.after(), self.before)
        self.scenario.offered = {TEAM}
        self.assertEqual(self.after().longest, 110 * 60 + 12 * 30)

    def test_boosts_change_the_order(self):
        """The last is urgent: without a boost it waits the longest."""
        self.scenario.contacts[11] = self.contact(11, urgency="2")
        waits = []
        for urgent in (0, 600):
            self.scenario.weights = get_defaults(TERMS) | {"urgent": urgent}
            waits.append(self.after().longest)
        self.assertEqual(waits, [110 * 60, 120 * 60])
