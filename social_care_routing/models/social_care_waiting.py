# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care.models.social_care_waiting import MOST_COUNTED


class SocialCareWaiting(models.AbstractModel):
    """Customers of work in progress wait, also those without a conversation."""

    _inherit = "social.care.waiting"

    @api.model
    def _find_places(self):
        places = super()._find_places()
        thread = self.env["social.care.thread"]
        known = [ticket.id for ticket, _thread, _since in places]
        tickets = self.env["helpdesk.ticket"]._search(
            [
                ("user_id", "=", self.env.uid),
                ("social_care_thread_ids", "=", False),
                ("id", "not in", known),
            ]
        )
        model = self.env["social.care.work"].sudo()
        works = model.search(
            [
                ("state", "=", "working"),
                ("waiting_since", "!=", False),
                ("ticket_id", "in", tickets),
            ],
            order="waiting_since, id",
            limit=MOST_COUNTED + 1,
        )
        places += [(w.ticket_id.sudo(False), thread, w.waiting_since) for w in works]
        return sorted(places, key=lambda place: place[-1])[: MOST_COUNTED + 1]
