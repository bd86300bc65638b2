# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

KEPT = timedelta(days=1)


class SocialCareLeaseBeat(models.Model):
    """Heartbeat of a process that holds a connection, or stands by.

    Written by ``tools.lease`` alone, apart from the lease: a heartbeat must not
    conflict with what the holder writes.
    """

    _name = "social.care.lease.beat"
    _description = "Social Care Lease Heartbeat"
    _log_access = False

    name = fields.Char(required=True, readonly=True)
    node = fields.Char(required=True, readonly=True, help="Host and process.")
    beat_at = fields.Datetime(required=True, readonly=True)
    is_holder = fields.Boolean(readonly=True)
    is_connected = fields.Boolean(readonly=True)
    message = fields.Char(readonly=True)

    _once = models.Constraint(
        "UNIQUE (name, node)", "A process has one heartbeat of each lease."
    )

    @api.autovacuum
    def _gc_beats(self):
        self.search([("beat_at", "<", fields.Datetime.now() - KEPT)]).unlink()
