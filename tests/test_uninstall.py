# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An addon that goes takes with it what it brought, quietly, and can come again."""

from .furnish import furnish
from .lifecycle import LifecycleCase, soaking
from .traces import Footprint


class TestUninstall(LifecycleCase):
    def setUp(self):
        super().setUp()
        with self.env() as env:
            furnish(env)

    def leave_and_come_back(self, addon):
        footprint = self.uninstall_and_look(addon)
        self.install(addon)
        self.assertLessEqual({addon}, self.installed())
        return footprint

    def uninstall_and_look(self, addon):
        before = self.installed()
        with self.env() as env:
            module = env["ir.module.module"].search([("name", "=", addon)])
            gone = module.downstream_dependencies().mapped("name")
            footprint = Footprint.of(env, [addon, *gone])
        self.uninstall(addon)
        self.assertEqual(before - self.installed(), {addon, *gone})
        with self.cursor() as cr:
            self.assertEqual(footprint.left(cr), [])
        return footprint

    def test_social_care_goes_with_all_its_addons_and_comes_back(self):
        self.leave_and_come_back("social_care")

    def test_routing_goes_and_comes_back_with_its_demo_data(self):
        self.leave_and_come_back("social_care_routing")

    @soaking
    def test_each_addon_goes_and_comes_back(self):
        ours = [name for name in self.installed() if name.startswith("social_care_")]
        for addon in sorted(ours):
            with self.subTest(addon):
                self.leave_and_come_back(addon)
