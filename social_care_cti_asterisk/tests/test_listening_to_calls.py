# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .phone_common import TWO, PhoneCase


class TestListeningToCalls(PhoneCase):
    """Who may hear a recording, for how long, and who did."""

    def setUp(self):
        super().setUp()
        self.system.recording_url = "https://pbx.example.com/{id}.wav"
        self.call = self.hear("queue_answered")

    def listen(self, user):
        return self.call.with_user(user).hear_recording()

    def can(self, user):
        self.env.invalidate_all()
        return self.call.with_user(user).can_be_heard

    def test_supervisors_listen_and_it_is_on_record(self):
        action = self.listen(self.supervisor)
        self.assertEqual(action["url"], f"https://pbx.example.com/{self.call.key}.wav")
        hearing = self.call.hearing_ids
        self.assertEqual(hearing.user_id, self.supervisor)
        self.assertTrue(hearing.heard_at)

    def test_agents_listen_to_their_own_if_they_may(self):
        self.assertFalse(self.can(self.anna.user_id))
        with self.assertRaises(AccessError):
            self.listen(self.anna.user_id)
        self.system.recording_access = "agents"
        self.assertTrue(self.can(self.anna.user_id))
        self.listen(self.anna.user_id)
        self.assertFalse(self.can(self.marek.user_id))
        with self.assertRaises(AccessError):
            self.listen(self.marek.user_id)
        self.assertEqual(len(self.call.hearing_ids), 1)

    def test_whose_phone_only_rang_was_not_in_the_conversation(self):
        self.system.recording_access = "agents"
        rung = {"call_id": self.call.id, "device": TWO, "state": "ended"}
        self.call.leg_ids.create({**rung, "user_id": self.marek.user_id.id})
        self.assertFalse(self.can(self.marek.user_id))
        with self.assertRaises(AccessError):
            self.listen(self.marek.user_id)

    def test_a_term_that_no_calendar_has_is_refused(self):
        """The vacuum erases the calls of all phone systems in one go."""
        for name in ("recording_days", "retention_days"):
            for days in (-1, 2_000_000):
                with (
                    self.subTest(name=name, days=days),
                    mute_logger("odoo.sql_db"),
                    self.assertRaises(psycopg2.errors.CheckViolation),
                    self.env.cr.savepoint(),
                ):
                    self.system[name] = days
                    self.env.flush_all()
                self.env.invalidate_all(flush=False)

    def test_nobody_is_nobody(self):
        self.system.recording_access = "nobody"
        self.assertFalse(self.can(self.supervisor))
        with self.assertRaises(AccessError):
            self.listen(self.supervisor)

    def test_after_its_term_it_is_not_offered(self):
        self.system.recording_days = 30
        self.call.ended_at = fields.Datetime.now() - timedelta(days=31)
        self.assertFalse(self.can(self.supervisor))
        with self.assertRaises(UserError):
            self.listen(self.supervisor)
        self.system.recording_days = 0
        self.assertTrue(self.can(self.supervisor))

    def test_an_erased_call_has_none(self):
        self.call._erase()
        self.assertFalse(self.can(self.supervisor))

    def test_a_call_that_nobody_answered_has_none(self):
        missed = self.hear("queue_abandoned")[-1]
        self.assertFalse(missed.with_user(self.supervisor).can_be_heard)

    def test_nobody_changes_or_deletes_what_is_on_record(self):
        self.listen(self.supervisor)
        hearing = self.call.hearing_ids.with_user(self.manager)
        with self.assertRaises(AccessError):
            hearing.unlink()
        with self.assertRaises(AccessError):
            hearing.heard_at = fields.Datetime.now()

    def test_an_id_of_a_call_is_no_part_of_an_address(self):
        self.call.key = "../../admin?x=1"
        url = self.listen(self.supervisor)["url"]
        self.assertEqual(url, "https://pbx.example.com/..%2F..%2Fadmin%3Fx%3D1.wav")

    def test_an_address_without_the_id_or_encryption_is_refused(self):
        for url in ("http://pbx.example.com/{id}", "https://x/1", "javascript:{id}"):
            with self.subTest(url), self.assertRaises(ValidationError):
                self.system.recording_url = url
