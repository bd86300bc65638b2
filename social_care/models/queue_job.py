# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

# A job that kills its worker itself is retried for a day, then it stays failed.
TRIED_FOR = timedelta(days=1)


class QueueJob(models.Model):
    """Jobs whose workers were killed are tried again."""

    _inherit = "queue.job"

    @api.model
    def _cron_requeue_killed(self):
        """Requeue our jobs that the runner gave up because their workers kept dying.

        All of our jobs may run twice: what they do is claimed in the database first.
        """
        self.search(
            [
                ("state", "=", "failed"),
                ("exc_name", "=", "JobFoundDead"),
                ("channel", "=like", "root.social_care%"),
                ("date_created", ">", fields.Datetime.now() - TRIED_FOR),
            ]
        ).requeue()
