# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import json
import math
import threading
import time
from dataclasses import replace
from datetime import timedelta

from psycopg2.extras import execute_values

from odoo import api, fields, models

from ..tools.nesting import is_too_deep, prune
from ..tools.secret_links import has_secret, mask
from ..tools.text import make_storable, make_storable_id
from ..tools.times import reckon, utc_now
from ..tools.traces import DIGEST, build_like, is_about, spell_in_json
from ..tools.values import Post, Unknown
from .social_care_event_reading import FOLLOW_UP_SECONDS

LONGEST_KEY = 500
# Number of events that one transaction erases.
GC_BATCH = 1000
# How long the notices of an account wait for somebody to connect it.
UNKNOWN_KEPT = timedelta(days=30)
WAKE_SECONDS = 0.25
# Raw SQL: the ORM has no INSERT … ON CONFLICT, and one statement per request.
_INSERT = """
    INSERT INTO social_care_event (account_id, stream_id, transport, external_id, kind,
        version, payload, occurred_at, received_at, state, attempts)
    SELECT given.account_id, given.stream_id, given.transport, given.external_id,
        given.kind, given.version, given.payload, given.occurred_at, given.received_at,
        'new', 0
    FROM (VALUES %s) AS given (place, account_id, stream_id, transport, external_id,
        kind, version, payload, occurred_at, received_at)
    WHERE NOT EXISTS (
        SELECT FROM social_care_event known
        WHERE known.account_id = given.account_id
            AND known.external_id = given.external_id
            AND known.kind = given.kind AND known.version = given.version
    )
    ORDER BY given.place
    ON CONFLICT (account_id, external_id, kind, version) DO NOTHING
    RETURNING id
"""
# SQL: the ORM cannot compare rows with each other.
_HAND_OVER = """
    UPDATE social_care_event SET account_id = %(new)s
    WHERE account_id = %(old)s AND NOT EXISTS (
        SELECT FROM social_care_event known
        WHERE known.account_id = %(new)s
            AND known.external_id = social_care_event.external_id
            AND known.kind = social_care_event.kind
            AND known.version = social_care_event.version
    )
"""
_ROW = """(%s, %s::int4, %s::int4, %s, %s, %s, %s, %s::jsonb, %s::timestamp,
    %s::timestamp)"""
_woken = {}
_woken_lock = threading.Lock()


class SocialCareEvent(models.Model):
    """A raw notice from a network, stored before anything else happens to it."""

    _name = "social.care.event"
    _inherit = ["social.care.event.reading"]
    _description = "Social Care Event"
    _order = "id desc"
    _rec_name = "external_id"

    account_id = fields.Many2one(
        "social.care.account", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id")
    stream_id = fields.Many2one(
        "social.care.stream", readonly=True, ondelete="set null", index="btree_not_null"
    )
    external_id = fields.Char(string="Network's ID", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("post", "Post"),
            ("edit", "Edit"),
            ("deletion", "Deletion"),
            ("receipt", "Receipt"),
            ("unknown", "Unknown"),
            ("unreadable", "Unreadable"),
        ],
        required=True,
        readonly=True,
    )
    version = fields.Char(required=True, readonly=True, default="")
    payload = fields.Json(readonly=True)
    transport = fields.Selection(
        [
            ("webhook", "Webhook"),
            ("poll", "Polling"),
            ("reconcile", "Reconciliation"),
        ],
        required=True,
        readonly=True,
    )
    occurred_at = fields.Datetime(readonly=True)
    received_at = fields.Datetime(readonly=True, index=True)
    state = fields.Selection(
        [("new", "New"), ("done", "Done"), ("failed", "Unreadable")],
        required=True,
        readonly=True,
        default="new",
    )
    error = fields.Text(readonly=True)
    attempts = fields.Integer(readonly=True)
    gap = fields.Boolean(readonly=True, help="The webhook missed it; a poll found it.")
    mention_id = fields.Many2one("social.care.mention", compute="_compute_mention_id")

    _once = models.Constraint(
        "UNIQUE (account_id, external_id, kind, version)",
        "This notice is stored already.",
    )
    _new_idx = models.Index("(account_id, id) WHERE state = 'new'")
    _failed_idx = models.Index("(account_id) WHERE state = 'failed'")
    _remark_idx = models.Index(
        "(account_id) WHERE state = 'done' AND error IS NOT NULL"
    )
    _gap_idx = models.Index("(account_id) WHERE gap")
    _last_idx = models.Index("(account_id, received_at)")

    def _compute_mention_id(self):
        mentions = self.env["social.care.mention"].search(
            [
                ("scope", "in", self.account_id.mapped("scope")),
                ("external_id", "in", self.mapped("external_id")),
            ]
        )
        known = {(m.scope, m.external_id): m for m in mentions}
        for event in self:
            key = (event.account_id.scope, event.external_id)
            event.mention_id = known.get(key)

    # -- storing ---------------------------------------------------------------

    @api.model
    def _store(self, account, stream, events, transport):
        """Store notices. The database drops those that it has already.

        :param account: ``social.care.account``
        :param stream: ``social.care.stream``, may be empty
        :param events: list of ``tools.values.Event``
        :param transport: value of the field ``transport``
        :return: the new records
        """
        now = utc_now()
        rows = [
            self._make_row(account, stream, event, transport, now) for event in events
        ]
        ids = self._insert(rows) if rows else []
        if ids:
            self._wake()
        return self.browse(ids)

    def _insert(self, rows):
        """Insert the rows that are new, in one statement. Known rows are left out
        beforehand, so that a repetition does not wait at the unique key for somebody
        who reads or erases the first one.
        """
        rows = [(place, *row) for place, row in enumerate(rows)]
        returned = execute_values(self.env.cr._obj, _INSERT, rows, _ROW, fetch=True)
        return [row[0] for row in returned]

    @api.model
    def _hand_over(self, old, new):
        """Give the notices of one account to another one. Those that the other one has
        already stay.

        :param old: ``social.care.account``, one record
        :param new: ``social.care.account``, one record
        """
        self.flush_model()
        self.env.cr.execute(_HAND_OVER, {"old": old.id, "new": new.id})
        self.invalidate_model(flush=False)

    def _make_row(self, account, stream, event, transport, now):
        payload = self._dump(event.payload)
        return (
            account.id,
            stream.id or None,
            transport,
            self._make_key(event.external_id or payload),
            event.kind,
            self._make_key(event.version),
            payload,
            event.occurred_at and reckon(event.occurred_at, now).shown,
            now,
        )

    def _make_key(self, text):
        """Return an ID that fits into an index: of a longer one its digest."""
        text = make_storable_id(text)
        if len(text) <= LONGEST_KEY:
            return text
        return hashlib.sha256(text.encode()).hexdigest()

    def _dump(self, payload):
        """Return JSON that PostgreSQL accepts: without NUL, lone surrogates, infinity
        and excessive nesting.
        """
        try:
            text = json.dumps(payload, default=str)
        except RecursionError:
            return self._dump(prune(payload))
        if is_too_deep(payload, text):
            return self._dump(prune(payload))
        if any(odd in text for odd in ("\\u0000", "\\ud", "NaN", "Infinity")):
            text = json.dumps(self._make_storable(payload), default=str)
        return text

    def _make_storable(self, value):
        if isinstance(value, str):
            return make_storable(value)
        if isinstance(value, list):
            return [self._make_storable(item) for item in value]
        if isinstance(value, dict):
            return {
                make_storable(key): self._make_storable(item)
                for key, item in value.items()
            }
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)
        return value

    def _wake(self):
        """Schedule the reading of new events: one job for everything that arrives in a
        moment.

        The job starts ``WAKE_SECONDS`` later, so that it also reads what is committed
        meanwhile. It is followed by another one while it finds events, and a cron looks
        for what a crash left.
        """
        now, name = time.monotonic(), self.env.cr.dbname
        with _woken_lock:
            if now - _woken.get(name, 0) < FOLLOW_UP_SECONDS - WAKE_SECONDS:
                return
            _woken[name] = now
        # Events that roll back take their job with them; the next try must wake again.
        self.env.cr.postrollback.add(lambda: _woken.pop(name, None))
        self._enqueue_ingest(WAKE_SECONDS)

    def _enqueue_ingest(self, seconds):
        self.env["social.care.event"].sudo().with_delay(
            priority=5,
            eta=timedelta(seconds=seconds),
            description=self.env._("Read new social events"),
            identity_key="social_care.ingest",
        )._ingest()

    @api.model
    def _cron_ingest(self):
        if self.search_count(self._get_unread_domain(), limit=1):
            self._enqueue_ingest(0)

    def _get_unread_domain(self):
        """Return the domain of events to read. Those of a paused or unknown account
        wait until somebody connects it.
        """
        return [
            ("state", "=", "new"),
            ("account_id.state", "!=", "paused"),
            ("account_id.is_unknown", "=", False),
        ]

    # -- people ----------------------------------------------------------------

    def action_replay(self):
        """Read failed or skipped events again, as if they had just arrived."""
        self.check_access("read")
        self.sudo().filtered("error").write({"state": "new", "error": False})
        self._enqueue_ingest(0)

    @api.autovacuum
    def _gc_expired(self):
        """Delete events older than the retention of their account, in batches.

        :return: (number of events, whether more are left)
        """
        old = self.env["social.care.account"]._get_retention_domain("received_at")
        found = self.search(old, order="received_at", limit=GC_BATCH)
        found.unlink()
        return len(found), len(found) == GC_BATCH

    @api.autovacuum
    def _gc_unknown(self):
        """Delete events of accounts that nobody connected in time, in batches: their
        people write to us, but nobody reads or erases it there.

        :return: (number of events, whether more are left)
        """
        unknown = self.env["social.care.account"].with_context(active_test=False)
        late = [
            ("account_id", "in", unknown.search([("is_unknown", "=", True)]).ids),
            ("received_at", "<", fields.Datetime.now() - UNKNOWN_KEPT),
        ]
        found = self.search(late, order="received_at", limit=GC_BATCH)
        found.unlink()
        return len(found), len(found) == GC_BATCH

    @api.model
    def _find_about(self, scope, identities):
        """Return events in which an identity is one of the values.

        Raw SQL, because the ORM cannot search in the text of a JSON.

        :param scope: scope of people of the account
        :param identities: set of IDs and handles
        """
        self.flush_model(["payload"])
        self.env.cr.execute(
            """
            SELECT event.id FROM social_care_event event
            JOIN social_care_account account ON account.id = event.account_id
            WHERE account.profile_scope = %s AND event.payload::text ILIKE ANY (%s)
            """,
            (scope, [build_like(part) for part in spell_in_json(identities)]),
        )
        found = self.browse(row[0] for row in self.env.cr.fetchall())
        return found.filtered(lambda event: is_about(event.payload, identities))

    def _is_by(self, external_id):
        """Whether this is a post of an author, or may be one if it is unreadable."""
        try:
            value = self._parse_one(self.account_id._get_connector(), self.account_id)
        except Exception:
            # The event cannot be read, but it names the author.
            return True
        if isinstance(value, Post):
            return value.author.external_id == external_id
        return isinstance(value, Unknown)

    def _mask_secrets(self, value):
        """Mask the secrets of our links in this event. The network repeats what we
        sent, and customers may quote it; agents read messages, administrators events.

        :param value: what the event means
        :return: the same without secrets
        """
        if not isinstance(value, Post) or not has_secret(value.text):
            return value
        payload = json.dumps(self.payload)
        if has_secret(payload):
            self.payload = json.loads(mask(payload))
        return replace(value, text=mask(value.text))

    def _forget_erased(self):
        """Erase a late notice about a post whose author was erased, even its ID."""
        self.write(
            {"payload": False, "error": False, "external_id": f"{DIGEST}{self.id}"}
        )

    def _forget_payload(self):
        """Erase the payload of events that were read."""
        read = self.filtered(lambda event: event.state == "done")
        read.write({"payload": False, "error": False})
