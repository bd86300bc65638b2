# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields
from odoo.modules.migration import load_script
from odoo.tools import file_path

from .channel_common import ChannelCase

FOLDER = "social_care/migrations/19.0.1.3.0"
# As the previous version had it, with the columns of what a person entered.
UNDO = """
    DELETE FROM social_care_token;
    ALTER TABLE social_care_account
        ADD COLUMN access_token varchar, ADD COLUMN refresh_token varchar,
        ADD COLUMN token_expires_at timestamp;
    ALTER TABLE social_care_connect ADD COLUMN secrets jsonb;
    UPDATE social_care_account SET access_token = 'a' || id, refresh_token = 'r' || id,
        token_expires_at = '2027-01-02 03:04:05';
"""
COLUMNS = """
    SELECT table_name || '.' || column_name FROM information_schema.columns
    WHERE table_schema = current_schema()
        AND table_name IN ('social_care_account', 'social_care_connect')
"""


class TestUpgradeOfTokens(ChannelCase):
    """C14: tokens leave the account without a new login."""

    def setUp(self):
        super().setUp()
        self.archived = self.make_account("archived", "gone")
        self.archived.active = False

    def go_back(self, *changes):
        self.env.flush_all()
        # What a savepoint of the test checks at its end stands in the way.
        self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for change in (UNDO, *changes):
            self.env.cr.execute(change)

    def migrate(self, name="post-tokens"):
        script = load_script(file_path(f"{FOLDER}/{name}.py"), name.replace("-", "_"))
        script.migrate(self.env.cr, "19.0.1.2.0")
        self.env.invalidate_all()

    def columns(self):
        self.env.cr.execute(COLUMNS)
        return {name for (name,) in self.env.cr.fetchall()}

    def test_every_account_keeps_its_tokens(self):
        self.go_back()
        self.migrate()
        ends = fields.Datetime.to_datetime("2027-01-02 03:04:05")
        for account in self.account | self.archived:
            self.assertEqual(account.access_token, f"a{account.id}")
            self.assertEqual(account.refresh_token, f"r{account.id}")
            self.assertEqual(account.token_expires_at, ends)

    def test_nothing_of_them_stays_where_it_was(self):
        before = self.columns()
        self.env["social.care.connect"].create({"network": "demo"})
        self.go_back()
        self.migrate()
        self.assertEqual(self.columns(), before)
        self.assertFalse(self.env["social.care.connect"].search([]))

    def test_twice_changes_nothing(self):
        self.go_back()
        self.migrate()
        self.migrate()
        self.assertEqual(self.account.access_token, f"a{self.account.id}")

    def test_people_stay_who_they_are(self):
        """C10: until now they were unique where posts are."""
        scopes = {one.id: one.scope for one in self.account | self.archived}
        self.go_back("ALTER TABLE social_care_account DROP COLUMN profile_scope")
        self.migrate("pre-profile-scope")
        for account in self.account | self.archived:
            self.assertEqual(account.profile_scope, scopes[account.id])
