# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.backoff import delay
from ..tools.errors import ConnectorError, Rejected
from ..tools.media import Refused, get_kind, read_file
from ..tools.pace import Pace
from ..tools.pg_errors import is_connection_lost

_logger = logging.getLogger(__name__)

FETCH_SECONDS = 30
# A file that kills its worker is tried so often, too.
MOST_ATTEMPTS = 3
# How long a worker has a file for itself.
LEASE = timedelta(minutes=3)
# Bytes that one account may store in a day: strangers must not fill the disk.
DAILY_BYTES = 2 * 1024**3
# SQL: the ORM has no SKIP LOCKED. The newest first: somebody reads it now.
_CLAIM = """
    UPDATE social_care_media SET attempts = attempts + 1, next_try_at = %(until)s
    WHERE id = (
        SELECT id FROM social_care_media
        WHERE account_id = %(account)s AND state = 'pending'
            AND (next_try_at IS NULL OR next_try_at <= %(now)s)
        ORDER BY id DESC LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id
"""


class SocialCareMediaFetching(models.AbstractModel):
    """Fetch files of customers in a job and keep our own copy: the links of networks
    expire, and the network must not learn from an agent's browser who reads what.
    """

    _name = "social.care.media.fetching"
    _description = "Fetching of Media"

    state = fields.Selection(
        [
            ("pending", "Being fetched"),
            ("stored", "Stored"),
            ("failed", "Not available"),
            ("link", "Link only"),
        ],
        required=True,
        readonly=True,
        default="pending",
    )
    reason = fields.Selection(
        [
            ("type", "This type of file is not accepted"),
            ("size", "The file is too large"),
            ("broken", "The file cannot be read"),
            ("gone", "The network no longer has it"),
            ("refused", "The address is not allowed"),
            ("unreachable", "The server did not answer"),
        ],
        readonly=True,
    )
    attempts = fields.Integer(required=True, readonly=True, default=0)
    next_try_at = fields.Datetime(readonly=True)
    fetched_at = fields.Datetime(readonly=True)

    _pending_idx = models.Index("(account_id, id) WHERE state = 'pending'")
    _fetched_idx = models.Index("(account_id, fetched_at) WHERE fetched_at IS NOT NULL")

    # -- jobs ------------------------------------------------------------------

    def _enqueue_fetching(self):
        """Enqueue one job for each account whose files are pending."""
        for account in self.filtered(lambda m: m.state == "pending").account_id:
            self._enqueue_account(account)

    @api.model
    def _enqueue_account(self, account, eta=None):
        self.with_delay(
            priority=15,
            eta=eta,
            description=self.env._("Fetch media of %s", account.name),
            identity_key=f"social_care.media.{account.id}.{'later' if eta else 'now'}",
        )._fetch_pending(account)

    @api.model
    def _fetch_pending(self, account):
        """Job (commits): fetch pending files of an account for some seconds, one at a
        time, so that the memory of the worker is bounded by one file.
        """
        if not account._is_listening():
            return
        if self._is_day_full(account):
            later = fields.Datetime.now() + timedelta(hours=1)
            self._enqueue_account(account, eta=later)
            return
        pace = Pace(FETCH_SECONDS)
        while not pace.is_over() and (media := self._claim(account)):
            # Releases the row before the call: nobody waits for the network.
            self.env.cr.commit()  # pylint: disable=invalid-commit
            media._fetch()
            self.env.cr.commit()  # pylint: disable=invalid-commit
        self._enqueue_next(account)

    def _is_day_full(self, account):
        since = fields.Datetime.now() - timedelta(days=1)
        domain = [("account_id", "=", account.id), ("fetched_at", ">=", since)]
        [(size,)] = self._read_group(domain, [], ["size:sum"])
        return (size or 0) >= DAILY_BYTES

    @api.model
    def _claim(self, account):
        """Claim the next file, in one statement: other workers leave it alone.

        :return: ``social.care.media``, empty if nothing is due
        """
        now = fields.Datetime.now()
        self.flush_model(["state", "next_try_at", "attempts"])
        vals = {"account": account.id, "now": now, "until": now + LEASE}
        self.env.cr.execute(SQL(_CLAIM, **vals))
        self.invalidate_model(["attempts", "next_try_at"])
        return self.browse(row[0] for row in self.env.cr.fetchall())

    def _enqueue_next(self, account):
        """Enqueue the job that goes on: at once, or when the next attempt is due."""
        waiting = [("account_id", "=", account.id), ("state", "=", "pending")]
        due = self.search([*waiting, ("next_try_at", "=", False)], limit=1)
        due = due or self.search(waiting, order="next_try_at", limit=1)
        if due:
            self._enqueue_account(account, eta=due.next_try_at or None)

    @api.model
    def _cron_fetch(self):
        """Enqueue jobs for files that a crash or a pause of the account left behind."""
        now = fields.Datetime.now()
        is_due = Domain("next_try_at", "=", False) | Domain("next_try_at", "<=", now)
        pending = Domain("state", "=", "pending") & is_due
        for (account,) in self._read_group(pending, ["account_id"]):
            if account._is_listening():
                self._enqueue_account(account)

    # -- one file --------------------------------------------------------------

    def _fetch(self):
        """Fetch a file and store it, or record why not."""
        if self._has_published_file():
            self.state = "link"
            return
        if self.attempts > MOST_ATTEMPTS:
            self._mark_failed("broken")
            return
        try:
            file = read_file(self._download())
        except Refused as error:
            self._mark_failed(error.reason)
        except Rejected:
            self._mark_failed("refused")
        except ConnectorError as error:
            self._mark_temporary(error)
        except Exception as error:
            if is_connection_lost(error):
                raise
            _logger.exception("Media %s: fault while fetching", self.id)
            self.env.cr.rollback()
            self._mark_temporary(error)
        else:
            self._store(file)

    def _has_published_file(self):
        """Whether it is a file of our own reply, which we have."""
        return bool(self.mention_id.reply_id.attachment_ids)

    def _download(self):
        connector = self.mention_id.thread_id._get_connector()
        client = connector._make_file_client()
        content = connector._fetch_media(self.account_id, self.source_url, client)
        # A new transaction: it sees whether the mention was erased during the call.
        self.env.cr.commit()  # pylint: disable=invalid-commit
        return content

    def _store(self, file):
        """Store a file, unless its mention was erased meanwhile.

        :param file: ``tools.media.File``
        """
        if not self.try_lock_for_update():
            return
        self.write(
            {
                "state": "stored",
                "kind": get_kind(file.mimetype),
                "mimetype": file.mimetype,
                "size": len(file.content),
                "width": file.width,
                "height": file.height,
                "is_animated": file.is_animated,
                "reason": False,
                "fetched_at": fields.Datetime.now(),
            }
        )
        self._write_files(file.mimetype, content=file.content, thumbnail=file.thumbnail)
        self._notify_changed()

    def _write_files(self, mimetype, **files):
        """Write files without Odoo's own resizing, and without base64, which would
        double their size in memory.

        :param mimetype: type of all of them, by their content
        :param files: {name of the field: bytes}
        """
        attachments = self.env["ir.attachment"].sudo()
        attachments.with_context(image_no_postprocess=True).create(
            [
                {
                    "name": name,
                    "raw": content,
                    "mimetype": mimetype,
                    "res_model": self._name,
                    "res_id": self.id,
                    "res_field": name,
                }
                for name, content in files.items()
                if content
            ]
        )
        self.invalidate_recordset(list(files))

    def _mark_failed(self, reason):
        if self.try_lock_for_update():
            self.write({"state": "failed", "reason": reason})
            self._notify_changed()

    def _mark_temporary(self, error):
        """Try again later, up to ``MOST_ATTEMPTS``."""
        _logger.info("Media %s: %s", self.id, error)
        if self.attempts >= MOST_ATTEMPTS:
            self._mark_failed("unreachable")
        elif self.try_lock_for_update():
            self.next_try_at = fields.Datetime.now() + delay(self.attempts)

    def _notify_changed(self):
        self.mention_id.thread_id._notify_changed(self.mention_id)
