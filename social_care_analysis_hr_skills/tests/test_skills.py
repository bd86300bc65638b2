# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestSkills(TransactionCase):
    """A topic asks for skills; who has one finds its tickets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kind = cls.env["hr.skill.type"].create(
            {
                "name": "Care",
                "skill_ids": [(0, 0, {"name": "Billing"}), (0, 0, {"name": "Parcels"})],
                "skill_level_ids": [
                    (
                        0,
                        0,
                        {"name": "Knows", "level_progress": 100, "default_level": True},
                    )
                ],
            }
        )
        cls.billing, cls.parcels = kind.skill_ids
        cls.agent = cls.make_agent(kind)
        topics = cls.env["social.care.topic"].create(
            [
                {"name": "Invoices", "skill_ids": cls.billing.ids},
                {"name": "Delivery", "skill_ids": cls.parcels.ids},
                {"name": "Praise"},
            ]
        )
        cls.tickets = cls.env["helpdesk.ticket"].create(
            [
                {
                    "name": topic.name,
                    "description": "x",
                    "social_care_topic_id": topic.id,
                }
                for topic in topics
            ]
        )

    @classmethod
    def make_agent(cls, kind):
        agent = new_test_user(
            cls.env, "skilled", groups="social_care.group_social_care_supervisor"
        )
        employee = cls.env["hr.employee"].create({"name": "A", "user_id": agent.id})
        cls.env["hr.employee.skill"].create(
            {
                "employee_id": employee.id,
                "skill_id": cls.billing.id,
                "skill_type_id": kind.id,
                "skill_level_id": kind.skill_level_ids.id,
            }
        )
        return agent

    def found(self, value=True):
        tickets = self.env["helpdesk.ticket"].with_user(self.agent)
        domain = [
            ("id", "in", self.tickets.ids),
            ("social_care_is_for_my_skills", "=", value),
        ]
        return tickets.search(domain)

    def test_an_agent_finds_what_they_have_a_skill_for(self):
        self.assertEqual(self.found().mapped("name"), ["Invoices"])

    def test_what_asks_for_no_skill_is_for_everybody_else(self):
        self.assertEqual(set(self.found(False).mapped("name")), {"Delivery", "Praise"})

    def test_the_ticket_says_it_too(self):
        tickets = self.tickets.with_user(self.agent)
        self.assertEqual(
            tickets.mapped("social_care_is_for_my_skills"), [True, False, False]
        )

    def test_who_is_no_employee_has_no_skill(self):
        self.agent.employee_ids.user_id = False
        self.assertFalse(self.found())
