# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from .routing_common import RoutingCase


class TestNeeds(RoutingCase):
    """What a ticket asks of people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.polish = cls.make_skill("Polish")
        cls.billing = cls.make_skill("Billing")
        cls.topic = cls.env["social.care.topic"].create(
            {
                "name": "Refund",
                "company_id": cls.company.id,
                "skill_ids": [(6, 0, cls.billing.ids)],
            }
        )
        cls.rules = cls.env["social.care.skill.rule"]

    def rule(self, *skills, **about):
        return self.rules.create(
            {
                "company_id": self.company.id,
                "skill_ids": [(6, 0, [skill.id for skill in skills])],
            }
            | about
        )

    def cell(self, skill, team=None, **values):
        return self.env["social.care.skill.requirement"].create(
            {"team_id": (team or self.team).id, "skill_id": skill.id} | values
        )

    def requirements(self, ticket):
        ticket._sync_social_care_work()
        names = {self.polish.id: "Polish", self.billing.id: "Billing"}
        asked = ticket.social_care_work_ids.lane_id.requirements
        return [(names[skill], level, required) for skill, level, required in asked]

    def customer(self, lang):
        self.env["res.lang"]._activate_lang(lang)
        return self.env["res.partner"].create({"name": "Ola", "lang": lang})

    def test_nothing_asks_for_a_skill_that_was_deleted(self):
        self.cell(self.polish, when="always")
        self.cell(self.billing, when="always")
        work = self.make_ticket().social_care_work_ids
        for gone, left in ((self.polish, 1), (self.billing.skill_type_id, 0)):
            with self.subTest(gone=gone._name), trap_jobs() as trap:
                gone.unlink()
                trap.perform_enqueued_jobs()
                self.assertEqual(len(work.lane_id.requirements), left)

    def test_the_topic_asks_for_its_skills(self):
        ticket = self.make_ticket(social_care_topic_id=self.topic.id)
        self.assertEqual(self.requirements(ticket), [("Billing", 0, True)])

    def test_the_language_of_a_customer_asks_for_a_skill(self):
        self.rule(self.polish, language="pl")
        ticket = self.make_ticket(partner_id=self.customer("pl_PL").id)
        self.assertEqual(self.requirements(ticket), [("Polish", 0, True)])
        self.assertEqual(self.requirements(self.make_ticket()), [])

    def test_a_product_asks_for_a_skill(self):
        category = self.env["helpdesk.ticket.category"].create(
            {"name": "Invoices", "company_id": self.company.id}
        )
        self.rule(self.billing, category_id=category.id)
        ticket = self.make_ticket(category_id=category.id)
        self.assertEqual(self.requirements(ticket), [("Billing", 0, True)])

    def test_a_team_says_how_much_it_wants_a_skill(self):
        self.cell(self.billing, kind="preferred", level_id=self.levels[50].id)
        ticket = self.make_ticket(social_care_topic_id=self.topic.id)
        self.assertEqual(self.requirements(ticket), [("Billing", 50, False)])

    def test_a_team_may_ignore_a_skill(self):
        self.cell(self.billing, kind="ignored")
        ticket = self.make_ticket(social_care_topic_id=self.topic.id)
        self.assertEqual(self.requirements(ticket), [])

    def test_another_team_wants_what_it_wants(self):
        self.cell(self.billing, team=self.make_team("Other"), kind="ignored")
        ticket = self.make_ticket(social_care_topic_id=self.topic.id)
        self.assertEqual(self.requirements(ticket), [("Billing", 0, True)])

    def test_tickets_that_ask_the_same_share_a_lane(self):
        first, second = self.make_ticket(), self.make_ticket()
        self.assertEqual(
            first.social_care_work_ids.lane_id, second.social_care_work_ids.lane_id
        )

    def test_another_wish_of_a_team_changes_what_waits(self):
        ticket = self.make_ticket(social_care_topic_id=self.topic.id)
        before = ticket.social_care_work_ids.lane_id
        self.cell(self.billing, level_id=self.levels[75].id)
        self.run_jobs()
        lane = ticket.social_care_work_ids.lane_id
        self.assertNotEqual(lane, before)
        self.assertEqual(lane.requirements, [[self.billing.id, 75, True]])

    def test_another_rule_changes_what_waits(self):
        ticket = self.make_ticket(partner_id=self.customer("pl_PL").id)
        rule = self.rule(self.polish, language="pl")
        self.run_jobs()
        self.assertEqual(self.requirements(ticket), [("Polish", 0, True)])
        rule.unlink()
        self.run_jobs()
        self.assertEqual(ticket.social_care_work_ids.lane_id.requirements, [])

    def test_a_topic_that_asks_for_more_changes_what_waits(self):
        ticket = self.make_ticket(social_care_topic_id=self.topic.id)
        self.topic.skill_ids += self.polish
        self.run_jobs()
        self.assertEqual(len(ticket.social_care_work_ids.lane_id.requirements), 2)

    def test_a_rule_about_nothing_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.rule(self.polish)

    def run_jobs(self):
        jobs = self.env["queue.job"].search(
            [("method_name", "=", "_place"), ("state", "=", "pending")]
        )
        self.assertTrue(jobs, "what waits must be placed anew")
        for job in jobs:
            job.records._place()
        jobs.unlink()


class TestRings(RoutingCase):
    """What is not asked for any more after some waiting."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.polish = cls.make_skill("Polish")
        cls.env["social.care.skill.requirement"].create(
            {
                "team_id": cls.team.id,
                "skill_id": cls.polish.id,
                "when": "always",
                "level_id": cls.levels[75].id,
            }
        )
        cls.other = cls.make_team("Other")
        cls.team.social_care_skill_relaxation_ids = [
            (0, 0, {"after_minutes": 10, "lower_levels": 50}),
            (0, 0, {"after_minutes": 20, "add_team_ids": [(6, 0, cls.other.ids)]}),
            (0, 0, {"after_minutes": 30, "drop_skill_ids": [(6, 0, cls.polish.ids)]}),
        ]

    def test_after_a_while_less_skill_will_do(self):
        weak = self.make_agent("weak", skills={self.polish: 25})
        fresh, old = self.make_ticket(), self.make_ticket(minutes=11)
        self.drain()
        self.assertFalse(self.holder(fresh))
        self.assertEqual(self.holder(old), weak)
        decision = old.social_care_work_ids.decision_ids
        self.assertEqual(decision.relaxation_step, 1)

    def test_later_another_team_is_asked(self):
        helper = self.make_agent("helper", team=self.other, skills={self.polish: 100})
        early, late = self.make_ticket(minutes=11), self.make_ticket(minutes=21)
        self.drain()
        self.assertFalse(self.holder(early))
        self.assertEqual(self.holder(late), helper)

    def test_at_last_anybody_of_them(self):
        anybody = self.make_agent("anybody")
        ticket = self.make_ticket(minutes=31)
        self.drain()
        self.assertEqual(self.holder(ticket), anybody)

    def test_the_next_step_comes_by_itself(self):
        self.make_agent("weak", skills={self.polish: 25})
        ticket = self.make_ticket(minutes=9)
        work = ticket.social_care_work_ids
        self.assertAlmostEqual(
            work.next_step_at,
            work.waiting_since + timedelta(minutes=10),
            delta=timedelta(seconds=2),
        )
        self.assertFalse(self.drain())
        work.waiting_since -= timedelta(minutes=2)
        work.next_step_at = fields.Datetime.now()
        self.assertTrue(self.drain())

    def test_what_is_due_at_a_fraction_of_a_second_keeps_nobody_busy(self):
        ticket = self.make_ticket(minutes=10)
        work = ticket.social_care_work_ids
        work.waiting_since = fields.Datetime.now() - timedelta(
            minutes=9, seconds=59, microseconds=600_000
        )
        work._place()
        self.assertGreater(work.next_step_at, fields.Datetime.now())

    def test_a_night_relaxes_nothing(self):
        """Steps wait in the hours in which the team works."""
        today = fields.Datetime.now().weekday()
        self.team.resource_calendar_id = self.env["resource.calendar"].create(
            {
                "name": "Not today",
                "tz": "UTC",
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Day",
                            "dayofweek": str((today + 2) % 7),
                            "hour_from": 9,
                            "hour_to": 17,
                            "day_period": "morning",
                        },
                    )
                ],
            }
        )
        ticket = self.make_ticket(minutes=120)
        self.assertEqual(ticket.social_care_work_ids.relaxation_step, 0)
        self.assertGreater(
            ticket.social_care_work_ids.next_step_at,
            fields.Datetime.now() + timedelta(hours=8),
        )

    def test_more_than_six_steps_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "more than 6 relaxation steps"):
            self.team.social_care_skill_relaxation_ids = [
                (0, 0, {"after_minutes": 40 + number}) for number in range(4)
            ]


class TestPlace(RoutingCase):
    """How far in front something is."""

    def terms(self, ticket):
        ticket._sync_social_care_work()
        return dict(ticket.social_care_work_ids.terms or [])

    def test_urgency_and_mood_move_a_ticket_forward(self):
        ticket = self.make_ticket(
            social_care_urgency="3", social_care_sentiment="negative"
        )
        self.assertEqual(self.terms(ticket), {"urgency": 240, "sentiment": 10})

    def set_boost(self, code, minutes):
        self.env["social.care.priority.boost"].create(
            {"company_id": self.company.id, "code": code, "minutes": minutes}
        )

    def test_each_company_says_how_far(self):
        self.set_boost("danger", 500)
        ticket = self.make_ticket(social_care_urgency="3")
        self.assertEqual(self.terms(ticket), {"urgency": 500})

    def test_other_head_starts_move_what_waits(self):
        ticket = self.make_ticket(social_care_urgency="3")
        self.set_boost("danger", 500)
        job = self.env["queue.job"].search([("method_name", "=", "_place")], limit=1)
        job.records._place()
        self.assertEqual(dict(ticket.social_care_work_ids.terms), {"urgency": 500})

    def test_an_sla_that_ends_soon_moves_a_ticket_forward(self):
        self.team.use_sla = True
        self.env["helpdesk.sla"].create(
            {
                "name": "Within the hour",
                "team_ids": [(6, 0, self.team.ids)],
                "sla_response_target": "first_response",
                "sla_response_minutes": 60,
            }
        )
        ticket = self.make_ticket()
        clock = ticket.ticket_sla_ids
        self.assertEqual(self.terms(ticket), {})
        half = clock.last_state_date + (clock.deadline - clock.last_state_date) / 2
        self.assertAlmostEqual(
            ticket.social_care_work_ids.next_step_at, half, delta=timedelta(seconds=2)
        )
        clock.flush_recordset()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket_sla SET deadline = %s WHERE id = %s",
            (fields.Datetime.now() - timedelta(minutes=1), clock.id),
        )
        clock.invalidate_recordset()
        self.assertEqual(self.terms(ticket), {"sla": 120})

    def test_the_score_is_minutes_of_waiting_and_head_starts(self):
        ticket = self.make_ticket(minutes=30, social_care_urgency="2")
        self.assertAlmostEqual(ticket.social_care_work_ids._get_score(), 90, delta=1)
        words = ticket.social_care_work_ids._list_terms()
        self.assertEqual(
            [(term["label"], term["minutes"]) for term in words],
            [("Waiting time", 30), ("Urgency", 60)],
        )


class TestKnown(RoutingCase):
    """A customer who comes back gets whom they know."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.customer = cls.env["res.partner"].create({"name": "Paula"})
        cls.first = cls.make_ticket(partner_id=cls.customer.id)

    def setUp(self):
        super().setUp()
        self.drain()
        self.accept(self.first)
        self.first.stage_id = self.stage_closed
        self.bert = self.make_agent("bert")

    def again(self):
        return self.make_ticket(partner_id=self.customer.id)

    def test_whom_they_know_comes_first(self):
        self.drain_one_for(self.anna)
        ticket = self.again()
        self.drain()
        self.assertEqual(self.holder(ticket), self.anna)

    def drain_one_for(self, agent):
        """Somebody has more to do than the other: only knowing them helps."""
        self.make_ticket(user_id=agent.user_id.id)

    def test_a_team_may_not_mind(self):
        self.team.social_care_last_agent = "none"
        self.drain_one_for(self.anna)
        ticket = self.again()
        self.drain()
        self.assertEqual(self.holder(ticket), self.bert)

    def test_it_is_forgotten_after_some_time(self):
        self.first.social_care_work_ids.accepted_at -= timedelta(hours=73)
        self.drain_one_for(self.anna)
        ticket = self.again()
        self.drain()
        self.assertEqual(self.holder(ticket), self.bert)

    def test_it_waits_for_whom_they_know_if_the_team_wants_that(self):
        self.team.social_care_last_agent = "hold"
        medium = self.env.ref("social_care_routing.medium_email")
        self.anna.capacity_ids = [(0, 0, {"medium_id": medium.id, "limit": 1})]
        self.drain_one_for(self.anna)
        ticket = self.again()
        self.assertFalse(self.drain())
        ticket.social_care_work_ids.held_until = fields.Datetime.now() - timedelta(
            minutes=1
        )
        self.drain()
        self.assertEqual(self.holder(ticket), self.bert)
