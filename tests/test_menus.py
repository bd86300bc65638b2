# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import TransactionCase, new_test_user, tagged

LARGEST_GROUP = 7
ROLES = ("agent", "supervisor", "manager")
OURS = ("social_care", "helpdesk_mgmt_sla_response")


@tagged("post_install", "-at_install")
class TestMenus(TransactionCase):
    """With all addons installed, a menu can be read at a glance."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = [
            new_test_user(
                cls.env, f"menu_{role}", groups=f"social_care.group_social_care_{role}"
            )
            for role in ROLES
        ]

    def list_our_menus(self):
        names = self.env["ir.model.data"].search([("model", "=", "ir.ui.menu")])
        ours = names.filtered(lambda name: name.module.startswith(OURS))
        return self.env["ir.ui.menu"].browse(ours.mapped("res_id"))

    def list_visible(self, user):
        """The menus of a user, as the web client gets them: {parent: menus}."""
        menus = self.env["ir.ui.menu"].with_user(user)
        visible = menus.browse(menus._visible_menu_ids())
        return visible.sudo().grouped("parent_id")

    def test_no_group_has_more_than_seven_items(self):
        root = self.env.ref("social_care.menu_social_care_root")
        for user in self.users:
            children = self.list_visible(user)
            groups = [root]
            while groups:
                group = groups.pop()
                found = children.get(group, group.browse())
                names = found.mapped("name")
                self.assertLessEqual(
                    len(found), LARGEST_GROUP, (user.login, group.name, names)
                )
                groups.extend(found)

    def test_no_group_is_empty(self):
        """A group whose items a user may not see is not shown either."""
        for user in self.users:
            children = self.list_visible(user)
            for menu in self.list_our_menus():
                if any(menu in found for found in children.values()):
                    self.assertTrue(menu.action or children.get(menu), menu.name)

    def test_a_screen_has_one_name(self):
        root = self.env.ref("social_care.menu_social_care_root")
        for menu in self.list_our_menus() - root:
            if menu.action:
                self.assertEqual(menu.action.name, menu.name, menu.complete_name)

    def test_an_agent_finds_no_configuration(self):
        agent, supervisor, manager = self.users
        configuration = self.env.ref("social_care.social_care_config_menu")
        rules = self.env.ref("social_care.social_care_rules_menu")
        self.assertNotIn(configuration, self.list_visible(agent))
        self.assertEqual(self.list_visible(supervisor)[configuration], rules)
        self.assertGreater(len(self.list_visible(manager)[configuration]), 1)
