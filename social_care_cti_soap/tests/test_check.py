# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from .soap_common import SoapCase
from .switches import bad_switch, get_host

CLIENT = "odoo.addons.social_care_cti_soap.tools.client"


class TestCheck(SoapCase):
    """An administrator is told what is wrong, and what to do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch = cls.enterClassContext(bad_switch.BadSwitch())
        cls.env["ir.config_parameter"].set_param(
            "social_care.allowed_private_hosts", get_host(cls.switch)
        )

    def check(self, mode, **values):
        self.system.write({"soap_wsdl": self.switch.get_wsdl(mode), **values})
        with (
            patch(f"{CLIENT}.CALL_SECONDS", 0.5),
            patch(f"{CLIENT}.LOADING_SECONDS", 1),
        ):
            self.system.action_check()
        return [(one["level"], one["title"]) for one in self.system.diagnosis]

    def test_a_switch_that_answers(self):
        (_ok, valid), (level, words) = self.check("fault")
        self.assertIn(get_host(self.switch), valid)
        self.assertEqual(level, "ok")
        self.assertIn("no such call", words)

    def test_what_went_wrong_before_is_shown_until_it_answers(self):
        self.system.soap_error = "It was down."
        self.check("dead")
        self.assertTrue(self.system.soap_error)
        self.check("fault")
        self.assertFalse(self.system.soap_error)

    def test_every_misbehavior_is_an_error_in_words(self):
        for mode in (*bad_switch.ANSWERS[1:], *bad_switch.DESCRIPTIONS):
            with self.subTest(mode):
                level, words = self.check(mode)[-1]
                self.assertEqual(level, "error")
                self.assertGreater(len(words), 30)

    def test_a_wrong_password(self):
        *_others, (level, words) = self.check(
            "unauthorized",
            soap_authentication="basic",
            soap_user="odoo",
            soap_new_password="wrong",
        )
        self.assertEqual(level, "error")
        self.assertIn("password", words)

    def test_a_password_that_is_sent_openly_is_warned_of(self):
        found = self.check("fault", soap_authentication="basic")
        self.assertEqual([level for level, _ in found], ["ok", "warning", "ok"])

    def test_a_missing_address(self):
        self.system.soap_wsdl = False
        self.system.action_check()
        self.assertIn("missing", self.system.diagnosis[0]["title"])

    def test_a_closed_port(self):
        self.env["ir.config_parameter"].set_param(
            "social_care.allowed_private_hosts", "127.0.0.1:1"
        )
        self.system.soap_wsdl = "http://127.0.0.1:1/?wsdl"
        self.system.action_check()
        self.assertIn("cannot be reached", self.system.diagnosis[0]["title"])
