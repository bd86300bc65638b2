# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError

from odoo.addons.social_care_demo.tests.channel_common import AGENT

from .identity_common import IdentityCase

EDITOR = "base.group_partner_manager"


class TestHandleAccess(IdentityCase):
    """The ID behind a handle proves who somebody is: whoever types the handle of Sunny
    on a contact of their own makes them that contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handles = cls.env["social.care.handle"]
        cls.vals = {"partner_id": cls.anna.id, "network": "demo", "name": "sunny92"}
        cls.row = cls.handles.create({**cls.vals, "external_id": "p-x"})
        cls.editing_agent = cls.make_user("editing_agent", f"{AGENT},{EDITOR}")

    def assert_refused(self, user):
        own = self.row.with_user(user)
        for act in (
            lambda: self.handles.with_user(user).create(self.vals),
            lambda: own.write({"name": "other"}),
            lambda: own.unlink(),
            lambda: self.anna.with_user(user).write(
                {"social_care_handle_ids": [(0, 0, {**self.vals, "name": "x"})]}
            ),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                act()

    def test_an_agent_who_may_change_the_contact_types_handles(self):
        contact = self.anna.with_user(self.editing_agent)
        contact.social_care_handle_ids = [(0, 0, {"network": "demo", "name": "@a"})]
        row = contact.social_care_handle_ids - self.row
        row.name = "@b"
        self.assertEqual(row.handle, "b")
        row.unlink()
        self.assertEqual(self.anna.social_care_handle_ids, self.row)

    def test_whoever_else_may_change_contacts_does_not(self):
        editor = self.make_user("editor", EDITOR)
        self.assert_refused(editor)
        with self.assertRaises(AccessError):
            self.row.with_user(editor).read(["name"])

    def test_an_agent_who_may_not_change_contacts_reads_them_alone(self):
        self.assert_refused(self.agent)
        self.assertEqual(self.row.with_user(self.agent).name, "sunny92")
        self.assertFalse(self.handles.with_user(self.agent).has_access("create"))

    def test_an_agent_of_another_company_does_not(self):
        company = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", f"{AGENT},{EDITOR}", company)
        self.anna.company_id = self.company
        self.assert_refused(stranger)
        with self.assertRaises(AccessError):
            self.row.with_user(stranger).read(["name"])

    def test_a_handle_does_not_move_to_a_contact_that_the_agent_may_not_change(self):
        boss = self.make_contact("Boss")
        self.env["ir.rule"].create(
            {
                "name": "Read only",
                "model_id": self.env.ref("base.model_res_partner").id,
                "domain_force": f"[('id', '!=', {boss.id})]",
                "perm_read": False,
            }
        )
        row = self.row.with_user(self.editing_agent)
        with self.assertRaises(AccessError):
            row.partner_id = boss
        with self.assertRaises(AccessError):
            self.handles.with_user(self.editing_agent).create(
                {**self.vals, "partner_id": boss.id}
            )

    def test_nobody_types_an_id(self):
        row = self.row.with_user(self.editing_agent)
        for forged in ({"external_id": "p-sunny"}, {"scope": "demo"}):
            with self.assertRaises(AccessError):
                row.write(forged)
            with self.assertRaises(AccessError):
                row.create({**self.vals, **forged})
            defaults = {f"default_{name}": value for name, value in forged.items()}
            with self.assertRaises(AccessError):
                row.with_context(**defaults).create(self.vals)

    def test_a_copy_has_no_id(self):
        self.assertFalse(self.row.with_user(self.editing_agent).copy().external_id)
