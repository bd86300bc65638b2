# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import SQL

# A ticket shows the sentiment of its last message that is not a copy; the topic of the
# last message that has one, unless a person set the last message to no topic; and the
# highest urgency of the unanswered messages: “hello?” does not calm “my brakes failed”.
# The kind is that of these messages, but self-harm stays for the whole conversation.
# SQL: one statement for all tickets of a batch.
_SHOW_ON_TICKETS = """
    UPDATE helpdesk_ticket t
    SET social_care_sentiment = m.sentiment,
        social_care_urgency = m.urgency,
        social_care_urgency_kind = m.urgency_kind,
        social_care_topic_id = m.topic_id
    FROM (
        SELECT DISTINCT ON (thread.ticket_id) thread.ticket_id,
            last.sentiment,
            COALESCE((
                SELECT max(open.urgency) FROM social_care_mention open
                WHERE open.ticket_id = thread.ticket_id
                    AND open.state = 'ticket' AND NOT open.is_own
                    AND open.answered_at IS NULL AND open.deleted_at IS NULL
                    AND open.handled_at IS NULL
                    AND open.original_id IS NULL
            ), last.urgency) AS urgency,
            (
                SELECT serious.urgency_kind FROM social_care_mention serious
                WHERE serious.ticket_id = thread.ticket_id
                    AND NOT serious.is_own AND serious.deleted_at IS NULL
                    AND serious.urgency_kind IS NOT NULL
                    AND (serious.urgency_kind = 'self_harm' OR (
                        serious.state = 'ticket' AND serious.answered_at IS NULL
                        AND serious.handled_at IS NULL
                        AND serious.original_id IS NULL
                    ))
                ORDER BY serious.urgency_kind = 'self_harm' DESC,
                    serious.urgency DESC, serious.effective_at DESC
                LIMIT 1
            ) AS urgency_kind,
            CASE
                WHEN last.topic_id IS NOT NULL
                    OR last.verdicts -> 'topic' ->> 'by' IS NOT NULL
                THEN last.topic_id
                ELSE (
                    SELECT earlier.topic_id FROM social_care_mention earlier
                    WHERE earlier.ticket_id = thread.ticket_id
                        AND earlier.topic_id IS NOT NULL
                    ORDER BY earlier.effective_at DESC LIMIT 1
                )
            END AS topic_id
        FROM social_care_thread thread
        JOIN social_care_mention last ON last.id = thread.last_mention_id
        WHERE thread.ticket_id IN (
            SELECT ticket_id FROM social_care_thread
            WHERE id IN %(threads)s AND ticket_id IS NOT NULL
        )
        ORDER BY thread.ticket_id, last.original_id IS NOT NULL,
            last.effective_at DESC
    ) m
    WHERE t.id = m.ticket_id
        AND (
            t.social_care_sentiment, t.social_care_urgency, t.social_care_urgency_kind,
            t.social_care_topic_id
        ) IS DISTINCT FROM (m.sentiment, m.urgency, m.urgency_kind, m.topic_id)
"""


class SocialCareThread(models.Model):
    """A conversation shows the verdicts on its ticket."""

    _inherit = "social.care.thread"

    def _has_self_harm(self):
        """Return whether somebody in this conversation may harm themselves: machines
        do not reply here.
        """
        return any(mention._is_self_harm() for mention in self.sudo().mention_ids)

    def _refresh(self):
        result = super()._refresh()
        if self:
            self._show_on_tickets()
        return result

    def _show_on_tickets(self):
        self.ticket_id.flush_recordset()
        self.env.cr.execute(SQL(_SHOW_ON_TICKETS, threads=tuple(self.ids)))
        self.ticket_id.invalidate_recordset(
            [
                "social_care_sentiment",
                "social_care_urgency",
                "social_care_urgency_kind",
                "social_care_topic_id",
            ]
        )
