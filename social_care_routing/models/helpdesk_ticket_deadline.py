# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


class HelpdeskTicket(models.Model):
    """The deadline of a ticket, also where a clock runs without one."""

    _inherit = "helpdesk.ticket"

    @api.depends("ticket_sla_ids", "ticket_sla_ids.state", "ticket_sla_ids.deadline")
    def _compute_sla_data(self):
        undated = self.filtered(lambda ticket: ticket.ticket_sla_ids._undated())
        for ticket in undated:
            clocks = ticket.ticket_sla_ids
            running = clocks.filtered(lambda clock: clock.state == "in_progress")
            deadlines = running.filtered("deadline").mapped("deadline")
            ticket.sla_expired = any(clocks.mapped("expired"))
            ticket.sla_deadline = min(deadlines, default=False)
        return super(HelpdeskTicket, self - undated)._compute_sla_data()

    def _search_sla_expired(self, operator, value):
        """A ticket with one clock that is late is late, whatever the others are."""
        if operator != "in":
            return NotImplemented
        late = Domain(super()._search_sla_expired("=", True))
        return late if True in value else ~late
