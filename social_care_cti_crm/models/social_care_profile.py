# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareProfile(models.Model):
    _inherit = "social.care.profile"

    _attested_phone_idx = models.Index(
        "(attested_phone) WHERE attested_phone IS NOT NULL"
    )
