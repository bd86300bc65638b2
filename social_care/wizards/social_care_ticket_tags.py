# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareTicketTags(models.TransientModel):
    """Wizard that adds tags to tickets and removes others."""

    _name = "social.care.ticket.tags"
    _inherit = "social.care.ticket.wizard"
    _description = "Tag Tickets"

    add_tag_ids = fields.Many2many(
        "helpdesk.ticket.tag", "social_care_ticket_tags_add_rel", string="Add"
    )
    remove_tag_ids = fields.Many2many(
        "helpdesk.ticket.tag", "social_care_ticket_tags_remove_rel", string="Remove"
    )

    def action_tag(self):
        """Add and remove the tags."""
        added = [fields.Command.link(tag.id) for tag in self.add_tag_ids]
        removed = [fields.Command.unlink(tag.id) for tag in self.remove_tag_ids]
        self._get_tickets().write({"tag_ids": removed + added})
        return {"type": "ir.actions.act_window_close"}
