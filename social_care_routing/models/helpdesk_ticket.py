# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.models.social_care_ticket_mail import WRITTEN
from odoo.addons.social_care.tools.times import reckon

CHUNK = 500
WATCHED = {
    "active",
    "category_id",
    "channel_id",
    "company_id",
    "partner_id",
    "priority",
    "stage_id",
    "team_id",
    "user_id",
}


class HelpdeskTicket(models.Model):
    """A ticket of any channel has a place in the queue."""

    _inherit = "helpdesk.ticket"

    # Whom a customer knows is asked for each new ticket.
    partner_id = fields.Many2one(index="btree_not_null")
    social_care_work_ids = fields.One2many(
        "social.care.work", "ticket_id", groups="social_care.group_social_care_agent"
    )

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._sync_social_care_work()
        return tickets

    def write(self, vals):
        result = super().write(vals)
        if WATCHED & vals.keys():
            self._sync_social_care_work()
        return result

    def _sync_social_care_work(self):
        """Bring the queue in line with these tickets."""
        works = self.env["social.care.work"].sudo()
        mine = [("ticket_id", "in", self.ids)]
        known = works.search(mine)
        # Of a backlog some may have been deleted meanwhile.
        missing = (self.sudo().exists() - known.ticket_id).filtered(
            lambda ticket: ticket._is_social_care_open()
        )
        if missing:
            works._add([ticket._prepare_social_care_work() for ticket in missing])
            known = works.search(mine)
        known._sync_with_tickets()

    def _is_social_care_open(self):
        return self.active and not self.closed

    def _prepare_social_care_work(self):
        # Messages are dated to the second: an answer does not come before its question.
        arrived_at = self.create_date.replace(microsecond=0)
        return {
            "ticket_id": self.id,
            "company_id": self.company_id.id,
            "medium_id": self.env["social.care.medium"]._get_ids_by_code()["email"],
            "arrived_at": arrived_at,
            "asked_at": arrived_at,
        }

    @api.model
    def _enqueue_social_care_backlog(self):
        """Jobs: tickets that were there before the queue get their place in it."""
        domain = [("closed", "=", False), ("social_care_work_ids", "=", False)]
        self.search(domain)._enqueue_social_care_sync()

    def _enqueue_social_care_sync(self):
        for start in range(0, len(self), CHUNK):
            self[start : start + CHUNK].with_delay()._sync_social_care_work()

    # -- mails and notes -------------------------------------------------------

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        self._apply_social_care_message(message)
        return result

    def _apply_social_care_message(self, message):
        """An answer of ours makes it the customer's turn; a note shows that its owner
        has begun. What a machine sent in their name does neither."""
        work = self.sudo().social_care_work_ids
        if not work or message.message_type not in WRITTEN:
            return
        message = message.sudo()
        authors = message.author_id.user_ids
        if authors.filtered(lambda user: not user.share) & work.user_id:
            work._mark_started()
        if self._social_care_is_written(message) and self.sudo()._social_care_is_ours(
            message
        ):
            work._log_mail_answer(fields.Datetime.now())
            work._sync_with_tickets()

    def _social_care_take_customer_message(self, message):
        """It is our turn since the customer wrote; what was asked before a ticket was
        closed is settled."""
        now = fields.Datetime.now()
        since = reckon(message.date or now, now).effective
        known = self.social_care_work_ids
        was_parked = known.state == "parked"
        known.asked_at = since if self.closed else known._get_earliest(since)
        result = super()._social_care_take_customer_message(message)
        (self.social_care_work_ids - known).asked_at = since
        self.social_care_work_ids._sync_with_tickets()
        if was_parked and not self.user_id:
            self._social_care_notify(self.env._("The customer wrote again"))
        return result

    # -- SLA targets -----------------------------------------------------------

    def _sla_response_read_message(self, message):
        """The queue knows who waits, and since when: see
        ``social.care.work.sync._update_clocks``."""

    def _sla_response_register_creation(self):
        """As ``_sla_response_read_message``."""

    # -- people ----------------------------------------------------------------

    def _social_care_get_recipients(self):
        """What is offered or given to people needs no other notice."""
        team = self.sudo().team_id
        if self.sudo().user_id or team.social_care_routing_mode in (False, "manual"):
            return super()._social_care_get_recipients()
        return self.env["res.partner"]

    def _social_care_release_owner(self):
        """The decision that gave somebody a ticket says that they lost it again."""
        works = self.sudo().social_care_work_ids.filtered(
            lambda work: work.state == "working"
        )
        self.env["social.care.decision"].sudo()._log_return(works)
        return super()._social_care_release_owner()
