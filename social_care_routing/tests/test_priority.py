# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError

from ..models.social_care_priority import SocialCarePriority
from ..tools.priority import Term, Weight
from ..tools.priority_terms import TERMS
from .routing_common import RoutingCase

TONIGHT = datetime(2026, 1, 15, 20)


class Birthday(Term):
    """What another addon could declare: all that there is to it."""

    code = "birthday"
    weights = (Weight("birthday", lambda env: env._("Birthday"), 45),)

    def get_label(self, env):
        return env._("Birthday")

    def read_facts(self, works, source):
        return {work.id: "cake" in work.ticket_id.name or None for work in works}

    def read_tested_fact(self, test):
        return bool(test.category_id)

    def count_minutes(self, fact, weights, now):
        return weights["birthday"] if fact else 0

    def list_changes(self, fact):
        return (TONIGHT,)


class TestDeclaredTerm(RoutingCase):
    """One declaration is all that a priority term needs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.classPatch(SocialCarePriority, "_get_terms", lambda _: (*TERMS, Birthday()))

    def test_the_queue_counts_it_and_the_ticket_shows_it(self):
        ticket = self.make_ticket(name="cake is late")
        other = self.make_ticket(minutes=30)
        (ticket | other)._sync_social_care_work()
        self.assertEqual(ticket.social_care_work_ids.terms, [["birthday", 45]])
        self.assertFalse(other.social_care_work_ids.terms)
        self.assertLess(
            ticket.social_care_work_ids.rank_at, other.social_care_work_ids.rank_at
        )
        terms = ticket.with_user(self.supervisor).social_care_get_routing_strip()[
            "terms"
        ]
        self.assertIn(("Birthday", 45), [(t["label"], t["minutes"]) for t in terms])

    def test_the_wallboard_names_it(self):
        self.make_ticket(name="cake is late")
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        (row,) = board.read_board()["queue"]
        self.assertEqual(row["why"], "Birthday: +45 min")

    def test_settings_list_it(self):
        boosts = self.env["social.care.priority.boost"]
        boosts._add_missing(self.company)
        (row,) = boosts.search(
            [("company_id", "=", self.company.id), ("code", "=", "birthday")]
        )
        self.assertEqual(row.minutes, 45)
        row.minutes = 90
        ticket = self.make_ticket(name="cake is late")
        self.assertEqual(ticket.social_care_work_ids.terms, [["birthday", 90]])

    def test_it_is_placed_again_when_it_changes_with_time(self):
        with freeze_time(TONIGHT - timedelta(hours=1)):
            ticket = self.make_ticket(name="cake is late")
        self.assertEqual(ticket.social_care_work_ids.next_step_at, TONIGHT)


class TestBoosts(RoutingCase):
    """The company sets how many minutes each thing counts."""

    def open_settings(self):
        boosts = self.env["social.care.priority.boost"].with_user(self.manager)
        action = boosts.action_open()
        return self.env[action["res_model"]].search(action["domain"])

    def test_settings_list_all_with_their_defaults(self):
        boosts = self.open_settings()
        listed = dict(zip(boosts.mapped("code"), boosts.mapped("minutes"), strict=True))
        own = {weight.code for term in TERMS for weight in term.weights}
        self.assertEqual(
            {code: minutes for code, minutes in listed.items() if code in own},
            {
                "soon": 15,
                "urgent": 60,
                "danger": 240,
                "negative": 10,
                "reach": 5,
                "priority": 30,
                "sla": 60,
                "overdue": 120,
                "window": 240,
            },
        )

    def test_opened_again_they_are_the_same_rows(self):
        self.assertEqual(self.open_settings(), self.open_settings())

    def test_a_company_without_rows_has_the_defaults(self):
        ticket = self.make_ticket(social_care_urgency="3")
        self.assertEqual(ticket.social_care_work_ids.terms, [["urgency", 240]])

    def test_another_company_is_not_touched(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env["social.care.priority.boost"].create(
            {"company_id": other.id, "code": "danger", "minutes": 1}
        )
        ticket = self.make_ticket(social_care_urgency="3")
        self.assertEqual(ticket.social_care_work_ids.terms, [["urgency", 240]])

    def test_supervisors_read_them_and_change_none(self):
        boost = self.open_settings()[0].with_user(self.supervisor)
        with self.assertRaises(AccessError):
            boost.action_open()
        self.assertEqual(boost.minutes, 15)
        with self.assertRaises(AccessError):
            boost.minutes = 16
