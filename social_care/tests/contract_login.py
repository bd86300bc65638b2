# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from ..tools.values import Credential


class LoginContract:
    """What a connector writes, asks for and keeps."""

    def test_every_method_that_is_offered_is_written(self):
        """The base raises NotImplementedError for what a connector has to write."""
        offered = self.capabilities
        needed = {
            "_connect": True,
            "_make_event": True,
            "_parse": True,
            "_fetch_items": "poll" in offered.transports,
            self._find_splitting(): "webhook" in offered.transports,
            "_publish": bool(offered.visibilities),
            "_find_published": offered.can_find,
            "_delete": offered.can_delete,
        }
        base = type(self.env["social.care.connector"])
        for name, is_needed in needed.items():
            written = getattr(type(self.connector), name) is not getattr(base, name)
            self.assertTrue(written or not is_needed, f"{name} is not written")

    def _find_splitting(self):
        """Whichever of both a connector writes: of one account or of several."""
        of_several = "_split_by_account"
        base = getattr(type(self.env["social.care.connector"]), of_several)
        is_written = getattr(type(self.connector), of_several) is not base
        return of_several if is_written else "_split_webhook_items"

    def test_credentials_are_declared(self):
        declared = self.connector._get_credentials(self.account)
        names = [one.name for one in declared]
        self.assertEqual(len(names), len(set(names)))
        for one in declared:
            self.assertIsInstance(one, Credential)
            self.assertTrue(one.name and one.label)

    def test_connecting_names_what_was_not_entered(self):
        """Before the network is asked, by the label on the screen."""
        required = [
            one for one in self.connector._get_credentials(self.account) if one.required
        ]
        self.require(required, "credentials that are required")
        for one in required:
            value = self.account._get_credential(one.name)
            self.account._set_credentials({one.name: False})
            with patch.object(type(self.connector), "_connect", self.fail):
                action = self.account.action_connect()
            self.assertEqual(action["params"]["message"], f"{one.label} is missing.")
            self.account._set_credentials({one.name: value})

    def test_check_says_that_the_login_works(self):
        """*Check* on a working account, where the network can be asked."""
        works = self.connector._check_login(self.account)
        self.require(works is not None, "way to check the login")
        self.assertIs(works, True)
        self.account.action_diagnose()
        findings = [(one["level"], one["title"]) for one in self.account.diagnosis]
        self.assertIn(("ok", "The login works."), findings)

    def test_secrets_are_never_read_again(self):
        """C14: neither credentials nor tokens, by nobody."""
        manager = new_test_user(
            self.env,
            "contract_manager",
            groups="social_care.group_social_care_manager",
        )
        account = self.account.with_user(manager)
        self.env.flush_all()
        shown = json.dumps(account.read(), default=str)
        for value in self.list_secrets():
            self.assertNotIn(value, shown)
        for name in ("access_token", "refresh_token", "credential_values"):
            with self.assertRaises(AccessError):
                account.read([name])

    def list_secrets(self):
        account = self.account.sudo()
        declared = [
            one for one in self.connector._get_credentials(self.account) if one.secret
        ]
        values = [account._get_credential(one.name) for one in declared]
        return filter(None, [*values, account.access_token, account.refresh_token])
