# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two agents make a lead of the same person at the same time, in real transactions."""

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

from . import speaking
from .test_leaving_race import TwoAtOnce


@tagged("post_install", "-at_install", "race")
class TestLeadRace(TwoAtOnce):
    """One of them begins anew, and joins the lead of the other."""

    def test_two_messages_of_one_person_make_one_lead(self):
        with self.env() as env:
            ids = speaking.make_replies(env, 2).mention_id.ids
        with self.two() as (first, second):
            lead = self.make_lead(first, ids[0])
            self.commit(first)
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self.make_lead(second, ids[1])
            second.cr.rollback()
            self.assertEqual(self.make_lead(second, ids[1]), lead)

    def make_lead(self, env, mention_id):
        return env["social.care.mention"].browse(mention_id)._make_leads({}).id
