# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCareTicketTransfer(models.TransientModel):
    """Wizard that hands tickets over to a team or an agent, with an internal note."""

    _name = "social.care.ticket.transfer"
    _inherit = "social.care.ticket.wizard"
    _description = "Transfer Tickets"

    team_id = fields.Many2one(
        "helpdesk.ticket.team",
        required=True,
        compute="_compute_team_id",
        store=True,
        readonly=False,
    )
    user_ids = fields.Many2many(related="team_id.user_ids", related_sudo=False)
    user_id = fields.Many2one(
        "res.users", string="Assign to", domain="[('id', 'in', user_ids)]"
    )
    note = fields.Text(help="Internal note. The customer does not see it.")

    @api.depends("ticket_ids")
    def _compute_team_id(self):
        """Propose the team that all tickets have."""
        for wizard in self:
            teams = wizard.ticket_ids.team_id
            wizard.team_id = teams if len(teams) == 1 else False

    @api.onchange("team_id")
    def _onchange_team_id(self):
        if self.user_id not in self.team_id.user_ids:
            self.user_id = False

    def action_transfer(self):
        """Hand the tickets over and post the note on them.

        :raise UserError: if the team or the agent cannot take them
        """
        tickets = self._get_tickets()
        self.team_id._social_care_check_takes(tickets.company_id, self.user_id)
        tickets._social_care_transfer(self.team_id, self.user_id, self.note or "")
        return {"type": "ir.actions.act_window_close"}
