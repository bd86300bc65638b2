# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo.modules.migration import load_script
from odoo.tools import file_path

from odoo.addons.social_care.tools.values import Request

from ..tools import signatures
from .channel_common import ChannelCase

PATH = "social_care/migrations/19.0.1.3.0/pre-create-apps.py"
UNDO = """
    ALTER TABLE social_care_account
        ADD COLUMN IF NOT EXISTS webhook_token varchar,
        ADD COLUMN IF NOT EXISTS webhook_secret varchar,
        ADD COLUMN IF NOT EXISTS webhook_old_secret varchar,
        ADD COLUMN IF NOT EXISTS webhook_old_secret_until timestamp,
        ADD COLUMN IF NOT EXISTS webhook_secret_known boolean,
        ADD COLUMN IF NOT EXISTS max_body_kb integer;
    UPDATE social_care_account account
    SET webhook_token = app.webhook_token, webhook_secret = app.webhook_secret,
        webhook_old_secret = app.webhook_old_secret,
        webhook_old_secret_until = app.webhook_old_secret_until,
        webhook_secret_known = app.webhook_secret_known,
        max_body_kb = app.max_body_kb
    FROM social_care_app app WHERE app.id = account.app_id;
    ALTER TABLE social_care_account DROP COLUMN app_id, DROP COLUMN webhook_key;
    DROP TABLE social_care_app CASCADE;
"""
COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_name = %s AND table_schema = current_schema()
"""


class TestUpgradeToApps(ChannelCase):
    """C5: an account of the previous version gets an app, and its tool notices
    nothing."""

    def setUp(self):
        super().setUp()
        self.account.app_id.max_body_kb = 77
        self.account.app_id._replace_secret(24, "the new secret")

    def go_back(self, *changes):
        """As if the previous version had written the database."""
        self.env.flush_all()
        # What a savepoint of the test checks at its end stands in the way.
        self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.env.cr.execute(UNDO)
        for change in changes:
            self.env.cr.execute(change)

    def migrate(self, version="19.0.1.2.0"):
        load_script(file_path(PATH), "pre_create_apps").migrate(self.env.cr, version)
        self.complete()
        self.env.invalidate_all()

    def complete(self):
        """What the ORM adds after the script: here only the columns."""
        apps = self.env["social.care.app"]
        have = self.columns("social_care_app")
        for name, field in apps._fields.items():
            if field.store and field.column_type and name not in have:
                kind = field.column_type[1]
                self.env.cr.execute(f"ALTER TABLE social_care_app ADD {name} {kind}")

    def columns(self, table):
        self.env.cr.execute(COLUMNS, (table,))
        return {name for (name,) in self.env.cr.fetchall()}

    def facts(self):
        """What the network and the administrator know of each account."""
        accounts = self.env["social.care.account"].with_context(active_test=False)
        return [
            (
                account.id,
                account.app_id.company_id,
                account.app_id.network,
                account.webhook_url,
                account.webhook_secret,
                account.app_id.webhook_old_secret,
                account.app_id.webhook_old_secret_until,
                account.max_body_kb,
            )
            for account in accounts.search([], order="id")
        ]

    def test_addresses_and_secrets_stay(self):
        archived = self.make_account("archived", "gone")
        archived.active = False
        before = self.facts()
        self.go_back()
        self.migrate()
        self.assertEqual(self.facts(), before)

    def test_a_notice_to_the_old_address_is_still_heard(self):
        token, secret = self.account.webhook_token, self.account.webhook_secret
        self.go_back()
        self.migrate()
        raw = json.dumps([self.post("a").payload]).encode()
        app = self.env["social.care.app"]._find_by_webhook(token)
        request = Request(headers=signatures.make_headers(secret, raw), raw=raw)
        self.assertEqual(app._receive_webhook(request).status, 200)
        events = self.env["social.care.event"].search([("external_id", "=", "a")])
        self.assertEqual(events.account_id, self.account)

    def test_each_account_has_an_app_of_its_own(self):
        self.go_back()
        self.migrate()
        accounts = self.env["social.care.account"].search([])
        self.assertTrue(all(accounts.mapped("app_id")))
        self.assertEqual(len(accounts.app_id), len(accounts))
        self.assertEqual(self.account.webhook_key, "us")
        self.assertGreater(len(self.account.app_id.verify_token), 30)

    def test_no_secret_stays_on_the_account(self):
        self.go_back()
        self.migrate()
        left = {
            name for name in self.columns("social_care_account") if "webhook" in name
        }
        self.assertEqual(left, {"webhook_key"})

    def test_the_next_app_has_the_next_number(self):
        self.go_back()
        self.migrate()
        vals = {"name": "Next", "network": "demo", "company_id": self.company.id}
        self.assertTrue(self.env["social.care.app"].create(vals).id)

    def test_the_first_version_had_no_old_secrets(self):
        self.go_back(
            "ALTER TABLE social_care_account DROP COLUMN webhook_old_secret,"
            " DROP COLUMN webhook_old_secret_until, DROP COLUMN webhook_secret_known"
        )
        self.migrate("19.0.1.0.0")
        self.assertEqual(self.account.webhook_secret, "the new secret")

    def test_a_neutralized_copy_has_no_address_afterwards(self):
        self.go_back("UPDATE social_care_account SET webhook_token = NULL")
        self.migrate()
        self.assertTrue(self.account.app_id)
        self.assertFalse(self.account.webhook_token)

    def test_twice_changes_nothing(self):
        self.go_back()
        self.migrate()
        before = self.facts()
        self.migrate()
        self.assertEqual(self.facts(), before)

    def test_a_new_database_has_nothing_to_upgrade(self):
        before = self.facts()
        load_script(file_path(PATH), "pre_create_apps").migrate(self.env.cr, "")
        self.assertEqual(self.facts(), before)
