# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareReview(models.TransientModel):
    """The approver sees the public line, too: both are sent, or none."""

    _inherit = "social.care.review"

    public_line = fields.Text(related="reply_id.public_line", related_sudo=False)
