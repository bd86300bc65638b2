# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import AccessError

from odoo.addons.social_care.tools.arguments import is_one_of

from .social_care_link import PROVEN

# Models whose forms show the card and the timeline.
MODELS = (
    "res.partner",
    "social.care.profile",
    "social.care.mention",
    "social.care.thread",
    "helpdesk.ticket",
    "crm.lead",
)
is_subject_model = is_one_of(*MODELS)
# Who sees cards and timelines, each with their own rights.
READERS = ("social_care.group_social_care_agent", "sales_team.group_sale_salesman")


class Subject(NamedTuple):
    """The customer of a card and a timeline.

    :param profile: ``social.care.profile``, the person in the conversation, or empty
    :param partner: ``res.partner`` that the reader may read, or empty
    :param strength: of the link between the two: ``proven``, ``claimed``, or False
        where there is none
    :param people: whose entries count, {``contact``: IDs of ``res.partner``,
        ``profile``: IDs of ``social.care.profile``}; a company has those of its people
    """

    profile: models.BaseModel
    partner: models.BaseModel
    strength: str | bool
    people: dict


class SocialCareSubject(models.AbstractModel):
    """Find the customer of a record, with the rights of the reader."""

    _name = "social.care.subject"
    _description = "Subject of a Customer Card"

    @api.model
    def _get_subject(self, model, res_id):
        """Return the customer of a record.

        :param model: one of ``MODELS``
        :param res_id: ID of a record
        :return: ``Subject``
        :raise AccessError: if the user may not read the record, or is neither an agent
            nor a salesperson
        """
        if not any(map(self.env.user.has_group, READERS)):
            raise AccessError(
                self.env._("Only agents and salespeople see customer cards.")
            )
        record = self.env[model].browse(res_id)
        record.check_access("read")
        profile = self._get_profile_of(record)._filtered_access("read")
        partner = self._get_partner_of(record, profile)._filtered_access("read")
        is_linked = bool(partner) and partner == profile.partner_id
        strength = is_linked and profile.link_strength
        return Subject(profile, partner, strength, self._get_people(profile, partner))

    def _get_profile_of(self, record):
        profiles = self.env["social.care.profile"]
        if not profiles.has_access("read"):
            return profiles
        if record._name == "social.care.profile":
            return record
        name = self._get_profile_field(record)
        return record[name] if name else profiles

    def _get_profile_field(self, record):
        names = ("profile_id", "social_care_profile_id")
        return next((name for name in names if name in record._fields), False)

    def _get_partner_of(self, record, profile):
        """Return the contact of a record: the one that it names, else the profile's."""
        if record._name == "res.partner":
            return record
        named = record["partner_id"] if "partner_id" in record._fields else False
        return named or profile.partner_id

    def _get_people(self, profile, partner):
        """Return ``people`` of a ``Subject``: those that the reader may read."""
        contacts = self._get_contacts(partner)
        profiles = self.env["social.care.profile"]
        if contacts and profiles.has_access("read"):
            profiles = profiles.search([("partner_id", "in", contacts.ids)])
        return {"contact": contacts.ids, "profile": (profile | profiles).ids}

    def _get_contacts(self, partner):
        if partner and partner == partner.commercial_partner_id:
            return partner.with_context(active_test=False).search(
                [("commercial_partner_id", "=", partner.id)]
            )
        return partner

    def _is_proven(self, subject):
        """Whether it is certain who a subject is: the profile's link is proven, or,
        for a record without a profile, that of some profile of the contact.
        """
        if subject.profile:
            return subject.strength == PROVEN
        links = self.env["social.care.link"].sudo()
        company = self._get_company(subject)
        return bool(
            subject.partner
            and links.search_count(
                [
                    ("partner_id", "=", subject.partner.id),
                    ("strength", "=", PROVEN),
                    ("ended_at", "=", False),
                    ("company_id", "=", company.id),
                ],
                limit=1,
            )
        )

    def _get_company(self, subject):
        """Return the company whose customer the subject is."""
        return subject.profile.company_id or self.env.company
