# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models

from odoo.addons.queue_job.jobrunner.runner import PG_ADVISORY_LOCK_ID

from ..tools.values import Finding

# A job that is due for so long waits for something that does not come.
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


class SocialCareAccount(models.Model):
    """What around an account may keep it from hearing and answering."""

    _inherit = "social.care.account"

    def _diagnose_surroundings(self):
        """Findings on what the account needs beside its network.

        Addons add theirs to the list.

        :return: list of tools.values.Finding
        """
        return [
            *self._diagnose_jobs(),
            *self._diagnose_crons(),
            *self._diagnose_streams(),
            *self._connector()._diagnose_own_address(self),
        ]

    # -- jobs ------------------------------------------------------------------

    def _diagnose_jobs(self):
        if not self._has_runner():
            return [self._no_runner()]
        findings = (self._late_jobs(), self._failed_jobs())
        return [finding for finding in findings if finding]

    def _has_runner(self):
        """Whether a job runner listens to this database: it holds a lock there."""
        self.env.cr.execute(RUNNER, (PG_ADVISORY_LOCK_ID,))
        return bool(self.env.cr.fetchone())

    def _no_runner(self):
        return self._error(
            self.env._(
                "Nothing runs the jobs of this database: mentions are not read, and "
                "replies are not sent."
            ),
            self.env._(
                "Restart Odoo: its job runner looks for databases only when it starts. "
                "If that does not help, add queue_job to server_wide_modules in the "
                "configuration, and “channels = root:…” to its section [queue_job]."
            ),
        )

    def _late_jobs(self):
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
        return self._slow(count) if self._count_jobs(begun) else self._stuck()

    def _stuck(self):
        return self._error(
            self.env._("The job runner does not reach Odoo: no job begins."),
            self.env._(
                "Set host and port in the section [queue_job] of the configuration to "
                "those under which Odoo answers, then restart it."
            ),
        )

    def _slow(self, count):
        return self._warning(
            self.env._("%s jobs have been due for more than a minute.", count),
            self.env._(
                "Give the channels in the section [queue_job] of the configuration "
                "more capacity, or look at Job Queue / Jobs for what takes so long."
            ),
        )

    def _failed_jobs(self):
        since = fields.Datetime.now() - FAILED_LATELY
        domain = [("state", "=", "failed"), ("date_started", ">", since)]
        count = self._count_jobs(domain)
        return count and self._warning(
            self.env._("%s jobs failed within a day.", count),
            self.env._("Job Queue / Jobs shows why; “Requeue” tries one again."),
        )

    def _count_jobs(self, domain):
        """Of ours, whose channels all lie under one."""
        channels = [("channel", "=like", "root.social_care%")]
        return self.env["queue.job"].sudo().search_count(channels + domain)

    # -- scheduled actions -----------------------------------------------------

    def _diagnose_crons(self):
        crons = self._own_crons()
        late = fields.Datetime.now() - LATE_CRON
        if any(cron.active and cron.nextcall < late for cron in crons):
            return [self._no_crons()]
        return [self._switched_off(cron) for cron in crons if not cron.active]

    def _own_crons(self):
        domain = [("model", "=", "ir.cron"), ("module", "=like", "social_care%")]
        ids = self.env["ir.model.data"].sudo().search(domain).mapped("res_id")
        return self.env["ir.cron"].sudo().with_context(active_test=False).browse(ids)

    def _no_crons(self):
        return self._error(
            self.env._(
                "Scheduled actions do not run: networks are not polled, and nobody "
                "looks after what a crash left."
            ),
            self.env._(
                "Start Odoo with max_cron_threads above 0. A server that was just "
                "started catches up within minutes."
            ),
        )

    def _switched_off(self, cron):
        return self._warning(
            self.env._("The scheduled action “%s” is switched off.", cron.name),
            self.env._("Switch it on under Settings / Technical / Scheduled Actions."),
        )

    # -- streams ---------------------------------------------------------------

    def _diagnose_streams(self):
        streams = self.with_context(active_test=False).stream_ids
        if not streams.filtered("active"):
            return [self._deaf()]
        return [self._archived(stream) for stream in streams if not stream.active]

    def _deaf(self):
        return self._error(
            self.env._("Nothing is heard: the account has no stream."),
            self.env._("Add one under Streams, or unarchive one."),
        )

    def _archived(self, stream):
        return self._warning(
            self.env._("The stream “%s” is archived and hears nothing.", stream.name),
            self.env._(
                "What comes for it is kept under Events, unread. Unarchive the stream "
                "to hear again, then replay those events."
            ),
        )

    def _error(self, title, fix):
        return Finding("error", title, fix)

    def _warning(self, title, fix):
        return Finding("warning", title, fix)
