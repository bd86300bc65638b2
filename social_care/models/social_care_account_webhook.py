# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import json
import logging
import math

from odoo import api, fields, models

from ..tools import errors
from ..tools.jsons import read_integer
from ..tools.nesting import MOST_LEVELS, is_too_deep
from ..tools.text import storable
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
# So many notices are stored before the answer.
MOST_EVENTS = 1000
TOO_MANY = f"At most {MOST_EVENTS} notices in one request: send them in several"
TOO_DEEP = f"Nested too deeply: at most {MOST_LEVELS} levels"


class Refused(Exception):
    """A notice is not taken. Its arguments are the HTTP status and the words."""


def _finite(text):
    """A number that JSON, and so the database, has: neither NaN nor infinite."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


class SocialCareAccount(models.Model):
    """The webhook of an account: verify, store, answer; nothing else."""

    _inherit = "social.care.account"

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

    _webhook_token_unique = models.UniqueIndex(
        "(webhook_token) WHERE webhook_token IS NOT NULL",
        "Two accounts cannot share an address.",
    )

    @api.depends("webhook_token")
    def _compute_webhook_url(self):
        for account in self:
            token = account.webhook_token or ""
            account.webhook_url = (
                f"{account.get_base_url()}/social_care/webhook/{token}"
            )

    @api.model
    def _of_webhook(self, token):
        """The account of an address, with what every notice needs of it.

        The whole row costs more to read than a notice costs to store, and a copy in
        memory would let a secret live on after it was changed.
        """
        self.env.cr.execute(
            f"SELECT id, {', '.join(NEEDED)} FROM social_care_account"
            " WHERE webhook_token = %s AND active",
            (storable(token),),
        )
        account_id, *values = self.env.cr.fetchone() or (False,)
        account = self.browse(account_id or [])
        for name, value in zip(NEEDED, values, strict=False):
            self._fields[name]._insert_cache(account, [value])
        return account

    def _receive_webhook(self, headers, raw):
        """Take a notice as it came. Returns (HTTP status, words).

        :param headers: dict with lower-case names
        :param raw: the body, bytes
        """
        self.ensure_one()
        connector = self._connector()
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
                parse_float=_finite,
                parse_constant=_finite,
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
        """The events of a body, of which there may be too many."""
        lists = [payload] if isinstance(payload, list) else payload.values()
        if any(isinstance(one, list) and len(one) > MOST_EVENTS for one in lists):
            raise Refused(413, TOO_MANY)
        events = connector._split_webhook(self, payload)
        if len(events) > MOST_EVENTS:
            raise Refused(413, TOO_MANY)
        return events or [self._unknown_event(payload, raw)]

    def _unknown_event(self, payload, raw):
        """An event for a notice without an id: its content is its identity."""
        digest = hashlib.sha256(raw).hexdigest()
        return Event(external_id=digest, kind="unknown", payload={"notice": payload})
