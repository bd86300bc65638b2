# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
import time
from datetime import timedelta

from psycopg2 import IntegrityError, OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.queue_job.exception import RetryableJobError

from ..tools import errors
from ..tools.backoff import delay
from ..tools.locking import try_advisory_lock
from ..tools.pg_errors import is_connection_lost
from ..tools.text import get_web_link
from ..tools.times import utc_now
from ..tools.values import is_id
from .social_care_account_calls import BUSY_SECONDS

_logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 6
TRIES = 5
FIRST_LOOK = timedelta(seconds=15)
# Checks of unconfirmed replies come after everything that is queued.
RECHECK_PRIORITY = 20
# Number of replies that one sweep enqueues.
SWEPT = 500
# SQL: a job has no field for its reply, only a key that contains the ID.
_NO_JOB = SQL(
    """
    NOT EXISTS (
        SELECT FROM queue_job job
        WHERE job.identity_key IN (
                'social_care.reply.' || social_care_reply.id || '.now',
                'social_care.reply.' || social_care_reply.id || '.slow',
                'social_care.reply.' || social_care_reply.id || '.later'
            )
            AND job.state IN ('pending', 'enqueued', 'wait_dependencies')
    )
    """
)

# SQL: the ORM cannot order by an expression.
_MOST_URGENT_FIRST = SQL(
    "CASE social_care_reply.state WHEN 'sending' THEN 0 WHEN 'queued' THEN 1 ELSE 2 END"
    ", social_care_reply.id"
)


class SocialCareReplyPublication(models.AbstractModel):
    """Publish a reply exactly once: claim it, commit, call the network, and never
    guess.
    """

    _name = "social.care.reply.publication"
    _description = "Publication of a Reply"

    def _enqueue(self, eta=None):
        """Enqueue a job. Immediate and later jobs have keys of their own, so that an
        immediate one does not wait for a later one.
        """
        channel = self.account_id._get_call_channel()
        when = "later" if eta else "slow" if channel else "now"
        self.with_delay(
            priority=self._get_attempt_priority(),
            eta=eta,
            description=self.env._("Reply on %s", self.account_id.name),
            identity_key=f"social_care.reply.{self.id}.{when}",
            channel=channel,
        )._send()

    def _get_text_to_publish(self):
        """Return the text that goes to the network.

        Connectors publish it instead of ``text``, which agents read: an addon may send
        what is for the customer alone, such as a secret in a link.

        :return: str
        """
        return self.text

    def _get_secret_links(self):
        """Return the links in ``text`` whose secret is masked: they stay as they are,
        because nothing but ``_get_text_to_publish`` can complete them.

        :return: set of str
        """
        return set()

    def _get_parent_external_id(self):
        """Return the ID of the message that is answered, as the network wants it named:
        that of its newest version.

        :return: str
        """
        return self.mention_id._get_answered_id()

    def _detect_language(self):
        """Detect the language of ``text``, for networks that tag posts with it.

        Addons that know languages extend it. A reply without a tag is better than one
        that is hidden from its readers.

        :return: language code, '' if unknown
        """
        return ""

    def _get_job_priority(self):
        """Return the priority of the job. A person waits for it, so it comes before all
        other work.
        """
        return 1

    def _get_attempt_priority(self):
        """Return the priority of the next job: one that was interrupted comes before
        all that is still queued, a look for an unconfirmed one after it.
        """
        if self.state in ("unknown", "accepted"):
            return RECHECK_PRIORITY
        return self._get_job_priority() - (self.state == "sending")

    def _enqueue_deletion(self):
        channel = self.account_id._get_call_channel()
        self.with_delay(
            priority=1,
            identity_key=f"social_care.delete.{self.id}.{channel}",
            channel=channel,
        )._delete_published()

    # -- housekeeping ----------------------------------------------------------

    @api.model
    def _cron_sweep(self):
        """Enqueue replies again that a crash left without a job."""
        for reply in self._find_without_job([], limit=SWEPT):
            reply._enqueue()

    @api.model
    def _find_without_job(self, domain, limit=20):
        """Find replies that are due and have no job: interrupted ones first, those to
        check again last, then by age.

        A started job does not count: one that found its account busy ends without a
        successor.

        :param domain: additional domain
        :param limit: number of replies
        """
        is_due = Domain("next_try_at", "<=", fields.Datetime.now())
        is_open = Domain("state", "in", ("queued", "sending", "unknown"))
        # Without a time, nobody can ask for an accepted reply: a receipt tells.
        due = is_open & (Domain("next_try_at", "=", False) | is_due)
        due |= Domain("state", "=", "accepted") & is_due
        query = self._search(Domain(domain) & due, limit=limit)
        query.add_where(_NO_JOB)
        query.order = _MOST_URGENT_FIRST
        return self.browse(query)

    def _send(self):
        """Job (commits): publish a queued reply, or find out what became of one in
        doubt.

        The state ``sending`` is committed before the call, so that a worker that dies
        during it leaves a trace: whoever finds ``sending`` asks the network first. The
        lock keeps a second worker from asking while the first one is still calling,
        hearing "not here" and publishing it twice.
        """
        self.ensure_one()
        if self.account_id._is_in_wrong_channel():
            self._enqueue()
            return
        key = f"social_care.reply.{self.id}"
        with try_advisory_lock(self.env.cr, key) as is_locked:
            if is_locked:
                self._send_on_free_line()

    def _send_on_free_line(self):
        """Send unless another job calls for the account; that job then enqueues this
        reply when it is done.
        """
        account = self.account_id
        with account._hold_line() as is_line_free:
            if is_line_free:
                account._set_deadline(self)._send_now()

    def _send_now(self):
        if not self._lock_row():
            words = "Somebody is changing this reply"
            raise RetryableJobError(words, BUSY_SECONDS, ignore_retry=True)
        self._go_on()
        self.env.cr.commit()  # pylint: disable=invalid-commit
        # A new transaction: it sees what was stored during the call.
        self._take_early_receipts()
        self._forget_if_erased()
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _go_on(self):
        if self.state in ("sending", "unknown", "unconfirmed"):
            if self.account_id._is_listening():
                # Releases the row before the call: nobody waits for the network.
                self.env.cr.commit()  # pylint: disable=invalid-commit
                self._resolve()
        elif self.state == "accepted":
            if self.account_id._is_listening():
                self.env.cr.commit()  # pylint: disable=invalid-commit
                self._check_publication()
        elif self.state == "queued" and self._make_ready() and self._claim():
            self.env.cr.commit()  # pylint: disable=invalid-commit
            self._deliver()
        self.thread_id._notify_changed()

    def _lock_row(self):
        """Raw SQL, because the ORM has no SKIP LOCKED."""
        self.env.cr.execute(
            "SELECT id FROM social_care_reply WHERE id = %s FOR UPDATE SKIP LOCKED",
            (self.id,),
        )
        locked = self.env.cr.fetchone()
        self.invalidate_recordset()
        return bool(locked)

    def _claim(self):
        """Check the reply once more and claim it.

        :return: whether it may be published now
        """
        try:
            self._check_sendable()
            self._check_sender()
            self._check_not_overtaken()
        except UserError as error:
            self._mark_failed("check", str(error))
            return False
        if reason := self._explain_missing_approval():
            self._request_approval(reason)
            return False
        self.write(
            {
                "state": "sending",
                "sending_at": fields.Datetime.now(),
                "attempts": self.attempts + 1,
            }
        )
        self.flush_recordset()
        return True

    # -- the call --------------------------------------------------------------

    def _deliver(self):
        """Call the network and record the outcome."""
        try:
            published = self._check_published(
                self.thread_id._get_connector()._publish(self)
            )
        except errors.Slow:
            self._wait_for_slow_channel()
        except errors.NotPrepared as error:
            self.container_id = False
            self._mark_temporary(error)
        except errors.RateLimited as error:
            # Rate limiting does not count toward the attempt limit.
            self._mark_waiting(error, error.until)
        except errors.Temporary as error:
            self._mark_temporary(error)
        except errors.AuthorizationLost as error:
            self._mark_access_lost(error)
        except errors.Rejected as error:
            self._mark_failed(error.kind, str(error))
        except errors.Ambiguous as error:
            self._mark_unknown(error)
        except Exception as error:
            if is_connection_lost(error):
                raise
            # An error of ours says nothing about whether the post was accepted. Roll
            # back: the claim was committed before the call, nothing else is needed.
            _logger.exception("Reply %s: fault while publishing", self.id)
            self.env.cr.rollback()
            self._mark_unknown(error)
        else:
            self._mark_published(published)

    def _check_published(self, published):
        """Check that the network gave an ID of ordinary length.

        :raise Ambiguous: otherwise
        """
        if published and not is_id(published.external_id):
            raise errors.Ambiguous(
                self.env._("The network accepted the reply but returned no ID.")
            )
        return published

    def _mark_access_lost(self, error):
        """Fail, and the account with it unless only this reply was forbidden."""
        if self.account_id._fail_unless_login_works(error):
            self._mark_failed(error.kind, self._explain_lost_access(error))
        else:
            self._mark_failed(errors.Rejected.kind, str(error))

    def _explain_lost_access(self, error):
        return self.env._(
            "%s An administrator has been notified. Try again when the account is "
            "connected.",
            error,
        )

    def _resolve(self):
        """Ask the network whether the reply was published."""
        try:
            published = self._check_published(
                self.thread_id._get_connector()._find_published(self)
            )
        except errors.Slow:
            self._enqueue()
        except errors.ConnectorError as error:
            self._mark_unknown(error)
        except Exception as error:
            if is_connection_lost(error):
                raise
            _logger.exception("Reply %s: fault while asking for it", self.id)
            self.env.cr.rollback()
            self._mark_unknown(error)
        else:
            if published:
                self._mark_published(published)
            else:
                self._requeue_or_fail()

    def _requeue_or_fail(self):
        """Requeue after a confirmed non-publication, up to ``MOST_ATTEMPTS``. An
        unconfirmed reply fails instead: a person decides.
        """
        if self.state == "unconfirmed":
            self._deny()
        elif self.attempts >= MOST_ATTEMPTS:
            self._mark_failed(self.error_kind, self.error_message)
        else:
            self.write({"state": "queued", "next_try_at": False})
            self._enqueue()

    # -- the states ------------------------------------------------------------

    def _mark_published(self, published):
        """Record what the network said. A conflict with a concurrent transaction is
        retried, so that the outcome is not lost.
        """
        for attempt in range(TRIES):
            try:
                self._write_published(published)
                return self.env.flush_all()
            except (IntegrityError, OperationalError) as error:
                if is_connection_lost(error):
                    raise
                self.env.cr.rollback()
                time.sleep(0.05 * 2**attempt)
        return self._write_published(published)

    def _write_published(self, published):
        self._confirm(published)
        self.account_id._recover()

    def _confirm(self, published):
        """Record that the network has the reply: published, or accepted only.

        :param published: ``tools.values.Published``
        """
        is_pending, now = published.state == "pending", utc_now()
        self.write(
            {
                "state": "accepted" if is_pending else "published",
                "external_id": published.external_id or False,
                "url": get_web_link(published.url) or False,
                "accepted_at": is_pending and now,
                "published_at": not is_pending and now,
                "error_kind": False,
                "error_message": False,
                "next_try_at": False,
                "looks": 0,
            }
        )
        mention = self.env["social.care.mention"]._note_published(self, published)
        self.published_mention_id = mention
        self._settle_ticket()
        if is_pending:
            self._plan_publication_check()

    def _mark_temporary(self, error):
        """Retry later after a confirmed non-publication, up to ``MOST_ATTEMPTS``."""
        if self.attempts >= MOST_ATTEMPTS:
            self._mark_failed(error.kind, str(error))
        else:
            self._mark_waiting(error, fields.Datetime.now() + delay(self.attempts))

    def _mark_waiting(self, error, until):
        self.write(
            {
                "state": "queued",
                "error_kind": error.kind,
                "error_message": str(error),
                "next_try_at": until,
            }
        )
        self._enqueue(eta=until)

    def _wait_for_slow_channel(self):
        """Requeue without counting the attempt: the server is slow, so the call belongs
        in the channel for slow servers.
        """
        self.write({"state": "queued", "attempts": self.attempts - 1})
        self._enqueue()

    def _mark_unknown(self, error):
        """Check again later, with growing pauses, until the publication counts as
        unconfirmed.
        """
        if self._is_given_up():
            self._mark_unconfirmed(error)
            return
        until = fields.Datetime.now() + delay(self.looks + 1, first=FIRST_LOOK)
        self.write(
            {
                "state": "unknown",
                "looks": self.looks + 1,
                "error_kind": getattr(error, "kind", "error"),
                "error_message": str(error),
                "next_try_at": until,
            }
        )
        self._enqueue(eta=until)

    def _mark_failed(self, kind, words, subject=None):
        self.write(
            {
                "state": "failed",
                "error_kind": kind,
                "error_message": words,
                "next_try_at": False,
                "container_id": False,
            }
        )
        self._tell_author(subject or self.env._("Your reply was not published"))

    def _tell_author(self, subject):
        """Notify the author, who may not follow the ticket any more."""
        record = self.ticket_id or self.env["mail.thread"]
        record.sudo().message_notify(
            partner_ids=self.user_id.partner_id.ids,
            subject=subject,
            body=self.error_message,
        )

    # -- afterwards ------------------------------------------------------------

    def _delete_published(self):
        """Job: delete the post on the network, or tell the author why it is still
        there.
        """
        self.account_id._take_line()
        try:
            self._delete_on_network()
        except errors.Slow:
            return self._enqueue_deletion()
        except errors.ConnectorError as error:
            self.write({"error_kind": error.kind, "error_message": str(error)})
            self._tell_author(self.env._("Your reply could not be deleted"))
            return None
        self.published_mention_id._take_down(fields.Datetime.now())
        self.thread_id._refresh()
        self.thread_id._notify_changed()

    def _delete_on_network(self):
        account = self.account_id
        if not account._is_listening():
            raise errors.Rejected(self.env._("%s is not connected.", account.name))
        account = account._set_deadline(account)
        account._get_connector()._delete(account, self.external_id)
