# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, new_test_user, tagged

AGENT = "social_care.group_social_care_agent"
SUPERVISOR = "social_care.group_social_care_supervisor"


@tagged("post_install", "-at_install")
class TestHome(HttpCase):
    """Where a login lands."""

    def find_home(self, *groups, **values):
        login = f"home_{len(groups)}_{len(values)}"
        groups = ",".join(["base.group_user", *groups])
        new_test_user(self.env, login, groups=groups, **values)
        self.authenticate(login, login)
        answer = self.url_open("/web/session/get_session_info", json={"params": {}})
        return answer.json()["result"]["home_action_id"]

    def test_an_agent_lands_on_their_tickets(self):
        home = self.env.ref("social_care.my_tickets_action")
        self.assertEqual(self.find_home(AGENT), home.id)

    def test_a_home_that_was_chosen_stays(self):
        own = self.env.ref("base.action_partner_form")
        self.assertEqual(self.find_home(AGENT, action_id=own.id), own.id)

    def test_others_land_where_they_did(self):
        self.assertFalse(self.find_home(AGENT, SUPERVISOR))
        self.assertFalse(self.find_home())
