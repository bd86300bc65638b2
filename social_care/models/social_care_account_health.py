# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import split_every

from ..tools.errors import ConnectorError, Slow
from ..tools.pace import Pace
from ..tools.values import Event, Finding
from .social_care_account import LISTENING

ALIVE_DAYS = 7
ALIVE_BATCH, ALIVE_SLICE, ALIVE_SECONDS = 1000, 25, 20
FAILED = [("state", "=", "failed")]
REMARKS = [("state", "=", "done"), ("error", "!=", False)]
EXPIRY_WARNING = timedelta(days=7)
# Of findings, the worst first.
RANK = ("error", "warning", "ok")


class SocialCareAccount(models.Model):
    """What an account can prove about itself."""

    _inherit = "social.care.account"

    last_event_at = fields.Datetime(compute="_compute_events", compute_sudo=True)
    failed_event_count = fields.Integer(
        string="Unreadable notices", compute="_compute_events", compute_sudo=True
    )
    remark_count = fields.Integer(
        string="Notices with remarks",
        compute="_compute_events",
        compute_sudo=True,
        help="They were read, but something in them made no sense.",
    )
    gap_count = fields.Integer(
        string="Gaps",
        compute="_compute_events",
        compute_sudo=True,
        help="Notices that only a poll brought although the webhook should have.",
    )
    unread_event_count = fields.Integer(
        string="Unread",
        compute="_compute_unread_event_count",
        compute_sudo=True,
        help="Notices that are kept and not read yet.",
    )
    last_poll_at = fields.Datetime(compute="_compute_polls")
    received_until = fields.Datetime(
        readonly=True, copy=False, help="Time of the newest notice that is processed."
    )
    reconciled_until = fields.Datetime(
        compute="_compute_polls",
        help="All that happened before was compared with the network's own lists.",
    )
    budget_ids = fields.One2many(
        "social.care.budget",
        "account_id",
        readonly=True,
        groups="social_care.group_social_care_manager",
    )
    alive_cursor = fields.Integer(readonly=True, copy=False)
    diagnosis = fields.Json(readonly=True, copy=False)
    diagnosed_at = fields.Datetime(readonly=True, copy=False)
    mention_count = fields.Integer(compute="_compute_mention_count")

    def _compute_events(self):
        rows = self.env["social.care.event"]._read_group(
            [("account_id", "in", self.ids)],
            ["account_id"],
            ["received_at:max"],
        )
        last = dict(rows)
        failed = self._count_events(FAILED)
        remarks = self._count_events(REMARKS)
        gaps = self._count_events([("gap", "=", True)])
        for account in self:
            account.last_event_at = last.get(account)
            account.failed_event_count = failed.get(account, 0)
            account.remark_count = remarks.get(account, 0)
            account.gap_count = gaps.get(account, 0)

    def _compute_unread_event_count(self):
        unread = self._count_events([("state", "=", "new")])
        for account in self:
            account.unread_event_count = unread.get(account, 0)

    def _count_events(self, domain):
        rows = self.env["social.care.event"]._read_group(
            [("account_id", "in", self.ids), *domain], ["account_id"], ["__count"]
        )
        return dict(rows)

    @api.depends("stream_ids.last_poll_at", "stream_ids.reconciled_until")
    def _compute_polls(self):
        for account in self:
            polled = account.stream_ids.filtered(lambda s: s.transport != "webhook")
            account.last_poll_at = max(
                filter(None, polled.mapped("last_poll_at")), default=False
            )
            done = polled.mapped("reconciled_until")
            account.reconciled_until = min(done) if done and all(done) else False

    def _compute_mention_count(self):
        rows = self.env["social.care.mention"]._read_group(
            [("account_id", "in", self.ids), ("is_own", "=", False)],
            ["account_id"],
            ["__count"],
        )
        counts = dict(rows)
        for account in self:
            account.mention_count = counts.get(account, 0)

    def _note_received(self, until):
        """All up to ``until`` is processed."""
        if until and (not self.received_until or until > self.received_until):
            self.sudo().received_until = until

    # -- diagnosis -------------------------------------------------------------

    def action_diagnose(self):
        """Ask the network how the connection is, look at what else the account needs,
        and keep the findings."""
        self.check_access("write")
        for account in self.sudo():
            connection = account._diagnose_connection()
            findings = connection + account._diagnose_surroundings()
            findings.sort(key=lambda finding: RANK.index(finding.level))
            account.write(
                {
                    "diagnosis": [finding.as_dict() for finding in findings],
                    "diagnosed_at": fields.Datetime.now(),
                }
            )
            if not any(finding.level == "error" for finding in connection):
                account._recover()

    def _diagnose_connection(self):
        """Findings of the core and of the connector. A copy does not even ask: that
        could renew a token and lock the original out."""
        findings = self._diagnose_database()
        if findings:
            return findings
        findings += self._diagnose_token() + self._diagnose_teams()
        findings += self._diagnose_events()
        try:
            findings += self._connector()._diagnose(self)
        except ConnectorError as error:
            fix = self.env._("Check the credentials, then connect again.")
            findings.append(Finding("error", str(error), fix))
        return findings

    def _diagnose_database(self):
        if self.can_publish:
            return []
        return [
            Finding(
                "error",
                self.env._(
                    "This is a copied database: polling and publishing are disabled."
                ),
                self.env._(
                    "If this is now the real one, press “Allow publishing here”."
                ),
            )
        ]

    def _diagnose_token(self):
        expires = self.token_expires_at
        if not expires or expires > fields.Datetime.now() + EXPIRY_WARNING:
            return []
        return [
            Finding(
                "warning",
                self.env._("The access ends on %s (UTC).", expires),
                self.env._("Connect the account again before that day."),
            )
        ]

    def _diagnose_teams(self):
        """Teams of this account that get no tickets any more."""
        teams = (self.team_id | self.stream_ids.team_id).filtered(
            lambda team: not team.active
        )
        return [
            Finding(
                "warning",
                self.env._("The team %s is archived and gets no tickets.", team.name),
                self.env._("Choose another team for the account and its streams."),
            )
            for team in teams
        ]

    def _diagnose_events(self):
        """Notices that came, and that nobody reads."""
        count = self.failed_event_count
        if not count:
            return []
        title = self.env._("1 notice could not be read.")
        if count > 1:
            title = self.env._("%s notices could not be read.", count)
        return [
            Finding(
                "warning",
                title,
                self.env._(
                    "Open “Unreadable” on the account: each notice says what is wrong "
                    "with it. Correct the tool that sends them, then replay them."
                ),
            )
        ]

    # -- completeness ----------------------------------------------------------

    def action_poll_now(self):
        """Ask the network for news now.

        :return: a notification; the job that asks runs in the background
        """
        self.check_access("write")
        self.stream_ids._enqueue_polls()
        return self._say(
            "info", self.env._("Fetching in the background; news appears in the inbox.")
        )

    def action_reconcile(self):
        """Look for what the network took down without telling, or never told.

        :return: a notification; the job that compares runs in the background
        """
        self.check_access("write")
        self._enqueue_reconcile()
        return self._say(
            "info",
            self.env._("Comparing in the background; “Compared up to” shows how far."),
        )

    def _enqueue_reconcile(self):
        for account in self:
            account.with_delay(
                description=self.env._("Compare with %s", account.name),
                identity_key=f"social_care.reconcile.{account.id}",
                channel=account._channel_of_calls(),
            )._reconcile()

    @api.model
    def _cron_reconcile(self):
        accounts = self.search([("state", "in", LISTENING)])
        accounts.filtered(lambda a: a._is_listening())._enqueue_reconcile()

    def _reconcile(self):
        """Job: look for what the network took down without telling, for some seconds;
        the next hour goes on from there."""
        self.ensure_one()
        if not self._is_listening():
            return
        if self._is_in_wrong_channel():
            self._enqueue_reconcile()
            return
        self._take_line()
        try:
            self._with_deadline(self)._check_alive()
        except Slow:
            self._enqueue_reconcile()
        except ConnectorError as error:
            self._fail(error)
        self.stream_ids._enqueue_polls()

    def _check_alive(self):
        """Ask for some recent mentions, going on where the last time ended. What the
        network said counts also where it fails after that."""
        pace, gone, fault = Pace(ALIVE_SECONDS), set(), None
        connector, mentions = self._connector(), self._recent_mentions()
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

    def _recent_mentions(self):
        """The next ones before the cursor, from the newest again at the end."""
        recent = [
            ("account_id", "=", self.id),
            ("deleted_at", "=", False),
            ("profile_id.erased", "=", False),
            ("effective_at", ">=", fields.Datetime.now() - timedelta(days=ALIVE_DAYS)),
        ]
        before = [*recent, ("id", "<", self.alive_cursor)]
        mentions = self.env["social.care.mention"]
        return mentions.search(before, order="id desc", limit=ALIVE_BATCH) or (
            mentions.search(recent, order="id desc", limit=ALIVE_BATCH)
        )

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

    # -- screens ---------------------------------------------------------------

    def action_view_events(self):
        return self._view("social_care.social_care_event_action")

    def action_view_failed_events(self):
        """Notices that could not be read, each with its reason."""
        return self._view("social_care.social_care_event_action", FAILED)

    def action_view_remarks(self):
        """Notices of which something was left out, each with its reason."""
        return self._view("social_care.social_care_event_action", REMARKS)

    def action_view_mentions(self):
        return self._view("social_care.social_care_mention_action")

    def _view(self, xmlid, domain=()):
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("account_id", "in", self.ids), *domain]
        action["context"] = {}
        return action
