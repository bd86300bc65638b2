# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareProfile(models.Model):
    """Whom a holding reply was said to."""

    _inherit = "social.care.profile"

    holding_reply_ids = fields.One2many("social.care.reply", "holding_profile_id")
