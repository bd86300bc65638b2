# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError


class SocialCareAccount(models.Model):
    """An account that has heard or said something is archived, not deleted."""

    _inherit = "social.care.account"

    @api.ondelete(at_uninstall=False)
    def _check_no_conversations(self):
        for name in ("thread", "mention", "reply"):
            records = self.env[f"social.care.{name}"].sudo()
            used = records.search([("account_id", "in", self.ids)], limit=1)
            if used:
                raise UserError(
                    self.env._(
                        "%s has conversations, which would be lost. Archive it "
                        "instead.",
                        used.account_id.name,
                    )
                )
