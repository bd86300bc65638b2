# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from odoo.addons.social_care_analysis_embedding.tests.common import EmbeddingCase


class TestSwitch(EmbeddingCase):
    """Off until an administrator has seen what it gains."""

    def test_it_is_off_to_begin_with(self):
        self.assertEqual(self.row.state, "off")
        self.said("My bag!")
        self.assertFalse(self.jobs("_take_second_look"))

    def test_it_cannot_be_switched_on_before_a_trial(self):
        with self.assertRaisesRegex(UserError, "Run a trial"):
            self.row.with_user(self.manager).action_switch_on()
        self.assertEqual(self.row.state, "off")

    def test_after_a_trial_it_can_be_switched_on_and_off(self):
        self.row.tried_at = "2026-01-01"
        self.row.with_user(self.manager).action_switch_on()
        self.assertEqual(self.row.state, "on")
        self.row.with_user(self.manager).action_switch_off()
        self.assertEqual(self.row.state, "off")

    def test_supervisors_neither_see_nor_switch_it(self):
        row = self.row.with_user(self.supervisor)
        for what in (row.action_try, row.action_switch_off, row._action_open):
            with self.assertRaises(AccessError):
                what()

    def test_nobody_writes_figures_by_hand(self):
        with self.assertRaises(AccessError):
            self.row.with_user(self.manager).write({"both_f1": 1})

    def test_the_menu_opens_the_row_of_the_own_company(self):
        action = self.row.with_user(self.manager)._action_open()
        self.assertEqual(action["res_id"], self.row.id)

    def test_the_first_time_the_menu_makes_the_row(self):
        self.row.unlink()
        action = (
            self.env["social.care.embedding"].with_user(self.manager)._action_open()
        )
        row = self.env["social.care.embedding"].browse(action["res_id"])
        self.assertEqual((row.company_id, row.state), (self.company, "off"))

    def test_other_companies_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env["social.care.embedding"].create({"company_id": other.id})
        seen = self.env["social.care.embedding"].with_user(self.manager).search([])
        self.assertEqual(seen, self.row)

    def test_the_form_opens(self):
        form = Form(self.row.with_user(self.manager))
        self.assertEqual(form.state, "off")
