# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2.errors import LockNotAvailable, SerializationFailure

from odoo import api, fields, models

from ..tools import errors, oauth

# Raw SQL: the ORM cannot refuse to wait for a lock.
_LOCK = """
    SELECT id FROM social_care_token WHERE account_id = %s FOR NO KEY UPDATE NOWAIT
"""
STORED = ("access_token", "refresh_token", "access_expires_at", "expires_at")


class SocialCareToken(models.Model):
    """Tokens that a network issued for an account.

    A table of its own, because they are written in a transaction of their own while
    the account may be locked or changed by the one that calls the network. Nobody can
    read them.
    """

    _name = "social.care.token"
    _description = "Tokens of a Social Care Account"

    account_id = fields.Many2one(
        "social.care.account", required=True, ondelete="cascade", readonly=True
    )
    access_token = fields.Char(copy=False, groups=fields.NO_ACCESS)
    refresh_token = fields.Char(copy=False, groups=fields.NO_ACCESS)
    access_expires_at = fields.Datetime(
        readonly=True, help="The access token is renewed before this time."
    )
    expires_at = fields.Datetime(
        readonly=True, help="A person has to log in again before this time."
    )

    _account_unique = models.UniqueIndex(
        "(account_id)", "An account has its tokens once."
    )

    @api.model
    def _lock(self, account_id):
        """Return the tokens of an account, locked until this transaction ends.

        :return: ``social.care.token``; empty if the account is not committed yet
        :raise Temporary: if another transaction renews them just now
        """
        try:
            self.env.cr.execute(_LOCK, (account_id,), log_exceptions=False)
        except (LockNotAvailable, SerializationFailure) as error:
            raise errors.Temporary(
                self.env._("The access to the network is being renewed just now.")
            ) from error
        row = self.env.cr.fetchone()
        tokens = self.browse(row or ())
        tokens.invalidate_recordset(flush=False)
        return tokens

    def _take_over(self, tokens):
        """Show in this transaction, whose snapshot is older, what another one stored.

        :param tokens: the same record in the other transaction
        """
        for name in STORED:
            self._fields[name]._update_cache(self, tokens[name] or None)

    def _is_usable(self, refused=""):
        """Whether the access token can be used.

        :param refused: an access token that the network just refused
        """
        ends = self.access_expires_at
        is_over = ends and ends < fields.Datetime.now() + oauth.MARGIN
        return bool(self.access_token) and self.access_token != refused and not is_over

    def _replace(self, tokens):
        """Store the tokens of a new login, and forget those of the former one.

        :param tokens: ``tools.oauth.Tokens``
        """
        self.refresh_token = False
        self._store(tokens)

    def _store(self, tokens):
        """Store what the network issued; a refresh token that it does not replace
        stays valid (RFC 6749, 6).

        :param tokens: ``tools.oauth.Tokens``
        """
        vals = {
            "access_token": tokens.access_token,
            "access_expires_at": tokens.expires_at or False,
        }
        if tokens.refresh_token:
            vals["refresh_token"] = tokens.refresh_token
        if tokens.refresh_token or not self.refresh_token:
            vals["expires_at"] = tokens.needs_person_at() or False
        self.write(vals)
