# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError

from .channel_common import ChannelCase


class TestApp(ChannelCase):
    """C5: accounts belong to an app, which holds what the network knows them by."""

    def test_an_account_without_an_app_gets_its_own(self):
        app = self.account.app_id
        self.assertEqual(app.account_ids, self.account)
        self.assertEqual((app.name, app.network), ("Acme", "demo"))
        self.assertEqual(app.company_id, self.company)

    def test_a_copy_of_an_account_gets_its_own(self):
        self.assertNotEqual(self.account.copy().app_id, self.account.app_id)

    def test_apps_are_for_administrators_alone(self):
        app = self.account.app_id
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                app.with_user(user).read(["name"])
        self.assertEqual(app.with_user(self.manager).read(["name"])[0]["name"], "Acme")

    def test_nobody_reads_the_client_secret(self):
        app = self.account.app_id.with_user(self.manager)
        with self.assertRaises(AccessError):
            app.read(["client_secret"])
