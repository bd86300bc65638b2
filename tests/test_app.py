# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a company sees of us before it knows us: one app, one icon."""

from odoo.modules.module import Manifest
from odoo.tests import TransactionCase, tagged

PREFIX = "social_care"


@tagged("post_install", "-at_install")
class TestApp(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.modules = cls.env["ir.module.module"].search(
            [("name", "=like", f"{PREFIX}%")]
        )

    def test_the_apps_screen_shows_one_app_with_an_icon(self):
        app = self.modules.filtered("application")
        self.assertEqual(app.mapped("shortdesc"), ["Social Care"])
        self.assertEqual(app.name, "social_care")
        self.assertTrue(app.icon_image)

    def test_no_two_addons_have_the_same_name_and_each_has_our_icon(self):
        names = self.modules.mapped("shortdesc")
        self.assertEqual(len(names), len(set(names)))
        for module in self.modules:
            self.assertIn(PREFIX, module.icon, module.name)

    def test_the_app_has_a_menu_of_its_own_with_the_icon(self):
        root = self.env.ref("social_care.menu_social_care_root")
        self.assertFalse(root.parent_id)
        self.assertEqual(root.name, "Social Care")
        self.assertTrue(root.web_icon_data)

    def test_all_menus_of_ours_are_in_the_app_or_in_that_of_the_helpdesk(self):
        own = self.env["ir.model.data"].search(
            [("model", "=", "ir.ui.menu"), ("module", "=like", f"{PREFIX}%")]
        )
        menus = self.env["ir.ui.menu"].browse(own.mapped("res_id"))
        roots = {int(menu.parent_path.split("/")[0]) for menu in menus}
        helpdesk = self.env.ref("helpdesk_mgmt.helpdesk_ticket_main_menu")
        app = self.env.ref("social_care.menu_social_care_root")
        self.assertLessEqual(roots, {app.id, helpdesk.id})

    def test_where_all_addons_are_at_hand_the_app_brings_them(self):
        umbrella = Manifest.for_addon("social_care_suite")
        self.assertEqual(set(umbrella["auto_install"]), {"social_care"})
        self.assertFalse(umbrella["application"])
