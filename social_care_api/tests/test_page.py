# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, no_retry, tagged

from .api_common import ServiceCase

GROUPS = "base.group_user,social_care_api.group_social_care_api_user"


@tagged("post_install", "-at_install")
class TestPage(HttpCase, ServiceCase):
    """The administrator's page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        keys = cls.env["res.users.apikeys"].with_user(cls.anna.user_id)
        expires = fields.Datetime.now() + timedelta(days=30)
        cls.key = keys._generate(None, "Desktop", expires)
        cls.page = cls.env["social.care.api.page"].with_user(cls.manager)

    def list_users(self):
        return {user["name"]: user for user in self.page.get_page()["users"]}

    def test_it_tells_what_a_user_still_needs(self):
        users = self.list_users()
        self.assertTrue(users["Anna"]["key_until"])
        self.assertFalse(users["Ben"]["key_until"])
        self.assertTrue(users["Ben"]["is_agent"])
        new_test_user(
            self.env, "api_no_role", GROUPS, name="Nora", company_id=self.company.id
        )
        self.assertFalse(self.list_users()["Nora"]["is_agent"])

    def test_the_group_is_chosen_on_the_form_of_a_user(self):
        group = self.env.ref("social_care_api.group_social_care_api_user")
        self.assertTrue(group.privilege_id.category_id)

    def test_a_key_that_has_ended_is_none(self):
        self.env.cr.execute(
            "UPDATE res_users_apikeys SET expiration_date = now() - interval '1 day'"
        )
        self.assertFalse(self.list_users()["Anna"]["key_until"])

    def test_people_of_other_companies_are_not_shown(self):
        abroad = self.env["res.company"].create({"name": "Abroad"})
        new_test_user(
            self.env,
            "api_abroad",
            GROUPS,
            name="Abroad Person",
            company_id=abroad.id,
            company_ids=[(6, 0, abroad.ids)],
        )
        self.assertNotIn("Abroad Person", self.list_users())

    def test_an_agent_does_not_see_it(self):
        page = self.env["social.care.api.page"].with_user(self.anna.user_id)
        with self.assertRaises(AccessError):
            page.get_page()
        with self.assertRaises(AccessError):
            page.open_users()

    def test_the_command_works_with_a_key(self):
        command = self.page.get_page()["curl"]
        address = command.rsplit(" ", 1)[1]
        self.env.flush_all()
        response = self.opener.get(
            address.replace(self.page.get_base_url(), self.base_url()),
            headers={"Authorization": f"Bearer {self.key}"},
        )
        self.assertEqual(response.json()["name"], "Anna")

    @no_retry
    def test_an_administrator_tries_it(self):
        self.start_tour(
            "/odoo/social-api",
            "social_care_api_page",
            login=self.manager.login,
            cookies={"social_care_test_key": self.key},
        )
        self.assertEqual(self.anna.state, "away")
