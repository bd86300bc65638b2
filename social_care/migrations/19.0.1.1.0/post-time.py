# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api
from odoo.tools import split_every

_STAMP = {"stamp": 'YYYY-MM-DD"T"HH24:MI:SS.US'}


def migrate(cr, version):
    """Times are reckoned from when we received; versions have a sort key; a closing
    says what it handled."""
    if not version:
        return
    _reckon(cr)
    _number_versions(cr)
    _note_closings(cr)
    _note_what_was_known(cr)
    _refresh_threads(cr)


def _reckon(cr):
    cr.execute(
        """
        UPDATE social_care_mention
        SET claimed_at = CASE
                WHEN posted_at > received_at THEN posted_at::text
            END,
            posted_at = CASE
                WHEN posted_at > received_at THEN received_at ELSE posted_at
            END,
            effective_at = CASE
                WHEN posted_at BETWEEN received_at - interval '7 days' AND received_at
                THEN posted_at ELSE received_at
            END,
            edited_at = CASE
                WHEN edited_at > now() AT TIME ZONE 'UTC' THEN received_at
                ELSE edited_at
            END,
            is_provisional = profile_id IS NULL
        WHERE effective_at IS NULL
        """
    )


def _number_versions(cr):
    cr.execute(
        """
        UPDATE social_care_mention
        SET version = CASE
            WHEN edited_at IS NULL THEN '0|' || to_char(posted_at, %(stamp)s) || '|'
            ELSE '1|' || to_char(edited_at, %(stamp)s) || '|'
        END
        WHERE version IS NULL AND posted_at IS NOT NULL
        """,
        _STAMP,
    )
    cr.execute(
        """
        UPDATE social_care_mention_revision r
        SET version = CASE WHEN r.at <= m.posted_at THEN '0|' ELSE '1|' END
            || to_char(r.at, %(stamp)s) || '|'
        FROM social_care_mention m
        WHERE m.id = r.mention_id AND r.version IS NULL
        """,
        _STAMP,
    )


def _note_closings(cr):
    cr.execute(
        """
        UPDATE social_care_mention m
        SET handled_at = t.closed_date
        FROM helpdesk_ticket t
        WHERE t.id = m.ticket_id AND m.handled_at IS NULL
            AND m.effective_at <= t.closed_date
        """
    )
    cr.execute(
        """
        UPDATE helpdesk_ticket t
        SET social_care_handled_at = t.closed_date
        FROM helpdesk_ticket_stage s
        WHERE s.id = t.stage_id AND s.closed AND t.social_care_handled_at IS NULL
            AND EXISTS (SELECT FROM social_care_thread WHERE ticket_id = t.id)
        """
    )


def _note_what_was_known(cr):
    """Before, a reply answered what was posted before it."""
    cr.execute(
        """
        UPDATE social_care_reply r
        SET known_until = (
            SELECT max(m.id) FROM social_care_mention m
            WHERE m.thread_id = r.thread_id AND m.received_at <= r.confirmed_at
        )
        WHERE r.known_until IS NULL AND r.confirmed_at IS NOT NULL
        """
    )


def _refresh_threads(cr):
    threads = api.Environment(cr, SUPERUSER_ID, {})["social.care.thread"]
    for ids in split_every(10000, threads.search([]).ids):
        threads.browse(ids)._refresh()
