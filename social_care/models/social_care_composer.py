# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.housekeeping import delete_part

HOLD = timedelta(seconds=20)
# Longest time that a user can hold a conversation, and the pause after which they may
# hold it again.
LONGEST, PAUSE = timedelta(minutes=10), timedelta(minutes=2)
KEPT = timedelta(days=1)


class SocialCareComposer(models.Model):
    """Who is writing in a conversation.

    A model of its own, so that its many short writes never conflict with mentions that
    arrive.
    """

    _name = "social.care.composer"
    _description = "Social Care Composer"
    _log_access = False

    thread_id = fields.Many2one("social.care.thread", required=True, ondelete="cascade")
    user_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="cascade"
    )
    until = fields.Datetime(required=True)
    since = fields.Datetime()

    _one_per_thread = models.Constraint(
        "UNIQUE (thread_id)", "Somebody is writing on this conversation already."
    )

    @api.model
    def _hold(self, thread):
        """Hold a conversation for the current user.

        :return: ``res.users`` who holds it now
        """
        before = self._get_holder(thread)
        self._take(thread, fields.Datetime.now())
        after = self._get_holder(thread)
        if after != before:
            thread._notify_changed()
        return after

    def _take(self, thread, now):
        """Hold the conversation unless another user does. Raw SQL: atomic upsert."""
        self.env.cr.execute(
            """
            INSERT INTO social_care_composer AS held (thread_id, user_id, since, until)
            VALUES (%(thread)s, %(user)s, %(now)s, %(until)s)
            ON CONFLICT (thread_id) DO UPDATE
            SET (user_id, since, until) = (
                SELECT EXCLUDED.user_id, began.since,
                    LEAST(EXCLUDED.until, began.since + %(longest)s)
                FROM (
                    SELECT CASE
                        WHEN held.user_id = EXCLUDED.user_id
                            AND held.until > %(paused)s
                            AND held.since IS NOT NULL
                        THEN held.since ELSE EXCLUDED.since
                    END AS since
                ) began
            )
            WHERE held.user_id = EXCLUDED.user_id OR held.until < %(now)s
            """,
            {
                "thread": thread.id,
                "user": self.env.uid,
                "now": now,
                "until": now + HOLD,
                "longest": LONGEST,
                "paused": now - PAUSE,
            },
        )
        self.invalidate_model()

    @api.model
    def _get_holder(self, thread):
        """Return the user who is writing in a conversation, may be empty."""
        return self.search(
            [("thread_id", "=", thread.id), ("until", ">=", fields.Datetime.now())]
        ).user_id

    @api.model
    def _read_last_writing(self, users, since):
        """Return until when users hold a conversation, or held the last one.

        :param users: ``res.users`` to look for
        :param since: datetime; holds that ended before do not count
        :return: {user: datetime}
        """
        domain = [("user_id", "in", users.ids), ("until", ">=", since)]
        return dict(self._read_group(domain, ["user_id"], ["until:max"]))

    @api.model
    def _release(self, thread):
        """End the hold of the current user. How long they held it is kept for a while,
        so that nobody blocks others by releasing and holding again.
        """
        now = fields.Datetime.now()
        held = self._find_own(thread).filtered(lambda h: h.until >= now)
        held.until = now - timedelta(seconds=1)
        if held:
            thread._notify_changed()

    @api.model
    def _end(self, thread):
        """End the hold of the current user after they sent their reply. Their next one
        has its full time.
        """
        self._find_own(thread).write(
            {"until": fields.Datetime.now() - timedelta(seconds=1), "since": False}
        )

    def _find_own(self, thread):
        return self.search(
            [("thread_id", "=", thread.id), ("user_id", "=", self.env.uid)]
        )

    @api.autovacuum
    def _gc_old(self):
        self.flush_model()
        over = SQL("until < %s", fields.Datetime.now() - KEPT)
        deleted = delete_part(self.env.cr, self._table, over)
        self.invalidate_model()
        return deleted
