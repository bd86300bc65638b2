# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care.models.social_care_thread import MOST_SHOWN
from odoo.addons.social_care.tools.arguments import is_id, takes


class SocialCareThread(models.Model):
    _inherit = "social.care.thread"

    @api.model
    def get_conversation(self, thread_id):
        """Add who the customer is, or may be."""
        values = super().get_conversation(thread_id)
        panel = self.env["social.care.identity.panel"]
        return {**values, "identity": panel.get_identity(thread_id)}

    @api.model
    @takes(lead_id=is_id)
    def get_conversations_of_lead(self, lead_id):
        """Return the conversations of a lead that the user may read, for the panel, the
        most recently active first.

        :param lead_id: ID of a ``crm.lead``
        :return: list of at most ``MOST_SHOWN`` dicts, see ``get_conversation``
        """
        threads = self.search(
            [("mention_ids", "any", [("lead_id", "=", lead_id)])],
            order="last_mention_at desc, id desc",
            limit=MOST_SHOWN,
        )
        return [self.get_conversation(thread.id) for thread in threads]
