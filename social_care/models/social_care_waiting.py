# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.arguments import is_ids, takes

AGENT = "social_care.group_social_care_agent"
# Bus notification: who waits for this user has changed.
CHANGED = "social_care/waiting"
# Tickets that are counted, and those in the list.
MOST_COUNTED, MOST_SHOWN = 100, 20


class SocialCareWaiting(models.AbstractModel):
    """Customers who wait for a reply of the current user, for the top bar."""

    _name = "social.care.waiting"
    _description = "Customers Waiting for Me"

    @api.model
    @takes(heard=is_ids)
    def get_waiting(self, heard=()):
        """Return the customers who wait for the current user, longest wait first.

        :param heard: IDs of tickets whose customers wrote just now
        :return: dict with ``count`` (number of tickets, at most ``MOST_COUNTED``),
            ``is_more`` (whether there are more), ``rows`` (``MOST_SHOWN`` at most,
            see ``_get_row``) and ``heard`` (rows of those who wrote just now); False
            for users who are no agents
        """
        if not self.env.user.has_group(AGENT):
            return False
        places = self._find_places()
        news = [place for place in places if place[0].id in heard][:MOST_SHOWN]
        return {
            "count": min(len(places), MOST_COUNTED),
            "is_more": len(places) > MOST_COUNTED,
            "rows": [self._get_row(*place) for place in places[:MOST_SHOWN]],
            "heard": [self._get_heard_row(*place) for place in news],
        }

    @api.model
    def _find_places(self):
        """Find the own tickets with a customer who waits. Other addons add theirs to
        what ``super()`` returns.

        :return: list of (``helpdesk.ticket``, ``social.care.thread``, waiting since),
            longest wait first, one more than ``MOST_COUNTED`` at most; the conversation
            may be empty
        """
        model, mine = self.env["social.care.thread"], self._get_domain()
        groups = model._read_group(
            mine, ["ticket_id"], order="waiting_since:min", limit=MOST_COUNTED + 1
        )
        counted = Domain("ticket_id", "in", [ticket.id for (ticket,) in groups])
        threads = model.search(mine & counted, order="waiting_since, id")
        # In the order of the search: the first conversation has waited longest.
        firsts = {}
        for thread in threads:
            firsts.setdefault(thread.ticket_id, thread)
        return [(ticket, t, t.waiting_since) for ticket, t in firsts.items()]

    @api.model
    def _get_domain(self):
        """Return the domain of conversations whose customer waits for the current user.
        Other addons narrow it.
        """
        return (
            Domain("waiting_since", "!=", False)
            & Domain("ticket_id.user_id", "=", self.env.uid)
            & Domain("ticket_id.active", "=", True)
            & Domain("ticket_id.social_care_snoozed_until", "=", False)
        )

    @api.model
    def _get_row(self, ticket, thread, since):
        return {
            "ticket_id": ticket.id,
            "number": ticket.number,
            "who": thread.profile_id.display_name or ticket.partner_name or "",
            "preview": thread.preview or ticket.name,
            "network": thread.network or "",
            "private": thread.private,
            "since": fields.Datetime.to_string(since),
            "has_conversation": bool(thread),
        }

    @api.model
    def _get_heard_row(self, ticket, thread, since):
        """Return the row with the conversation in which they wrote just now: it may not
        be the one that has waited longest.
        """
        newest = ticket.social_care_thread_ids.sorted("last_mention_at")[-1:]
        return self._get_row(ticket, newest or thread, since)

    # -- notifications ---------------------------------------------------------

    @api.model
    def _notify(self, users, heard=()):
        """Have the screens of users reload who waits for them.

        :param users: ``res.users``
        :param heard: IDs of the tickets on which a customer wrote just now; their owner
            is alerted
        """
        for user in users:
            user._bus_send(CHANGED, {"heard": list(heard)})

    @api.model
    def _notify_heard(self, tickets):
        """Alert the owners of tickets that their customer wrote.

        :param tickets: ``helpdesk.ticket``
        """
        for user, own in tickets.sudo().grouped("user_id").items():
            self._notify(user, own.ids)
