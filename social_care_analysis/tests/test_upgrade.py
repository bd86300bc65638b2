# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io
import json
from base64 import b64decode, b64encode

import numpy as np

from odoo.modules.migration import load_script
from odoo.tests import TransactionCase
from odoo.tools import file_path

from odoo.addons.social_care_analysis.tools.calibration import Blend
from odoo.addons.social_care_analysis.tools.learner import Model

from .analysis_common import AnalysisCase
from .learning_common import GOOD, LearningCase

FOLDER = "social_care_analysis/migrations/19.0.1.2.0"
PATH = f"{FOLDER}/pre-rename-values.py"
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


class TestUpgradeOfVerdicts(AnalysisCase):
    """Verdicts of the previous version are as unsure as those of today."""

    def test_the_same_mentions_are_unsure(self):
        unsure, sure = self.say("zorblat"), self.say("This is terrible, I hate it")
        self.assertEqual((unsure.is_unsure, sure.is_unsure), (True, False))
        corrected = self.say("grumfel")
        corrected.with_user(self.agent).correct("sentiment", "negative")
        unjudged = self.say("Whatever")
        unjudged.verdicts = False
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE social_care_mention SET is_unsure = NULL,"
            " verdicts = coalesce(verdicts, 'false')"
        )
        path = file_path(f"{FOLDER}/pre-unsure-verdicts.py")
        load_script(path, "pre_unsure_verdicts").migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        found = [one.is_unsure for one in (unsure, sure, corrected, unjudged)]
        self.assertEqual(found, [True, False, False, False])


class TestUpgradeOfModels(LearningCase):
    """A model of the previous version is used as it was."""

    def convert(self, data):
        model = self.models.create(
            {"company_id": self.company.id, "kind": "sentiment", "state": "active"}
        )
        model.data = b64encode(data)
        self.env.flush_all()
        path = file_path(f"{FOLDER}/pre-version-trained-models.py")
        load_script(path, "pre_version").migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        return b64decode(model.with_context(bin_size=False).data)

    def make_old(self):
        """The bytes of a model of 60 corrections in version 1."""
        self.good_and_bad()
        current = self.learn()
        data = b64decode(current.with_context(bin_size=False).data)
        current.unlink()
        with np.load(io.BytesIO(data)) as found:
            arrays = dict(found)
        about = json.loads(arrays["about"].tobytes())
        del about["blend"]
        old = json.dumps({**about, "version": 1}).encode()
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **arrays | {"about": np.frombuffer(old, np.uint8)})
        return buffer.getvalue()

    def test_it_is_mixed_with_the_word_lists_as_before(self):
        model = Model.from_bytes(self.convert(self.make_old()))
        self.assertEqual(model.blend, Blend(0.5, 1.0))
        self.assertEqual(self.sentiment_of(f"{GOOD} night"), "positive")

    def test_bytes_that_are_no_model_stay(self):
        self.assertEqual(self.convert(b"junk"), b"junk")
