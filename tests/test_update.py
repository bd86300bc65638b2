# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An update of what is there already leaves everything as it is."""

from odoo.tools import SQL

from .furnish import furnish, our_models
from .lifecycle import LifecycleCase, soaking

LOG_COLUMNS = {"create_uid", "create_date", "write_uid", "write_date"}
COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s ORDER BY 1
"""
XMLIDS = "SELECT module, name FROM ir_model_data WHERE module LIKE 'social_care%'"
# Tables of Odoo and of the job queue, in which are rows of ours.
SHARED = ("ir_cron", "ir_act_window", "ir_ui_menu", "ir_rule", "ir_model_access")
SHARED += ("queue_job_channel", "queue_job_function", "res_groups", "ir_ui_view")


class TestUpdate(LifecycleCase):
    def setUp(self):
        super().setUp()
        with self.env() as env:
            furnish(env)
            self.change_what_people_change(env)
            self.tables = [env[name]._table for name in our_models(env)]

    def change_what_people_change(self, env):
        """Data that come with our addons, and that belong to people from then on."""
        env.ref("social_care.cron_reconcile").interval_number = 7
        env.ref("social_care_routing.pause_lunch").name = "Siesta"
        env.ref("social_care_routing.medium_phone").sequence = 77

    def assert_left_alone(self, *addons):
        before = self.contents(), self.counts(), self.rows(XMLIDS)
        self.update(*addons)
        contents, counts, names = before
        self.assertEqual(self.contents(), contents)
        self.assertEqual(self.counts(), counts)
        self.assertCountEqual(self.rows(XMLIDS), names)

    def contents(self):
        """{table: digest of its rows}, without who wrote them last and when."""
        with self.cursor() as cr:
            return {table: self.digest(cr, table) for table in self.tables}

    def digest(self, cr, table):
        cr.execute(COLUMNS, (table,))
        names = [name for (name,) in cr.fetchall() if name not in LOG_COLUMNS]
        columns = SQL(", ").join(SQL.identifier(name) for name in names)
        cr.execute(
            SQL(
                "SELECT md5(string_agg(ROW(%s)::text, '' ORDER BY id)) FROM %s",
                columns,
                SQL.identifier(table),
            )
        )
        return cr.fetchone()[0]

    def counts(self):
        with self.cursor() as cr:
            return {table: self.count(cr, table) for table in SHARED}

    def count(self, cr, table):
        cr.execute(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))
        return cr.fetchone()[0]

    def test_an_update_of_our_addons_changes_no_data_and_says_nothing(self):
        self.assert_left_alone("social_care")

    @soaking
    def test_an_update_of_everything_twice_changes_no_data_and_says_nothing(self):
        self.assert_left_alone("all")
        self.assert_left_alone("all")
