# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.backoff import delay
from ..tools.errors import (
    AuthorizationLost,
    ConnectorError,
    RateLimited,
    Slow,
    Temporary,
)
from ..tools.pace import Pace
from .social_care_account_calls import LISTENING

_logger = logging.getLogger(__name__)

PAGES_PER_POLL, POLL_SECONDS = 10, 10
# Delay before the next poll if more is left; replies are sent in between.
MORE_SECONDS = 1
# Number of streams that are enqueued at a time.
POLLED = 500
LATE = timedelta(minutes=2)


class SocialCareStream(models.Model):
    """Something that an account listens to, and how far it has been read."""

    _name = "social.care.stream"
    _description = "Social Care Stream"
    _order = "account_id, sequence, id"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    account_id = fields.Many2one(
        "social.care.account", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    network = fields.Selection(related="account_id.network")
    kind = fields.Selection(
        [
            ("mentions", "Mentions"),
            ("replies", "Replies and quotes"),
            ("comments", "Comments"),
            ("direct", "Direct messages"),
            ("search", "Keyword search"),
            ("reviews", "Reviews"),
        ],
        required=True,
    )
    query = fields.Char(help="Keyword, hashtag or phrase to search for.")
    stage = fields.Selection(
        [
            ("manual", "1 Manual: a person reads the inbox"),
            ("monitored", "2 Monitored: alerts, a person forwards"),
            ("routed", "3 Routed: rules make tickets"),
        ],
        required=True,
        default="manual",
    )
    team_id = fields.Many2one(
        "helpdesk.ticket.team",
        check_company=True,
        help="Default team for tickets of this stream, if no rule names one.",
    )
    alert_user_ids = fields.Many2many(
        "res.users",
        string="Alert",
        domain=[("share", "=", False)],
        help="Notified immediately of every new mention in this stream that they may "
        "read.",
    )
    transport = fields.Selection(
        [("poll", "Polling"), ("webhook", "Webhook"), ("both", "Webhook and polling")],
        required=True,
        default="poll",
    )
    poll_minutes = fields.Integer(default=1, string="Poll every (minutes)")
    cursor = fields.Json(readonly=True, copy=False)
    next_poll_at = fields.Datetime(readonly=True, copy=False, index=True)
    last_poll_at = fields.Datetime(readonly=True, copy=False)
    reconciled_until = fields.Datetime(readonly=True, copy=False)
    backoff_until = fields.Datetime(readonly=True, copy=False)
    failure_count = fields.Integer(readonly=True, copy=False)
    last_error = fields.Char(readonly=True, copy=False)

    _poll_positive = models.Constraint(
        "CHECK (poll_minutes BETWEEN 1 AND 525600)",
        "The time between two polls must be above zero and at most a year.",
    )
    _search_has_query = models.Constraint(
        "CHECK (kind != 'search' OR query IS NOT NULL)",
        "A keyword search needs a keyword.",
    )

    @api.constrains("kind", "transport", "account_id")
    def _check_offered(self):
        """A stream must be of a kind and a transport that the network offers."""
        for stream in self:
            capabilities = stream.account_id._get_capabilities()
            ways = {"both": {"webhook", "poll"}}.get(
                stream.transport, {stream.transport}
            )
            if stream.kind not in capabilities.streams or not ways.issubset(
                capabilities.transports
            ):
                raise ValidationError(
                    self.env._(
                        "%(network)s does not support “%(stream)s”. Choose another "
                        "kind or transport.",
                        network=stream.account_id._get_connector()._get_network_name(),
                        stream=stream.name,
                    )
                )

    @api.model
    def _cron_poll(self):
        """Enqueue the polls of all streams that are due."""
        now = fields.Datetime.now()
        due = self.search(
            [
                ("transport", "!=", "webhook"),
                ("account_id.state", "in", LISTENING),
                "|",
                ("next_poll_at", "=", False),
                ("next_poll_at", "<=", now),
            ],
            order="next_poll_at NULLS FIRST, id",
        )
        listening = due.filtered(lambda s: s.account_id._is_listening())
        listening[:POLLED]._enqueue_polls()

    def _enqueue_polls(self, eta=None):
        for stream in self.filtered(lambda s: s.transport != "webhook"):
            stream.with_delay(
                eta=eta,
                description=f"{stream.account_id.name}: {stream.name}",
                identity_key=f"social_care.poll.{stream.id}",
                channel=stream.account_id._get_call_channel(),
            )._poll()

    def _poll(self):
        """Job: fetch and store what is new, for some seconds. An error sets the time of
        the next poll.
        """
        self.ensure_one()
        account = self.account_id
        if not self.active or not account._is_listening():
            return
        if account._is_in_wrong_channel():
            self._enqueue_polls()
            return
        account._take_line()
        started = fields.Datetime.now()
        stream = account._set_deadline(self.sudo())
        try:
            more = stream._fetch_pages()
        except Slow:
            stream._enqueue_polls()
        except ConnectorError as error:
            stream._note_failure(error)
        except psycopg2.Error:
            raise
        except Exception as error:
            # Unexpected answers of a network must be visible on the account.
            _logger.exception("Stream %s: fault while polling", self.id)
            stream._note_failure(Temporary(f"{type(error).__name__}: {error}"))
        else:
            stream._note_success(started, more)

    def _fetch_pages(self):
        """Fetch page after page and store them at the end: while the network responds,
        no webhook with the same notices waits for us.

        :return: whether more is left
        """
        connector, cursor = self.account_id._get_connector(), self.cursor or {}
        pace, events, more, fault = Pace(POLL_SECONDS), [], True, None
        try:
            for _page in range(PAGES_PER_POLL):
                fetched = connector._fetch(self, cursor)
                events += fetched.events
                cursor, more = fetched.cursor, fetched.more
                if not more or pace.is_over():
                    break
        except psycopg2.Error:
            raise
        except Exception as error:
            # The pages before the error are kept.
            fault = error
        self._store_fetched(events)
        self.cursor = cursor
        if fault:
            raise fault
        return more

    def _store_fetched(self, events):
        store = self.env["social.care.event"]
        new = store._store(self.account_id, self, events, "poll")
        if self.transport == "both" and self.last_poll_at:
            late = fields.Datetime.now() - LATE
            new.filtered(
                lambda e: e.occurred_at and self.last_poll_at < e.occurred_at < late
            ).gap = True

    def _note_success(self, started, more):
        """Record that everything up to ``started`` is stored.

        :param more: whether the network has more pages
        """
        pause = timedelta() if more else timedelta(minutes=self.poll_minutes)
        self.write(
            {
                "last_poll_at": started,
                "reconciled_until": self.reconciled_until if more else started,
                "next_poll_at": started + pause,
                "backoff_until": False,
                "failure_count": 0,
                "last_error": False,
            }
        )
        self.account_id._recover()
        if more:
            self._enqueue_polls(eta=MORE_SECONDS)

    def _note_failure(self, error):
        failures = self.failure_count + 1
        until = fields.Datetime.now() + delay(failures)
        if isinstance(error, RateLimited):
            until = error.until
        self.write(
            {
                "last_poll_at": fields.Datetime.now(),
                "next_poll_at": until,
                "backoff_until": until,
                "failure_count": failures,
                "last_error": str(error),
            }
        )
        if isinstance(error, AuthorizationLost) or failures > 2:
            self.account_id._fail(error)

    @api.ondelete(at_uninstall=False)
    def _check_no_rules(self):
        """Refuse to delete the only stream of a rule, which would then apply to all."""
        rules = self.env["social.care.rule"].sudo().with_context(active_test=False)
        used = rules.search([("stream_ids", "in", self.ids)])
        if used:
            raise UserError(
                self.env._(
                    "These rules use the stream: %s. Change them first, or archive "
                    "the stream.",
                    ", ".join(used.mapped("name")),
                )
            )
