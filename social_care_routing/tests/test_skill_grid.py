# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError

from .routing_common import SUPERVISOR, RoutingCase


class TestSkillGrid(RoutingCase):
    """Which team wants which skill, who has it, and what asks for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.polish = cls.make_skill("Polish")
        cls.billing = cls.make_skill("Billing")

    def grid(self, user=None):
        return (
            self.env["social.care.skill.requirement"]
            .with_user(user or self.manager)
            .get_grid()
        )

    def set_cell(self, skill, vals, user=None):
        requirements = self.env["social.care.skill.requirement"].with_user(
            user or self.manager
        )
        return requirements.set_cell(self.team.id, skill.id, vals)

    def cells(self, grid, skill):
        return [cell for cell in grid["cells"] if cell["skill_id"] == skill.id]

    def skill(self, skill):
        return next(
            row
            for kind in self.grid()["types"]
            for row in kind["skills"]
            if row["id"] == skill.id
        )

    def person(self, user):
        return next(row for row in self.grid()["agents"] if row["id"] == user.id)

    def requirements(self):
        return self.env["social.care.skill.requirement"].search(
            [("team_id", "=", self.team.id)]
        )

    # -- what it shows ---------------------------------------------------------

    def test_a_team_of_the_helpdesk_alone_is_left_out(self):
        letters = self.make_team("Letters", social_care_routing_mode="manual")
        self.assertNotIn(letters.id, [team["id"] for team in self.grid()["teams"]])

    def test_teams_stand_with_their_people(self):
        anna = self.make_agent("anna", skills={self.polish: 75})
        team = next(t for t in self.grid()["teams"] if t["id"] == self.team.id)
        self.assertEqual(team["agents"], anna.user_id.ids)
        self.assertTrue(team["routed"])
        self.assertEqual(self.person(anna.user_id)["skills"], {self.polish.id: 75})

    def test_a_team_that_takes_work_itself_is_known(self):
        self.team.social_care_routing_mode = "manual"
        self.env["social.care.skill.requirement"].create(
            {"team_id": self.team.id, "skill_id": self.polish.id}
        )
        team = next(t for t in self.grid()["teams"] if t["id"] == self.team.id)
        self.assertFalse(team["routed"])

    def test_skills_stand_under_their_types_with_levels(self):
        kind = next(
            kind
            for kind in self.grid()["types"]
            if kind["id"] == self.polish.skill_type_id.id
        )
        self.assertEqual(
            [level["progress"] for level in kind["levels"]], [25, 50, 75, 100]
        )
        names = {skill["name"] for skill in kind["skills"]}
        self.assertEqual(names, {"Patience", "Polish", "Billing"})

    def test_what_asks_for_a_skill_is_said_in_words(self):
        topic = self.env["social.care.topic"].create(
            {
                "name": "Refund",
                "company_id": self.company.id,
                "skill_ids": self.billing.ids,
            }
        )
        self.env["social.care.skill.rule"].create(
            {
                "company_id": self.company.id,
                "language": "pl",
                "topic_id": topic.id,
                "skill_ids": (self.polish | self.billing).ids,
            }
        )
        both = "Topic: Refund + Language: Polish"
        self.assertEqual(self.skill(self.polish)["asked_by"], [both])
        self.assertEqual(self.skill(self.billing)["asked_by"], ["Topic: Refund", both])

    def test_a_skill_that_has_run_out_is_none(self):
        anna = self.make_agent("anna", skills={self.polish: 75, self.billing: 50})
        known = self.env["hr.employee.skill"].search(
            [("employee_id.user_id", "=", anna.user_id.id)]
        )
        today = fields.Date.today()
        polish = known.filtered(lambda one: one.skill_id == self.polish)
        polish.write(
            {
                "valid_from": today - timedelta(days=9),
                "valid_to": today - timedelta(days=1),
            }
        )
        self.assertEqual(self.person(anna.user_id)["skills"], {self.billing.id: 50})
        [engine] = anna._build_people()
        self.assertEqual(engine.skills, {self.billing.id: 50})

    # -- changing a cell -------------------------------------------------------

    def test_an_administrator_sets_changes_and_clears_a_cell(self):
        level = self.levels[50]
        grid = self.set_cell(
            self.polish, {"kind": "required", "level_id": level.id, "when": "always"}
        )
        [cell] = self.cells(grid, self.polish)
        self.assertEqual((cell["kind"], cell["when"]), ("required", "always"))
        self.assertEqual(cell["level_id"], level.id)
        self.set_cell(self.polish, {"kind": "preferred", "level_id": False})
        self.assertEqual(self.requirements().kind, "preferred")
        self.assertEqual(self.requirements().display_name, "Polish · Care")
        self.assertFalse(self.requirements().level_id)
        grid = self.set_cell(self.polish, False)
        self.assertFalse(self.cells(grid, self.polish))
        self.assertFalse(self.requirements())

    def test_what_waits_asks_for_it_at_once(self):
        ticket = self.make_ticket()
        self.set_cell(self.polish, {"kind": "required", "when": "always"})
        ticket.social_care_work_ids._place()
        self.assertEqual(
            ticket.social_care_work_ids.lane_id.requirements,
            [[self.polish.id, 0, True]],
        )

    # -- access ----------------------------------------------------------------

    def test_a_supervisor_looks_and_changes_nothing(self):
        self.assertFalse(self.grid(self.supervisor)["can_edit"])
        self.assertTrue(self.grid()["can_edit"])
        for vals in ({"kind": "required"}, False):
            with self.assertRaises(AccessError):
                self.set_cell(self.polish, vals, self.supervisor)

    def test_an_agent_has_no_grid(self):
        with self.assertRaises(AccessError):
            self.grid(self.make_agent("anna").user_id)

    def test_another_company_sees_neither_teams_nor_people(self):
        anna = self.make_agent("anna", skills={self.polish: 75})
        self.set_cell(self.polish, {"kind": "required"})
        company = self.env["res.company"].create({"name": "Other"})
        grid = self.grid(self.make_user("stranger", SUPERVISOR, company))
        self.assertNotIn(self.team.id, [team["id"] for team in grid["teams"]])
        self.assertNotIn(anna.user_id.id, [row["id"] for row in grid["agents"]])
        self.assertEqual(self.cells(grid, self.polish), [])

    # -- queries ---------------------------------------------------------------

    def cost(self):
        """How many queries it takes; what Odoo remembers of access is no matter."""
        self.grid()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.grid()
        return self.env.cr.sql_log_count - before

    def fill(self, name, count):
        for number in range(count):
            skill = self.make_skill(f"{name}{number}")
            team = self.make_team(f"{name}{number}")
            self.make_agent(f"{name}{number}", team=team, skills={skill: 50})
            self.env["social.care.skill.requirement"].create(
                {"team_id": team.id, "skill_id": skill.id}
            )
            self.env["social.care.skill.rule"].create(
                {
                    "company_id": self.company.id,
                    "language": "pl",
                    "skill_ids": skill.ids,
                }
            )

    def test_the_grid_costs_the_same_queries_however_large_it_is(self):
        self.fill("few", 2)
        few = self.cost()
        self.fill("many", 12)
        self.assertLessEqual(self.cost(), few)
