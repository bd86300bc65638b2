# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter
from datetime import timedelta

import numpy as np
from psycopg2.extras import execute_values

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.housekeeping import delete_part

from ..tools import usual_volume
from ..tools.storm import SLOT
from ..tools.usual_volume import AGES, DAY, HORIZON

KEPT, MERGED = timedelta(weeks=3), timedelta(days=3)
# All mentions of a company, whatever they are about.
ALL = "all"
HOUR = timedelta(hours=1)
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
        required=True,
        readonly=True,
        help="``topic:<id>``, ``group:<id>``, ``term:…``, or ``all``.",
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
            for key in (*m._get_volume_keys(), ALL)
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

    def _get_minutes(self, now):
        """Return the minutes from the beginning of the hour to the end of the slot."""
        return now.minute // SLOT * SLOT + SLOT

    @api.model
    def _get_slots(self, company, keys, now):
        """Return {key: array of counts in the last slots, the current one last}, of
        those keys that were counted at all in ``HORIZON`` hours.
        """
        size = HORIZON * 60 // SLOT
        first = self._get_slot(now) - timedelta(minutes=SLOT * (size - 1))
        rows = self.env.execute_query(
            SQL(
                # SQL: the ORM groups times by the hour at least.
                """
                SELECT key, slot, sum(count)::int FROM social_care_volume
                WHERE company_id = %s AND key IN %s AND slot >= %s AND slot <= %s
                GROUP BY key, slot
                """,
                company.id,
                tuple(keys),
                first,
                now,
            )
        )
        found = {key: np.zeros(size) for key, _slot, _count in rows}
        for key, slot, count in rows:
            found[key][int((slot - first) / timedelta(minutes=SLOT))] += count
        return found

    @api.model
    def _get_usual(self, company, keys, now):
        """Return what is usual around this hour, without keys of too little history.

        :return: {key: ``tools.usual_volume.Usual``}
        """
        hour = now.replace(minute=0, second=0, microsecond=0)
        first = self._get_first_slot(company, now)
        if not keys or not first:
            return {}
        counts = self._get_hours(company, keys, hour)
        weekend = np.array(
            [(hour - age * HOUR).weekday() > 4 for age in range(AGES)], bool
        )
        totals = counts.pop(ALL, {})
        since = min((hour - age * HOUR for age in totals), default=hour + HOUR)
        levels = usual_volume.compute_day_levels(_by_age(totals, hour, since), weekend)
        found = {}
        for key in keys:
            by_age = _by_age(counts.get(key, {}), hour, first)
            usual = usual_volume.estimate(by_age, weekend, levels)
            if usual:
                found[key] = usual
        return found

    def _get_hours(self, company, keys, hour):
        """Return {key: {age in hours: count}}, of each key the hours that tell what is
        usual now, of ``ALL`` every hour.
        """
        near = {(hour - age * HOUR).hour for age in range(-1, HORIZON + 2)}
        rows = self.env.execute_query(
            SQL(
                # SQL: the ORM cannot choose single hours of several days.
                """
                SELECT key, date_trunc('hour', slot) AS hour, sum(count)::int
                FROM social_care_volume
                WHERE company_id = %(company)s AND key IN %(keys)s
                    AND slot > %(first)s AND slot < %(end)s
                    AND (
                        key = %(all)s OR slot >= %(lately)s
                        OR extract(hour FROM slot) IN %(near)s
                    )
                GROUP BY key, hour
                """,
                company=company.id,
                all=ALL,
                keys=(*keys, ALL),
                first=hour - AGES * HOUR,
                end=hour + HOUR,
                near=tuple(near),
                lately=hour - 2 * DAY * HOUR,
            )
        )
        found = {}
        for key, at, count in rows:
            age = int((hour - at) / HOUR)
            if age < AGES:
                found.setdefault(key, {})[age] = count
        return found

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
        self.env.cr.execute(_MERGE, (now - HORIZON * HOUR, now - MERGED))
        [(count,)] = self.env.cr.fetchall()
        self.invalidate_model()
        return count, bool(count)

    @api.autovacuum
    def _gc_old(self):
        """Delete slots that no history reads anymore."""
        old = SQL("slot < %s", fields.Datetime.now() - KEPT)
        return delete_part(self.env.cr, self._table, old)


def _by_age(counts, hour, first):
    """Counts by age as an array, nan before the first observed hour.

    :param counts: {age: count}
    :param hour: the current hour
    :param first: time of the first observation
    """
    found = np.zeros(AGES)
    for age, count in counts.items():
        found[age] = count
    observed = (hour - first.replace(minute=0, second=0, microsecond=0)) / HOUR
    found[int(observed) + 1 :] = np.nan
    return found
