# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools.unaccent import ensure_unaccent


class SocialCareProfile(models.Model):
    """People are found however their names are typed."""

    _inherit = "social.care.profile"

    @api.private
    def init(self):
        """Before the indexes of an installed or updated addon are made."""
        result = super().init()
        ensure_unaccent(self.pool, self.env.cr)
        return result
