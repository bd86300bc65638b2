# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class SocialCareJoin(models.TransientModel):
    """Wizard that adds mentions, or the conversations of tickets, to a ticket: the
    customer's open tickets are offered first.
    """

    _name = "social.care.join"
    _inherit = "social.care.wizard"
    _description = "Add to a Ticket"

    mention_ids = fields.Many2many("social.care.mention")
    ticket_ids = fields.Many2many("helpdesk.ticket", string="Tickets")
    candidate_ids = fields.Many2many(
        "helpdesk.ticket",
        compute="_compute_candidate_ids",
        string="Open tickets of this customer",
    )
    target_id = fields.Many2one(
        "helpdesk.ticket",
        string="Ticket",
        compute="_compute_target_id",
        store=True,
        readonly=False,
        domain="[('closed', '=', False), ('id', 'not in', ticket_ids)]",
    )

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        name = {
            "social.care.mention": "mention_ids",
            "helpdesk.ticket": "ticket_ids",
        }.get(self.env.context.get("active_model"))
        if name:
            ids = self.env.context.get("active_ids") or []
            vals.setdefault(name, [fields.Command.set(ids)])
        return vals

    @api.depends("mention_ids", "ticket_ids")
    def _compute_candidate_ids(self):
        """Compute the open tickets of the same people that the user may read."""
        for wizard in self:
            tickets = wizard.ticket_ids._origin
            people = wizard.mention_ids.profile_id | (
                tickets.sudo().social_care_thread_ids.profile_id
            )
            domain = tickets._social_care_get_same_people_domain(people.sudo())
            domain &= Domain("closed", "=", False)
            domain &= Domain("id", "not in", tickets.ids)
            wizard.candidate_ids = tickets.search(domain, order="id desc", limit=20)

    @api.depends("candidate_ids")
    def _compute_target_id(self):
        for wizard in self:
            wizard.target_id = wizard.candidate_ids[:1]

    def action_join(self):
        """Move the mentions or tickets, and open the ticket that they are on now.

        :raise UserError: if they cannot be joined
        """
        self.ensure_one()
        self._check_target()
        if self.mention_ids:
            self.mention_ids.check_access("read")
            self.mention_ids.sudo()._join_chosen_ticket(self.target_id.sudo())
        if self.ticket_ids:
            self.ticket_ids._social_care_join(self.target_id)
        return self.target_id._social_care_open_form()

    def _check_target(self):
        if not self.target_id:
            raise UserError(self.env._("Choose a ticket."))
        (self.target_id | self.ticket_ids).check_access("write")
