# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .channel_reply_common import ReplyCase

MINUTE = timedelta(minutes=1)


class TestOneAtATime(ReplyCase):
    """Only one person at a time answers in a conversation."""

    def setUp(self):
        super().setUp()
        self.team.user_ids += self.supervisor

    def test_a_second_reply_has_to_wait(self):
        self.queued()
        with self.assertRaisesRegex(UserError, "Agent Person"):
            self.queued(user=self.supervisor)

    def test_also_while_the_first_is_unclear(self):
        self.sent("lost_answer")
        with self.assertRaisesRegex(UserError, "being sent"):
            self.queued()

    def test_after_it_is_published_the_next_may_go(self):
        self.sent()
        self.assertEqual(self.sent(user=self.supervisor).state, "published")

    def test_another_conversation_is_free(self):
        self.queued()
        other = self.hear(self.post("b", at=5))
        self.assertEqual(self.answer(other, user=self.supervisor).state, "queued")

    def test_the_database_itself_allows_one(self):
        reply = self.queued()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            reply.copy({"state": "sending"}).flush_recordset()

    def test_an_overtaken_author_has_to_read_again(self):
        first = self.queued()
        other = first.copy({"user_id": self.supervisor.id, "state": "cancelled"})
        other.write(
            {"state": "published", "published_at": fields.Datetime.now() + MINUTE}
        )
        self.run_job(first)
        self.assertEqual((first.state, first.error_kind), ("failed", "check"))
        self.assertIn("Supervisor Person replied", first.error_message)
        self.assertFalse(self.said())

    def test_an_own_earlier_reply_does_not_overtake(self):
        first = self.queued()
        other = first.copy({"user_id": self.agent.id, "state": "cancelled"})
        other.write(
            {"state": "published", "published_at": fields.Datetime.now() + MINUTE}
        )
        self.run_job(first)
        self.assertEqual(first.state, "published")


class TestComposer(ReplyCase):
    """Who is writing is shown, and nobody writes over them."""

    def setUp(self):
        super().setUp()
        self.team.user_ids += self.supervisor

    def as_user(self, user):
        return self.env["social.care.thread"].with_user(user)

    def hold(self, user):
        return self.as_user(user).hold_composer(self.thread.id)["composer"]

    def test_the_first_to_write_holds_the_conversation(self):
        self.assertEqual(self.hold(self.agent)["id"], self.agent.id)
        self.assertEqual(self.hold(self.supervisor)["id"], self.agent.id)
        shown = self.as_user(self.supervisor).get_conversation(self.thread.id)
        self.assertEqual(shown["composer"]["name"], "Agent Person")

    def test_nobody_else_can_send_meanwhile(self):
        self.hold(self.agent)
        with self.assertRaisesRegex(UserError, "Agent Person is replying"):
            self.queued(user=self.supervisor)

    def test_the_holder_can_send_and_releases_by_that(self):
        self.hold(self.agent)
        self.assertEqual(self.queued().state, "queued")
        self.assertEqual(self.hold(self.supervisor)["id"], self.supervisor.id)

    def test_leaving_the_field_releases(self):
        self.hold(self.agent)
        self.as_user(self.agent).release_composer(self.thread.id)
        self.assertEqual(self.hold(self.supervisor)["id"], self.supervisor.id)

    def test_nobody_releases_for_others(self):
        self.hold(self.agent)
        self.as_user(self.supervisor).release_composer(self.thread.id)
        self.assertEqual(self.hold(self.supervisor)["id"], self.agent.id)

    def test_nobody_holds_forever(self):
        start = fields.Datetime.now()
        with freeze_time(start) as frozen:
            while fields.Datetime.now() < start + 10 * MINUTE:
                self.assertEqual(self.hold(self.agent)["id"], self.agent.id)
                frozen.tick(5)
            frozen.tick(5)
            self.assertFalse(self.hold(self.agent))
            self.assertEqual(self.queued(user=self.supervisor).state, "queued")

    def test_releasing_and_holding_again_does_not_prolong(self):
        start = fields.Datetime.now()
        with freeze_time(start) as frozen:
            while fields.Datetime.now() < start + 10 * MINUTE:
                self.assertEqual(self.hold(self.agent)["id"], self.agent.id)
                self.as_user(self.agent).release_composer(self.thread.id)
                frozen.tick(5)
            frozen.tick(5)
            self.hold(self.agent)
            self.assertEqual(self.hold(self.supervisor)["id"], self.supervisor.id)

    def test_after_a_pause_one_may_hold_it_again(self):
        start = fields.Datetime.now()
        with freeze_time(start) as frozen:
            self.hold(self.agent)
            for _ in range(60):
                frozen.tick(11)
                self.hold(self.agent)
            self.assertFalse(self.hold(self.agent))
            frozen.tick(3 * 60)
            self.assertEqual(self.hold(self.agent)["id"], self.agent.id)

    def test_sending_starts_a_new_hold(self):
        start = fields.Datetime.now()
        with freeze_time(start) as frozen:
            for _ in range(50):
                self.hold(self.agent)
                frozen.tick(11)
            self.queued()
            self.hold(self.agent)
            for _ in range(50):
                frozen.tick(11)
                self.assertEqual(self.hold(self.agent)["id"], self.agent.id)

    def test_two_tabs_of_one_person_count_as_one(self):
        self.hold(self.agent)
        self.assertEqual(self.hold(self.agent)["id"], self.agent.id)
        self.assertEqual(self.queued().state, "queued")

    def test_who_sent_a_reply_is_known_for_a_while(self):
        """Routing asks whether somebody was writing when an offer came."""
        since = fields.Datetime.now() - MINUTE
        self.hold(self.agent)
        self.queued()
        written = self.env["social.care.composer"]._read_last_writing(
            self.agent | self.supervisor, since
        )
        self.assertEqual(list(written), [self.agent])

    def test_a_hold_expires(self):
        self.hold(self.agent)
        held = self.env["social.care.composer"].search([])
        held.filtered(lambda h: h.thread_id == self.thread).until -= MINUTE
        self.assertEqual(self.hold(self.supervisor)["id"], self.supervisor.id)
