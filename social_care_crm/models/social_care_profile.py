# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .social_care_link import PROVEN


class SocialCareProfile(models.Model):
    """A profile whose contact is that of its live link."""

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

    summary_view_ids = fields.One2many(
        "social.care.summary.view",
        "profile_id",
        readonly=True,
        groups="social_care.group_social_care_supervisor",
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
        """Only a proven contact counts: anybody can claim to be one."""
        customer = super()._get_customer()
        return customer if self.link_strength == PROVEN else customer.browse()

    def write(self, vals):
        """Contacts are linked with the reason on record. Users do it beside the
        conversation; code that sets a contact vouches for it.
        """
        if "partner_id" not in vals:
            return super().write(vals)
        if not self.env.su:
            raise AccessError(
                self.env._("Link a person with “This is …” beside the conversation.")
            )
        contact = self.env["res.partner"].browse(vals["partner_id"] or [])
        for profile in self:
            profile._set_contact(contact)
        rest = {name: value for name, value in vals.items() if name != "partner_id"}
        return super().write(rest)

    def _set_contact(self, contact):
        if contact:
            self._link(contact, PROVEN)
        else:
            self._get_live_link()._end("unlinked")

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
        # Of two who link at once one begins anew, and finds the link of the other.
        self._touch(self._table, self.ids)
        link = self.sudo()._get_live_link()
        if link.partner_id == partner and link.strength in (strength, PROVEN):
            return link
        link._end("replaced")
        link = link.create(
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

    def _move_link(self, partner):
        """Replace the contact of the live link by the one that was split off it.
        Strength and evidence stay.

        :param partner: ``res.partner``
        :return: the link
        """
        link = self.sudo()._get_live_link()
        link._end("split")
        return self._link(partner, link.strength, link.evidence_id)

    def _check_linkable(self, partner):
        if self.is_own or self.erased:
            raise UserError(self.env._("This profile cannot be linked to a contact."))
        if not self._can_be_contact(partner):
            raise UserError(
                self.env._(
                    "This contact belongs to another company than %s.",
                    self.display_name,
                )
            )

    def _is_linkable_to(self, partner):
        is_somebody = not self.is_own and not self.erased
        return is_somebody and self._can_be_contact(partner)

    def _follow_link(self):
        """Update what depends on the live link of these people: the customer of their
        tickets, closed ones too, and with it queue, portal and screens; open leads;
        the weight of all contacts that they were linked to.

        Other addons extend it.
        """
        people = self.sudo()
        people._find_tickets()._social_care_follow_customer()
        people._move_leads()
        people.link_ids.partner_id._social_care_recompute()
        threads = people.env["social.care.thread"].search(
            [("profile_id", "in", people.ids)]
        )
        if threads:
            threads._notify_changed()

    def _find_tickets(self):
        """Return all tickets that these people opened, archived ones too."""
        tickets = self.env["helpdesk.ticket"].with_context(active_test=False)
        return tickets.search([("social_care_customer_profile_id", "in", self.ids)])

    # -- leads -----------------------------------------------------------------

    def _find_leads(self):
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        return leads.search([("social_care_profile_id", "in", self.ids)])

    def _lock_for_lead(self):
        """Make other transactions that look for the leads of these people, or of their
        contacts, wait and begin anew.

        Raw SQL: a write that changes nothing. A lock alone would not do, because who
        waited for it would go on with what they read before.
        """
        customers = [profile._get_customer().id for profile in self]
        self._touch("social_care_profile", self.ids)
        self._touch("res_partner", list(filter(None, customers)))

    def _touch(self, table, ids):
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s SET write_date = write_date WHERE id IN (
                    SELECT id FROM %(table)s WHERE id = ANY(%(ids)s)
                    ORDER BY id FOR NO KEY UPDATE
                )
                """,
                table=SQL.identifier(table),
                ids=ids,
            )
        )

    def _move_leads(self):
        """Let open leads follow the proven contact."""
        open_leads = self._find_leads().filtered(
            lambda lead: lead.won_status == "pending"
        )
        for profile, leads in open_leads.grouped("social_care_profile_id").items():
            # Whom they only claim to be, a salesperson may have chosen.
            proven = profile.link_ids.filtered(lambda link: link.strength == PROVEN)
            contacts = proven.partner_id
            leads._social_care_follow_customer(profile._get_customer(), contacts)

    # -- what users do ---------------------------------------------------------

    def action_mark_verified(self):
        """Vouch for the contact of a person: a supervisor checked it by other means.

        :raise AccessError: if the user may not change the profile
        :raise UserError: without a contact that is not proven
        """
        self.check_access("write")
        for profile in self:
            link = profile._get_live_link()
            if link.strength != "claimed":
                raise UserError(
                    self.env._("%s has no contact to verify.", profile.display_name)
                )
            profile.sudo()._choose(link.partner_id, "verified")

    def _get_panel_values(self):
        """Mark a contact that is only claimed: the chip of a message names it."""
        values = super()._get_panel_values()
        name = values["partner_name"]
        if name and self.link_strength != PROVEN:
            values["partner_name"] = self.env._("%s (not proven)", name)
        return values

    # -- personal data ---------------------------------------------------------

    def _export(self):
        return {
            **super()._export(),
            "links": self.link_ids._export(),
            "evidence": self.evidence_ids._export(),
            "confirmations": self._find_confirmations()._export(),
            "attested_phone": self.attested_phone or None,
            "business_summary_viewed": self.summary_view_ids._export(),
            **self._export_business(),
        }

    def _export_business(self):
        """Return leads and customer weight of this person."""
        customers = self._get_customer().commercial_partner_id.social_care_customer_ids
        own = customers.filtered(lambda one: one.company_id == self.company_id)
        return {
            "leads": self._find_leads()._social_care_export(),
            "customer": own._export(),
        }

    def _erase(self, words):
        """Forget the person on leads, too. The contact stays in the log of summaries;
        that this person was the contact does not.
        """
        self.summary_view_ids.profile_id = False
        # Leads of others that this person joined name them in the chatter.
        leads = self._find_leads() | self.mention_ids.lead_id
        traces = self._get_traces()
        result = super()._erase(words)
        leads._social_care_forget_person(traces, words)
        return result

    def _erase_identity(self):
        """Delete links, evidence and confirmations together with the identity."""
        self._find_confirmations().unlink()
        self.evidence_ids.unlink()
        self.link_ids.unlink()
        result = super()._erase_identity()
        self._follow_link()
        return result

    def _get_unknown_domain(self):
        """Only a proven contact keeps a person from being erased after retention."""
        return [("link_strength", "!=", PROVEN)]

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

    def _adopt_contacts(self):
        """Create the links of contacts that were chosen before there were links. People
        who cannot be linked have no contact from now on.
        """
        known = [(profile, profile.partner_id) for profile in self]
        self.env["social.care.link"].create(
            [
                {
                    "profile_id": profile.id,
                    "partner_id": partner.id,
                    "strength": PROVEN,
                    "origin": "user",
                }
                for profile, partner in known
                if profile._is_linkable_to(partner)
            ]
        )
        self.env.add_to_compute(self._fields["partner_id"], self)
