# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import file_open, mute_logger

from odoo.addons.social_care.models import social_care_app
from odoo.addons.social_care.tools.values import Credential, Request

from ..tools import signatures
from .channel_common import ChannelCase

OLD, NEW = "the secret until now", "the secret from now on"


class SecretCase(ChannelCase):
    def setUp(self):
        super().setUp()
        self.app = self.account.app_id
        self.app.webhook_secret = OLD

    def status(self, secret, uid="a"):
        raw = json.dumps([self.post(uid).payload]).encode()
        self.env.flush_all()
        app = self.env["social.care.app"]._find_by_webhook(self.app.webhook_token)
        request = Request(headers=signatures.make_headers(secret, raw), raw=raw)
        return app._receive_webhook(request).status

    def wizard(self, user=None, **vals):
        wizards = self.env["social.care.secret"].with_user(user or self.manager)
        return wizards.create({"app_id": self.app.id, **vals})


class TestReplacing(SecretCase):
    """Both secrets are accepted for as long as a person says, then only the new."""

    def test_both_are_accepted_during_the_overlap(self):
        self.app._replace_secret(24, NEW)
        self.assertEqual((self.status(OLD), self.status(NEW)), (200, 200))
        self.assertEqual(self.status("neither"), 401)

    def test_the_old_one_ends_by_itself(self):
        self.app._replace_secret(1, NEW)
        later = fields.Datetime.now() + timedelta(minutes=61)
        with patch.object(fields.Datetime, "now", return_value=later):
            self.assertEqual((self.status(OLD), self.status(NEW)), (401, 200))

    def test_without_an_overlap_it_ends_at_once(self):
        self.app._replace_secret(0, NEW)
        self.assertEqual((self.status(OLD), self.status(NEW)), (401, 200))
        self.assertFalse(self.app.webhook_old_secret)

    def test_an_account_whose_secret_was_taken_away_accepts_neither(self):
        self.app._replace_secret(24, NEW)
        self.app.webhook_secret = False
        self.assertEqual((self.status(OLD), self.status("")), (401, 401))

    def test_both_are_compared_whichever_fits(self):
        self.app._replace_secret(24, NEW)
        compared = social_care_app.signing
        for secret in (OLD, NEW, "neither"):
            with patch.object(compared, "matches", wraps=compared.matches) as asked:
                self.status(secret)
            self.assertEqual([c.args[0] for c in asked.call_args_list], [NEW, OLD])

    def test_it_is_forgotten_after_its_end_on_archived_accounts_too(self):
        self.app._replace_secret(24, NEW)
        self.env["social.care.account"]._cron_reconcile()
        self.assertEqual(self.app.webhook_old_secret, OLD)
        self.app.webhook_old_secret_until -= timedelta(hours=25)
        self.account.active = False
        self.env["social.care.account"]._cron_reconcile()
        self.assertFalse(self.app.webhook_old_secret)
        self.assertEqual(self.app.webhook_secret, NEW)

    def test_a_secret_that_is_made_here_cannot_be_guessed(self):
        made = {self.app._replace_secret(24) for _again in range(20)}
        self.assertEqual(len(made), 20)
        self.assertTrue(all(len(secret) >= 43 for secret in made))


class TestSigning(SecretCase):
    """We sign with what the tool surely knows."""

    def test_the_old_one_until_the_tool_has_used_the_new(self):
        self.app._replace_secret(24, NEW)
        self.assertEqual(self.app._get_signing_secret(), OLD)
        self.status(OLD)
        self.assertEqual(self.app._get_signing_secret(), OLD)
        self.status(NEW)
        self.assertEqual(self.app._get_signing_secret(), NEW)

    def test_the_new_one_after_the_overlap(self):
        self.app._replace_secret(24, NEW)
        self.app.webhook_old_secret_until -= timedelta(hours=25)
        self.assertEqual(self.app._get_signing_secret(), NEW)

    def test_replaced_twice_the_one_that_the_tool_uses_is_kept(self):
        self.app._replace_secret(24, "lost before the tool had it")
        self.app._replace_secret(24, NEW)
        self.assertEqual((self.status(OLD), self.status(NEW)), (200, 200))
        self.assertEqual(self.status("lost before the tool had it"), 401)

    def test_that_the_tool_knows_it_is_written_once(self):
        self.app._replace_secret(24, NEW)
        self.status(NEW, "a")
        with patch.object(social_care_app, "KNOWN", "SELECT broken"):
            self.assertEqual(self.status(NEW, "b"), 200)


class TestDialog(SecretCase):
    """An administrator replaces a secret, and sees the new one this once."""

    def test_the_new_secret_is_shown_with_the_address_and_the_end_of_the_old(self):
        action = self.wizard(hours=48).action_replace()
        shown = action["params"]
        self.assertEqual(action["tag"], "social_care_secret")
        self.assertEqual(shown["secret"], self.app.webhook_secret)
        self.assertEqual(shown["address"], self.app.webhook_url)
        until = fields.Datetime.to_datetime(shown["until"]) - fields.Datetime.now()
        self.assertAlmostEqual(until / timedelta(hours=1), 48, delta=0.1)

    def test_nobody_reads_it_again(self):
        app = self.app.with_user(self.manager)
        for name in ("webhook_secret", "webhook_old_secret"):
            with self.assertRaises(AccessError):
                app.read([name])
            self.assertNotIn(name, app.fields_get())
        self.assertTrue(app.has_webhook_secret)

    def test_a_day_is_usual(self):
        self.assertEqual(Form(self.env["social.care.secret"]).hours, 24)

    def test_what_a_tool_chose_is_taken_and_not_shown(self):
        wizard = self.wizard(secret=NEW)
        wizard.invalidate_recordset()
        self.assertFalse(wizard.secret)
        self.assertEqual(wizard.action_replace()["type"], "ir.actions.act_window_close")
        self.assertEqual(self.app.webhook_secret, NEW)
        self.assertFalse(wizard.sudo().typed)

    def test_a_time_that_makes_no_sense_is_refused(self):
        for hours in (-1, 721):
            with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
                self.wizard(hours=hours)

    def test_only_administrators_of_the_company_do(self):
        with self.assertRaises(AccessError):
            self.wizard(self.supervisor)
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_user(
            "stranger", "social_care.group_social_care_manager", company
        )
        with self.assertRaises(AccessError):
            self.wizard(stranger)

    def test_connecting_shows_a_secret_that_it_made_and_only_then(self):
        connector = type(self.env["social.care.connector.demo"])
        asked = [Credential("webhook_secret", "Secret", secret=True, required=False)]
        account = self.account.with_user(self.manager)
        with patch.object(connector, "_get_credentials", return_value=asked):
            self.assertEqual(account.action_connect()["tag"], "display_notification")
            self.app.webhook_secret = False
            action = account.action_connect()
        self.assertEqual(action["params"]["secret"], self.app.webhook_secret)
        self.assertEqual(action["params"]["next"]["tag"], "display_notification")

    def test_a_neutralized_copy_has_neither(self):
        self.app._replace_secret(24, NEW)
        self.env.flush_all()
        with file_open("social_care/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.app.invalidate_recordset()
        self.assertFalse(self.app.webhook_secret)
        self.assertFalse(self.app.webhook_old_secret)
