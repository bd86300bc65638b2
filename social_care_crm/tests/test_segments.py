# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from .customer_common import CustomerCase


class TestSegments(CustomerCase):
    """Rules over contacts, the first one that fits."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.segments = cls.env["social.care.segment"]

    def segment(self, contact):
        return self.customer(contact).segment_id

    def shipped(self, name):
        return self.env.ref(f"social_care_crm.segment_{name}")

    def test_the_shipped_ones(self):
        self.assertEqual(self.segment(self.firm), self.shipped("b2b"))
        self.assertEqual(self.segment(self.bob), self.shipped("b2c"))
        lead = self.opportunity(self.bob)
        self.assertEqual(self.segment(self.bob), self.shipped("prospect"))
        lead.action_set_won()
        self.assertEqual(self.segment(self.bob), self.shipped("b2c"))
        self.bob.social_care_is_vip = True
        self.assertEqual(self.segment(self.bob), self.shipped("vip"))

    def test_the_first_that_fits_applies(self):
        own = self.segments.create(
            {"name": "Bobs", "sequence": 1, "domain": "[('name', '=', 'Bob')]"}
        )
        self.assertEqual(self.segment(self.bob), own)
        own.sequence = 1000
        self.assertEqual(self.segment(self.bob), self.shipped("b2c"))

    def test_an_archived_one_fits_nobody(self):
        self.shipped("b2c").active = False
        self.assertFalse(self.segment(self.bob))

    def test_archived_contacts_have_one(self):
        self.bob.active = False
        self.assertEqual(self.segment(self.bob), self.shipped("b2c"))

    def test_another_company_has_its_own(self):
        other = self.env["res.company"].create({"name": "Other"})
        own = self.segments.create(
            {
                "name": "Theirs",
                "sequence": 1,
                "domain": "[('name', '=', 'Bob')]",
                "company_id": other.id,
            }
        )
        self.assertEqual(self.customer(self.bob, other).segment_id, own)
        self.assertEqual(self.segment(self.bob), self.shipped("b2c"))

    def test_one_of_a_deleted_company_is_not_for_all(self):
        other = self.env["res.company"].create({"name": "Other"})
        own = self.segments.create({"name": "Theirs", "company_id": other.id})
        other.unlink()
        self.assertFalse(own.exists())

    def test_a_field_that_a_rule_reads_computes_the_contact(self):
        self.segments.create({"name": "Polish", "domain": "[('lang', '=', 'pl_PL')]"})
        self.assertIn("lang", self.segments._get_watched_fields())

    def test_a_changed_rule_computes_all(self):
        jobs = self.env["queue.job"]
        own = [("method_name", "=", "_recompute_range")]
        jobs.search(own).unlink()
        self.shipped("b2c").domain = "[]"
        self.assertEqual(jobs.search(own).args, [0])

    def test_a_rule_that_cannot_be_read_is_refused(self):
        for rule in ("[", "[('no_such_field', '=', 1)]", "__import__('os')", "[1, 2]"):
            with self.assertRaises(ValidationError):
                self.segments.create({"name": "Bad", "domain": rule})

    def test_a_rule_on_a_field_that_is_gone_stops_nobody(self):
        """The field was that of an addon which was uninstalled."""
        gone = self.segments.create({"name": "Gone", "sequence": 1})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE social_care_segment SET domain = %s WHERE id = %s",
            ["[('no_such_field', '=', 1)]", gone.id],
        )
        gone.invalidate_recordset()
        with self.assertLogs("odoo.addons.social_care_crm", "WARNING"):
            self.assertEqual(self.segment(self.bob), self.shipped("b2c"))

    def test_a_rule_reads_no_field_that_its_author_may_not(self):
        with self.assertRaises(AccessError):
            self.segments.with_user(self.manager).create(
                {
                    "name": "Oracle",
                    "domain": "[('signup_type', '!=', False)]",
                }
            )

    def test_an_administrator_sees_how_many_fit(self):
        for name in ("Zzuniqua", "Zzuniqub"):
            self.contact(name)
        self.contact("Zzuniquc", parent_id=self.firm.id)
        manager = self.segments.with_user(self.manager).with_company(self.company)
        with Form(manager) as form:
            form.name = "Unique"
            form.domain = "[('name', 'like', 'Zzuniqu')]"
            self.assertEqual(form.matching_count, 2)

    def test_customers_of_a_segment_are_counted(self):
        own = self.segments.create(
            {"name": "Bobs", "sequence": 1, "domain": "[('name', '=', 'Bob')]"}
        )
        self.recompute(self.bob)
        mine = own.with_user(self.manager).with_company(self.company)
        self.assertEqual(mine.customer_count, 1)
        found = self.customers.search(mine.action_view_customers()["domain"])
        self.assertIn(self.bob, found.partner_id)
