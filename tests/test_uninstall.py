# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An addon that goes takes with it what it brought, quietly, and can come again."""

from .furnish import furnish
from .lifecycle import LifecycleCase, soaking
from .traces import Footprint


class TestUninstall(LifecycleCase):
    def leave_and_come_back(self, addon):
        with self.env() as env:
            furnish(env)
        gone = self.uninstall_and_look(addon)
        self.install(*gone)
        self.assertLessEqual(gone, self.installed())

    def uninstall_and_look(self, addon):
        """Returns the names of all addons that went."""
        before = self.installed()
        with self.env() as env:
            module = env["ir.module.module"].search([("name", "=", addon)])
            gone = {addon, *module.downstream_dependencies().mapped("name")}
            footprint = Footprint.of(env, gone)
        self.uninstall(addon)
        self.assertEqual(before - self.installed(), gone)
        with self.cursor() as cr:
            self.assertEqual(footprint.left(cr), [])
        return gone

    def test_routing_and_then_everything_goes_and_comes_back(self):
        """With data in every table, with demo data, and with nothing in the log."""
        self.leave_and_come_back("social_care_routing")
        self.leave_and_come_back("social_care")

    def test_a_network_goes_with_its_accounts_and_apps(self):
        with self.env() as env:
            company = env.ref("base.main_company")
            vals = {"name": "Alone", "network": "webhook", "company_id": company.id}
            env["social.care.app"].create(vals)
        self.leave_and_come_back("social_care_webhook")
        with self.cursor() as cr:
            cr.execute("SELECT FROM social_care_app WHERE name = 'Alone'")
            self.assertFalse(cr.rowcount)

    @soaking
    def test_each_addon_goes_and_comes_back(self):
        ours = [name for name in self.installed() if name.startswith("social_care_")]
        for addon in sorted(ours):
            with self.subTest(addon):
                self.leave_and_come_back(addon)
