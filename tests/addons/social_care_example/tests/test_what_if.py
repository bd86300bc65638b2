# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.social_care_routing.tests.routing_common import RoutingCase


@tagged("post_install", "-at_install")
class TestWhatIf(RoutingCase):
    """Tester and replay know a term by its declaration, and changes are open."""

    def load_scenario(self, *changes):
        day = self.make_ticket(
            name="cake is late", minutes=5
        ).social_care_work_ids.arrived_at.date()
        replay = self.env["social.care.replay"].create(
            {
                "company_id": self.company.id,
                "team_ids": self.team.ids,
                "date_from": day,
                "date_to": day,
                "change_ids": [(0, 0, change) for change in changes],
            }
        )
        return replay, replay._load_scenario()

    def test_the_tester_counts_a_foreign_term_by_a_foreign_field(self):
        test = self.env["social.care.routing.test"].new({"team_id": self.team.id})
        self.assertNotIn("Birthday", test.queue_position)
        test.example_is_birthday = True
        self.assertIn("Birthday: 45 min", test.queue_position)

    def test_the_tester_asks_for_a_foreign_field(self):
        view = self.env["social.care.routing.test"].get_view(view_type="form")
        self.assertIn('name="example_is_birthday"', view["arch"])

    def test_a_replay_counts_a_foreign_term_and_changes_its_minutes(self):
        change = {"kind": "boost", "boost": "birthday", "minutes": 5}
        replay, scenario = self.load_scenario(change)
        (contact,) = scenario.contacts
        self.assertIs(contact.facts.known["birthday"], True)
        self.assertEqual(scenario.weights["birthday"], 45)
        replay.change_ids._apply(scenario)
        self.assertEqual(scenario.weights["birthday"], 5)
        self.assertEqual(replay.change_ids.name, "Birthday: 5 min")

    def test_a_replay_tries_a_foreign_change(self):
        self.make_agent("anna")
        replay, scenario = self.load_scenario({"kind": "example_outing"})
        self.assertTrue(scenario.workers)
        replay.change_ids._apply(scenario)
        self.assertFalse(scenario.workers)
        self.assertEqual(replay.change_ids.name, "Everybody is on an outing")
