# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.times import utc_now

_logger = logging.getLogger(__name__)


class SocialCareReplyOutcome(models.AbstractModel):
    """What surrounds the publication of a reply: the seconds in which it can be undone,
    and what becomes of the ticket afterwards.
    """

    _name = "social.care.reply.outcome"
    _description = "Outcome of a Reply"

    outcome = fields.Selection(
        [("resolve", "Resolve the ticket")],
        string="Afterwards",
        readonly=True,
        help="What becomes of the ticket once the reply is published.",
    )
    undo_until = fields.Datetime(
        readonly=True,
        copy=False,
        help="Until then, the reply is not sent and its author can take it back.",
    )

    # -- undo ------------------------------------------------------------------

    def _get_undo_end(self):
        """Return until when a reply that is queued now waits to be taken back.

        Other addons extend it for replies that no person sends.

        :return: datetime; False if the reply is sent at once
        """
        seconds = self.company_id.social_care_undo_seconds
        if self.is_proactive or seconds <= 0:
            return False
        return utc_now() + timedelta(seconds=seconds)

    def _count_undo_seconds(self):
        """Return for how many seconds the reply can still be undone, 0 for none."""
        if self.state != "queued" or not self.undo_until:
            return 0
        return max((self.undo_until - utc_now()).total_seconds(), 0)

    def _check_not_sent(self, states):
        """Check that the reply can still be taken back.

        :param states: the states in which it can
        :raise UserError: otherwise
        """
        if self.state in states:
            return
        raise UserError(
            self.env._("Too late to undo: the reply is being sent or was sent already.")
        )

    # -- the ticket ------------------------------------------------------------

    def _settle_ticket(self):
        """Let the open ticket follow the published reply.

        The network has the reply whatever happens here: what the ticket refuses is
        logged on it, and the publication stays on record.
        """
        ticket = self.thread_id._open_ticket().sudo()
        if not ticket or self.is_proactive:
            return
        try:
            with self.env.cr.savepoint():
                self._apply_outcome(ticket)
        except UserError as error:
            _logger.info("Ticket %s cannot follow reply %s", ticket.number, self.id)
            ticket._message_log(body=str(error))

    def _apply_outcome(self, ticket):
        ticket._social_care_follow_answer()
        self._apply_acts(ticket)
        if self.outcome:
            getattr(self, f"_apply_outcome_{self.outcome}")(ticket)

    def _apply_outcome_resolve(self, ticket):
        """Resolve the ticket, unless the customer wrote after its author pressed send.

        Each value of ``outcome`` has such a method.

        :param ticket: open ``helpdesk.ticket`` of the reply, in sudo
        """
        if not self._note_overtaken(ticket):
            ticket._social_care_resolve()

    def _note_overtaken(self, ticket):
        """Log on the ticket that it stays open, if the customer wrote after the author
        pressed send.

        :return: whether they did
        """
        is_overtaken = bool(self._find_newer_questions(ticket))
        if is_overtaken:
            ticket._message_log(
                body=self.env._(
                    "Not resolved: the customer wrote while the reply of %s was being "
                    "sent.",
                    self.user_id.name,
                )
            )
        return is_overtaken

    def _find_newer_questions(self, ticket):
        """Return messages of the ticket that came after the reply and wait."""
        return self.env["social.care.mention"].search(
            [
                ("ticket_id", "=", ticket.id),
                ("id", ">", self.known_until),
                ("state", "in", ("inbox", "ticket")),
                ("is_own", "=", False),
                ("answered_at", "=", False),
                ("handled_at", "=", False),
                ("deleted_at", "=", False),
            ],
            limit=1,
        )
