# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError


class SocialCareStream(models.Model):
    """A rule that lost its only stream would act on all."""

    _inherit = "social.care.stream"

    @api.ondelete(at_uninstall=False)
    def _check_no_rules(self):
        rules = self.env["social.care.rule"].sudo().with_context(active_test=False)
        used = rules.search([("stream_ids", "in", self.ids)])
        if used:
            raise UserError(
                self.env._(
                    "Rules ask for this stream: %s. Change them first, or archive the "
                    "stream.",
                    ", ".join(used.mapped("name")),
                )
            )
