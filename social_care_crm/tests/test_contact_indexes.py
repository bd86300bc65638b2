# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from odoo.tests import TransactionCase, tagged

MIGRATION = Path(__file__).parents[1] / "migrations/19.0.1.0.1/pre-drop-btree.py"
# Random, or PostgreSQL compresses it.
LONG = "".join(f"{number * 7919 % 1000003:x}" for number in range(3000))


@tagged("post_install", "-at_install")
class TestContactIndexes(TransactionCase):
    """Contacts are found fast by what people say, and saved whatever is in them."""

    def test_a_very_long_value_is_saved(self):
        contact = self.env["res.partner"].create(
            {"name": "Long", "email": f"{LONG}@x.example", "phone": "+49301234567"}
        )
        self.env.flush_all()
        self.assertGreater(len(contact.email_normalized), 8000)
        finder = self.env["social.care.identity"]
        found = finder._find_contacts_by_email({contact.email_normalized})
        self.assertEqual(found, {contact.email_normalized: contact})

    def test_our_queries_use_the_indexes(self):
        self.env["res.partner"].create(
            [
                {"name": f"N{n}", "email": f"n{n}@x.example", "phone": f"+493012{n:05}"}
                for n in range(300)
            ]
        )
        self.env.flush_all()
        self.env.cr.execute("ANALYZE res_partner")
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for where, values, index in (
            ("email_normalized IN %s", ("n1@x.example", "n2@x.example"), "email"),
            ("email_normalized IN %s", ("n1@x.example",), "email"),
            ("phone_sanitized IN %s", ("+49301200001", "+49301200002"), "phone"),
            ("lower(name) = ANY(%s)", ["n1", "n2"], "name"),
        ):
            self.env.cr.execute(
                f"EXPLAIN SELECT id FROM res_partner WHERE {where}", [values]
            )
            plan = "\n".join(row[0] for row in self.env.cr.fetchall())
            self.assertIn(f"social_care_{index}_idx", plan)

    def test_the_indexes_of_the_version_before_go(self):
        name = "res_partner__email_normalized_index"
        self.env.cr.execute(f"CREATE INDEX {name} ON res_partner (email_normalized)")
        spec = spec_from_file_location("pre_drop_btree", MIGRATION)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.cr.execute("SELECT FROM pg_indexes WHERE indexname = %s", [name])
        self.assertFalse(self.env.cr.rowcount)
