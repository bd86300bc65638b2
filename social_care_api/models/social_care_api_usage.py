# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import threading
from collections import OrderedDict

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.allowance import Allowance, get_minute, get_share

PARAMETER = "social_care_api.requests_per_minute"
DEFAULT = 600
TRIES = 10
# Keys of which a process keeps in mind what it may still spend.
_MOST = 5_000

# In SQL: one statement that nobody can come between.
_SPEND = """
    INSERT INTO social_care_api_usage (user_id, key_index, minute, spent)
    VALUES (%(user)s, %(key)s, %(minute)s, %(share)s)
    ON CONFLICT (user_id, key_index, minute) DO UPDATE
    SET spent = social_care_api_usage.spent + %(share)s
    WHERE social_care_api_usage.spent + %(share)s <= %(limit)s
    RETURNING spent
"""

_shares = OrderedDict()
_lock = threading.Lock()


class SocialCareApiUsage(models.Model):
    """Requests of an API key in a minute, over all processes.

    A process takes a share of the minute's requests at once and spends it in its
    memory, so that a request costs no statement: with a limit of 600, one in 30 does.
    What a process does not spend is lost for that minute.
    """

    _name = "social.care.api.usage"
    _description = "Requests of an API Key in a Minute"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    key_index = fields.Char(required=True, help="First characters of the key.")
    minute = fields.Integer(required=True, help="Minutes since 1970, UTC.")
    spent = fields.Integer(required=True)

    _once = models.UniqueIndex("(user_id, key_index, minute)")
    _age = models.Index("(minute)")

    @api.model
    def _spend(self, key_index):
        """Spend a request of the user.

        :param key_index: first characters of their key
        :return: ``tools.allowance.Allowance``
        """
        limit, minute = self._get_limit(), get_minute()
        place = (self.env.cr.dbname, self.env.uid, key_index)
        share = get_share(limit)
        with _lock:
            left = _take_from_memory(place, minute)
        if left is not None:
            return Allowance(limit, left, is_granted=True)
        spent = self._spend_share(key_index, minute, share, limit)
        if spent is None:
            return Allowance(limit, 0, is_granted=False)
        with _lock:
            _keep_in_memory(place, minute, share - 1)
        return Allowance(limit, limit - spent + share - 1, is_granted=True)

    def _get_limit(self):
        parameters = self.env["ir.config_parameter"].sudo()
        value = parameters.get_param(PARAMETER, "")
        return int(value) if value.isdecimal() and 0 < int(value) < 10**6 else DEFAULT

    def _spend_share(self, key_index, minute, share, limit):
        """In a transaction of its own: it is spent whatever becomes of the request."""
        query = SQL(
            _SPEND,
            user=self.env.uid,
            key=key_index,
            minute=minute,
            share=share,
            limit=limit,
        )
        for tries_left in reversed(range(TRIES)):
            try:
                return self._run_alone(query)
            except SerializationFailure:
                # Another process took its share at the same moment.
                if not tries_left:
                    raise

    def _run_alone(self, query):
        with self.env.registry.cursor() as cr:
            cr.execute(query, log_exceptions=False)
            row = cr.fetchone()
        return row and row[0]

    @api.autovacuum
    def _gc_old(self):
        """Forget the minutes of the past."""
        self.search([("minute", "<", get_minute() - 1)]).unlink()


def _take_from_memory(place, minute):
    """:return: requests left of a share of this minute; None if there is none"""
    known_minute, left = _shares.get(place, (minute, 0))
    if known_minute != minute or not left:
        return None
    _shares[place] = (minute, left - 1)
    return left - 1


def _keep_in_memory(place, minute, left):
    _shares[place] = (minute, left)
    _shares.move_to_end(place)
    while len(_shares) > _MOST:
        _shares.popitem(last=False)
