# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter
from datetime import timedelta

from psycopg2.extras import execute_values

from odoo import api, fields, models

KEPT = timedelta(weeks=8)


class SocialCareVolume(models.Model):
    """How much is said about something, hour by hour: what "usual" means."""

    _name = "social.care.volume"
    _description = "Volume per Hour"
    _order = "hour desc"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    key = fields.Char(
        required=True,
        readonly=True,
        help="``topic:<id>``, ``group:<id>`` or ``term:<hashtag>``.",
    )
    hour = fields.Datetime(required=True, readonly=True)
    count = fields.Integer(required=True, readonly=True)

    _once = models.Constraint(
        "UNIQUE (company_id, key, hour)", "This hour is counted already."
    )

    @api.model
    def _add(self, company, mentions):
        """Count new mentions under their keys."""
        counts = Counter(
            (key, mention.posted_at.replace(minute=0, second=0, microsecond=0))
            for mention in mentions
            for key in mention._volume_keys()
        )
        if not counts:
            return
        execute_values(
            self.env.cr._obj,
            """
            INSERT INTO social_care_volume AS v (company_id, key, hour, count)
            VALUES %s
            ON CONFLICT (company_id, key, hour)
            DO UPDATE SET count = v.count + EXCLUDED.count
            """,
            [(company.id, key, hour, n) for (key, hour), n in sorted(counts.items())],
        )
        self.invalidate_model()

    @api.model
    def _history(self, company, keys, now):
        """{key: counts of the same hour in earlier weeks and days}, zeros included."""
        hours = self._same_hours(now)
        rows = self.search(
            [
                ("company_id", "=", company.id),
                ("key", "in", list(keys)),
                ("hour", "in", hours),
            ]
        )
        known = {(row.key, row.hour): row.count for row in rows}
        first = self._first_hour(company)
        seen = [hour for hour in hours if first and hour >= first]
        return {key: [known.get((key, hour), 0) for hour in seen] for key in keys}

    def _same_hours(self, now):
        """This hour of the day on the fourteen days before."""
        hour = now.replace(minute=0, second=0, microsecond=0)
        return [hour - timedelta(days=day) for day in range(1, 15)]

    def _first_hour(self, company):
        first = self.search([("company_id", "=", company.id)], order="hour", limit=1)
        return first.hour

    @api.autovacuum
    def _gc_old(self):
        self.search([("hour", "<", fields.Datetime.now() - KEPT)]).unlink()
