# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError

from .routing_common import RoutingCase


class TestSkillChanges(RoutingCase):
    """What agents say of their own skills routes after a supervisor confirmed it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.polish, cls.dutch = cls.make_skill("Polish"), cls.make_skill("Dutch")
        cls.anna = cls.make_agent("anna", skills={cls.polish: 50})
        cls.bert = cls.make_agent("bert")
        cls.employee = cls.env["hr.employee"].search(
            [("user_id", "=", cls.anna.user_id.id)]
        )
        cls.changes = cls.env["social.care.skill.change"]

    def counted(self, agent=None):
        """{skill: level} as the engine has it."""
        (person,) = (agent or self.anna)._build_people()
        return dict(person.skills)

    def skills(self, user=None):
        user = user or self.anna.user_id
        return self.env["hr.employee.skill"].with_user(user)

    def vals(self, skill, points, employee=None):
        return {
            "employee_id": (employee or self.employee).id,
            "skill_id": skill.id,
            "skill_type_id": skill.skill_type_id.id,
            "skill_level_id": self.levels[points].id,
        }

    def own(self, skill=None):
        domain = [
            ("employee_id", "=", self.employee.id),
            ("skill_id", "=", (skill or self.polish).id),
        ]
        return self.skills().search(domain)

    def waiting(self):
        """{(skill, level before, level now)} of what Anna changed."""
        changes = self.changes.search([("user_id", "=", self.anna.user_id.id)])
        return {
            (
                one.skill_id,
                one.before_level_id.level_progress,
                one.after_level_id.level_progress,
            )
            for one in changes
        }

    def test_a_skill_that_one_adds_waits(self):
        self.skills().create(self.vals(self.dutch, 100))
        self.assertEqual(self.counted(), {self.polish.id: 50})
        self.assertEqual(self.waiting(), {(self.dutch, 0, 100)})

    def test_a_level_that_one_raises_waits(self):
        self.own().skill_level_id = self.levels[100]
        self.assertEqual(self.counted(), {self.polish.id: 50})
        self.assertEqual(self.waiting(), {(self.polish, 50, 100)})

    def test_a_skill_that_one_removes_counts_until_it_is_confirmed(self):
        self.own().unlink()
        self.assertEqual(self.counted(), {self.polish.id: 50})
        self.assertEqual(self.waiting(), {(self.polish, 50, 0)})

    def test_a_skill_that_one_lets_run_out_counts_too(self):
        row = self.own()
        row.valid_from, row.valid_to = "2020-01-01", "2020-02-01"
        self.assertEqual(self.counted(), {self.polish.id: 50})
        self.assertEqual(self.waiting(), {(self.polish, 50, 0)})

    def test_to_make_one_skill_of_another_waits_for_both(self):
        self.own().write(
            {"skill_id": self.dutch.id, "skill_level_id": self.levels[100].id}
        )
        self.assertEqual(self.counted(), {self.polish.id: 50})
        self.assertEqual(self.waiting(), {(self.polish, 50, 0), (self.dutch, 0, 100)})

    def test_the_first_level_counts_however_often_it_is_changed(self):
        self.own().skill_level_id = self.levels[75]
        self.own().skill_level_id = self.levels[100]
        self.assertEqual(self.waiting(), {(self.polish, 50, 100)})

    def test_to_take_it_back_leaves_nothing_to_confirm(self):
        self.own().skill_level_id = self.levels[100]
        self.own().skill_level_id = self.levels[50]
        self.assertFalse(self.waiting())

    def test_what_routes_nowhere_changes_nothing_else(self):
        self.own().display_warning_message = True
        self.assertFalse(self.waiting())

    def test_by_the_way_of_the_employee_it_waits_too(self):
        """As self-service does, in sudo."""
        employee = self.employee.with_user(self.anna.user_id).sudo()
        employee.write({"employee_skill_ids": [(0, 0, self.vals(self.dutch, 100))]})
        self.assertNotIn(self.dutch.id, self.counted())
        self.assertIn((self.dutch, 0, 100), self.waiting())

    def test_work_is_given_by_what_counts(self):
        self.env["social.care.skill.requirement"].create(
            {"team_id": self.team.id, "skill_id": self.dutch.id, "when": "always"}
        )
        ticket = self.make_ticket()
        self.skills().create(self.vals(self.dutch, 100))
        self.drain()
        self.assertFalse(self.holder(ticket))
        change = self.changes.search([("skill_id", "=", self.dutch.id)])
        change.with_user(self.supervisor).action_confirm()
        self.drain()
        self.assertEqual(self.holder(ticket), self.anna)

    def test_who_confirms_is_on_record(self):
        self.own().skill_level_id = self.levels[100]
        change = self.changes.search([("skill_id", "=", self.polish.id)])
        change.with_user(self.supervisor).action_confirm()
        self.assertEqual(self.counted(), {self.polish.id: 100})
        self.assertFalse(change.exists())
        (note,) = self.employee.message_ids.filtered(lambda m: "Confirmed" in m.body)
        self.assertEqual(note.author_id, self.supervisor.partner_id)
        self.assertIn("Polish: 50 → 100", note.body)

    def test_what_is_refused_routes_as_before(self):
        self.own().skill_level_id = self.levels[100]
        change = self.changes.search([("skill_id", "=", self.polish.id)])
        change.with_user(self.supervisor).action_refuse()
        self.assertEqual(change.state, "refused")
        self.assertEqual(self.counted(), {self.polish.id: 50})
        self.own().skill_level_id = self.levels[75]
        self.assertEqual(change.state, "waiting")

    def test_a_supervisor_is_told(self):
        self.own().skill_level_id = self.levels[100]
        notices = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.supervisor.partner_id.id)]
        )
        self.assertIn("Polish: 50 → 100", str(notices.mail_message_id.mapped("body")))

    def test_what_somebody_else_enters_counts_at_once(self):
        self.own().skill_level_id = self.levels[100]
        self.own().sudo().with_user(self.env.user).skill_level_id = self.levels[75]
        self.assertEqual(self.counted(), {self.polish.id: 75})
        self.assertFalse(self.waiting())

    def test_a_supervisor_s_own_counts_at_once(self):
        self.team.user_ids += self.supervisor
        employee = self.make_employee(self.supervisor, {})
        agent = self.env["social.care.agent"]._ensure_for_users(self.supervisor)
        self.skills(self.supervisor).create(self.vals(self.dutch, 100, employee))
        self.assertEqual(self.counted(agent), {self.dutch.id: 100})

    def test_who_is_no_agent_waits_for_nobody(self):
        clerk = self.make_user("clerk", group="base.group_user")
        employee = self.make_employee(clerk, {})
        self.skills(clerk).create(self.vals(self.dutch, 100, employee))
        self.assertFalse(self.changes.search([("user_id", "=", clerk.id)]))

    def test_nobody_confirms_their_own_or_writes_by_hand(self):
        self.own().skill_level_id = self.levels[100]
        change = self.changes.search([("skill_id", "=", self.polish.id)])
        for user in (self.anna.user_id, self.bert.user_id):
            for act in ("action_confirm", "action_refuse", "unlink"):
                with self.assertRaises(AccessError):
                    getattr(change.with_user(user), act)()
        for user in (self.anna.user_id, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                change.with_user(user).state = "refused"
        self.assertTrue(change.with_user(self.anna.user_id).read())
        with self.assertRaises(AccessError):
            change.with_user(self.bert.user_id).read()

    def test_another_company_decides_nothing(self):
        foreign = self.env["res.company"].create({"name": "Foreign"})
        boss = self.make_user(
            "boss", group="social_care.group_social_care_supervisor", company=foreign
        )
        self.own().skill_level_id = self.levels[100]
        change = self.changes.search([("skill_id", "=", self.polish.id)])
        with self.assertRaises(AccessError):
            change.with_user(boss).action_confirm()

    def test_the_grid_shows_what_counts(self):
        self.own().skill_level_id = self.levels[100]
        self.skills().create(self.vals(self.dutch, 100))
        grid = (
            self.env["social.care.skill.requirement"]
            .with_user(self.supervisor)
            .get_grid()
        )
        (row,) = [p for p in grid["agents"] if p["id"] == self.anna.user_id.id]
        self.assertEqual(row["skills"], {self.polish.id: 50})
