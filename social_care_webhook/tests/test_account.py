# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.social_care.tests.surroundings import in_good_order
from odoo.addons.social_care.tools.text import LONGEST_TEXT
from odoo.addons.social_care.tools.values import Author, Request

from .common import SECRET, signature_headers

# An address of the public internet, for which no name has to be looked up.
PUBLIC = "93.184.216.34"


def typed(handle, reply_url):
    """What the wizard sends."""
    return [
        {"name": "handle", "value": handle},
        {"name": "webhook_secret", "value": ""},
        {"name": "reply_url", "value": reply_url},
    ]


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

    def test_a_form_is_answered_with_what_to_send(self):
        app = self.account.app_id
        app.webhook_secret = SECRET
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
            raw = b'{"id": "1"}'
            headers = {"content-type": kind}
            for name, value in signature_headers(raw).items():
                headers[name.lower()] = value
            answer = app._receive_webhook(Request(headers=headers, raw=raw))
            self.assertEqual(answer.status, 415, answer.body)
            self.assertIn("application/json", answer.body)

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
        met = profiles._find_or_create(self.account, authors)
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
        self.assertFalse(self.account._get_capabilities().visibilities)
        self.assertFalse(self.account._get_capabilities().can_delete)

    def test_answers_with_reply_address(self):
        self.account.write({"reply_url": "https://tool.example/r", "reply_limit": 90})
        capabilities = self.account._get_capabilities()
        self.assertEqual(capabilities.visibilities, ("public", "private"))
        self.assertEqual(capabilities.text_limit, 90)
        self.assertTrue(capabilities.can_delete)

    def test_a_reply_is_no_longer_than_approval_rules_read(self):
        self.account.reply_limit = 50_000
        self.assertEqual(self.account._get_capabilities().text_limit, LONGEST_TEXT)

    def test_reply_limit_is_positive(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.account.reply_limit = 0
            self.account.flush_recordset()

    def test_diagnosis_tells_what_is_missing(self):
        self.account.action_connect()
        self.assertEqual(self.levels(), ["warning", "warning"])
        self.account.webhook_secret = False
        self.assertEqual(self.levels(), ["error", "warning", "warning"])

    def test_check_says_that_nobody_can_reply_and_what_to_do(self):
        self.account.action_connect()
        self.levels()
        (finding,) = [
            finding
            for finding in self.account.diagnosis
            if "address for replies" in finding["title"]
        ]
        self.assertIn("You cannot reply", finding["title"])
        self.assertIn("Enter the address", finding["fix"])
        self.account.reply_url = f"https://{PUBLIC}/replies"
        self.assertEqual(self.levels(), ["warning"])

    def connect(self, reply_url):
        wizard = self.env["social.care.connect"].create(
            {"network": "webhook", "credentials": typed("tool", reply_url)}
        )
        wizard.action_connect()
        return wizard

    def test_an_address_that_will_be_refused_is_told_when_one_connects(self):
        refused = self.connect("http://127.0.0.1:9/replies")
        self.assertEqual(refused.state, "done")
        self.assertIn("private address", refused.message)
        self.assertIn("social_care.allowed_private_hosts", refused.message)
        self.assertFalse(self.connect(f"https://{PUBLIC}/replies").message)

    def test_the_form_shows_what_a_pushing_tool_uses(self):
        self.assertTrue(self.account.has_webhook)
        self.assertFalse(self.account.is_polled)
        shown = [one["name"] for one in self.account.credentials]
        self.assertEqual(shown, ["handle", "reply_url"])

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
                "credentials": typed("wizard", "https://tool.example/replies"),
            }
        )
        wizard.action_connect()
        self.assertEqual(wizard.state, "done")
        self.assertNotIn("no address for replies", wizard.message)
        self.assertEqual(wizard.account_id.reply_url, "https://tool.example/replies")

    def test_the_wizard_says_that_the_account_only_listens(self):
        wizard = self.env["social.care.connect"].create(
            {
                "network": "webhook",
                "account_name": "Ears",
                "credentials": typed("ears", ""),
            }
        )
        wizard.action_connect()
        self.assertEqual(wizard.state, "done")
        self.assertIn("You cannot reply", wizard.message)
        self.assertIn("Enter the address", wizard.message)
