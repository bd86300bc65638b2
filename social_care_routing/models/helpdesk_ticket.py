# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

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
    work_ids = fields.One2many(
        "social.care.work", "ticket_id", groups="social_care.group_social_care_agent"
    )

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._sync_work()
        return tickets

    def write(self, vals):
        result = super().write(vals)
        if WATCHED & vals.keys():
            self._sync_work()
        return result

    def _sync_work(self):
        """Bring the queue in line with these tickets."""
        works = self.env["social.care.work"].sudo()
        mine = [("ticket_id", "in", self.ids)]
        known = works.search(mine)
        # Of a backlog some may have been deleted meanwhile.
        missing = (self.sudo().exists() - known.ticket_id).filtered(
            lambda ticket: ticket._is_open()
        )
        if missing:
            works._add([ticket._work_vals() for ticket in missing])
            known = works.search(mine)
        known._follow()

    def _is_open(self):
        return self.active and not self.closed

    def _work_vals(self):
        # Messages are dated to the second: an answer does not come before its question.
        arrived_at = self.create_date.replace(microsecond=0)
        return {
            "ticket_id": self.id,
            "company_id": self.company_id.id,
            "medium_id": self.env["social.care.medium"]._id_by_code()["email"],
            "arrived_at": arrived_at,
            "asked_at": arrived_at,
        }

    @api.model
    def _enqueue_backlog_work(self):
        """Jobs: tickets that were there before the queue get their place in it."""
        domain = [("closed", "=", False), ("work_ids", "=", False)]
        self.search(domain)._enqueue_sync_work()

    def _enqueue_sync_work(self):
        for start in range(0, len(self), CHUNK):
            self[start : start + CHUNK].with_delay()._sync_work()

    # -- mails and notes -------------------------------------------------------

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        self._work_message(message)
        return result

    def _work_message(self, message):
        """A mail of the customer makes it our turn, an answer of ours theirs; a note
        shows that its owner has begun."""
        work = self.sudo().work_ids
        if not work or message.message_type not in ("email", "comment"):
            return
        ours = message.author_id.user_ids.filtered(lambda user: not user.share)
        if ours & work.user_id:
            work.started = True
        if message.is_internal or message.subtype_id.internal:
            return
        # Colleagues are customers, too.
        if ours and message.author_id != self.partner_id:
            work._answered(message.date)
        else:
            work.asked_at = work.asked_at or message.date
        work._follow()
