# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.queue_job.jobrunner.runner import PG_ADVISORY_LOCK_ID

from ..tools.errors import ConnectorError
from ..tools.values import Finding

FAILED = [("state", "=", "failed")]
REMARKS = [("state", "=", "done"), ("error", "!=", False)]
EXPIRY_WARNING = timedelta(days=7)
# Levels of findings, the worst first.
RANK = ("error", "warning", "ok")
# A job that has been due for this long is stuck.
LATE_JOB = timedelta(minutes=1)
LATE_CRON = timedelta(minutes=15)
FAILED_LATELY = timedelta(days=1)
# PostgreSQL shows a lock's 64-bit key as two halves.
RUNNER = """
    SELECT 1 FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid::bigint << 32 | objid::bigint = %s
"""


class SocialCareAccountHealth(models.AbstractModel):
    """Diagnose an account: its connection, and what around it may keep it from
    listening and publishing.
    """

    _name = "social.care.account.health"
    _description = "Health of an Account"

    last_event_at = fields.Datetime(compute="_compute_events", compute_sudo=True)
    failed_event_count = fields.Integer(
        string="Unreadable notices", compute="_compute_events", compute_sudo=True
    )
    remark_count = fields.Integer(
        string="Notices with remarks",
        compute="_compute_events",
        compute_sudo=True,
        help="Notices that were read except for some invalid values.",
    )
    gap_count = fields.Integer(
        string="Gaps",
        compute="_compute_events",
        compute_sudo=True,
        help="Notices that the webhook missed and a poll found.",
    )
    unread_event_count = fields.Integer(
        string="Unread",
        compute="_compute_unread_event_count",
        compute_sudo=True,
        help="Notices that are stored but not read yet.",
    )
    last_poll_at = fields.Datetime(compute="_compute_polls")
    received_until = fields.Datetime(
        readonly=True, copy=False, help="Time of the newest processed notice."
    )
    reconciled_until = fields.Datetime(
        compute="_compute_polls",
        help="Everything before this time was compared with the lists of the network.",
    )
    budget_ids = fields.One2many(
        "social.care.budget",
        "account_id",
        readonly=True,
        groups="social_care.group_social_care_manager",
    )
    daily_budget_ids = fields.One2many(
        "social.care.daily.budget",
        "account_id",
        groups="social_care.group_social_care_manager",
    )
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
        """Record up to when events were processed.

        :param until: naive UTC
        """
        if until and (not self.received_until or until > self.received_until):
            self.sudo().received_until = until

    def _diagnose_connection(self):
        """Return findings of the core and the connector. A copied database does not ask
        the network: that could renew a token and lock out the original.
        """
        findings = self._diagnose_database()
        if findings:
            return findings
        findings += self._diagnose_token() + self._diagnose_teams()
        findings += self._diagnose_events() + self._diagnose_daily_budgets()
        try:
            findings += self._diagnose_login() + self._get_connector()._diagnose(self)
        except ConnectorError as error:
            fix = self.env._("Check the credentials, then reconnect.")
            findings.append(Finding("error", str(error), fix))
        return findings

    def _diagnose_login(self):
        """Return a finding that the login works, if the network says so.

        :raise ConnectorError: if the network does not accept it, or cannot be asked
        """
        is_working = self._get_connector()._check_login(self)
        return [Finding("ok", self.env._("The login works."))] if is_working else []

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
                    "If this is now the production database, use “Allow publishing "
                    "here”."
                ),
            )
        ]

    def _diagnose_token(self):
        expires, now = self.token_expires_at, fields.Datetime.now()
        if not expires or expires > now + EXPIRY_WARNING:
            return []
        if expires < now:
            words = self.env._("The access expired on %s (UTC).", expires)
            return [self._make_error(words, self.env._("Reconnect the account."))]
        return [
            self._make_warning(
                self.env._("The access expires on %s (UTC).", expires),
                self.env._("Reconnect the account before that date."),
            )
        ]

    def _diagnose_teams(self):
        """Report archived teams, which get no tickets."""
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
        """Report events that could not be read."""
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

    def _diagnose_daily_budgets(self):
        """Report budgets that are nearly or wholly used."""
        self.env["social.care.daily.budget"]._declare(self)
        return [
            self._make_warning(
                self.env._(
                    "%(spent)g of %(amount)g %(unit)s of today are used.",
                    spent=budget.spent_today,
                    amount=budget.amount,
                    unit=budget.label,
                ),
                self.env._(
                    "Raise the daily budget under Health, or poll less often. It is "
                    "renewed at %s (UTC).",
                    fields.Datetime.to_string(budget.reset_at),
                ),
            )
            for budget in self.sudo().daily_budget_ids
            if budget._is_scarce()
        ]

    def _diagnose_surroundings(self):
        """Return findings on what the account needs beside its network.

        Other addons extend it.

        :return: list of ``tools.values.Finding``
        """
        return [
            *self._diagnose_jobs(),
            *self._diagnose_crons(),
            *self._diagnose_streams(),
            *self.app_id._diagnose(),
            *self._get_connector()._diagnose_own_address(self),
        ]

    # -- jobs ------------------------------------------------------------------

    def _diagnose_jobs(self):
        if not self._has_runner():
            return [self._report_no_runner()]
        findings = (self._check_late_jobs(), self._check_failed_jobs())
        return [finding for finding in findings if finding]

    def _has_runner(self):
        """Whether a job runner listens to this database. It holds an advisory lock,
        which only pg_locks shows.
        """
        self.env.cr.execute(RUNNER, (PG_ADVISORY_LOCK_ID,))
        return bool(self.env.cr.fetchone())

    def _report_no_runner(self):
        return self._make_error(
            self.env._(
                "No job runner is running for this database: mentions are not read, "
                "and replies are not sent."
            ),
            self.env._(
                "Restart Odoo: its job runner looks for databases only when it starts. "
                "If that does not help, add queue_job to server_wide_modules in the "
                "configuration, and “channels = root:…” to its section [queue_job]."
            ),
        )

    def _check_late_jobs(self):
        before = fields.Datetime.now() - LATE_JOB
        count = self._count_jobs(
            [
                ("state", "in", ("pending", "enqueued")),
                ("date_created", "<", before),
                "|",
                ("eta", "=", False),
                ("eta", "<", before),
            ]
        )
        if not count:
            return None
        begun = ["|", ("state", "=", "started"), ("date_started", ">", before)]
        return (
            self._report_slow_jobs(count)
            if self._count_jobs(begun)
            else self._report_stuck_jobs()
        )

    def _report_stuck_jobs(self):
        return self._make_error(
            self.env._("The job runner cannot reach Odoo: no job is started."),
            self.env._(
                "Set host and port in the section [queue_job] of the configuration to "
                "the address of Odoo, then restart it."
            ),
        )

    def _report_slow_jobs(self, count):
        return self._make_warning(
            self.env._("%s jobs have been due for more than a minute.", count),
            self.env._(
                "Increase the capacity of the channels in the section [queue_job] of "
                "the configuration, or check Job Queue / Jobs for slow jobs."
            ),
        )

    def _check_failed_jobs(self):
        since = fields.Datetime.now() - FAILED_LATELY
        domain = [("state", "=", "failed"), ("date_started", ">", since)]
        count = self._count_jobs(domain)
        return count and self._make_warning(
            self.env._("%s jobs failed within the last day.", count),
            self.env._(
                "See Job Queue / Jobs for the reason; “Requeue” runs a job again."
            ),
        )

    def _count_jobs(self, domain):
        """Count our jobs, whose channels have a common root."""
        channels = [("channel", "=like", "root.social_care%")]
        return self.env["queue.job"].sudo().search_count(channels + domain)

    # -- scheduled actions -----------------------------------------------------

    def _diagnose_crons(self):
        crons = self._get_own_crons()
        late = fields.Datetime.now() - LATE_CRON
        if any(cron.active and cron.nextcall < late for cron in crons):
            return [self._report_no_crons()]
        return [self._report_inactive_cron(cron) for cron in crons if not cron.active]

    def _get_own_crons(self):
        domain = [("model", "=", "ir.cron"), ("module", "=like", "social_care%")]
        ids = self.env["ir.model.data"].sudo().search(domain).mapped("res_id")
        return self.env["ir.cron"].sudo().with_context(active_test=False).browse(ids)

    def _report_no_crons(self):
        return self._make_error(
            self.env._(
                "Scheduled actions do not run: networks are not polled, and lost jobs "
                "are not recovered."
            ),
            self.env._(
                "Start Odoo with max_cron_threads above 0. A server that was just "
                "started needs a few minutes to catch up."
            ),
        )

    def _report_inactive_cron(self, cron):
        return self._make_warning(
            self.env._("The scheduled action “%s” is inactive.", cron.name),
            self.env._("Activate it under Settings / Technical / Scheduled Actions."),
        )

    # -- streams ---------------------------------------------------------------

    def _diagnose_streams(self):
        streams = self.with_context(active_test=False).stream_ids
        if not streams.filtered("active"):
            return [self._report_no_stream()]
        return [
            self._report_archived_stream(stream)
            for stream in streams
            if not stream.active
        ]

    def _report_no_stream(self):
        return self._make_error(
            self.env._("The account has no stream, so it receives nothing."),
            self.env._("Add one under Streams, or unarchive one."),
        )

    def _report_archived_stream(self, stream):
        return self._make_warning(
            self.env._(
                "The stream “%s” is archived and receives nothing.", stream.name
            ),
            self.env._(
                "Its notices are kept unread under Events. Unarchive the stream, then "
                "replay those events."
            ),
        )

    def _make_error(self, title, fix):
        return Finding("error", title, fix)

    def _make_warning(self, title, fix):
        return Finding("warning", title, fix)
