# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicketStage(models.Model):
    """Closing or reopening a stage updates the work items of its tickets."""

    _inherit = "helpdesk.ticket.stage"

    def write(self, vals):
        turned = self.filtered(lambda stage: stage.closed != vals.get("closed"))
        result = super().write(vals)
        if "closed" in vals:
            tickets = self.env["helpdesk.ticket"].sudo()
            tickets.search([("stage_id", "in", turned.ids)])._enqueue_social_care_sync()
        return result
