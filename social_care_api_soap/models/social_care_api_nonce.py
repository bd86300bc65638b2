# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.credentials import TOLERANCE

# In SQL: of two transactions with the same nonce, the second waits here for the first.
_SPEND = """
    INSERT INTO social_care_api_nonce (user_id, digest, created_at)
    VALUES (%(user)s, %(digest)s, %(created)s)
    ON CONFLICT (user_id, digest) DO NOTHING
    RETURNING id
"""


class SocialCareApiNonce(models.Model):
    """A nonce of WS-Security that was used, as long as its message is not too old."""

    _name = "social.care.api.nonce"
    _description = "Nonce of a SOAP Message"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    digest = fields.Char(required=True, help="Checksum of the nonce.")
    created_at = fields.Datetime(required=True, help="As the message says.")

    _once = models.UniqueIndex("(user_id, digest)")
    _age = models.Index("(created_at)")

    @api.model
    def _spend(self, nonce, created_at):
        """Use a nonce of the user, in the transaction of the request: Odoo may repeat
        that one after a conflict.

        :param nonce: as the message has it
        :param created_at: moment in UTC, as the message has it
        :return: whether it was not used before
        """
        query = SQL(
            _SPEND,
            user=self.env.uid,
            digest=hashlib.sha256(nonce.encode()).hexdigest(),
            created=created_at,
        )
        return bool(self.env.execute_query(query))

    @api.autovacuum
    def _gc_old(self):
        """Forget nonces whose messages are refused by their age."""
        since = fields.Datetime.now() - TOLERANCE
        self.search([("created_at", "<", since)]).unlink()
