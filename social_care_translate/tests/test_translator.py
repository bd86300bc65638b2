# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form
from odoo.tools import file_open

from .common import HOSTS, TranslateCase
from .service import KEY


class TestTranslator(TranslateCase):
    """An administrator chooses a service."""

    def test_without_a_service_nothing_is_offered(self):
        self.translator.unlink()
        self.assertFalse(self.show())

    def test_an_archived_service_is_not_used(self):
        self.translator.active = False
        self.assertFalse(self.show())

    def test_the_form_saves_a_service_and_checks_it(self):
        self.translator.unlink()
        with Form(self.env["social.care.translator"].with_user(self.manager)) as form:
            form.url = self.service.url
        row = form.record.sudo()
        self.assertEqual((row.company_id, row.state), (self.company, "unchecked"))
        row._check()
        self.assertEqual((row.state, row.language_count), ("working", 3))

    def test_an_address_that_is_no_service_is_told(self):
        self.service.next_answer = (200, b"<html>")
        self.translator._check()
        self.assertEqual(self.translator.state, "failing")
        self.assertTrue(self.translator.status_message)

    def test_private_addresses_are_refused_unless_allowed(self):
        self.env["ir.config_parameter"].set_param(HOSTS, "")
        self.translator._check()
        self.assertIn("private address", self.translator.status_message)

    def test_an_address_needs_a_scheme(self):
        with self.assertRaisesRegex(ValidationError, "https://"):
            self.translator.url = "file:///etc/passwd"
        with self.assertRaisesRegex(ValidationError, "https://"):
            self.translator.url = False

    def test_a_key_is_used_and_never_shown(self):
        self.service.needs_key = True
        translator = self.translator.with_user(self.manager)
        translator.new_api_key = KEY
        self.assertTrue(translator.has_api_key)
        self.assertFalse(translator.new_api_key)
        with self.assertRaises(AccessError):
            translator.read(["api_key"])
        self.assertEqual(self.translate().state, "done")

    def test_a_missing_key_is_told(self):
        self.service.needs_key = True
        self.translate()
        self.assertIn("API key", self.show()["error"])

    def test_another_address_does_not_get_the_key(self):
        self.translator.new_api_key = KEY
        self.translator.url = "https://elsewhere.example"
        self.assertFalse(self.translator.api_key)

    def test_address_and_key_can_be_changed_together(self):
        values = {"url": f"{self.service.url}/", "new_api_key": KEY}
        self.translator.with_user(self.manager).write(values)
        self.assertEqual(self.translator.api_key, KEY)

    def test_only_administrators_see_and_change_it(self):
        for user in (self.agent, self.supervisor):
            translator = self.translator.with_user(user)
            for act in ("action_check", "action_use_here", "_action_open"):
                with self.subTest(act), self.assertRaises(AccessError):
                    getattr(translator, act)()

    def test_other_companies_do_not_see_it(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user(
            "other", "social_care.group_social_care_manager", company=other
        )
        model = self.env["social.care.translator"].with_user(stranger)
        self.assertFalse(model.search([]))
        with self.assertRaises(AccessError):
            self.translator.with_user(stranger).action_check()

    def test_the_menu_opens_the_service_of_the_company(self):
        model = self.env["social.care.translator"].with_user(self.manager)
        self.assertEqual(model._action_open()["res_id"], self.translator.id)


class TestCopies(TranslateCase):
    """A copied database sends nothing."""

    def copy_database(self):
        uuid = "another database"
        self.env["ir.config_parameter"].set_param("database.uuid", uuid)
        self.env.invalidate_all()

    def test_a_copy_offers_nothing(self):
        self.copy_database()
        self.assertFalse(self.show())

    def test_a_request_that_was_copied_is_dropped(self):
        translation = self.request_translation()
        self.copy_database()
        translation._translate()
        self.assertFalse(self.service.requests)
        self.assertFalse(translation.exists())

    def test_a_copy_does_not_call_for_a_check(self):
        self.copy_database()
        self.translator.state = "unchecked"
        self.translator._check()
        self.assertEqual(self.translator.state, "unchecked")

    def test_an_administrator_can_allow_it(self):
        self.copy_database()
        self.translator.with_user(self.manager).action_use_here()
        self.translator._check()
        self.assertEqual(self.show(), {"state": "offered"})

    def test_a_neutralized_copy_has_neither_key_nor_leave(self):
        self.translator.new_api_key = KEY
        self.env.flush_all()
        with file_open("social_care_translate/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.assertFalse(self.translator.api_key)
        self.assertFalse(self.show())
