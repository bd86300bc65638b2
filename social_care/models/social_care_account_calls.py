# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
import time
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import psycopg2

from odoo import SUPERUSER_ID, api, fields, models
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tools import split_every

from odoo.addons.queue_job.exception import RetryableJobError

from ..tools import errors
from ..tools.errors import ConnectorError, Slow
from ..tools.locking import try_advisory_lock, try_transaction_lock
from ..tools.pace import Pace
from ..tools.pg_errors import is_connection_lost
from ..tools.slowness import slowness
from ..tools.values import Event

_logger = logging.getLogger(__name__)
# States in which the network is called; a failing account is tried again.
LISTENING = ("connected", "failing")
SLOW_CHANNEL = "root.social_care.slow"
ALIVE_DAYS = 7
ALIVE_BATCH, ALIVE_SLICE, ALIVE_SECONDS = 1000, 25, 20
# Seconds for all calls of one job; Odoo kills a job after limit_time_real.
CALLS_SECONDS = 60
# Delay before a job whose account is busy is retried.
BUSY_SECONDS = 2
# A job in an ordinary channel is in the way while another one waits for its place.
# SQL: it runs on another connection, which has no registry.
_IN_THE_WAY = """
    SELECT EXISTS (
        SELECT FROM queue_job own JOIN queue_job other ON other.channel = own.channel
        WHERE own.uuid = %(job)s AND own.channel != %(slow)s
            AND other.state = 'pending'
            AND greatest(other.date_created, other.eta)
                < now() AT TIME ZONE 'UTC' - interval '1 second'
    )
"""


class SocialCareAccountCalls(models.AbstractModel):
    """Call the network in jobs: one call at a time for each account, a bounded time for
    all calls of one job, and a channel of their own for slow servers.
    """

    _name = "social.care.account.calls"
    _description = "Calls of an Account"

    alive_cursor = fields.Integer(readonly=True, copy=False)

    def _get_line_key(self):
        return f"social_care.calls.{self.id}"

    @contextmanager
    def _hold_line(self):
        """Take this account's line to the network, for a job that commits.

        :return: context manager that yields whether the line was free; what is not
            committed when it ends is rolled back
        """
        self.ensure_one()
        with try_advisory_lock(self.env.cr, self._get_line_key()) as is_locked:
            yield is_locked
        if is_locked:
            self._pass_on()
            self.env.cr.commit()  # pylint: disable=invalid-commit

    def _take_line(self):
        """Take this account's line to the network until the transaction ends.

        :raise RetryableJobError: if another job has it; this one is retried
        """
        self.ensure_one()
        if not try_transaction_lock(self.env.cr, self._get_line_key()):
            words = "The account is called just now"
            raise RetryableJobError(words, BUSY_SECONDS, ignore_retry=True)
        self.env.cr.postcommit.add(partial(_pass_on, self.env.cr.dbname, self.id))

    def _set_deadline(self, records):
        """Bound the time of all calls that a job makes.

        :param records: any recordset
        :return: the same records with the deadline in their context
        """
        return records.with_context(calls_until=time.monotonic() + CALLS_SECONDS)

    def _fail_unless_login_works(self, error):
        """Record the error of one request, unless it concerns that request alone: the
        network forbids it, but accepts our login.

        :param error: ``tools.errors.AuthorizationLost``
        :return: whether the error was recorded on the account
        """
        self.ensure_one()
        if isinstance(error, errors.Forbidden) and self._has_working_login():
            return False
        self._fail(error)
        return True

    def _has_working_login(self):
        """Whether the network says that our login works."""
        try:
            return bool(self._get_connector()._check_login(self.sudo()))
        except ConnectorError as error:
            _logger.info("Account %s: the login is not confirmed: %s", self.id, error)
        except Exception as error:
            if is_connection_lost(error):
                raise
            # A fault of ours must not hide that the network refused the request.
            _logger.exception("Account %s: fault while checking the login", self.id)
            self.env.cr.rollback()
        return False

    def _get_time_limits(self):
        """Return the options of ``tools.http.Client`` for the running job.

        :return: dict
        :raise Temporary: if earlier calls of the job used up its time
        """
        limits = {}
        if "calls_until" in self.env.context:
            limits["whole"] = self.env.context["calls_until"] - time.monotonic()
            if limits["whole"] < 1:
                raise errors.Temporary(
                    self.env._("The network does not respond in time.")
                )
        if "job_uuid" in self.env.context:
            job = self.env.context["job_uuid"]
            limits["is_in_the_way"] = partial(_is_in_the_way, self.env.cr.dbname, job)
        return limits

    # -- slow servers ----------------------------------------------------------

    def _check_not_slow(self, server):
        """Record which server the account calls.

        :param server: ``host:port``
        :raise Slow: in a job of an ordinary channel, if the server answers slowly
        """
        slowness.note_caller(self._get_caller_key(), server)
        if self._is_in_wrong_channel():
            raise errors.Slow(self.env._("%s answers slowly.", server))

    def _is_slow(self):
        """Whether the server of this account was slow at its last call."""
        return slowness.is_caller_slow(self._get_caller_key())

    def _is_in_wrong_channel(self):
        """Whether the server is slow and the running job takes a place in an ordinary
        channel.
        """
        job_uuid = self.env.context.get("job_uuid")
        if not job_uuid or not self._is_slow():
            return False
        jobs = self.env["queue.job"].sudo()
        job = jobs.search([("uuid", "=", job_uuid)], limit=1)
        return job.channel != SLOW_CHANNEL

    def _get_call_channel(self):
        """Return the name of the channel for a job that calls, None for its default
        one.
        """
        return SLOW_CHANNEL if self._is_slow() else None

    def _get_caller_key(self):
        return self.env.cr.dbname, self.id

    # -- the next one ----------------------------------------------------------

    def _pass_on(self):
        """Enqueue the most urgent reply that found the line busy."""
        if self._is_listening():
            replies = self.env["social.care.reply"]._find_without_job(
                [("account_id", "=", self.id)]
            )
            for reply in replies.sorted(lambda r: r._get_attempt_priority())[:1]:
                reply._enqueue()

    def _enqueue_reconcile(self):
        for account in self:
            account.with_delay(
                description=self.env._("Compare with %s", account.name),
                identity_key=f"social_care.reconcile.{account.id}",
                channel=account._get_call_channel(),
            )._reconcile()

    @api.model
    def _cron_reconcile(self):
        """Compare all accounts; old secrets are forgotten within an hour after they
        ended."""
        self.env["social.care.app"]._forget_old_secrets()
        accounts = self.search([("state", "in", LISTENING)])
        accounts.filtered(lambda a: a._is_listening())._enqueue_reconcile()

    def _reconcile(self):
        """Job: find posts that the network deleted without telling, for some seconds.
        The next hour continues from there.
        """
        self.ensure_one()
        if not self._is_listening():
            return
        if self._is_in_wrong_channel():
            self._enqueue_reconcile()
            return
        self._take_line()
        try:
            self._set_deadline(self)._check_alive()
        except Slow:
            self._enqueue_reconcile()
        except ConnectorError as error:
            self._fail(error)
        self.stream_ids._enqueue_polls()

    def _check_alive(self):
        """Ask about recent mentions, from where the last check ended. Answers count
        even if the network fails afterwards.
        """
        pace, gone, fault = Pace(ALIVE_SECONDS), set(), None
        connector, mentions = self._get_connector(), self._find_recent_mentions()
        last = mentions[:0]
        for some in split_every(ALIVE_SLICE, mentions.ids, mentions.browse):
            try:
                uids = some.mapped("external_id")
                gone |= set(connector._check_alive(self.sudo(), uids) or ())
            except ConnectorError as error:
                fault = error
                break
            last = some[-1:]
            if pace.is_over():
                break
        self._store_deletions(gone)
        if last or not mentions:
            self.sudo().alive_cursor = last.id
        if fault:
            raise fault

    def _find_recent_mentions(self):
        """Return the next mentions before the cursor; from the newest again when it
        reaches the end.
        """
        recent = self._get_checked_domain()
        before = [*recent, ("id", "<", self.alive_cursor)]
        mentions = self.env["social.care.mention"]
        return mentions.search(before, order="id desc", limit=ALIVE_BATCH) or (
            mentions.search(recent, order="id desc", limit=ALIVE_BATCH)
        )

    def _get_checked_domain(self):
        """Return the domain of the mentions that the network can be asked about."""
        return [
            ("account_id", "=", self.id),
            ("deleted_at", "=", False),
            ("profile_id.erased", "=", False),
            ("effective_at", ">=", fields.Datetime.now() - timedelta(days=ALIVE_DAYS)),
        ]

    def _store_deletions(self, external_ids):
        now = fields.Datetime.now()
        events = [
            Event(
                external_id=external_id,
                kind="deletion",
                payload={},
                occurred_at=now,
            )
            for external_id in external_ids
        ]
        store = self.env["social.care.event"]
        store._store(self, store.stream_id, events, "reconcile")


def _pass_on(dbname, account_id):
    with Registry(dbname).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env["social.care.account"].browse(account_id)._pass_on()


def _is_in_the_way(dbname, job_uuid):
    """Asked from another thread, while the job waits for an answer."""
    try:
        with db_connect(dbname).cursor() as cr:
            cr.execute(_IN_THE_WAY, {"job": job_uuid, "slow": SLOW_CHANNEL})
            return cr.fetchone()[0]
    except psycopg2.Error:
        _logger.info("The queue cannot be looked at", exc_info=True)
        return False
