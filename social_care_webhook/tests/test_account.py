# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.social_care.tests.surroundings import in_good_order
from odoo.addons.social_care.tools.values import Author


@tagged("post_install", "-at_install")
class TestAccount(TransactionCase):
    """What the form of such an account says and hides."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.make_account("First")
        cls.other = cls.make_account("Second")

    @classmethod
    def make_account(cls, name):
        vals = {"name": name, "network": "webhook", "handle": "northwind"}
        return cls.env["social.care.account"].create(vals)

    def test_each_tool_numbers_for_itself(self):
        self.assertNotEqual(self.account.scope, self.other.scope)

    def test_connecting_makes_a_secret_and_a_stream(self):
        self.account.action_connect()
        self.assertEqual(self.account.state, "connected")
        self.assertGreater(len(self.account.webhook_secret), 30)
        self.assertEqual(self.account.stream_ids.transport, "webhook")

    def test_connecting_again_keeps_the_secret(self):
        self.account.webhook_secret = "chosen by the tool"
        self.account.action_connect()
        self.account.action_connect()
        self.assertEqual(self.account.webhook_secret, "chosen by the tool")
        self.assertEqual(len(self.account.stream_ids), 1)

    def test_each_account_has_an_own_id_that_nobody_guesses(self):
        self.account.action_connect()
        self.other.action_connect()
        own, other = self.account.external_id, self.other.external_id
        self.assertNotEqual(own, other)
        self.assertGreater(len(own), 16)
        self.account.action_connect()
        self.assertEqual(self.account.external_id, own)

    def test_the_own_id_can_be_that_of_the_network(self):
        self.account.action_connect()
        profiles = self.env["social.care.profile"]
        authors = [Author(self.account.external_id, "before"), Author("12345", "after")]
        met = profiles._meet(self.account, authors)
        self.account.external_id = "12345"
        self.assertEqual([p.is_own for p in met.values()], [False, True])

    def test_the_own_id_cannot_be_what_nameless_authors_get(self):
        for taken in ("@northwind", "anonymous:1"):
            with self.assertRaises(ValidationError):
                self.account.external_id = taken

    def test_channel(self):
        channel = self.env.ref("social_care_webhook.channel_webhook")
        self.assertEqual(self.account.channel_id, channel)

    def test_listens_only_without_reply_address(self):
        self.assertFalse(self.account._capabilities().visibilities)
        self.assertFalse(self.account._capabilities().can_delete)

    def test_answers_with_reply_address(self):
        self.account.write({"reply_url": "https://tool.example/r", "reply_limit": 90})
        capabilities = self.account._capabilities()
        self.assertEqual(capabilities.visibilities, ("public", "private"))
        self.assertEqual(capabilities.text_limit, 90)
        self.assertTrue(capabilities.can_delete)

    def test_reply_limit_is_positive(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.account.reply_limit = 0
            self.account.flush_recordset()

    def test_diagnosis_tells_what_is_missing(self):
        self.account.action_connect()
        self.assertEqual(self.levels(), ["warning"])
        self.account.webhook_secret = False
        self.assertEqual(self.levels(), ["error", "warning"])

    def levels(self):
        in_good_order(self)
        self.account.action_diagnose()
        return [finding["level"] for finding in self.account.diagnosis]

    def test_reply_address_is_for_administrators(self):
        agent = new_test_user(
            self.env, "tool_agent", groups="social_care.group_social_care_supervisor"
        )
        with self.assertRaises(AccessError):
            self.account.with_user(agent).read(["reply_url"])

    def test_copy_has_secrets_of_its_own(self):
        self.account.action_connect()
        copy = self.account.copy()
        self.assertFalse(copy.webhook_secret)
        self.assertNotEqual(copy.webhook_token, self.account.webhook_token)

    def test_the_wizard_asks_for_the_address_for_replies_and_keeps_it(self):
        wizard = self.env["social.care.connect"].create(
            {
                "network": "webhook",
                "account_name": "Wizard",
                "handle": "wizard",
                "reply_url": "https://tool.example/replies",
            }
        )
        wizard.action_connect()
        self.assertEqual(wizard.state, "done")
        self.assertEqual(wizard.account_id.reply_url, "https://tool.example/replies")
