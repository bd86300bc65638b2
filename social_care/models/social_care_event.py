# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import json
import logging
import math
import threading
import time
from datetime import timedelta

from psycopg2 import IntegrityError, OperationalError
from psycopg2.errors import ProgramLimitExceeded
from psycopg2.extras import execute_values

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_ERRORS_TO_RETRY
from odoo.tools.constants import GC_UNLINK_LIMIT

from ..tools.locking import held
from ..tools.text import storable
from ..tools.times import reckon, utc_now
from ..tools.values import Deletion, Unknown

_logger = logging.getLogger(__name__)

BATCH = 500
LONGEST_KEY = 500
TRIES = 5
WAKE_SECONDS = 0.25
# A job that found something looks again after this time: who comes before that, with
# a moment to commit, need not wake another one.
FOLLOW_UP_SECONDS = 1
_woken = {}
_woken_lock = threading.Lock()


class SocialCareEvent(models.Model):
    """One raw notice from a network, stored before anything else happens to it."""

    _name = "social.care.event"
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
        [("new", "New"), ("done", "Done"), ("failed", "Failed")],
        required=True,
        readonly=True,
        default="new",
    )
    error = fields.Text(readonly=True)
    attempts = fields.Integer(readonly=True)
    gap = fields.Boolean(
        readonly=True, help="A poll found it; the webhook should have brought it."
    )
    mention_id = fields.Many2one("social.care.mention", compute="_compute_mention_id")

    _once = models.Constraint(
        "UNIQUE (account_id, external_id, kind, version)",
        "This notice is stored already.",
    )
    _new_idx = models.Index("(account_id, id) WHERE state = 'new'")
    _failed_idx = models.Index("(account_id) WHERE state = 'failed'")
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
        """Write notices down; the database drops those it has already.

        :param events: list of ``tools.values.Event``
        :return: the new ones, as records
        """
        now = utc_now()
        rows = [self._row(account, stream, event, transport, now) for event in events]
        ids = self._insert(rows) if rows else []
        if ids:
            self._wake()
        return self.browse(ids)

    def _insert(self, rows):
        returned = execute_values(
            self.env.cr._obj,
            """
            INSERT INTO social_care_event (account_id, stream_id, transport,
                external_id, kind, version, payload, occurred_at,
                received_at, state, attempts)
            VALUES %s
            ON CONFLICT (account_id, external_id, kind, version) DO NOTHING
            RETURNING id
            """,
            rows,
            template="(%s, %s, %s, %s, %s, %s, %s, %s, %s, 'new', 0)",
            fetch=True,
        )
        return [row[0] for row in returned]

    def _row(self, account, stream, event, transport, now):
        return (
            account.id,
            stream.id or None,
            transport,
            self._key(event.external_id),
            event.kind,
            self._key(event.version),
            self._dump(event.payload),
            event.occurred_at and reckon(event.occurred_at, now).shown,
            now,
        )

    def _key(self, text):
        """An id that an index can hold; a longer one is told by its digest."""
        text = storable(text)
        if len(text) <= LONGEST_KEY:
            return text
        return hashlib.sha256(text.encode()).hexdigest()

    def _dump(self, payload):
        """JSON that PostgreSQL takes: without NUL, lone surrogates and infinity."""
        text = json.dumps(payload)
        if any(odd in text for odd in ("\\u0000", "\\ud", "NaN", "Infinity")):
            text = json.dumps(self._storable(payload))
        return text

    def _storable(self, value):
        if isinstance(value, str):
            return storable(value)
        if isinstance(value, list):
            return [self._storable(item) for item in value]
        if isinstance(value, dict):
            return {storable(key): self._storable(item) for key, item in value.items()}
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)
        return value

    def _wake(self):
        """Have the new events read soon: one job for all that comes in a moment.

        The job starts a moment later than this, and so reads also what is committed
        meanwhile; it follows itself up as long as it finds something, and a cron
        looks after what a crash left.
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
        if self.search_count(self._unread_domain(), limit=1):
            self._enqueue_ingest(0)

    def _unread_domain(self):
        """What is to be read: notices of a paused account wait until it is resumed."""
        return [("state", "=", "new"), ("account_id.state", "!=", "paused")]

    # -- reading ---------------------------------------------------------------

    @api.model
    def _ingest(self):
        """Job: read all new events, scope by scope, with a commit after each batch.

        Two workers never read the same scope at once, so that a conversation is put
        together by one hand; different scopes run side by side.
        """
        found = 0
        for scope, account_ids in self._scopes_waiting().items():
            with held(self.env.cr, f"social_care.ingest.{scope}") as free:
                found += self._ingest_scope(account_ids) if free else 1
        self.env.cr.commit()  # pylint: disable=invalid-commit
        if found:
            self._enqueue_ingest(FOLLOW_UP_SECONDS)

    def _scopes_waiting(self):
        rows = self._read_group(self._unread_domain(), ["account_id"])
        scopes = {}
        for (account,) in rows:
            scopes.setdefault(account.scope, []).append(account.id)
        return scopes

    def _ingest_scope(self, account_ids):
        total = 0
        while count := self._ingest_retrying(account_ids):
            total += count
            self.env.cr.commit()  # pylint: disable=invalid-commit
        return total

    def _ingest_retrying(self, account_ids):
        """One batch; a collision with somebody else's write is tried again, and what
        still collides then is read event by event."""
        for attempt in range(TRIES):
            try:
                return self._ingest_batch(account_ids=account_ids)
            except (OperationalError, IntegrityError) as error:
                self.env.cr.rollback()
                if not self._is_collision(error):
                    raise
                time.sleep(0.05 * 2**attempt)
        return self._ingest_carefully(account_ids)

    def _is_collision(self, error):
        return (
            isinstance(error, IntegrityError)
            or error.pgcode in PG_CONCURRENCY_ERRORS_TO_RETRY
        )

    def _ingest_carefully(self, account_ids):
        events = self._claim(BATCH, account_ids)
        for account, batch in events.grouped("account_id").items():
            batch._read_each(account, batch._parse(account))
        self.env.flush_all()
        return len(events)

    @api.model
    def _ingest_batch(self, limit=BATCH, account_ids=None):
        """Read up to ``limit`` new events in order. Returns how many; no commit."""
        events = self._claim(limit, account_ids)
        for account, batch in events.grouped("account_id").items():
            batch._read_events(account)
        self.env.flush_all()
        return len(events)

    def _claim(self, limit, account_ids):
        """Lock new events, the oldest first, passing over what others hold."""
        domain = self._unread_domain()
        if account_ids is not None:
            domain.append(("account_id", "in", account_ids))
        query = self._search(domain, order="id", limit=limit)
        self.env.cr.execute(query.select())
        ids = [row[0] for row in self.env.cr.fetchall()]
        self.env.cr.execute(
            "SELECT id FROM social_care_event WHERE id = ANY(%s) AND state = 'new'"
            " ORDER BY id FOR UPDATE SKIP LOCKED",
            (ids,),
        )
        return self.browse(row[0] for row in self.env.cr.fetchall())

    def _read_events(self, account):
        """Read events of one account; if the batch breaks, find the ones that break
        it and let only those fail."""
        values = self._parse(account)
        try:
            with self.env.cr.savepoint():
                self._apply(account, values)
        except Exception as error:
            if not self._is_poison(error):
                raise
            self._read_each(account, values)

    def _read_each(self, account, values):
        for event, value in values:
            try:
                with self.env.cr.savepoint():
                    event._apply(account, [(event, value)])
            except Exception as error:
                if not self._is_poison(error) and isinstance(error, OperationalError):
                    raise
                event._note_failure(error)

    def _is_poison(self, error):
        """Whether an error lies in the event, and not in the moment as a collision or
        a lost database does."""
        if isinstance(error, OperationalError):
            return isinstance(error, ProgramLimitExceeded)
        return not isinstance(error, IntegrityError)

    def _parse(self, account):
        """[(event, value)] of those that the connector could parse."""
        connector = account._connector()
        values = []
        for event in self:
            try:
                values.append((event, event._parse_one(connector, account)))
            except Exception as error:
                event._note_failure(error)
        return values

    def _parse_one(self, connector, account):
        if self.transport == "reconcile":
            return Deletion(self.external_id, self.occurred_at)
        return connector._parse(account, self.payload, self.kind)

    def _apply(self, account, values):
        """Make mentions, threads, tickets and receipts of parsed events."""
        done = self.browse(event.id for event, _value in values)
        done.write({"state": "done"})
        self.env["social.care.mention"]._ingest(account, values)
        self.env["social.care.reply"]._take_receipts(account, values)
        for event, value in values:
            if isinstance(value, Unknown):
                event.error = value.reason
        times = [min(e.occurred_at, e.received_at) for e in done if e.occurred_at]
        newest = max(times, default=False)
        account._note_received(newest)

    def _note_failure(self, error):
        """Keep the payload and say why it could not be read; the rest goes on."""
        _logger.info("Event %s of account %s failed", self.id, self.account_id.id)
        words = f"{type(error).__name__}: {error}"
        self.write(
            {"state": "failed", "error": words[:2000], "attempts": self.attempts + 1}
        )

    # -- people ----------------------------------------------------------------

    def action_replay(self):
        """Read failed events again, as if they had just come."""
        self.check_access("read")
        self.sudo().filtered(lambda e: e.state == "failed").write(
            {"state": "new", "error": False}
        )
        self._enqueue_ingest(0)

    @api.autovacuum
    def _gc_expired(self):
        """Erase raw events past the retention of their account."""
        accounts = self.env["social.care.account"].search([("retention_days", ">", 0)])
        for account in accounts:
            limit = fields.Datetime.now() - timedelta(days=account.retention_days)
            self.search(
                [("account_id", "=", account.id), ("received_at", "<", limit)],
                limit=GC_UNLINK_LIMIT,
            ).unlink()
