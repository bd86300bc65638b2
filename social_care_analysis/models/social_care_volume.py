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
# The oldest hour that still has rows within it.
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
    """How much is said about something, in slots of minutes: what "usual" means.

    Rows are only ever added, so that two workers never wait for each other; sums are
    made when somebody asks.
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
        """Count new mentions under their keys; in a batch each author once a slot."""
        told = {
            (
                m.company_id.id,
                key,
                self._slot_of(m.effective_at),
                m.profile_id.id,
            )
            for m in mentions
            for key in m._volume_keys()
        }
        counts = Counter(row[:3] for row in told)
        if counts:
            execute_values(
                self.env.cr._obj,
                "INSERT INTO social_care_volume (company_id, key, slot, count)"
                " VALUES %s",
                [(*row, count) for row, count in counts.items()],
            )
            self.invalidate_model()

    def _slot_of(self, at):
        return at.replace(minute=at.minute // SLOT * SLOT, second=0, microsecond=0)

    # -- asking ----------------------------------------------------------------

    @api.model
    def _counts(self, company, keys, since):
        """{key: how much since then}."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT key, sum(count)::int FROM social_care_volume
                WHERE company_id = %s AND key IN %s AND slot >= %s
                GROUP BY key
                """,
                company.id,
                tuple(keys),
                since,
            )
        )
        return dict(rows)

    @api.model
    def _history(self, company, keys, now):
        """{key: counts of such an hour before}, zeros included; {} while it is too
        early to say what is usual."""
        hours = self._such_hours(company, now)
        if not hours:
            return {}
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

    def _such_hours(self, company, now):
        """This hour of the days before; of a company that is new here the hours
        before, without the last one, of which a storm may be a part."""
        hour = now.replace(minute=0, second=0, microsecond=0)
        first = self._first_slot(company, now) or now
        days = [hour - timedelta(days=day) for day in range(1, DAYS + 1)]
        days = [day for day in days if day >= first]
        if len(days) >= FEWEST_DAYS:
            return days
        hours = [hour - timedelta(hours=back) for back in range(2, HOURS + 1)]
        return days + [one for one in hours if one >= first - timedelta(hours=1)]

    def _first_slot(self, company, now):
        [(first,)] = self.env.execute_query(
            SQL(
                # What claims to be of 1970 does not make us older than we are.
                "SELECT min(slot) FROM social_care_volume"
                " WHERE company_id = %s AND slot >= %s",
                company.id,
                now - KEPT,
            )
        )
        return first

    @api.autovacuum
    def _gc_merge(self):
        """One row for each hour that is past: what is usual is asked by the hour. One
        hour at a time.

        :return: how many rows became fewer ones, and whether there may be more
        """
        now = fields.Datetime.now()
        self.env.cr.execute(_MERGE, (now - timedelta(hours=2), now - MERGED))
        [(count,)] = self.env.cr.fetchall()
        self.invalidate_model()
        return count, bool(count)

    @api.autovacuum
    def _gc_old(self):
        old = SQL("slot < %s", fields.Datetime.now() - KEPT)
        return delete_part(self.env.cr, self._table, old)
