# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import json
import logging

from odoo import api, fields, models, tools

from ..tools import errors
from ..tools.values import Event

_logger = logging.getLogger(__name__)


class SocialCareAccount(models.Model):
    """The webhook of an account: verify, store, answer; nothing else."""

    _inherit = "social.care.account"

    webhook_token = fields.Char(
        copy=False, index=True, groups="social_care.group_social_care_manager"
    )
    webhook_secret = fields.Char(
        copy=False,
        groups="social_care.group_social_care_manager",
        help="The network signs its notices with this. Without it the webhook "
        "refuses everything.",
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
    @tools.ormcache("token")
    def _id_by_webhook_token(self, token):
        return self.search([("webhook_token", "=", token)]).id

    def write(self, vals):
        if {"webhook_token", "active"} & vals.keys():
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

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
        payload = self._load_json(raw)
        if payload is None:
            return 400, "Not JSON"
        return self._store_webhook(connector, payload, raw)

    def _load_json(self, raw):
        try:
            payload = json.loads(raw)
        except (ValueError, RecursionError):
            return None
        return payload if isinstance(payload, dict | list) else None

    def _store_webhook(self, connector, payload, raw):
        events = connector._split_webhook(self, payload) or [
            self._unknown_event(payload, raw)
        ]
        store = self.env["social.care.event"]
        store._store(self, store.stream_id, events, "webhook")
        if all(event.kind == "unknown" for event in events):
            return 202, "Stored; this kind of notice is unknown"
        return 200, "OK"

    def _unknown_event(self, payload, raw):
        """An event for a notice without an id: its content is its identity."""
        digest = hashlib.sha256(raw).hexdigest()
        return Event(external_id=digest, kind="unknown", payload={"notice": payload})
