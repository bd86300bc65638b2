# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import errors
from ..tools.pg_errors import is_connection_lost
from ..tools.values import is_id

_logger = logging.getLogger(__name__)


class SocialCareReplyPreparation(models.AbstractModel):
    """First step of networks that publish in two: make a container, then publish it.

    The reply is still queued meanwhile, so that a worker that dies here leaves nothing
    in doubt: publishing remains the only step whose outcome can be unknown.
    """

    _name = "social.care.reply.preparation"
    _description = "Preparation of a Reply"

    container_id = fields.Char(
        string="Network's ID of the Container",
        readonly=True,
        copy=False,
        help="What was prepared on the network and is published next.",
    )

    def _make_ready(self):
        """Prepare the reply, once, and commit what the network made of it.

        :return: whether it can be published now
        """
        if self.container_id or not self.thread_id._get_capabilities().can_prepare:
            return True
        if not self._is_fit_for_preparation():
            return True
        # Releases the row before the call: nobody waits for the network.
        self.env.cr.commit()  # pylint: disable=invalid-commit
        is_ready = self._prepare_on_network()
        self.env.cr.commit()  # pylint: disable=invalid-commit
        return is_ready and self._is_still_queued()

    def _is_still_queued(self):
        """Whether nobody changed the reply during the call."""
        if not self._lock_row():
            self._enqueue()
            return False
        return self.state == "queued"

    def _is_fit_for_preparation(self):
        """Whether nothing speaks against the reply; ``_claim`` says what does."""
        try:
            self._check_sendable()
        except UserError:
            return False
        return not self._explain_missing_approval()

    def _prepare_on_network(self):
        """Call the network and record the outcome.

        :return: whether the reply is prepared
        """
        try:
            container = self.thread_id._get_connector()._prepare(self)
        except errors.Slow:
            self._enqueue()
        except errors.RateLimited as error:
            self._mark_waiting(error, error.until)
        except errors.AuthorizationLost as error:
            self._mark_access_lost(error)
        except errors.Rejected as error:
            self._mark_failed(error.kind, str(error))
        except errors.ConnectorError as error:
            self._mark_unprepared(error)
        except Exception as error:
            if is_connection_lost(error):
                raise
            _logger.exception("Reply %s: fault while preparing", self.id)
            self.env.cr.rollback()
            self._mark_unprepared(error)
        else:
            self.container_id = container if is_id(container) else False
            return True
        return False

    def _mark_unprepared(self, error):
        """Try again later, up to the limit of attempts. Nothing was published."""
        self.attempts += 1
        self._mark_temporary(errors.Temporary(str(error)))
