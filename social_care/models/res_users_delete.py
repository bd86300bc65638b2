# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError


class ResUsers(models.Model):
    """Who has answered customers, or decided about it, stays on record."""

    _inherit = "res.users"

    @api.ondelete(at_uninstall=False)
    def _check_not_on_record(self):
        for model in ("social.care.reply", "social.care.log"):
            records = self.env[model].sudo()
            used = records.search([("user_id", "in", self.ids)], limit=1)
            if used:
                raise UserError(
                    self.env._(
                        "%s has worked on conversations with customers, which is on "
                        "record. Archive the user instead.",
                        used.user_id.name,
                    )
                )
