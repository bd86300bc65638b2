# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import logging
import secrets
from dataclasses import replace

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

from ..tools import errors, signing
from ..tools.bodies import Refused
from ..tools.text import make_storable
from ..tools.values import Answer, Event

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
TOO_LARGE = Answer("Larger than this address accepts", status=413)
# Maximum number of accounts under one app that wait for somebody to connect them.
MOST_UNKNOWN = 20
# Stands for the key where a notice names no account, and the app has several.
NO_KEY = "–"
# Raw SQL, because reading the whole row costs more than storing a notice.
FIND = f"""
    SELECT app.id, CASE WHEN own.known = 1 THEN own.first_known END,
        {", ".join(f"app.{name}" for name in NEEDED)}
    FROM social_care_app app
    CROSS JOIN LATERAL (
        SELECT count(*) AS every, count(*) FILTER (WHERE active) AS active,
            count(*) FILTER (WHERE active AND is_unknown IS NOT TRUE) AS known,
            min(id) FILTER (WHERE active AND is_unknown IS NOT TRUE) AS first_known
        FROM social_care_account WHERE app_id = app.id
    ) own
    WHERE app.webhook_token = %s AND app.active AND (own.active > 0 OR own.every = 0)
"""
# Raw SQL, because the ORM has no SKIP LOCKED: who connects an account of the app may
# hold its row while the network is asked. At worst some are not counted.
NOTE_UNKNOWN = """
    UPDATE social_care_app
    SET unknown_at = coalesce(%s, unknown_at),
        dropped_count = coalesce(dropped_count, 0) + %s
    WHERE id IN (
        SELECT id FROM social_care_app WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED
    )
"""


class SocialCareAppWebhook(models.AbstractModel):
    """Receive webhooks: verify, split to accounts, store, answer, nothing else."""

    _name = "social.care.app.webhook"
    _description = "Webhook of an App"

    webhook_token = fields.Char(
        copy=False, index=True, default=lambda self: secrets.token_urlsafe(24)
    )
    webhook_url = fields.Char(
        string="Webhook address",
        compute="_compute_webhook_url",
        help="Give this address to the network.",
    )
    verify_token = fields.Char(
        copy=False,
        default=lambda self: secrets.token_urlsafe(24),
        help="Enter this token in the network's developer console, if it asks for one: "
        "the network sends it when it tests the webhook address.",
    )
    max_body_kb = fields.Integer(string="Largest notice (kB)", default=1024)
    only_account_id = fields.Many2one(
        "social.care.account",
        compute="_compute_only_account_id",
        help="The account that all notices are for, if there is only one.",
    )
    unknown_account_ids = fields.One2many(
        "social.care.account",
        "app_id",
        domain=[("is_unknown", "=", True)],
        readonly=True,
        help="The network sends notices for these accounts. They are stored for 30 "
        "days, and read once you connect the account. Archive an account to ignore its "
        "notices.",
    )
    unknown_at = fields.Datetime(
        string="Last unknown account", readonly=True, copy=False
    )
    dropped_count = fields.Integer(
        string="Dropped notices",
        readonly=True,
        copy=False,
        help="Notices for more unknown accounts than can wait. They are not stored.",
    )

    @api.depends("webhook_token")
    def _compute_webhook_url(self):
        for app in self:
            token = app.webhook_token or ""
            app.webhook_url = f"{app.get_base_url()}/social_care/webhook/{token}"

    @api.depends("account_ids.active", "account_ids.is_unknown")
    def _compute_only_account_id(self):
        for app in self:
            accounts = app.account_ids
            app.only_account_id = accounts if len(accounts) == 1 else False

    @api.model
    def _find_by_webhook(self, token):
        """Return the app of a webhook address, with the fields that every request needs
        in the cache. An app whose accounts are all archived has no address.

        A cache in memory would keep a secret alive after it was changed.

        :param token: str from the address
        :return: ``social.care.app``, may be empty
        """
        self.env.cr.execute(FIND, (make_storable(token),))
        app_id, *values = self.env.cr.fetchone() or (False,)
        app = self.browse(app_id or [])
        names = ("only_account_id", *NEEDED)
        for name, value in zip(names, values, strict=False):
            self._fields[name]._insert_cache(app, [value])
        return app

    def _is_verify_token(self, token):
        """Whether the network sent the verify token, compared in constant time.

        :param token: str, or None where the request has none
        """
        return signing.is_same(self.verify_token, token)

    def _take_request(self, request):
        """Answer a request to the webhook.

        :param request: ``tools.values.Request``
        :return: ``tools.values.Answer``
        """
        self.ensure_one()
        if request.method == "POST":
            return self._receive_webhook(request)
        try:
            answer = self._get_connector()._answer_challenge(self, request)
        except (errors.ConnectorError, Refused) as error:
            return self._explain_refusal(error)
        return answer or Answer("Not found", status=404)

    def _receive_webhook(self, request):
        """Store the notices of a request.

        :param request: ``tools.values.Request``
        :return: ``tools.values.Answer``
        """
        self.ensure_one()
        connector = self._get_connector()
        if self._is_too_large(len(request.raw)):
            return TOO_LARGE
        try:
            connector._verify_webhook(self, request)
            payload = connector._load_body(self, request)
            request = replace(request, payload=payload)
            answer = connector._answer_challenge(self, request)
            return answer or self._store_notices(connector, request)
        except (errors.ConnectorError, Refused) as error:
            return self._explain_refusal(error)

    def _explain_refusal(self, error):
        """Return the ``tools.values.Answer`` for a request that is refused."""
        if isinstance(error, Refused):
            return Answer(error.words, status=error.status)
        _logger.info("Webhook of app %s refused: %s", self.id, error)
        return Answer(str(error), status=401)

    def _is_too_large(self, size):
        """Whether a body is larger than this app accepts.

        :param size: in bytes
        """
        return size > self.max_body_kb * 1024

    def _store_notices(self, connector, request):
        """Store the notices of a verified request, each for its account.

        :raise Refused: if there are more than ``MOST_EVENTS``
        """
        parts = self._split(connector, request)
        accounts = self._find_accounts(parts)
        lost = {key: len(parts[key]) for key in parts if key not in accounts}
        accounts |= self._add_unknown_accounts(lost)
        store, stored = self.env["social.care.event"], []
        for key, notices in parts.items():
            if account := accounts.get(key):
                events = connector._make_events(account, notices)
                events = events or [_make_unknown_event(request)]
                store._store(account, store.stream_id, events, "webhook")
                stored += events
        return connector._get_stored_answer(self, stored)

    def _split(self, connector, request):
        """Return the notices of a body by the keys of their accounts, as they are
        stored; None stands for the only account of the app.

        :return: {key or None: list of notices}; of a body without notices an empty list
        """
        payload = request.payload
        lists = payload.values() if isinstance(payload, dict) else [payload]
        if any(isinstance(one, list) and len(one) > MOST_EVENTS for one in lists):
            raise Refused(413, TOO_MANY)
        parts = connector._split_by_account(self, payload)
        if sum(map(len, parts.values())) > MOST_EVENTS:
            raise Refused(413, TOO_MANY)
        filled = {key: notices for key, notices in parts.items() if notices}
        merged = {}
        for key, notices in (filled or {None: []}).items():
            merged.setdefault(self._make_key(key), []).extend(notices)
        return merged

    def _make_key(self, key):
        """Return a key as it is stored, None for the only account of the app."""
        if key is None and self.only_account_id:
            return None
        return self.env["social.care.event"]._make_key(key or NO_KEY)

    # -- accounts --------------------------------------------------------------

    def _find_accounts(self, keys):
        """Return the accounts that have these keys on the network. The notices of
        archived accounts are dropped.

        :param keys: as ``_make_key`` returns them
        :return: {key: ``social.care.account``}, of an archived account an empty one
        """
        named = [key for key in keys if key is not None]
        if not named:
            return {None: self.only_account_id}
        accounts = self.env["social.care.account"].with_context(active_test=False)
        known = accounts.search_fetch(
            [("app_id", "=", self.id), ("webhook_key", "in", named)],
            ["webhook_key", "active"],
            order="active, id",
        )
        found = {account.webhook_key: account.filtered("active") for account in known}
        return {None: self.only_account_id, **found}

    def _add_unknown_accounts(self, counts):
        """Create the accounts of keys that no account has. They wait for an
        administrator, and their notices with them.

        :param counts: {key: number of its notices}
        :return: {key: ``social.care.account``}, without those that are too many
        """
        if not counts:
            return {}
        accounts = self.env["social.care.account"]
        waiting = [("app_id", "=", self.id), ("is_unknown", "=", True)]
        free = max(0, MOST_UNKNOWN - accounts.search_count(waiting))
        keys = list(counts)
        created = self._create_unknown_accounts(keys[:free])
        now = fields.Datetime.now() if created else None
        dropped = sum(counts[key] for key in keys[free:])
        self.env.cr.execute(NOTE_UNKNOWN, (now, dropped, self.id))
        self.invalidate_recordset(["unknown_at", "dropped_count"], flush=False)
        return dict(zip(keys[:free], created, strict=True))

    def _create_unknown_accounts(self, keys):
        """Create accounts with these keys.

        :raise ConcurrencyError: if another request creates one of them at this moment;
            Odoo repeats this one, which then finds it
        """
        accounts = self.env["social.care.account"]
        try:
            with self.env.cr.savepoint():
                return accounts.create([self._get_unknown_vals(key) for key in keys])
        except UniqueViolation as error:
            raise ConcurrencyError("The account is being created") from error

    def _get_unknown_vals(self, key):
        return {
            "name": self.env._("Unknown (%s)", key),
            "network": self.network,
            "company_id": self.company_id.id,
            "app_id": self.id,
            "webhook_key": key,
            "is_unknown": True,
        }


def _make_unknown_event(request):
    """Return an event for a notice without an ID: a digest of its content identifies
    it.
    """
    digest = hashlib.sha256(request.raw).hexdigest()
    return Event(digest, "unknown", payload={"notice": request.payload})
