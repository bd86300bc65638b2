# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter
from datetime import timedelta

from psycopg2.extras import execute_values

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.housekeeping import delete_part

KEPT, MERGED = timedelta(weeks=3), timedelta(days=3)
SLOT = 5
DAYS, FEWEST_DAYS, HOURS = 14, 3, 24
# Merges the oldest hour that still has several slots. SQL: in one statement, so that no
# row is counted twice.
_MERGE = """
    WITH first AS (
        SELECT date_trunc('hour', min(slot)) AS hour FROM social_care_volume
        WHERE slot < date_trunc('hour', %s) AND slot >= %s
            AND slot != date_trunc('hour', slot)
    ), past AS (
        DELETE FROM social_care_volume
        USING first
        WHERE slot >= first.hour AND slot < first.hour + interval '1 hour'
        RETURNING company_id, key, first.hour, count
    ), merged AS (
        INSERT INTO social_care_volume (company_id, key, slot, count)
        SELECT company_id, key, hour, sum(count) FROM past GROUP BY 1, 2, 3
    )
    SELECT count(*) FROM past
"""


class SocialCareVolume(models.Model):
    """The number of people who wrote about a key, in slots of minutes.

    Rows are only ever added, in SQL, so that two workers never wait for each other;
    sums are computed when they are read.
    """

    _name = "social.care.volume"
    _description = "Volume of Mentions"
    _order = "slot desc"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    key = fields.Char(
        required=True, readonly=True, help="``topic:<id>``, ``group:<id>``, ``term:…``."
    )
    slot = fields.Datetime(required=True, readonly=True)
    count = fields.Integer(required=True, readonly=True)

    _key_idx = models.Index("(company_id, key, slot)")
    _slot_idx = models.Index("(company_id, slot)")

    @api.model
    def _add(self, mentions):
        """Count new mentions under their keys, each author of the batch once a slot."""
        counted = {
            (
                m.company_id.id,
                key,
                self._get_slot(m.effective_at),
                m.profile_id.id,
            )
            for m in mentions
            for key in m._get_volume_keys()
        }
        counts = Counter(row[:3] for row in counted)
        if counts:
            execute_values(
                self.env.cr._obj,
                "INSERT INTO social_care_volume (company_id, key, slot, count)"
                " VALUES %s",
                [(*row, count) for row, count in counts.items()],
            )
            self.invalidate_model()

    def _get_slot(self, at):
        return at.replace(minute=at.minute // SLOT * SLOT, second=0, microsecond=0)

    # -- reading ---------------------------------------------------------------

    @api.model
    def _count_since(self, company, keys, since):
        """Return {key: count since a time}."""
        domain = [
            ("company_id", "=", company.id),
            ("key", "in", list(keys)),
            ("slot", ">=", since),
        ]
        return dict(self._read_group(domain, ["key"], ["count:sum"]))

    @api.model
    def _get_history(self, company, keys, now):
        """Return {key: counts of comparable hours before}, zeros included; {} where
        there is too little history.
        """
        hours = self._get_comparable_hours(company, now)
        if not hours:
            return {}
        # SQL: the ORM cannot choose single hours of several days.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT key, date_trunc('hour', slot) AS hour, sum(count)::int
                FROM social_care_volume
                WHERE company_id = %s AND key IN %s AND slot >= %s
                    AND date_trunc('hour', slot) IN %s
                GROUP BY key, hour
                """,
                company.id,
                tuple(keys),
                min(hours),
                tuple(hours),
            )
        )
        known = {(key, hour): count for key, hour, count in rows}
        return {key: [known.get((key, hour), 0) for hour in hours] for key in keys}

    def _get_comparable_hours(self, company, now):
        """Return this hour of the days before; in a new database the hours before,
        without the last one, which may be part of a storm.
        """
        hour = now.replace(minute=0, second=0, microsecond=0)
        first = self._get_first_slot(company, now) or now
        days = [hour - timedelta(days=day) for day in range(1, DAYS + 1)]
        days = [day for day in days if day >= first]
        if len(days) >= FEWEST_DAYS:
            return days
        hours = [hour - timedelta(hours=back) for back in range(2, HOURS + 1)]
        return days + [one for one in hours if one >= first - timedelta(hours=1)]

    def _get_first_slot(self, company, now):
        # Ignore times long ago, which only a wrong clock can have sent.
        domain = [("company_id", "=", company.id), ("slot", ">=", now - KEPT)]
        [(first,)] = self._read_group(domain, aggregates=["slot:min"])
        return first

    @api.autovacuum
    def _gc_merge(self):
        """Merge the slots of one past hour: history is read by the hour.

        :return: (how many rows were merged, whether there may be more)
        """
        now = fields.Datetime.now()
        self.env.cr.execute(_MERGE, (now - timedelta(hours=2), now - MERGED))
        [(count,)] = self.env.cr.fetchall()
        self.invalidate_model()
        return count, bool(count)

    @api.autovacuum
    def _gc_old(self):
        """Delete slots that no history reads anymore."""
        old = SQL("slot < %s", fields.Datetime.now() - KEPT)
        return delete_part(self.env.cr, self._table, old)
