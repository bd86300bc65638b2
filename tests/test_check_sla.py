# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.social_care_routing.tests.routing_common import RoutingCase


@tagged("post_install", "-at_install")
class TestCheckSla(RoutingCase):
    """Check sees SLAs that apply to a team that uses none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.sla"].search([]).active = False
        cls.team.use_sla = False
        cls.account = cls.env["social.care.account"].create(
            {
                "name": "Checked",
                "network": "webhook",
                "handle": "checked",
                "company_id": cls.company.id,
                "team_id": cls.team.id,
            }
        )

    def make_sla(self, teams=None, **vals):
        target = {"sla_response_target": "first_response", "sla_response_minutes": 30}
        vals = {"name": "Soon", **target, **vals}
        vals["team_ids"] = [(6, 0, teams.ids if teams else [])]
        return self.env["helpdesk.sla"].create(vals)

    def titles(self):
        return [finding.title for finding in self.account._diagnose_slas()]

    def test_a_target_that_names_the_team(self):
        self.make_sla(self.team)
        (title,) = self.titles()
        self.assertIn("Soon", title)
        self.assertIn(self.team.name, title)

    def test_a_target_for_all_teams(self):
        self.make_sla()
        self.assertTrue(self.titles())

    def test_nothing_where_the_team_uses_sla(self):
        self.make_sla(self.team)
        self.team.use_sla = True
        self.assertFalse(self.titles())

    def test_nothing_where_no_target_is_meant_for_it(self):
        self.assertFalse(self.titles())
        self.make_sla(self.make_team("Another"))
        self.make_sla(self.team, active=False)
        self.assertFalse(self.titles())

    def test_teams_of_streams_and_rules_count(self):
        self.make_sla()
        self.team.use_sla = True
        by_stream, by_rule = self.make_team("By stream"), self.make_team("By rule")
        self.env["social.care.stream"].create(
            {
                "name": "Heard",
                "account_id": self.account.id,
                "kind": "mentions",
                "transport": "webhook",
                "team_id": by_stream.id,
            }
        )
        self.env["social.care.rule"].create(
            {"name": "Rule", "company_id": self.company.id, "team_id": by_rule.id}
        )
        self.assertEqual(len(self.titles()), 2)

    def test_targets_of_another_company_do_not(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.make_sla(company_id=other.id)
        self.assertFalse(self.titles())

    def test_it_is_part_of_check(self):
        self.make_sla(self.team)
        titles = [f.title for f in self.account._diagnose_surroundings()]
        self.assertIn(self.titles()[0], titles)
