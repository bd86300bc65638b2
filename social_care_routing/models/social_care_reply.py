# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareReply(models.Model):
    """Whoever writes an answer has begun with the work."""

    _inherit = "social.care.reply"

    @api.model_create_multi
    def create(self, vals_list):
        replies = super().create(vals_list)
        works = replies.sudo().thread_id.ticket_id.work_ids
        works.filtered(lambda w: w.user_id == self.env.user)._begin()
        return replies
