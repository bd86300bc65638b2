# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two agents say at the same time who somebody is, in real transactions."""

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_leaving_race import TwoAtOnce


@tagged("post_install", "-at_install", "race")
class TestLinkRace(TwoAtOnce):
    """One of the two begins anew and finds the link of the other."""

    def test_the_second_replaces_the_first(self):
        with self.env() as env:
            profile = env["social.care.profile"].create(
                {"scope": "race", "external_id": "x", "company_id": env.company.id}
            )
            people = env["res.partner"].create([{"name": "Anna"}, {"name": "Berta"}])
        with self.two() as (first, second):
            self.choose(first, profile.id, people.ids[0])
            self.commit(first)
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self.choose(second, profile.id, people.ids[1])
            second.cr.rollback()
            second.invalidate_all()
            self.choose(second, profile.id, people.ids[1])
            self.commit(second)
        with self.env() as env:
            links = env["social.care.profile"].browse(profile.id).link_ids
            self.assertEqual(links.mapped("end_reason"), [False, "replaced"])
            self.assertEqual(links[0].partner_id.id, people.ids[1])

    def choose(self, env, profile, partner):
        people = env["social.care.profile"].browse(profile)
        people._choose(env["res.partner"].browse(partner))
