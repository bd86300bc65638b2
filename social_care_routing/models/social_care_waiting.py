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
        tickets = self.env["helpdesk.ticket"].search(
            [
                ("user_id", "=", self.env.uid),
                ("social_care_work_ids.state", "=", "working"),
                ("social_care_thread_ids", "=", False),
                ("id", "not in", known),
            ],
            limit=max(MOST_COUNTED - len(places), 0) or 1,
        )
        works = tickets.sudo().social_care_work_ids.grouped("ticket_id")
        places += [
            (ticket, thread, works[ticket.sudo()].waiting_since) for ticket in tickets
        ]
        dated = [place for place in places if place[-1]]
        return sorted(dated, key=lambda place: place[-1])[:MOST_COUNTED]
