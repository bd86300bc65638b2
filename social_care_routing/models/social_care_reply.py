# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

# What waits for its approval or for the network is an answer for now.
ON_ITS_WAY = ("to_approve", "queued", "sending", "unknown")


class SocialCareReply(models.Model):
    """A reply marks the agent's work as started; while it is pending, the work is
    offered to nobody else."""

    _inherit = "social.care.reply"

    @api.model_create_multi
    def create(self, vals_list):
        replies = super().create(vals_list)
        works = replies.sudo().thread_id.ticket_id.social_care_work_ids
        works.filtered(lambda w: w.user_id == self.env.user)._mark_started()
        return replies

    def write(self, vals):
        """Withdraw work without an owner while a reply is pending, and offer it again
        when the reply is returned. Wallboards count what is pending approval."""
        if "state" not in vals:
            return super().write(vals)
        before = {reply: reply.state in ON_ITS_WAY for reply in self}
        was_pending = "to_approve" in self.mapped("state")
        result = super().write(vals)
        turned = self.filtered(lambda r: (r.state in ON_ITS_WAY) != before[r])
        works = turned.sudo().thread_id.ticket_id.social_care_work_ids
        works.filtered(lambda w: not w.ticket_id.user_id)._sync_with_tickets()
        if was_pending or vals["state"] == "to_approve":
            works._notify_boards()
        return result
