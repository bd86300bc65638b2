# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from contextlib import contextmanager

from odoo.modules import db
from odoo.modules.db import FunctionStatus
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from odoo.addons.social_care.tools.unaccent import ensure_unaccent

LOGGER = "odoo.addons.social_care.tools.unaccent"
OLD_INDEX = "social_care_profile__name_index"


@tagged("post_install", "-at_install")
class TestUnaccent(TransactionCase):
    """A database that exists learns to ignore accents, if its user may teach it."""

    def setUp(self):
        super().setUp()
        if self.registry.has_unaccent != FunctionStatus.INDEXABLE:
            self.skipTest("The database user of this suite may not make extensions")
        for name in ("has_unaccent", "unaccent", "unaccent_python"):
            value = getattr(self.registry, name)
            self.addCleanup(setattr, self.registry, name, value)

    def execute(self, query, *args):
        self.env.cr.execute(query, args)

    def query(self, query, *args):
        self.execute(query, *args)
        return self.env.cr.fetchone()[0]

    def forget(self):
        """As a database is that Odoo made without the option, with its indexes."""
        self.execute("DROP FUNCTION unaccent(text) CASCADE")
        self.execute("DROP EXTENSION IF EXISTS unaccent")
        self.execute("DROP SCHEMA IF EXISTS unaccent")
        self.registry.has_unaccent = FunctionStatus.MISSING
        self.registry.unaccent = self.registry.unaccent_python = lambda value: value

    def make_old_index(self):
        self.execute(
            "CREATE INDEX social_care_profile__name_index ON social_care_profile "
            "USING gin (name gin_trgm_ops)"
        )

    def definition(self, name):
        return self.query("SELECT indexdef FROM pg_indexes WHERE indexname = %s", name)

    def ensure(self):
        ensure_unaccent(self.registry, self.env.cr)

    @contextmanager
    def acting_as(self, *rights):
        """As a database user with few rights."""
        self.execute("CREATE ROLE social_care_guest")
        for right in rights:
            self.execute(f"GRANT {right} TO social_care_guest")
        self.execute("SET LOCAL ROLE social_care_guest")
        yield
        self.execute("RESET ROLE")

    def test_an_existing_database_learns_it(self):
        self.forget()
        self.ensure()
        self.assertEqual(db.has_unaccent(self.env.cr), FunctionStatus.INDEXABLE)
        self.assertEqual(
            self.query("SELECT unaccent('Łódź Straße Æ')"), "Lodz Strasse AE"
        )
        self.assertEqual(self.registry.unaccent("x"), "unaccent(x)")

    def test_indexes_made_without_it_are_made_again(self):
        self.forget()
        self.make_old_index()
        with self.assertLogs(LOGGER, logging.INFO) as log:
            self.ensure()
        self.assertIn(f"Rebuilding the index {OLD_INDEX}", log.output[0])
        self.assertIn(
            "(unaccent((name)::text) gin_trgm_ops)", self.definition(OLD_INDEX)
        )

    def test_once_is_enough(self):
        self.ensure()
        with self.assertNoLogs(LOGGER, logging.INFO):
            self.ensure()

    def test_an_extension_that_is_there_is_used(self):
        self.forget()
        self.execute("CREATE SCHEMA elsewhere")
        self.execute("CREATE EXTENSION unaccent SCHEMA elsewhere")
        self.ensure()
        self.assertEqual(self.query("SELECT unaccent('Müller')"), "Muller")
        self.assertEqual(db.has_unaccent(self.env.cr), FunctionStatus.INDEXABLE)

    def test_an_extension_in_odoo_s_schema_becomes_indexable(self):
        self.forget()
        self.execute("CREATE EXTENSION unaccent")
        self.registry.has_unaccent = FunctionStatus.PRESENT
        self.ensure()
        self.assertEqual(self.registry.has_unaccent, FunctionStatus.INDEXABLE)

    def test_who_may_make_extensions_need_not_be_a_superuser(self):
        self.forget()
        database = SQL.identifier(self.env.cr.dbname).code
        with self.acting_as(f"CREATE ON DATABASE {database}", "ALL ON SCHEMA public"):
            self.ensure()
        self.assertEqual(self.registry.has_unaccent, FunctionStatus.INDEXABLE)

    def test_without_the_right_the_log_says_what_to_do_and_all_goes_on(self):
        self.forget()
        with self.acting_as(), self.assertLogs(LOGGER, logging.INFO) as log:
            self.ensure()
        self.assertEqual([record.levelname for record in log.records], ["INFO"])
        self.assertIn("permission denied", log.output[0])
        self.assertIn("README", log.output[0])
        self.assertEqual(self.registry.has_unaccent, FunctionStatus.MISSING)
        self.assertEqual(self.registry.unaccent("x"), "x")

    def test_without_the_right_an_unindexed_function_still_serves(self):
        self.forget()
        self.execute("CREATE EXTENSION unaccent")
        self.registry.has_unaccent = FunctionStatus.PRESENT
        with self.acting_as(), self.assertLogs(LOGGER, logging.INFO) as log:
            self.ensure()
        self.assertIn("Searches without accents stay slow", log.output[0])
        self.assertEqual(self.registry.has_unaccent, FunctionStatus.PRESENT)
        self.assertEqual(self.registry.unaccent("x"), "unaccent(x)")

    def test_every_update_of_the_addon_looks_again(self):
        self.forget()
        self.env["social.care.profile"].init()
        self.assertEqual(self.registry.has_unaccent, FunctionStatus.INDEXABLE)
