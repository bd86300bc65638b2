# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SocialCareTicketWizard(models.AbstractModel):
    """Base of wizards that act on tickets: those of the form or list they open from."""

    _name = "social.care.ticket.wizard"
    _inherit = "social.care.wizard"
    _description = "Dialog about Tickets"

    ticket_ids = fields.Many2many("helpdesk.ticket", string="Tickets", required=True)

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        context = self.env.context
        if context.get("active_model") == "helpdesk.ticket":
            ids = context.get("active_ids") or [context.get("active_id")]
            vals.setdefault("ticket_ids", [fields.Command.set(ids)])
        return vals

    def _get_tickets(self):
        """Return the tickets that the user may change.

        :raise AccessError: if one of them is none of these
        :raise UserError: if there is none
        """
        self.ensure_one()
        if not self.ticket_ids:
            raise UserError(self.env._("Choose at least one ticket."))
        self.ticket_ids.check_access("write")
        return self.ticket_ids
