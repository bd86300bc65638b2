# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """A button on the ticket that merges the customer's other open tickets into it."""

    _inherit = "helpdesk.ticket"

    def action_social_care_merge(self):
        """Open the merge wizard with this ticket as the target, and the other open
        tickets of the customer as its sources.
        """
        self.ensure_one()
        self.check_access("write")
        others = self.social_care_other_ticket_ids._filtered_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "helpdesk_mgmt_merge.action_helpdesk_ticket_merge"
        )
        context = {
            "active_model": self._name,
            "active_id": self.id,
            "active_ids": (self | others).ids,
        }
        return {**action, "context": context}
