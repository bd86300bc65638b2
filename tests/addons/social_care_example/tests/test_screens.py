# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo.tests import HttpCase, new_test_user, tagged

BOARD = "/odoo/social-wallboard"
SUPERVISOR = "social_care.group_social_care_supervisor"
# Looks for texts on the page until all are there; a test that waits in vain fails.
LOOK = """
    const texts = %s;
    const look = () => {
        const page = document.body.innerText.toLowerCase();
        if (texts.every((text) => page.includes(text.toLowerCase()))) {
            console.log("test successful");
        } else {
            setTimeout(look, 200);
        }
    };
    look();
"""


@tagged("post_install", "-at_install")
class TestScreens(HttpCase):
    """Wallboard and ticket draw what was added to their registries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        new_test_user(cls.env, "example", groups=SUPERVISOR, password="example")
        team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Example Team", "social_care_routing_mode": "offer"}
        )
        cls.ticket = cls.env["helpdesk.ticket"].create(
            {
                "name": "Example ticket",
                "description": "Help!",
                "team_id": team.id,
                "user_id": False,
                "priority": "3",
            }
        )
        cls.ticket._sync_social_care_work()

    def assert_shown(self, url, *texts):
        self.browser_js(url, LOOK % json.dumps(texts), login="example")

    def test_the_wallboard_has_a_foreign_column_and_chip(self):
        self.assert_shown(BOARD, "Example Team", "Example column", "Example chip")

    def test_the_ticket_has_a_foreign_strip_item_and_chip(self):
        url = f"/odoo/helpdesk.ticket/{self.ticket.id}"
        self.assert_shown(url, "Example item", "Gold", "Example chip")
