# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import html2plaintext

from odoo.addons.social_care.tools.arguments import is_id, takes
from odoo.addons.social_care.tools.text import remove_unseen

from .social_care_subject import is_subject_model

MOST_TICKETS = 5
MOST_PROFILES = 12
LONGEST_NOTE = 1000


class SocialCareCard(models.AbstractModel):
    """The customer card beside a ticket, a message or a lead.

    Each section is read with the rights of the user, in a number of queries that does
    not depend on how much there is.
    """

    _name = "social.care.card"
    _inherit = "social.care.card.business"
    _description = "Customer Card"

    @api.model
    @takes(model=is_subject_model, res_id=is_id)
    def get_card(self, model, res_id):
        """Return the card of the customer of a record.

        :param model: model of the record, one of ``social_care_subject.MODELS``
        :param res_id: ID of the record
        :return: dict of plain values by section; False beside a conversation that is
            not in the stage Integrated
        :raise AccessError: if the user may not read the record
        """
        subject = self._get_subject(model, res_id)
        if not self._has_card(model, res_id):
            return False
        return self._get_card_sections(subject)

    @api.model
    @takes(model=is_subject_model, res_id=is_id)
    def get_summary(self, model, res_id):
        """Return business figures that the user's own rights do not show: the summary
        for service. The view is logged.

        :param model: model of the record, one of ``social_care_subject.MODELS``
        :param res_id: ID of the record
        :return: list of figures, see ``_get_figures``
        :raise AccessError: if the user may not read the record, or the summary
        """
        subject = self._get_subject(model, res_id)
        if not self._has_card(model, res_id) or not self._can_see_summary(subject):
            raise AccessError(self.env._("There is no summary of this customer."))
        self.env["social.care.summary.view"]._note(subject)
        company = self._get_company(subject)
        return self.sudo()._get_figures(subject.partner.commercial_partner_id, company)

    def _has_card(self, model, res_id):
        """Return whether a record has a card: a message or conversation in the stage
        Integrated, a ticket with one or with none, and any other record.
        """
        record = self.env[model].browse(res_id).sudo()
        if model == "helpdesk.ticket":
            return record.social_care_has_card
        if model == "social.care.mention":
            return record.thread_id._is_integrated()
        return model != "social.care.thread" or record._is_integrated()

    def _get_card_sections(self, subject):
        """Return what the card shows. Addons add sections with ``super()``, and draw
        them with ``cardSections`` of ``@social_care_crm/card/card_sections.esm``.

        :param subject: ``Subject``
        :return: {code of a section: plain values, falsy if there is nothing to show}
        """
        return {
            "head": self._get_head(subject),
            "tickets": self._get_open_tickets(subject),
            "channels": self.env["social.care.timeline"]._get_latest(subject),
            "profiles": self._get_other_profiles(subject),
            "business": self._get_business(subject),
            "notes": self._get_notes(subject.partner),
        }

    # -- who it is -------------------------------------------------------------

    def _get_head(self, subject):
        profile, partner = subject.profile, subject.partner
        facts = self._get_customer_facts(partner, self._get_company(subject))
        return {
            "profile_id": profile.id,
            "partner_id": partner.id,
            "name": partner.name or profile.display_name,
            "avatar_url": self._get_avatar_url(partner or profile),
            "company": self._get_company_name(partner),
            "strength": subject.strength,
            "segment": facts.get("segment", ""),
            "since": fields.Date.to_string(facts.get("since") or False),
            "known_since": fields.Datetime.to_string(partner.create_date),
            "do_not_contact": partner.social_care_do_not_contact,
        }

    def _get_avatar_url(self, record):
        return f"/web/image/{record._name}/{record.id}/avatar_128" if record else ""

    def _get_company_name(self, partner):
        """Return the company that a person works for, '' for none. The user may not be
        allowed to read it.
        """
        company = partner.sudo().commercial_partner_id
        return company.name if company != partner else partner.company_name or ""

    def _get_customer_facts(self, partner, company):
        """Return what is known of a customer of a company.

        :param partner: ``res.partner``, one record or none
        :param company: ``res.company`` whose customer it is
        :return: dict with the optional keys ``segment`` (name) and ``since`` (date)
        """
        customer = (
            self.env["social.care.customer"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", partner.commercial_partner_id.ids),
                    ("company_id", "=", company.id),
                ],
                limit=1,
            )
        )
        return {"segment": customer.segment_id.name or "", "since": customer.since}

    # -- service ---------------------------------------------------------------

    def _get_open_tickets(self, subject):
        """Return the newest open tickets, and how many there are."""
        tickets = self.env["helpdesk.ticket"]
        if not tickets.has_access("read"):
            return False
        domain = self._get_ticket_domain(subject) & Domain(
            "stage_id.closed", "=", False
        )
        names = ["number", "name", "stage_id", "priority", "create_date"]
        found = tickets.search_fetch(domain, names, limit=MOST_TICKETS, order="id desc")
        return {
            "count": tickets.search_count(domain),
            "tickets": [
                {
                    "id": ticket.id,
                    "number": ticket.number,
                    "name": ticket.name,
                    "stage": ticket.stage_id.name,
                    "at": fields.Datetime.to_string(ticket.create_date),
                }
                for ticket in found
            ],
        }

    def _get_ticket_domain(self, subject):
        """A ticket names no contact as long as the link is not proven."""
        domain = Domain("partner_id", "in", subject.people["contact"])
        profiles = subject.people["profile"]
        if profiles:
            domain |= Domain("social_care_thread_ids.profile_id", "in", profiles)
        return domain

    def _get_other_profiles(self, subject):
        """Return the contact's other profiles, of a company those of its people."""
        profiles = self.env["social.care.profile"]
        if not profiles.has_access("read"):
            return []
        ids = set(subject.people["profile"]) - set(subject.profile.ids)
        others = profiles.search_fetch(
            [("id", "in", sorted(ids))],
            ["name", "handle", "network", "link_strength", "partner_id"],
            limit=MOST_PROFILES,
        )
        return [
            {
                "id": profile.id,
                "name": profile.display_name,
                "handle": profile.handle or "",
                "network": profile.network,
                "is_proven": profile.link_strength == "proven",
                "person": profile.partner_id.name
                if profile.partner_id != subject.partner
                else "",
            }
            for profile in others
        ]

    def _get_notes(self, partner):
        """Return what sales and marketing noted about a contact and their company."""
        tags = partner.category_id
        texts = [
            self._get_note(contact) for contact in partner | self._get_parent(partner)
        ]
        return {
            "tags": [
                {"id": tag.id, "name": tag.name, "color": tag.color} for tag in tags
            ],
            "texts": [text for text in texts if text],
        }

    def _get_parent(self, partner):
        return partner.parent_id._filtered_access("read")

    def _get_note(self, partner):
        text = remove_unseen(html2plaintext(partner.comment or "")).strip()
        return text[:LONGEST_NOTE]
