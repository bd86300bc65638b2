# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo.addons.queue_job.controllers.main import RunJobController
from odoo.addons.queue_job.exception import RetryableJobError

from ..tools.pg_errors import is_connection_lost

_logger = logging.getLogger(__name__)

OURS = "root.social_care"
# Delay until PostgreSQL is available again after a restart.
LOST_SECONDS = 5


class SocialCareRunJob(RunJobController):
    """Retry jobs that lose their connection to the database.

    The queue only retries conflicts; any other error fails a job. What a job had not
    committed is lost with the connection, as if its worker had died.
    """

    @classmethod
    def _try_perform_job(cls, env, job):
        # Read before the connection is lost: afterwards it cannot be read.
        is_ours = (job.channel or "").startswith(OURS)
        try:
            return super()._try_perform_job(env, job)
        except Exception as error:
            if not is_ours or not is_connection_lost(error):
                raise
            _logger.info("Job %s lost its connection: %s", job.uuid, error)
            words = "The connection to the database was lost"
            raise RetryableJobError(words, LOST_SECONDS, True) from error
