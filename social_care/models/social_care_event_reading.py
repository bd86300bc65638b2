# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
import random
import time
from collections import deque
from functools import partial

from odoo import api, models

from ..tools.errors import ConnectorError, Unreadable
from ..tools.locking import try_advisory_lock
from ..tools.pace import Pace
from ..tools.pg_errors import is_collision, is_in_data
from ..tools.sanitize import sanitize
from ..tools.values import Deletion, Post, Unknown

_logger = logging.getLogger(__name__)

BATCH = 500
LONGEST_REASON = 2000
# Duration of a job, of one batch of an account, and of its first batch, which is short,
# so that accounts with few events do not wait for those with many.
INGEST_SECONDS, BATCH_SECONDS, FIRST_SECONDS = 20, 3, 0.5
TRIES = 5
# A job that found events is followed by another one after this delay. Events that
# arrive (and commit) before that need no job of their own.
FOLLOW_UP_SECONDS = 1


class SocialCareEventReading(models.AbstractModel):
    """Read events: bounded in time, fair between accounts, and one bad event fails
    alone.
    """

    _name = "social.care.event.reading"
    _description = "Reading of Events"

    @api.model
    def _ingest(self):
        """Job (commits): read new events, batch by batch, for some seconds. The next
        job continues at once.

        Accounts take turns in random order, so that none always comes last. No two
        workers read the same scope, so that one of them puts a conversation together;
        different scopes are read in parallel.
        """
        # By this estimate the first batch is full: what arrived together stays
        # together.
        pace = Pace(INGEST_SECONDS, BATCH, rate=BATCH / FIRST_SECONDS)
        found = False
        waiting = deque(
            (account, FIRST_SECONDS) for account in self._shuffle_accounts()
        )
        while waiting:
            account, seconds = waiting.popleft()
            count = self._ingest_account(account, pace, seconds)
            found |= count != 0
            if count:
                waiting.append((account, min(2 * seconds, BATCH_SECONDS)))
            if pace.is_over():
                break
        self.env.cr.commit()  # pylint: disable=invalid-commit
        if waiting or found:
            self._enqueue_ingest(0 if waiting else FOLLOW_UP_SECONDS)

    def _shuffle_accounts(self):
        """Return the accounts that have new events, in random order."""
        rows = self._read_group(self._get_unread_domain(), ["account_id"])
        accounts = [account for (account,) in rows]
        random.shuffle(accounts)
        return accounts

    def _ingest_account(self, account, pace, seconds):
        """Read one batch of an account.

        :return: number of events that were read; None if another worker reads its scope
        """
        with try_advisory_lock(
            self.env.cr, f"social_care.ingest.{account.scope}"
        ) as is_locked:
            if not is_locked:
                return None
            count = self._ingest_retrying([account.id], pace, seconds)
            self.env.cr.commit()  # pylint: disable=invalid-commit
        return count

    def _ingest_retrying(self, account_ids, pace=None, seconds=BATCH_SECONDS):
        """Read one batch. Conflicts with concurrent transactions are retried; an event
        that still conflicts then fails like any bad event.
        """
        pace = pace or Pace(INGEST_SECONDS, BATCH)
        read = partial(self._ingest_batch, account_ids=account_ids, pace=pace)
        for attempt in range(TRIES - 1):
            try:
                return pace.take(seconds, partial(read, is_last=False))
            except Exception as error:
                self.env.cr.rollback()
                if not is_collision(error):
                    raise
                time.sleep(0.05 * 2**attempt)
        return pace.take(seconds, read)

    @api.model
    def _ingest_batch(self, limit=BATCH, account_ids=None, pace=None, is_last=True):
        """Read up to ``limit`` new events in order, without a commit.

        :param account_ids: IDs of accounts; by default of all
        :param pace: ``tools.pace.Pace``; events that are not read in time stay new
        :param is_last: whether a conflict will not be retried
        :return: number of events that were looked at
        """
        events = self._claim(limit, account_ids)
        for account, batch in events.grouped("account_id").items():
            batch._read_events(account, pace, is_last)
        self.env.flush_all()
        return len(events)

    def _claim(self, limit, account_ids):
        """Lock new events, oldest first, skipping those that others hold. Raw SQL,
        because the ORM has no SKIP LOCKED.
        """
        domain = self._get_unread_domain()
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

    def _read_events(self, account, pace, is_last):
        """Read events of one account. If they break something, they are read by halves,
        until the events that break it are found. When time is up, it ends after the
        first part that is settled.
        """
        parts = [self._parse(account)]
        while parts:
            part = parts.pop()
            if not self._read_part(account, part, is_last):
                half = len(part) // 2
                parts += [part[half:], part[:half]]
            elif pace and pace.is_over():
                break

    def _read_part(self, account, part, is_last):
        """Read some events in a savepoint.

        :param part: list of (event, parsed value)
        :return: whether it is settled what becomes of them
        """
        try:
            with self.env.cr.savepoint():
                self._apply(account, part)
        except Exception as error:
            if not is_in_data(error, is_last):
                raise
            if len(part) > 1:
                return False
            part[0][0]._note_failure(error)
        return True

    def _parse(self, account):
        """Return [(event, value)] of the events that the connector could parse; the
        others fail.
        """
        connector = account._get_connector()
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
        payload, kind = self.payload, self.kind
        if kind == "unreadable":
            event = connector._make_event(account, payload["notice"])
            payload, kind = event.payload, event.kind
        kinds = self.env["social.care.mention"]._get_kinds()
        return sanitize(connector._parse(account, payload, kind), kinds)

    def _apply(self, account, values):
        """Create mentions, conversations, tickets and receipts from parsed events."""
        done = self.browse(event.id for event, _value in values)
        done.write({"state": "done"})
        self.env["social.care.mention"]._ingest(account, values)
        self.env["social.care.reply"]._take_receipts(account, values)
        for event, value in values:
            if isinstance(value, Unknown):
                event.error = value.reason
            elif isinstance(value, Post) and value.remarks:
                event.error = "\n".join(value.remarks)[:LONGEST_REASON]
        times = [min(e.occurred_at, e.received_at) for e in done if e.occurred_at]
        newest = max(times, default=False)
        account._note_received(newest)

    def _note_failure(self, error):
        """Record why an event could not be read. Its payload stays, and it can be
        replayed.
        """
        _logger.info(
            "Event %s of account %s failed",
            self.id,
            self.account_id.id,
            exc_info=error,
        )
        self.write(
            {
                "state": "failed",
                "error": self._explain(error)[:LONGEST_REASON],
                "attempts": self.attempts + 1,
            }
        )

    def _explain(self, error):
        """Return words for the administrator of the tool or the network. What only a
        programmer understands is in the log.
        """
        if isinstance(error, Unreadable | ConnectorError):
            return str(error)
        return self.env._(
            "Social Care cannot read this notice. See the server log for details."
        )
