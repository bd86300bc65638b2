# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from odoo.modules.migration import load_script
from odoo.tools import file_path

from .channel_common import OURS
from .channel_reply_common import ReplyCase


class TestUpgradeOfTimes(ReplyCase):
    """What a database of the previous version knows of time goes on to hold."""

    NEW = {
        "social_care_mention": (
            "effective_at",
            "claimed_at",
            "version",
            "handled_at",
            "is_provisional",
        ),
        "social_care_mention_revision": ("version",),
        "social_care_reply": ("known_until",),
        "helpdesk_ticket": ("social_care_handled_at",),
    }

    def upgrade(self):
        """As if all this had been written by the previous version."""
        self.env.flush_all()
        for table, columns in self.NEW.items():
            for column in columns:
                self.env.cr.execute(f"UPDATE {table} SET {column} = NULL")
        self.migrate("19.0.1.0.0")

    def migrate(self, version):
        path = file_path("social_care/migrations/19.0.1.1.0/post-time.py")
        load_script(path, "post_time").migrate(self.env.cr, version)
        self.env.invalidate_all()

    def set_posted_at(self, mention, moment):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE social_care_mention SET posted_at = %s WHERE id = %s",
            (moment, mention.id),
        )

    def state(self):
        """What a reader sees of the conversation."""
        thread = self.thread
        thread.invalidate_recordset()
        return (
            thread.waiting_since,
            thread.last_mention_id,
            thread.mention_ids.sorted("id").mapped(
                lambda m: (
                    m.text,
                    m.posted_at,
                    m.edited_at,
                    bool(m.answered_at),
                    m.deleted_at,
                    m.claimed_at,
                    bool(m.handled_at),
                    m.is_provisional,
                )
            ),
        )

    def test_what_was_right_stays(self):
        self.sent()
        edited = self.post("e", "blue", to="a", at=3)
        self.hear(edited, self.edit(edited, "red", 9))
        gone = self.post("gone", to="a", at=4)
        self.hear(self.deletion(gone), gone, self.deletion(self.post("never")))
        before = self.state()
        self.upgrade()
        self.assertEqual(self.state(), before)
        self.assertTrue(self.mention("never").is_provisional)
        self.assertFalse(self.mention("never").posted_at)

    def test_a_closed_ticket_can_be_dragged_back(self):
        ticket = self.waiting.ticket_id
        new = ticket.stage_id
        ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.upgrade()
        self.assertFalse(self.thread.waiting_since)
        ticket.stage_id = new
        self.assertEqual(self.thread.waiting_since, self.at(0))

    def test_the_future_comes_back(self):
        self.set_posted_at(self.waiting, datetime(2031, 1, 1))
        self.upgrade()
        self.assertEqual(self.waiting.posted_at, self.waiting.received_at)
        self.assertEqual(self.waiting.claimed_at, "2031-01-01 00:00:00")
        self.assertEqual(self.thread.waiting_since, self.waiting.received_at)

    def test_what_was_edited_can_be_edited_again(self):
        post = self.post("e", "blue", at=3)
        mention = self.hear(post, self.edit(post, "red", 9))[0]
        self.upgrade()
        self.hear(self.edit(post, "green", 6, 2), self.edit(post, "gold", 12, 3))
        self.assertEqual(mention.text, "gold")
        history = mention.revision_ids.sorted().mapped("text")
        self.assertEqual(history, ["red", "green", "blue"])

    def test_answers_from_elsewhere_still_answer(self):
        self.hear(self.post("r", to="a", who=OURS, at=5))
        self.upgrade()
        self.assertEqual(self.waiting.answered_at, self.at(5))

    def test_twice_changes_nothing(self):
        self.sent()
        self.upgrade()
        before = self.state()
        self.migrate("19.0.1.0.0")
        self.assertEqual(self.state(), before)

    def test_a_new_database_has_nothing_to_upgrade(self):
        moment = self.at(0) + timedelta(days=3000)
        self.set_posted_at(self.waiting, moment)
        self.migrate("")
        self.assertEqual(self.waiting.posted_at, moment)
