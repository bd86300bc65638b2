# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Two agents have the same message translated at the same moment."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from . import speaking
from .race import RaceCase


@tagged("post_install", "-at_install", "race")
class TestTranslationRace(RaceCase):
    """Both get the one translation."""

    def setUp(self):
        super().setUp()
        with self.env() as env:
            self.mention = speaking.make_replies(env, 1).mention_id.id
            mention = env["social.care.mention"].browse(self.mention)
            mention.text = "Gdzie jest moja paczka?"
            mention.language = mention.detected_language = "pl"
            translator = env["social.care.translator"].create(
                {"url": "https://translate.example", "company_id": env.company.id}
            )
            translator.language_codes = ["en", "pl"]

    def test_both_get_it(self):
        def ask(env):
            env["social.care.mention"].browse(self.mention).action_translate()
            return True

        with mute_logger("odoo.sql_db", "odoo.service.model"):
            self.assertEqual(self.do_at_once(ask, ask), [True, True])
        with self.env() as env:
            row = env["social.care.translation"].search(
                [("mention_id", "=", self.mention)]
            )
            self.assertEqual(row.mapped("state"), ["pending"])
            jobs = env["queue.job"].search(
                [("identity_key", "like", f"social_care.translation.{row.id}.%")]
            )
            self.assertEqual(len(jobs), 1)
