# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

HOLD = timedelta(seconds=20)


class SocialCareComposer(models.Model):
    """Who is writing on a thread at this moment.

    Apart from the thread, so that the many short writes of a person who types never
    collide with mentions that arrive.
    """

    _name = "social.care.composer"
    _description = "Social Care Composer"
    _log_access = False

    thread_id = fields.Many2one("social.care.thread", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    until = fields.Datetime(required=True)

    _one_per_thread = models.Constraint(
        "UNIQUE (thread_id)", "Somebody is writing on this conversation already."
    )

    @api.model
    def _hold(self, thread):
        """Hold ``thread`` for the current user. Returns who has it now."""
        before = self._holder(thread)
        self._take(thread, fields.Datetime.now())
        after = self._holder(thread)
        if after != before:
            thread._notify_changed()
        return after

    def _take(self, thread, now):
        self.env.cr.execute(
            """
            INSERT INTO social_care_composer AS held (thread_id, user_id, until)
            VALUES (%(thread)s, %(user)s, %(until)s)
            ON CONFLICT (thread_id) DO UPDATE
            SET user_id = EXCLUDED.user_id, until = EXCLUDED.until
            WHERE held.user_id = EXCLUDED.user_id OR held.until < %(now)s
            """,
            {
                "thread": thread.id,
                "user": self.env.uid,
                "until": now + HOLD,
                "now": now,
            },
        )
        self.invalidate_model()

    @api.model
    def _holder(self, thread):
        """The user who is writing on ``thread``, empty if nobody is."""
        return self.search(
            [("thread_id", "=", thread.id), ("until", ">=", fields.Datetime.now())]
        ).user_id

    @api.model
    def _release(self, thread):
        """The current user has stopped writing."""
        held = self.search(
            [("thread_id", "=", thread.id), ("user_id", "=", self.env.uid)]
        )
        held.unlink()
        if held:
            thread._notify_changed()
