# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import split_every

# A job that kills its worker itself is retried for a day, then it stays failed.
TRIED_FOR = timedelta(days=1)
# Number of jobs that one transaction requeues.
BATCH = 500


class QueueJob(models.Model):
    """Jobs whose workers were killed are tried again."""

    _inherit = "queue.job"

    @api.model
    def _social_care_cron_requeue_killed(self):
        """Requeue our jobs that the runner gave up because their workers kept dying
        (commits after each batch).

        All of our jobs may run twice: what they do is claimed in the database first.
        """
        killed = self.search(
            [
                ("state", "=", "failed"),
                ("exc_name", "=", "JobFoundDead"),
                ("channel", "=like", "root.social_care%"),
                ("date_created", ">", fields.Datetime.now() - TRIED_FOR),
            ]
        ).filtered(lambda job: job._social_care_can_run())
        crons = self.env["ir.cron"]
        crons._commit_progress(remaining=len(killed))
        for batch in split_every(BATCH, killed.ids, self.browse):
            batch.requeue()
            if not crons._commit_progress(len(batch)):
                break

    def _social_care_can_run(self):
        """Whether the model and the method of the job still exist: its addon may have
        been updated or uninstalled meanwhile.
        """
        return hasattr(self.env.get(self.model_name), self.method_name)
