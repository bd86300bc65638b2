# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The configuration of the demo, with the parts of all addons, moves to a company that
has nothing."""

import json

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

SHARED = ("media", "skills", "tags", "channels", "categories", "pause_reasons")


@tagged("post_install", "-at_install")
class TestConfiguration(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staging = cls.env.ref("base.main_company")
        cls.production = cls.env["res.company"].create({"name": "Production"})
        cls.env["res.users"].search([]).company_ids += cls.production
        calendars = cls.env["resource.calendar"]
        has = calendars.search([("company_id", "=", cls.production.id)]).mapped("name")
        for calendar in calendars.search([("name", "not in", has)]):
            calendar.copy({"company_id": cls.production.id}).name = calendar.name

    def configuration(self, company):
        return self.env["social.care.configuration"].with_company(company)

    def sections(self, company):
        return json.loads(self.configuration(company)._export_file())["sections"]

    def move(self, **changes):
        data = json.loads(self.configuration(self.staging)._export_file())
        # Who owns tickets belongs to a team, and people are not moved.
        for rule in data["sections"]["rules"]:
            rule["user_id"] = None
        data["sections"].update(changes)
        raw = json.dumps(data).encode()
        return self.configuration(self.production)._import_file(raw)

    def moved(self, model):
        return self.env[model].search([("company_id", "=", self.production.id)])

    def test_all_that_came_in_is_what_went_out_and_nothing_changes_twice(self):
        before = self.sections(self.staging)
        self.assertTrue(self.move())
        after = self.sections(self.production)
        self.assertEqual(after.keys(), before.keys())
        for name in before.keys() - {*SHARED, "rules"}:
            self.assertEqual(self.named(after[name]), self.named(before[name]), name)
        self.assertFalse(self.move())
        self.assertEqual(self.sections(self.staging), before)

    def named(self, rows):
        return sorted(json.dumps(row, sort_keys=True) for row in rows)

    def test_topics_bring_their_skills_and_rules_their_topics(self):
        topic = self.env["social.care.topic"].search(
            [("company_id", "=", self.staging.id)], limit=1
        )
        topic.skill_ids = self.env["hr.skill"].search([], limit=2)
        rule = self.env["social.care.rule"].create(
            {
                "name": "On it",
                "company_id": self.staging.id,
                "topic_ids": [Command.set(topic.ids)],
            }
        )
        self.move()
        moved = self.moved("social.care.rule").filtered(lambda r: r.name == rule.name)
        self.assertEqual(moved.topic_ids.company_id, self.production)
        self.assertEqual(moved.topic_ids.name, topic.name)
        self.assertEqual(moved.topic_ids.skill_ids, topic.skill_ids)

    def test_a_teams_routing_is_moved_whole(self):
        self.move()
        team = self.moved("helpdesk.ticket.team").filtered(
            lambda team: team.name == "Customer Service"
        )
        self.assertEqual(team.social_care_routing_mode, "offer")
        self.assertEqual(len(team.social_care_skill_relaxation_ids), 2)
        self.assertEqual(len(team.social_care_skill_requirement_ids), 2)
        self.assertEqual(
            team.social_care_skill_relaxation_ids.add_team_ids.company_id,
            self.production,
        )
        self.assertTrue(team.use_sla)
        self.assertEqual(team.resource_calendar_id.company_id, self.production)

    def test_what_was_taken_away_within_a_team_goes_there_too(self):
        self.move()
        staging = self.env.ref("social_care_demo.team_customer_service")
        staging.social_care_skill_relaxation_ids[0].unlink()
        (change,) = self.move()
        self.assertEqual(change.name, "Customer Service")
        self.assertEqual(set(change.values), {"social_care_skill_relaxation_ids"})
        team = self.moved("helpdesk.ticket.team").filtered(
            lambda team: team.name == "Customer Service"
        )
        self.assertEqual(len(team.social_care_skill_relaxation_ids), 1)

    def test_skills_that_people_have_are_never_taken_away(self):
        skills = self.sections(self.staging)["skills"]
        known = self.env["hr.skill"].search_count([])
        for row in skills:
            row["skill_ids"] = [{"name": "New one"}]
        self.move(skills=skills)
        self.assertEqual(self.env["hr.skill"].search_count([]), known + len(skills))

    def test_capacity_is_moved(self):
        medium = self.env.ref("social_care_routing.medium_phone")
        self.env["social.care.capacity.profile"].create(
            {
                "name": "Night",
                "company_id": self.staging.id,
                "total": 3,
                "line_ids": [
                    Command.create(
                        {
                            "medium_id": medium.id,
                            "limit": 2,
                            "interrupted_by_ids": [Command.set(medium.ids)],
                        }
                    )
                ],
            }
        )
        self.move()
        profile = self.moved("social.care.capacity.profile").filtered(
            lambda profile: profile.name == "Night"
        )
        self.assertEqual((profile.total, profile.line_ids.limit), (3, 2))
        self.assertEqual(profile.line_ids.interrupted_by_ids, medium)

    def test_settings_of_the_company_are_moved(self):
        boost = self.env["social.care.priority.boost"].create(
            {"company_id": self.staging.id, "code": "urgent", "minutes": 77}
        )
        self.staging.social_care_languages = "pl,en"
        self.move()
        moved = self.moved("social.care.priority.boost")
        self.assertEqual((moved.code, moved.minutes), (boost.code, 77))
        self.assertEqual(self.production.social_care_languages, "pl,en")

    def test_every_reference_in_the_file_can_be_followed(self):
        """A field that refers to what has no name in the file would be lost."""
        configuration = self.configuration(self.staging)
        left = set()
        for section in configuration._get_sections():
            for field in self.env[section.model]._fields.values():
                is_ours = all(
                    m.startswith("social_care") for m in field._modules or "?"
                )
                if is_ours and field.relational and field.store and field.copy:
                    if not field.readonly and not configuration._can_travel(field):
                        left.add(str(field))
        self.assertEqual(left, LEFT)


# What belongs to people, or follows from tickets.
LEFT = set()
