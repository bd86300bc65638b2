# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.social_care.tools.arguments import is_id

from .social_care_call_wrap_up import SHOWN

FAILED_SHOWN = timedelta(seconds=20)
MOST_TICKETS = 5
MOST_CONTACTS = 8


class SocialCareCallCard(models.AbstractModel):
    """The card of a call, which pops up while it rings."""

    _name = "social.care.call.card"
    _description = "Card of a Call"

    def _identify(self):
        """Link calls to the contact whose number it is, if only one has it."""
        for system, calls in self.grouped("system_id").items():
            unknown = calls.filtered(lambda call: call.number and not call.partner_id)
            found = self._find_contacts(unknown, system)
            for call in unknown:
                contacts = found.get(call.number, self.env["res.partner"])
                call.partner_id = self.env["social.care.caller"]._choose(contacts)

    def _find_contacts(self, calls, system):
        numbers = set(calls.mapped("number"))
        caller = self.env["social.care.caller"].sudo()
        return caller._find_contacts(numbers, system.company_id) if numbers else {}

    @api.model
    def get_desk(self):
        """Return what the phone of the current user is doing; a tab asks when it opens
        and when the bus tells it to.

        :return: {"can_call": whether Odoo can ring the user's phone, "calls": list of
            cards, those that ring first, see ``_get_card``}
        """
        self.check_access("read")
        calls = self.sudo()._search_own()
        lines = self.sudo()._find_calling_lines()
        return {
            "can_call": bool(lines),
            "calls": [call._get_card() for call in calls._sort_for_desk()],
        }

    def _search_own(self):
        """:return: calls that the current user is in, or has to note something about"""
        legs = self.env["social.care.call.leg"].search(
            [
                ("user_id", "=", self.env.uid),
                "|",
                ("state", "!=", "ended"),
                "&",
                ("wrapped_at", "=", False),
                ("talk_until", ">", fields.Datetime.now() - SHOWN),
            ]
        )
        shown = legs.filtered(
            lambda leg: leg.state != "ended" or leg.call_id._is_to_be_wrapped(leg)
        )
        failed = self._search_failed()
        return (shown.call_id | failed).filtered(lambda call: not call.merged_into_id)

    def _sort_for_desk(self):
        """What rings comes first, what only waits for a note last."""
        ranks = {"ringing": 0, "up": 1, "talking": 1, "held": 2}
        return self.sorted("id", reverse=True).sorted(
            lambda call: ranks.get(call._get_own_leg().state, 3)
        )

    def _search_failed(self):
        """Calls that the user has just asked for, and that were refused."""
        return self.search(
            [
                ("user_id", "=", self.env.uid),
                ("request_state", "=", "failed"),
                ("ended_at", ">", fields.Datetime.now() - FAILED_SHOWN),
            ]
        )

    def get_card(self):
        """Return the card of a call that the current user may read.

        :return: dict, see ``_get_card``
        """
        self.check_access("read")
        self.ensure_one()
        return self.sudo()._get_card()

    def _get_card(self):
        """:return: dict of values of the card, for the agent who is the current user.
        Other addons add theirs to what ``super()`` returns.
        """
        leg = self._get_own_leg()
        contacts = self._list_contacts()
        return {
            "id": self.id,
            "version": self.version,
            "name": self.display_name,
            "direction": self.direction,
            "number": self._show_number(),
            "state": self.state,
            "leg_state": leg.state or "ended",
            "outcome": self.outcome,
            "queue": self.queue or False,
            "started_at": fields.Datetime.to_string(self.started_at),
            "talk_from": fields.Datetime.to_string(leg.talk_from) or False,
            "contact": self._describe_contact(self.partner_id),
            "contacts": [self._describe_contact(contact) for contact in contacts],
            "ticket": self._describe_ticket(self.ticket_id),
            "tickets": [self._describe_ticket(t) for t in self._list_open_tickets()],
            "can": self._list_acts(leg),
            "topics": self._list_topics() if leg.state == "ended" else [],
            "error": self.request_error or False,
        }

    def _get_own_leg(self):
        legs = self.leg_ids.filtered(lambda leg: leg.user_id.id == self.env.uid)
        return legs.sorted(lambda leg: leg.state == "ended")[:1]

    def _list_contacts(self):
        """All whose number it is, as far as the current user may read them."""
        if not self.number:
            return self.env["res.partner"]
        found = self._find_contacts(self, self.system_id).get(self.number)
        contacts = (found or self.env["res.partner"]).with_user(self.env.uid)
        return contacts._filtered_access("read")[:MOST_CONTACTS].sudo()

    def _describe_contact(self, contact):
        if not contact:
            return False
        return {
            "id": contact.id,
            "name": contact.name or contact.display_name,
            "company": contact.commercial_partner_id.name
            if contact.commercial_partner_id != contact
            else False,
        }

    def _list_open_tickets(self):
        """Open tickets of the contact that the current user may read."""
        if not self.partner_id:
            return self.env["helpdesk.ticket"]
        tickets = self.env["helpdesk.ticket"].with_user(self.env.uid)
        return tickets.search(
            [("closed", "=", False), ("partner_id", "=", self.partner_id.id)],
            order="write_date desc",
            limit=MOST_TICKETS,
        ).sudo()

    def _describe_ticket(self, ticket):
        """:return: dict, False for a ticket that the current user may not read"""
        if not ticket.with_user(self.env.uid)._filtered_access("read"):
            return False
        return {
            "id": ticket.id,
            "number": ticket.number,
            "name": ticket.name,
            "stage": ticket.stage_id.name,
        }

    # -- who it is -----------------------------------------------------------------

    def choose_contact(self, partner_id):
        """Say who calls (“This is …”).

        :param partner_id: ID of a contact that the user may read; False takes it back
        :return: as ``get_card``
        """
        self._check_own()
        contact = self.env["res.partner"]
        if partner_id is not False:
            contact = self._browse_chosen("res.partner", partner_id)
            contact.check_access("read")
        self.sudo().write({"partner_id": contact.id, "version": self.version + 1})
        ticket = self.sudo().ticket_id
        if contact and ticket and not ticket.partner_id:
            ticket.partner_id = contact
        return self.get_card()

    def choose_profile(self, profile_id):
        """Say that a person from social networks calls.

        :param profile_id: ID of a ``social.care.profile`` that the user may read
        :return: as ``get_card``; False if no contact is linked to the profile
        """
        self._check_own()
        profile = self._browse_chosen("social.care.profile", profile_id)
        profile.check_access("read")
        contact = profile.sudo().partner_id
        return self.choose_contact(contact.id) if contact else False

    def choose_ticket(self, ticket_id):
        """Attach the call to a ticket.

        :param ticket_id: ID of a ticket that the user may write
        :return: as ``get_card``
        """
        self._check_own()
        ticket = self._browse_chosen("helpdesk.ticket", ticket_id)
        ticket.check_access("write")
        self.sudo().write({"ticket_id": ticket.id, "version": self.version + 1})
        return self.get_card()

    def open_ticket(self):
        """Return the call's ticket; opens one in the name of the agent if it has none.

        :return: dict as ``ticket`` of the card
        """
        self._check_own()
        call = self.sudo()
        call.ticket_id.with_user(self.env.uid).check_access("read")
        if not call.ticket_id:
            if not call.team_id:
                raise UserError(
                    self.env._(
                        "The phone system “%s” has no team for direct calls.",
                        call.system_id.name,
                    )
                )
            call._link_ticket(
                call._find_open_ticket() or call._create_ticket("answered")
            )
            if not call.ticket_id.user_id:
                call.ticket_id.user_id = self.env.user
        return call._describe_ticket(call.ticket_id)

    def _browse_chosen(self, model, chosen):
        """:param chosen: what the screen sent as an ID
        :return: the record; whether the user may use it is still to be checked
        :raise UserError: if it is no ID, or the record was deleted
        """
        record = self.env[model].browse(chosen if is_id(chosen) else ()).exists()
        if not record:
            raise UserError(self.env._("This page is outdated. Reload it."))
        return record

    def _check_own(self):
        """Only who is part of a call, or supervises, says whose it is."""
        self.ensure_one()
        self.check_access("read")
        is_own = self.env.user in self.sudo().leg_ids.user_id
        supervisor = "social_care.group_social_care_supervisor"
        if not is_own and not self.env.user.has_group(supervisor):
            raise AccessError(self.env._("You are not part of this call."))
