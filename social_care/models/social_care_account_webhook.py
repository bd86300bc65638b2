# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import json
import logging
import math
import secrets
from datetime import timedelta

from odoo import api, fields, models

from ..tools import errors, signing
from ..tools.jsons import read_integer
from ..tools.nesting import MOST_LEVELS, is_too_deep
from ..tools.text import make_storable
from ..tools.values import Event

_logger = logging.getLogger(__name__)

NEEDED = (
    "network",
    "webhook_secret",
    "webhook_old_secret",
    "webhook_old_secret_until",
    "webhook_secret_known",
    "max_body_kb",
)
# Maximum number of notices in one request.
MOST_EVENTS = 1000
TOO_MANY = f"At most {MOST_EVENTS} notices in one request: send them in several"
TOO_DEEP = f"Nested too deeply: at most {MOST_LEVELS} levels"
# Raw SQL, because the ORM has no SKIP LOCKED.
KNOWN = """
    UPDATE social_care_account SET webhook_secret_known = TRUE WHERE id IN (
        SELECT id FROM social_care_account
        WHERE id = %s AND webhook_secret_known IS NOT TRUE
        FOR NO KEY UPDATE SKIP LOCKED
    )
"""


class SocialCareAccountWebhook(models.AbstractModel):
    """Receive webhooks: verify, store, answer, nothing else. The secret cannot be read
    again; while it is replaced, the old one is accepted.
    """

    _name = "social.care.account.webhook"
    _description = "Webhook of an Account"

    webhook_token = fields.Char(
        copy=False, index=True, groups="social_care.group_social_care_manager"
    )
    webhook_url = fields.Char(
        compute="_compute_webhook_url",
        groups="social_care.group_social_care_manager",
        help="Give this address to the network.",
    )
    max_body_kb = fields.Integer(
        string="Largest notice (kB)",
        default=1024,
        groups="social_care.group_social_care_manager",
    )
    webhook_secret = fields.Char(
        copy=False,
        groups=fields.NO_ACCESS,
        help="The network signs its notices with this secret. Without it, the webhook "
        "refuses every notice.",
    )
    webhook_old_secret = fields.Char(copy=False, groups=fields.NO_ACCESS)
    webhook_old_secret_until = fields.Datetime(
        string="Old secret accepted until",
        copy=False,
        readonly=True,
        groups="social_care.group_social_care_manager",
    )
    webhook_secret_known = fields.Boolean(
        copy=False,
        readonly=True,
        groups="social_care.group_social_care_manager",
        help="The network has signed with the new secret.",
    )
    has_webhook_secret = fields.Boolean(
        string="Secret is set",
        compute="_compute_has_webhook_secret",
        compute_sudo=True,
        groups="social_care.group_social_care_manager",
    )

    @api.depends("webhook_token")
    def _compute_webhook_url(self):
        for account in self:
            token = account.webhook_token or ""
            account.webhook_url = (
                f"{account.get_base_url()}/social_care/webhook/{token}"
            )

    @api.model
    def _find_by_webhook(self, token):
        """Return the account of a webhook address, with the fields that every request
        needs in the cache.

        Raw SQL, because reading the whole row costs more than storing a notice, and a
        cache in memory would keep a secret alive after it was changed.

        :param token: str from the address
        :return: ``social.care.account``, may be empty
        """
        self.env.cr.execute(
            f"SELECT id, {', '.join(NEEDED)} FROM social_care_account"
            " WHERE webhook_token = %s AND active",
            (make_storable(token),),
        )
        account_id, *values = self.env.cr.fetchone() or (False,)
        account = self.browse(account_id or [])
        for name, value in zip(NEEDED, values, strict=False):
            self._fields[name]._insert_cache(account, [value])
        return account

    def _receive_webhook(self, headers, raw):
        """Store the notices of a request.

        :param headers: dict, names in lower case
        :param raw: body, bytes
        :return: (HTTP status, text of the answer)
        """
        self.ensure_one()
        connector = self._get_connector()
        if len(raw) > self.max_body_kb * 1024:
            return 413, "Larger than this account accepts"
        try:
            connector._verify_webhook(self, headers, raw)
        except errors.ConnectorError as error:
            _logger.info("Webhook of account %s refused: %s", self.id, error)
            return 401, str(error)
        try:
            payload = self._load_json(raw)
            events = self._split_payload(connector, payload, raw)
        except Refused as refused:
            return refused.args
        store = self.env["social.care.event"]
        store._store(self, store.stream_id, events, "webhook")
        if all(event.kind == "unknown" for event in events):
            return 202, "Stored; this kind of notice is unknown"
        return 200, "OK"

    def _load_json(self, raw):
        try:
            payload = json.loads(
                raw,
                parse_float=_read_finite,
                parse_constant=_read_finite,
                parse_int=read_integer,
            )
        except RecursionError:
            raise Refused(400, TOO_DEEP) from None
        except ValueError:
            raise Refused(400, "Not JSON") from None
        if not isinstance(payload, dict | list):
            raise Refused(400, "Not a JSON object or list")
        if is_too_deep(payload, raw):
            raise Refused(400, TOO_DEEP)
        return payload

    def _split_payload(self, connector, payload, raw):
        """Return the events of a body.

        :raise Refused: if there are more than ``MOST_EVENTS``
        """
        lists = [payload] if isinstance(payload, list) else payload.values()
        if any(isinstance(one, list) and len(one) > MOST_EVENTS for one in lists):
            raise Refused(413, TOO_MANY)
        events = connector._split_webhook(self, payload)
        if len(events) > MOST_EVENTS:
            raise Refused(413, TOO_MANY)
        return events or [self._make_unknown_event(payload, raw)]

    def _make_unknown_event(self, payload, raw):
        """Return an event for a notice without an ID: a digest of its content
        identifies it.
        """
        digest = hashlib.sha256(raw).hexdigest()
        return Event(external_id=digest, kind="unknown", payload={"notice": payload})

    @api.depends("webhook_secret")
    def _compute_has_webhook_secret(self):
        for account in self:
            account.has_webhook_secret = bool(account.webhook_secret)

    def _replace_secret(self, hours, secret=None):
        """Replace the secret. The old one is accepted for a while.

        :param hours: how long the old secret is accepted; 0 refuses it at once
        :param secret: secret chosen by the network; generated by default
        :return: the new secret
        """
        self.ensure_one()
        account = self.sudo()
        new = secret or secrets.token_urlsafe(32)
        account.write(
            {
                "webhook_old_secret": hours > 0 and account._get_signing_secret(),
                "webhook_old_secret_until": fields.Datetime.now()
                + timedelta(hours=hours),
                "webhook_secret": new,
                "webhook_secret_known": False,
            }
        )
        return new

    def _show_new_secret(self, had_secret, done):
        """Return an action that shows a secret that connecting generated, once.

        :param had_secret: whether there was a secret before
        :param done: action that follows
        """
        asked = [one.name for one in self._get_connector()._get_credentials(self)]
        is_shown = "webhook_secret" in asked
        secret = self.sudo().webhook_secret
        if had_secret or not is_shown or not secret:
            return done
        return self._action_show_secret(secret, done)

    def _action_show_secret(self, secret, done):
        """Return the action that shows a secret once, then does ``done``."""
        until = self.webhook_old_secret_until
        return {
            "type": "ir.actions.client",
            "tag": "social_care_secret",
            "params": {
                "name": self.name,
                "address": self.webhook_url,
                "secret": secret,
                "until": until and fields.Datetime.to_string(until),
                "next": done,
            },
        }

    def _get_old_secret(self):
        """Return the previous secret while it is accepted, else ''."""
        until = self.webhook_old_secret_until
        is_accepted = until and until > fields.Datetime.now()
        return is_accepted and self.webhook_old_secret or ""

    def _get_signing_secret(self):
        """Return the secret to sign with: the old one until the network has used the
        new one, or the old one expires.
        """
        old = not self.webhook_secret_known and self._get_old_secret()
        return old or self.webhook_secret

    def _is_signed(self, message, signature, digest="sha256", encoding="hex"):
        """Whether the network signed a message with an accepted secret. Both secrets
        are compared in constant time.

        :param message: bytes
        :param signature: HMAC, as ``tools.signing.sign`` makes it
        :param digest: one of ``tools.signing.DIGESTS``
        :param encoding: ``hex`` or ``base64``
        """
        return self._knows_secret(
            lambda secret: signing.matches(secret, message, signature, digest, encoding)
        )

    def _knows_secret(self, fits):
        """Whether a sender has one of the accepted secrets. Both are compared, so that
        the time tells nothing.

        :param fits: function that tells of one secret whether the sender has it, for
            instance with ``tools.signing.is_same``
        """
        fits_new = fits(self.webhook_secret)
        old = self.webhook_secret and self._get_old_secret()
        fits_old = fits(old)
        if fits_new and old and not self.webhook_secret_known:
            self.env.cr.execute(KNOWN, (self.id,))
            self.invalidate_recordset(["webhook_secret_known"], flush=False)
        return fits_new or fits_old


class Refused(Exception):
    """A request is refused. Its arguments are the HTTP status and the message."""


def _read_finite(text):
    """Parse a number that JSON and the database can store: neither NaN nor infinite."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
