# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import random
import time
from collections import namedtuple
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import fields, models

from odoo.addons.social_care.tools import http
from odoo.addons.social_care.tools.errors import ConnectorError
from odoo.addons.social_care.tools.locking import try_advisory_lock
from odoo.addons.social_care.tools.slowness import SLOW_SECONDS
from odoo.addons.social_care.tools.times import utc_now

from ..tools.attempts import Outcome, get_pause, read_answer
from ..tools.happening import to_text
from ..tools.standard_webhook import make_body, make_headers

CHANNEL = "root.social_care.api_events"
SLOW_CHANNEL = "root.social_care.api_events_slow"
# A job ends after this time and one attempt, and adds its successor.
PUMP_SECONDS = 30
# One attempt, with everything: a server that drips holds a place no longer.
WHOLE_SECONDS, CONNECT_SECONDS = 15, 5
MAX_BYTES = 64 * 1024
# Notifications that are read at once.
BATCH = 50
# Tries to store an outcome that collides with another transaction.
TRIES = 5
# The next job begins at a multiple of these seconds, so that few are added.
STEP = 5

Letter = namedtuple("Letter", "id key type at data subject attempts")
Target = namedtuple("Target", "url secrets has_words user is_slow")

# SQL: what is due, oldest first. What belongs to something that waits for its next
# attempt waits, too; the rest passes by.
_DUE = """
    SELECT id, key, type, happened_at, data, subject, attempts
    FROM social_care_api_delivery delivery
    WHERE subscription_id = %(subscription)s
        AND state = 'waiting' AND next_try_at <= %(now)s
        AND NOT EXISTS (
            SELECT FROM social_care_api_delivery earlier
            WHERE earlier.subscription_id = delivery.subscription_id
                AND earlier.subject = delivery.subject
                AND earlier.id < delivery.id
                AND earlier.state = 'waiting' AND earlier.attempts > 0
                AND earlier.next_try_at > %(now)s
        )
    ORDER BY id
    LIMIT %(most)s
"""
_NEXT = """
    SELECT min(next_try_at) FROM social_care_api_delivery
    WHERE subscription_id = %s AND state = 'waiting' AND next_try_at > %s
"""
_SETTLE = """
    UPDATE social_care_api_delivery
    SET state = %(state)s, attempts = %(attempts)s, next_try_at = %(next_try_at)s,
        tried_at = %(now)s, status = %(status)s, error = %(error)s
    WHERE id = %(id)s
"""


class SocialCareApiPump(models.AbstractModel):
    """Sends the notifications of a subscription, at least once and in order."""

    _name = "social.care.api.pump"
    _description = "Sending of Notifications"

    # -- jobs ------------------------------------------------------------------

    def _enqueue(self, eta=None):
        """Add a job that sends what is due.

        :param eta: datetime before which it does not run, by default none
        """
        when = f"{eta:%d%H%M%S}" if eta else "now"
        channel = SLOW_CHANNEL if self.is_slow else CHANNEL
        self.sudo().with_delay(
            priority=5,
            eta=eta,
            channel=channel,
            description=self.env._("Notify %s", self.name),
            identity_key=f"social_care.api.pump.{self.id}.{self.is_slow}.{when}",
        )._pump()

    def _wake(self):
        """Add jobs for subscriptions that can be sent something now. A probe of those
        that do not answer is planned already.
        """
        for subscription in self.filtered(lambda one: one._is_sending_now()):
            subscription._enqueue()

    def _is_sending(self):
        """Whether notifications are sent: to an address, and not from a copy."""
        is_on = self.active and self.state != "off" and self.is_here
        is_signed = self.url and self.has_secret
        return bool(is_on and is_signed and self.user_id.active and self._is_safe())

    def _is_sending_now(self):
        until = self.paused_until
        return self._is_sending() and not (until and until > fields.Datetime.now())

    def _enqueue_next(self):
        """Add the job that continues, at once or when the next attempt is due."""
        now = fields.Datetime.now()
        if not self.exists() or not self._is_sending():
            return
        if self._find_due(now, 1):
            at = self.paused_until
        else:
            self.env.cr.execute(_NEXT, (self.id, now))
            soonest = self.env.cr.fetchone()[0]
            if not soonest:
                return
            at = max(soonest, self.paused_until or soonest)
        self._enqueue(_round_up(at) if at and at > now else None)

    def _pump(self):
        """Job (commits): send what is due, for PUMP_SECONDS at most.

        One worker at a time sends for a subscription. Another one ends at once: who
        has the lock looks once more after it let it go.
        """
        if not self.exists():
            return
        key = f"social_care.api.pump.{self.id}"
        with try_advisory_lock(self.env.cr, key) as is_locked:
            if is_locked:
                self._send_due()
        # A new transaction: it sees what others committed until now.
        self.env.cr.commit()  # pylint: disable=invalid-commit
        if is_locked:
            self._enqueue_next()

    # -- sending ---------------------------------------------------------------

    def _send_due(self):
        until, client = time.monotonic() + PUMP_SECONDS, self._make_client()
        while self._is_sending_now() and time.monotonic() < until:
            # Who does not answer is sent one notification, as a probe.
            most = 1 if self.state == "circuit" else BATCH
            letters = self._find_due(fields.Datetime.now(), most)
            if not letters or not self._send_batch(letters, client, until):
                break

    def _find_due(self, now, most):
        """:return: list of ``Letter``, oldest first"""
        self.env["social.care.api.delivery"].flush_model()
        self.env.cr.execute(_DUE, {"subscription": self.id, "now": now, "most": most})
        return [Letter(*row) for row in self.env.cr.fetchall()]

    def _send_batch(self, letters, client, until):
        """Send notifications one after the other.

        :param letters: list of ``Letter``
        :param client: ``social_care.tools.http.Client``
        :param until: time at which to stop (monotonic)
        :return: whether to go on
        """
        target, stuck = self._get_target(), set()
        is_troubled = self._is_troubled()
        for letter in letters:
            if letter.subject in stuck:
                continue
            is_sent, is_moved = self._attempt(letter, target, client, is_troubled)
            if is_moved or time.monotonic() >= until:
                return False
            if not is_sent:
                stuck.add(letter.subject)
                if not self._is_sending_now():
                    return False
            is_troubled = not is_sent
        return True

    def _attempt(self, letter, target, client, is_troubled):
        """Send a notification and store what became of it.

        :return: (whether it was delivered, whether the subscriber changes the channel)
        """
        begun = time.monotonic()
        outcome = self._send(letter, target, client)
        is_sent = outcome.kind == "sent"
        is_slow = time.monotonic() - begun > SLOW_SECONDS
        is_moved = is_slow != target.is_slow
        is_news = is_moved or is_troubled or not is_sent
        self._settle(letter, outcome, is_slow if is_news else None)
        return is_sent, is_moved

    def _get_target(self):
        own = self.sudo()
        return Target(
            own.url, own._list_secrets(), own.with_words, own.user_id, own.is_slow
        )

    def _make_client(self):
        connector = self.env["social.care.connector"]
        return http.Client(
            timeout=(CONNECT_SECONDS, WHOLE_SECONDS),
            max_bytes=MAX_BYTES,
            whole=WHOLE_SECONDS,
            allowed_private=connector._get_allowed_hosts(),
        )

    def _send(self, letter, target, client):
        """Send one notification. No transaction is open meanwhile.

        :return: ``tools.attempts.Outcome``
        """
        body = self._make_body(letter, target)
        self.env.cr.commit()  # pylint: disable=invalid-commit
        moment = int(time.time())
        headers = make_headers(target.secrets, letter.key, moment, body)
        try:
            answer = client.request(
                "POST", target.url, writes=True, headers=headers, data=body
            )
        except ConnectorError as error:
            return Outcome("failed", words=str(error))
        return read_answer(answer.status, answer.headers, utc_now())

    def _make_body(self, letter, target):
        words = {}
        if target.has_words:
            compose = self.env["social.care.api.words"].sudo()._compose
            words = compose(letter.type, letter.data, target.user)
        return make_body(_make_payload(letter), words)

    # -- outcomes --------------------------------------------------------------

    def _settle(self, letter, outcome, is_slow):
        """Store what became of an attempt, and commit. It is stored again if it
        collides with somebody who changes the subscription: it was sent already.

        :param is_slow: whether the answer took long; None if the attempt says nothing
            new about the subscriber
        """
        for tries_left in reversed(range(TRIES)):
            try:
                return self._settle_once(letter, outcome, is_slow)
            except SerializationFailure:
                if not tries_left:
                    raise
                self.env.cr.rollback()
                self.env.invalidate_all()

    def _settle_once(self, letter, outcome, is_slow):
        self.env.cr.execute(_SETTLE, self._prepare_outcome(letter, outcome))
        if is_slow is not None and self.exists():
            self.is_slow = is_slow
            if self.state != "off":
                self._note_outcome(outcome)
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _prepare_outcome(self, letter, outcome):
        now = fields.Datetime.now()
        attempts = letter.attempts + (outcome.kind != "slow_down")
        state, again = "sent", now
        if outcome.kind == "slow_down":
            state = "waiting"
        elif outcome.kind != "sent":
            # Jitter, no secret.
            pause = get_pause(attempts, random.random())  # noqa: S311
            state = "parked" if pause is None else "waiting"
            again = now + (pause or timedelta())
        return {
            "id": letter.id,
            "now": now,
            "state": state,
            "attempts": attempts,
            "next_try_at": again,
            "status": outcome.status or None,
            "error": outcome.words or None,
        }


def _make_payload(letter):
    return {
        "type": letter.type,
        "timestamp": to_text(letter.at),
        "sequence": letter.id,
        "data": letter.data,
    }


def _round_up(moment):
    late = moment.replace(microsecond=0) + timedelta(seconds=STEP)
    return late - timedelta(seconds=late.second % STEP)
