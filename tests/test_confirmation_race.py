# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A link is used twice at the same time, or asked for twice, in real transactions."""

from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_leaving_race import TwoAtOnce


@tagged("post_install", "-at_install", "race")
class TestConfirmationRace(TwoAtOnce):
    """One of two begins anew, and finds what the other one did."""

    def test_a_link_is_used_once(self):
        with self.env() as env:
            profile = self.make_people(env, "used")
            url = env["social.care.confirmation"]._make_one_time_link(profile)
            token = url.rpartition("/")[2]
        with self.two() as (first, second):
            rows = [self.find(env, token) for env in (first, second)]
            self.assertTrue(rows[0]._answer(False))
            self.commit(first)
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                rows[1]._answer(True)
            second.cr.rollback()
            self.assertFalse(self.find(second, token))

    def test_a_contact_is_asked_once(self):
        with self.env() as env:
            ids = self.make_people(env, "one", "other").ids
            contact = env["res.partner"].create(
                {"name": "Anna Race", "email": "anna@race.example"}
            )
        with self.two() as (first, second):
            self.ask(first, ids[0], contact.id, commit=True)
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self.ask(second, ids[1], contact.id)
            second.cr.rollback()
            with self.assertRaises(UserError):
                self.ask(second, ids[1], contact.id)

    def make_people(self, env, *handles):
        return env["social.care.profile"].create(
            [
                {
                    "scope": "race",
                    "external_id": handle,
                    "handle": handle,
                    "company_id": env.company.id,
                }
                for handle in handles
            ]
        )

    def find(self, env, token):
        return env["social.care.confirmation"]._find(token, "one_time_link")

    def ask(self, env, profile_id, partner_id, commit=False):
        confirmations = env["social.care.confirmation"]
        with patch.object(type(env["mail.mail"]), "send_after_commit", lambda m: None):
            confirmations._ask_by_mail(
                env["social.care.profile"].browse(profile_id),
                env["res.partner"].browse(partner_id),
            )
        if commit:
            self.commit(env)
