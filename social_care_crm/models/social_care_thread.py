# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care.models.social_care_thread import MOST_SHOWN
from odoo.addons.social_care.tools.arguments import is_id, takes


class SocialCareThread(models.Model):
    """Sets the opener of tickets, and adds the identity to the conversation panel."""

    _inherit = "social.care.thread"

    @api.model
    def get_conversation(self, thread_id, mention_id=False):
        """Add the identity of the customer: link and proposals."""
        values = super().get_conversation(thread_id, mention_id)
        panel = self.env["social.care.identity.panel"]
        return {**values, "identity": panel.get_identity(thread_id)}

    @api.model
    @takes(lead_id=is_id)
    def get_conversations_of_lead(self, lead_id):
        """Return the conversations of a lead that the user may read, for the panel, the
        most recently active first.

        :param lead_id: ID of a ``crm.lead``
        :return: list of at most ``MOST_SHOWN`` dicts, see ``get_conversation``
        :raise AccessError: if the user may not read the lead, or is no agent
        """
        lead = self.env["crm.lead"].browse(lead_id)
        lead.check_access("read")
        threads = self.search(
            [("id", "in", lead.sudo().social_care_mention_ids.thread_id.ids)],
            order="last_mention_at desc, id desc",
            limit=MOST_SHOWN,
        )
        return [self.get_conversation(thread.id) for thread in threads]

    def _is_integrated(self):
        """Return whether the stage Integrated applies to one of these conversations:
        the latest message of its customer came by a stream of that stage. Only there
        people are identified, shown on a card and weighed in the queue, which asks the
        same in SQL (``tools.customer_weight`` of ``social_care_crm_routing``).
        """
        return "integrated" in self.sudo().last_mention_id.stream_id.mapped("stage")

    @api.model_create_multi
    def create(self, vals_list):
        threads = super().create(vals_list)
        threads._note_openers()
        return threads

    def write(self, vals):
        result = super().write(vals)
        if vals.get("ticket_id"):
            self._note_openers()
        return result

    def _note_openers(self):
        for thread in self.sudo().filtered("ticket_id").sorted("id"):
            thread.ticket_id._social_care_set_opener(thread.profile_id)
        # Others may have written on a ticket that was shown before.
        self.sudo().ticket_id._social_care_forget_portal_links()
