# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .social_care_link import PROVEN


class SocialCareProfile(models.Model):
    """A person whose contact is that of their live link."""

    _name = "social.care.profile"
    _inherit = ["social.care.profile", "social.care.profile.proposals"]

    link_ids = fields.One2many("social.care.link", "profile_id", readonly=True)
    evidence_ids = fields.One2many("social.care.evidence", "profile_id", readonly=True)
    partner_id = fields.Many2one(
        compute="_compute_partner_id", store=True, readonly=True
    )
    link_strength = fields.Selection(
        selection=lambda self: (
            self.env["social.care.link"]
            ._fields["strength"]
            ._description_selection(self.env)
        ),
        compute="_compute_partner_id",
        store=True,
    )

    @api.depends("link_ids.ended_at", "link_ids.partner_id", "link_ids.strength")
    def _compute_partner_id(self):
        for profile in self:
            link = profile._get_live_link()
            profile.partner_id = link.partner_id
            profile.link_strength = link.strength

    def _get_live_link(self):
        """Return the link that has not ended, if there is one."""
        return self.link_ids.filtered(lambda link: not link.ended_at)[:1]

    def _get_customer(self):
        """Count as a contact only who is proven to be one: anybody can claim it."""
        customer = super()._get_customer()
        return customer if self.link_strength == PROVEN else customer.browse()

    def write(self, vals):
        """Contacts are linked by ``_link`` alone, with the reason on record."""
        if not self.env.su and "partner_id" in vals:
            raise AccessError(
                self.env._("Link a person with “This is …” beside the conversation.")
            )
        return super().write(vals)

    def _link(self, partner, strength, evidence=None, origin="user"):
        """Link the profile to a contact. A live link to another contact ends.

        :param partner: ``res.partner``, one record
        :param strength: value of ``strength`` of ``social.care.link``
        :param evidence: ``social.care.evidence`` that it rests on
        :param origin: value of ``origin`` of ``social.care.link``
        :return: the link
        :raise UserError: for an account of ours, an erased person, or a contact of
            another company
        """
        self.ensure_one()
        self._check_linkable(partner)
        link = self._get_live_link()
        if link.partner_id == partner and link.strength in (strength, PROVEN):
            return link
        link._end("replaced")
        link = link.sudo().create(
            {
                "profile_id": self.id,
                "partner_id": partner.id,
                "strength": strength,
                "evidence_id": evidence and evidence.id,
                "origin": origin,
                "user_id": origin == "user" and self.env.uid,
            }
        )
        self._follow_link()
        return link

    def _check_linkable(self, partner):
        if self.is_own or self.erased:
            raise UserError(self.env._("This profile cannot be linked to a contact."))
        company = partner.sudo().company_id
        if company and company != self.company_id:
            raise UserError(
                self.env._(
                    "%(contact)s belongs to another company than %(profile)s.",
                    contact=partner.display_name,
                    profile=self.display_name,
                )
            )

    def _follow_link(self):
        """Hook: the live link of these people changed. Tickets follow it."""

    # -- what the network says -------------------------------------------------

    def _get_description_vals(self, author):
        vals = super()._get_description_vals(author)
        return {**vals, "attested_phone": author.phone or False}

    def _refresh(self, author):
        """A number and the name beside it prove a contact as long as both stay."""
        before = self.name, self.attested_phone
        result = super()._refresh(author)
        if (self.name, self.attested_phone) != before:
            self._doubt_link()
        return result

    def _get_erased_vals(self):
        return {**super()._get_erased_vals(), "attested_phone": False}

    def _export(self):
        return {**super()._export(), "attested_phone": self.attested_phone or None}

    def _adopt_contacts(self):
        """Create the links of contacts that were chosen before there were links."""
        known = [(profile.id, profile.partner_id.id) for profile in self]
        self.env["social.care.link"].create(
            [
                {
                    "profile_id": profile,
                    "partner_id": partner,
                    "strength": PROVEN,
                    "origin": "user",
                }
                for profile, partner in known
            ]
        )
