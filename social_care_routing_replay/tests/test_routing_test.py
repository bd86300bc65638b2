# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError

from odoo.addons.social_care_routing.tests.routing_common import RoutingCase


class TestRoutingTest(RoutingCase):
    """The tester shows what the queue would do and changes nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.polish = cls.make_skill("Polish")
        cls.billing = cls.make_skill("Billing")
        cls.anna = cls.make_agent("anna", skills={cls.polish: 100, cls.billing: 50})
        cls.bert = cls.make_agent("bert", skills={cls.billing: 100})
        cls.rule = cls.env["social.care.skill.rule"].create(
            {
                "company_id": cls.company.id,
                "language": "pl",
                "skill_ids": [(6, 0, cls.polish.ids)],
            }
        )

    def try_it(self, **values):
        tests = self.env["social.care.routing.test"].with_user(self.supervisor)
        return tests.create(
            {
                "team_id": self.team.id,
                "medium_id": self.env.ref("social_care_routing.medium_email").id,
                **values,
            }
        )

    def cell(self, skill, **values):
        self.env["social.care.skill.requirement"].create(
            {"team_id": self.team.id, "skill_id": skill.id} | values
        )

    def test_it_names_the_agent_and_why_not_the_others(self):
        test = self.try_it(language="pl")
        self.assertIn("It would be offered to Anna.", test.result)
        self.assertIn("✓ Anna: would get it", test.candidates)
        self.assertIn("✗ Bert: Insufficient skills: Polish", test.candidates)
        self.assertFalse(test.suggestions)

    def test_it_chooses_like_the_queue(self):
        self.cell(self.billing, when="always", kind="preferred")
        result = self.try_it().result
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(ticket), self.bert)
        self.assertIn("It would be offered to Bert.", result)

    def test_it_names_the_rule_behind_a_requirement(self):
        self.cell(self.polish, level_id=self.levels[75].id)
        self.cell(self.billing, when="always", kind="preferred")
        requirements = self.try_it(language="pl").requirements
        self.assertIn(
            "Polish: required, at least 75 "
            "(rule “Language: Polish”, skills of this team)",
            requirements,
        )
        self.assertIn(
            "Billing: preferred (always requested by this team)", requirements
        )

    def test_ignored_skills_are_named(self):
        self.cell(self.polish, kind="ignored")
        test = self.try_it(language="pl")
        self.assertIn("Polish: ignored by this team", test.requirements)
        self.assertIn("○ ", test.candidates)

    def test_without_requirements_any_agent_qualifies(self):
        self.assertEqual(
            self.try_it().requirements, "None: any agent of the team qualifies."
        )

    def test_its_priority_score_is_itemized(self):
        test = self.try_it(urgency="2", sentiment="negative", waiting_minutes=5)
        self.assertEqual(
            test.queue_position.splitlines(),
            [
                "Waiting time: 5 min",
                "Urgency: 60 min",
                "Negative: 10 min",
                "Priority score: 75 min",
            ],
        )

    def test_sla_reply_window_and_stars_count(self):
        test = self.try_it(
            stars="3", sla_hours=1, window_minutes=30, waiting_minutes=30
        )
        self.assertEqual(
            test.queue_position.splitlines(),
            [
                "Waiting time: 30 min",
                "Reply window: 240 min",
                "Ticket priority: 60 min",
                "SLA: 30 min",
                "Priority score: 360 min",
            ],
        )

    def test_without_available_agents_it_suggests_what_would_help(self):
        (self.anna | self.bert)._set_state("away")
        test = self.try_it()
        self.assertEqual(test.result, "No agent could get it now. It would wait.")
        self.assertIn("Away", test.candidates)
        self.assertIn("They return.", test.suggestions)

    def test_availability_can_be_ignored(self):
        (self.anna | self.bert)._set_state("away")
        test = self.try_it(ignore_availability=True, language="pl")
        self.assertIn("It would be offered to Anna.", test.result)

    def test_waiting_leads_to_relaxation_steps(self):
        self.env["social.care.skill.relaxation"].create(
            {
                "team_id": self.team.id,
                "after_minutes": 10,
                "drop_skill_ids": [(6, 0, self.polish.ids)],
            }
        )
        self.anna._set_state("away")
        self.assertIn("No agent", self.try_it(language="pl", waiting_minutes=9).result)
        later = self.try_it(language="pl", waiting_minutes=11)
        self.assertIn("offered to Bert", later.result)
        self.assertIn("Relaxation step 1", later.requirements)

    def test_a_wait_from_before_all_dates_is_cut(self):
        test = self.try_it(waiting_minutes=2**31 - 1, sla_hours=1)
        self.assertIn("It would be offered to", test.result)

    def test_a_manual_team_picks_its_work(self):
        self.team.social_care_routing_mode = "manual"
        self.assertIn("could pick it first.", self.try_it().result)

    def test_rules_of_other_companies_do_not_apply(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.rule.company_id = other
        self.assertIn("None", self.try_it(language="pl").requirements)

    def test_it_changes_nothing(self):
        before = self.works.search_count([]), self.anna.claims
        lanes = self.env["social.care.lane"].search_count([])
        self.try_it(language="pl")
        self.assertEqual((self.works.search_count([]), self.anna.claims), before)
        self.assertEqual(self.env["social.care.lane"].search_count([]), lanes)

    def test_it_is_for_supervisors(self):
        with self.assertRaises(AccessError):
            self.env["social.care.routing.test"].with_user(self.anna.user_id).create(
                {"team_id": self.team.id}
            )
