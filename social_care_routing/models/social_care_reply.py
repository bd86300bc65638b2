# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

# What waits for its approval or for the network is an answer for now.
ON_ITS_WAY = ("to_approve", "queued", "sending", "unknown")


class SocialCareReply(models.Model):
    """A reply starts the work of its agent; while it is on its way nobody else is
    asked."""

    _inherit = "social.care.reply"

    @api.model_create_multi
    def create(self, vals_list):
        replies = super().create(vals_list)
        works = replies.sudo().thread_id.ticket_id.social_care_work_ids
        works.filtered(lambda w: w.user_id == self.env.user)._mark_started()
        return replies

    def write(self, vals):
        """Work without an owner is withdrawn when an answer is on its way, and offered
        again when it comes back."""
        if "state" not in vals:
            return super().write(vals)
        before = {reply: reply.state in ON_ITS_WAY for reply in self}
        result = super().write(vals)
        turned = self.filtered(lambda r: (r.state in ON_ITS_WAY) != before[r])
        works = turned.sudo().thread_id.ticket_id.social_care_work_ids
        works.filtered(lambda w: not w.ticket_id.user_id)._sync_with_tickets()
        return result
