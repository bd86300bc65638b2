# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api

# How many mentions are judged anew, the latest first.
LATEST = 2000


def migrate(cr, version):
    """Find the kind of urgency of the latest mentions that nobody answered, in jobs."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    waiting = env["social.care.mention"].search(
        [
            ("is_own", "=", False),
            ("text", "!=", False),
            ("answered_at", "=", False),
            ("deleted_at", "=", False),
            ("state", "in", ("inbox", "ticket", "incident")),
        ],
        limit=LATEST,
    )
    waiting._enqueue_analysis()
