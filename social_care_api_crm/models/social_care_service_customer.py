# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize, escape_psql

from odoo.addons.social_care_api.tools.cursors import pack, unpack
from odoo.addons.social_care_api.tools.errors import ServiceError
from odoo.addons.social_care_api.tools.operation import operation
from odoo.addons.social_care_api.tools.values import Cursor, Id, Line
from odoo.addons.social_care_crm.tools.timeline import is_cursor_or_false

from ..tools import results

MOST_FOUND = 20
TICKET, CONTACT = "helpdesk.ticket", "res.partner"


class SocialCareServiceCustomer(models.AbstractModel):
    """Customers: who they are, and what was between them and us."""

    _name = "social.care.service.customer"
    _inherit = "social.care.service.base"
    _description = "Service for Outside Desktops: Customers"

    @operation("GET", "/customers")
    def find_customers(
        self, phone: Line = "", email: Line = "", handle: Line = ""
    ) -> results.FoundPage:
        """Find customers by phone number, e-mail address or handle.

        :param phone: as a person writes it; without a country that of the company
        :param email: the whole address
        :param handle: of a network, with or without @
        """
        contacts = {
            "phone": self._find_by_phone(phone),
            "email": self._find_by_email(email),
        }
        found = [
            results.Found(
                by=by, name=contact.display_name, contact=self._make_choice(contact)
            )
            for by, people in contacts.items()
            for contact in people
        ]
        found += [
            results.Found(
                by="handle",
                name=profile.display_name,
                contact=self._make_choice(profile.partner_id._filtered_access("read")),
                profile=self._make_choice(profile),
                network=profile.network,
            )
            for profile in self._find_by_handle(handle)
        ]
        return results.FoundPage(customers=found)

    def _find_by_phone(self, phone):
        contacts = self.env[CONTACT]
        number = phone and contacts._phone_format(
            number=phone, country=self.env.company.country_id
        )
        if not number:
            return contacts
        return contacts.search([("phone_sanitized", "=", number)], limit=MOST_FOUND)

    def _find_by_email(self, email):
        contacts, address = self.env[CONTACT], email_normalize(email)
        if not address:
            return contacts
        return contacts.search([("email_normalized", "=", address)], limit=MOST_FOUND)

    def _find_by_handle(self, handle):
        profiles, name = self.env["social.care.profile"], handle.strip().lstrip("@")
        if not name:
            return profiles
        return profiles.search(
            Domain("handle", "=ilike", escape_psql(name)), limit=MOST_FOUND
        )

    @operation("GET", "/tickets/{ticket_id}/customer", errors=("refused",))
    def get_customer_of_ticket(self, ticket_id: Id) -> results.Card:
        """Return the card of the customer of a ticket.

        :param ticket_id: the ticket
        """
        return self._make_card(self._find_ticket(ticket_id))

    @operation("GET", "/contacts/{contact_id}")
    def get_customer(self, contact_id: Id) -> results.Card:
        """Return the card of a contact.

        :param contact_id: the contact
        """
        return self._make_card(self._find(CONTACT, contact_id))

    @operation("GET", "/tickets/{ticket_id}/timeline")
    def list_timeline_of_ticket(
        self, ticket_id: Id, after: Cursor = ""
    ) -> results.Timeline:
        """List what was between us and the customer of a ticket, newest first.

        :param ticket_id: the ticket
        :param after: ``next`` of the page before
        """
        return self._make_timeline(self._find_ticket(ticket_id), after)

    @operation("GET", "/contacts/{contact_id}/timeline")
    def list_timeline(self, contact_id: Id, after: Cursor = "") -> results.Timeline:
        """List what was between us and a contact, newest first.

        :param contact_id: the contact
        :param after: ``next`` of the page before
        """
        return self._make_timeline(self._find(CONTACT, contact_id), after)

    # -- card ------------------------------------------------------------------

    def _make_card(self, record):
        card = self.env["social.care.card"].get_card(record._name, record.id)
        if not card:
            words = self.env._(
                "People are only identified in streams of the stage Integrated."
            )
            raise ServiceError("refused", words)
        head, tickets = card["head"], card["tickets"] or {"count": 0, "tickets": []}
        return results.Card(
            name=head["name"] or "",
            contact_id=head["partner_id"] or None,
            profile_id=head["profile_id"] or None,
            company=head["company"] or None,
            strength=head["strength"] or None,
            segment=head["segment"] or None,
            customer_since=fields.Date.to_date(head["since"] or None),
            do_not_contact=head["do_not_contact"],
            tickets=[self._describe_ticket(ticket) for ticket in tickets["tickets"]],
            ticket_count=tickets["count"],
            profiles=[self._describe_profile(one) for one in card["profiles"]],
            channels=[self._describe_channel(one) for one in card["channels"]],
            figures=self._list_figures(card["business"]),
            notes=card["notes"]["texts"],
            tags=[tag["name"] for tag in card["notes"]["tags"]],
        )

    def _describe_ticket(self, ticket):
        return results.OpenTicket(
            ticket_id=ticket["id"],
            number=ticket["number"],
            title=ticket["name"],
            stage=ticket["stage"] or "",
            at=self._read_moment(ticket["at"]),
        )

    def _describe_profile(self, profile):
        return results.Profile(
            profile_id=profile["id"],
            name=profile["name"],
            handle=profile["handle"],
            network=profile["network"],
            is_proven=profile["is_proven"],
        )

    def _describe_channel(self, channel):
        return results.Channel(
            label=channel["label"], at=self._read_moment(channel["at"])
        )

    def _list_figures(self, business):
        names = ("code", "label", "count", "details")
        return [
            results.Figure(**{name: figure[name] for name in names})
            for figure in (business or {"figures": []})["figures"]
        ]

    # -- timeline --------------------------------------------------------------

    def _make_timeline(self, record, after):
        cursor = unpack(after) if after else False
        if not is_cursor_or_false(cursor):
            words = self.env._("This is no cursor of ours.")
            raise ServiceError("invalid_request", words, {"after": words})
        page = self.env["social.care.timeline"].get_page(
            record._name, record.id, False, cursor
        )
        return results.Timeline(
            entries=[self._describe_entry(entry) for entry in page["entries"]],
            next=pack(page["next"]) if page["next"] else None,
        )

    def _describe_entry(self, entry):
        return results.Entry(
            kind=entry["kind"],
            record_id=entry["res_id"],
            at=self._read_moment(entry["at"]),
            title=entry["title"] or "",
            text=entry["text"] or "",
            is_incoming=entry["incoming"],
            is_private=entry["private"],
            is_unproven=entry["unproven"],
            people=entry["names"],
            person=entry["person"] or None,
            state=entry["state"] or None,
        )
