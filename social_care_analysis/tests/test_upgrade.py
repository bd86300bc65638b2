# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.modules.migration import load_script
from odoo.tests import TransactionCase
from odoo.tools import file_path

PATH = "social_care_analysis/migrations/19.0.1.2.0/pre-rename-values.py"
MENTIONS, CORRECTIONS = "social.care.mention", "social.care.correction"


class TestUpgradeOfValues(TransactionCase):
    """What a database of the previous version calls "worth" has the names of today."""

    def upgrade(self, model, domain):
        """Return the domain of a saved filter after the upgrade."""
        saved = self.env["ir.filters"].create(
            {"name": "Saved", "model_id": model, "user_ids": False, "domain": domain}
        )
        self.env.flush_all()
        load_script(file_path(PATH), "pre_rename_values").migrate(
            self.env.cr, "19.0.1.1.0"
        )
        self.env.invalidate_all()
        return saved.domain

    def test_each_value_of_a_list(self):
        self.assertEqual(
            self.upgrade(MENTIONS, "[('relevance', 'in', ['spam', 'relevance'])]"),
            "[('relevance', 'in', ['spam', 'relevant'])]",
        )

    def test_the_kind_of_a_correction_and_its_value(self):
        self.assertEqual(
            self.upgrade(
                CORRECTIONS, '["&",["kind","=","worth"],["value","=","worth"]]'
            ),
            "['&', ['kind', '=', 'relevance'], ['value', '=', 'relevant']]",
        )

    def test_other_words_and_expressions_stay(self):
        for domain in (
            "[('text', 'ilike', 'worth')]",
            "[('relevance', '=', 'spam'), ('create_uid', '=', uid)]",
            "[('kind', '=', 'worth'",
        ):
            self.assertEqual(self.upgrade(MENTIONS, domain), domain)

    def test_jobs_that_run_on_a_schedule_are_renamed(self):
        for name, words in (
            ("cron_learn", "Social Care: train models on corrections"),
            ("cron_incidents", "Social Care: check incidents"),
            ("cron_alert_thresholds", "Social Care: check alert thresholds"),
        ):
            cron = self.env.ref(f"social_care_analysis.{name}")
            cron.name = "Old"
            self.upgrade(MENTIONS, "[]")
            self.assertEqual(cron.name, words)
