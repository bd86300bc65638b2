# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.social_care.tests.contract import ContractCase

from .common import DemoNetwork

MODELS = (
    "social.care.demo.person",
    "social.care.demo.post",
    "social.care.demo.script",
)


@tagged("post_install", "-at_install")
class TestAccess(DemoNetwork, ContractCase, TransactionCase):
    """Who may see and change the network's own store."""

    def setUp(self):
        super().setUp()
        self.post = self.post_of(self.customer_posts("Hello"))

    def user(self, group, **kwargs):
        name = group.split(".")[-1]
        return new_test_user(self.env, f"demo_{name}", groups=group, **kwargs)

    def test_agents_read(self):
        agent = self.user("social_care.group_social_care_agent")
        for model in MODELS:
            self.env[model].with_user(agent).search([]).mapped("display_name")

    def test_agents_change_nothing_behind_the_page(self):
        agent = self.user("social_care.group_social_care_agent")
        with self.assertRaises(AccessError):
            self.post.with_user(agent).text = "Changed"
        with self.assertRaises(AccessError):
            self.account.demo_script_id.with_user(agent).publishing = "400"
        with self.assertRaises(AccessError):
            self.env["social.care.demo.notice"].with_user(agent).search([])

    def test_others_see_nothing(self):
        nobody = self.user("base.group_user")
        for model in MODELS:
            with self.assertRaises(AccessError):
                self.env[model].with_user(nobody).search([])

    def test_administrators_set_the_script(self):
        manager = self.user("social_care.group_social_care_manager")
        self.account.with_user(manager).demo_publishing = "429"
        self.assertEqual(self.account.demo_script_id.publishing, "429")

    def test_posts_of_another_company_are_hidden(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.user(
            "social_care.group_social_care_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self.assertFalse(self.post.with_user(stranger).search([]) & self.post)
        self.assertFalse(
            self.post.notice_ids.with_user(stranger).search([]) & self.post.notice_ids
        )

    @mute_logger("odoo.sql_db")
    def test_keys_are_unique(self):
        self.post.record_key = "once"
        for vals in ({"record_key": "once"}, {"uid": self.post.uid}):
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                self.post.copy({"uid": "another", **vals}).flush_recordset()

    @mute_logger("odoo.sql_db")
    def test_handles_are_unique(self):
        with self.assertRaises(IntegrityError):
            self.person.copy({"handle": self.person.handle})
