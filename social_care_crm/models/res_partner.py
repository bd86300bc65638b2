# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .social_care_customer import note_changed

AGENT = "social_care.group_social_care_agent"
SUPERVISOR = "social_care.group_social_care_supervisor"
EMPLOYEE = "base.group_user"
# What decides which customer a contact is part of, and which company knows it.
WATCHED = frozenset(
    ("is_company", "parent_id", "company_id", "active", "social_care_is_vip")
)


class ResPartner(models.Model):
    """A contact with its social profiles, segment and weight."""

    _inherit = "res.partner"

    social_care_link_ids = fields.One2many(
        "social.care.link", "partner_id", groups=AGENT
    )
    social_care_profile_ids = fields.One2many(
        "social.care.profile", "partner_id", string="Social profiles", groups=AGENT
    )
    social_care_merge_ids = fields.One2many(
        "social.care.contact.merge", "partner_id", groups=SUPERVISOR
    )
    social_care_handle_ids = fields.One2many(
        "social.care.handle", "partner_id", string="Handles", groups=AGENT
    )
    social_care_do_not_contact = fields.Boolean(
        string="Do not contact",
        tracking=True,
        groups=EMPLOYEE,
        help="Messages of this contact may be answered. Rating requests and other "
        "messages that they did not ask for are not sent.",
    )

    social_care_is_self_entered = fields.Boolean(
        copy=False,
        groups=fields.NO_ACCESS,
        help="Name or phone number were entered by the contact, in the portal or the "
        "shop: they prove nothing about who writes from this number.",
    )

    social_care_is_vip = fields.Boolean(string="VIP", groups=EMPLOYEE)
    social_care_customer_ids = fields.One2many(
        "social.care.customer", "partner_id", readonly=True, groups=AGENT
    )
    social_care_customer_id = fields.Many2one(
        "social.care.customer",
        string="Customer",
        compute="_compute_social_care_customer_id",
        groups=AGENT,
    )
    social_care_segment_id = fields.Many2one(
        "social.care.segment",
        string="Segment",
        compute="_compute_social_care_customer_id",
        groups=AGENT,
    )
    social_care_weight = fields.Integer(
        string="Customer weight",
        compute="_compute_social_care_customer_id",
        groups=AGENT,
        help="What the business with this customer adds to their priority in the "
        "queue, in minutes of waiting time.",
    )
    social_care_weight_text = fields.Text(
        string="Why", compute="_compute_social_care_weight_text", groups=AGENT
    )

    # What people say is looked up by the batch. Hashes: a value may be longer than an
    # entry of a B-tree, and must not keep the contact from being saved.
    _social_care_email_idx = models.Index("USING hash (email_normalized)")
    _social_care_phone_idx = models.Index("USING hash (phone_sanitized)")
    _social_care_name_idx = models.Index("(lower(name))")

    def _social_care_get_profile_domain(self):
        """Return the domain of the profiles of these contacts and their people."""
        return [("partner_id", "child_of", self.ids)]

    @api.model_create_multi
    def create(self, vals_list):
        """A new contact has a segment before night, and a VIP a weight."""
        contacts = super().create(vals_list)
        if self.env.user.share:
            contacts.sudo().social_care_is_self_entered = True
        (contacts | contacts.commercial_partner_id)._social_care_recompute()
        return contacts

    def write(self, vals):
        """Update what depends on the contact: links end where its company is another
        one now, tickets get its name and address, the weight is computed anew.
        """
        self.sudo()._social_care_note_author(vals)
        watched = WATCHED | self.env["social.care.segment"]._get_watched_fields()
        is_watched = bool(watched & vals.keys())
        before = self.commercial_partner_id if is_watched else self.browse()
        result = super().write(vals)
        if is_watched:
            (before | self.commercial_partner_id | self)._social_care_recompute()
        if "company_id" in vals:
            self.sudo()._social_care_end_foreign_links()
        if {"name", "email"} & vals.keys():
            self.sudo()._social_care_rename_on_tickets()
        return result

    def _social_care_note_author(self, vals):
        """Note that contacts enter their own name or number, until an employee enters
        the number.
        """
        is_self = self.env.user.share
        names = ("name", "phone") if is_self else ("phone",)
        changed = self.filtered(
            lambda contact: any(
                name in vals and (vals[name] or "") != (contact[name] or "")
                for name in names
            )
        )
        news = changed.filtered(lambda one: one.social_care_is_self_entered != is_self)
        if news:
            news.social_care_is_self_entered = is_self

    def unlink(self):
        """Links to a deleted contact end; tickets for which it was chosen follow the
        person again.
        """
        contacts = self.sudo()
        chosen = contacts._social_care_find_tickets().filtered(
            "social_care_customer_is_chosen"
        )
        contacts._social_care_find_links()._end("deleted")
        contacts._social_care_find_evidence().unlink()
        result = super().unlink()
        chosen.social_care_customer_is_chosen = False
        chosen._social_care_follow_customer()
        return result

    # -- the customer ----------------------------------------------------------

    @api.depends("social_care_customer_ids", "commercial_partner_id")
    @api.depends_context("company")
    def _compute_social_care_customer_id(self):
        found = self._social_care_find_customers(self.env.company)
        for contact in self:
            customer = found.get(
                contact.commercial_partner_id, self.env["social.care.customer"]
            )
            contact.social_care_customer_id = customer
            contact.social_care_segment_id = customer.segment_id
            contact.social_care_weight = customer.minutes

    @api.depends("social_care_customer_id")
    @api.depends_context("company", "uid", "lang")
    def _compute_social_care_weight_text(self):
        lines = self.social_care_customer_id._explain()
        for contact in self:
            contact.social_care_weight_text = "\n".join(
                lines.get(contact.social_care_customer_id, ())
            )

    def _social_care_find_customers(self, company):
        """Return how a company knows these contacts.

        :return: {commercial contact: ``social.care.customer``}
        """
        customers = self.env["social.care.customer"].search_fetch(
            [
                ("contact_key", "in", self.commercial_partner_id.ids),
                ("company_id", "=", company.id),
            ],
            ["partner_id", "company_id", "segment_id", "minutes"],
        )
        return {one.partner_id: one for one in customers}

    def _social_care_recompute(self):
        """Compute weight and segment of these contacts in a job, once this transaction
        has committed.
        """
        if self.ids:
            note_changed(self.env, self.ids)

    def _social_care_recompute_customers(self):
        """Compute weight and segment of the customers that these contacts are or belong
        to.
        """
        (self | self.commercial_partner_id)._social_care_recompute()

    def _social_care_follow_weight(self):
        """Hook: the weight of these customers changed. Addons that route work place it
        anew.
        """

    # -- what hangs on a contact -----------------------------------------------

    def _social_care_find_links(self):
        """Return the live links to these contacts."""
        return self.env["social.care.link"].search(
            [("partner_id", "in", self.ids), ("ended_at", "=", False)]
        )

    def _social_care_find_evidence(self):
        return self.env["social.care.evidence"].search([("partner_id", "in", self.ids)])

    def _social_care_find_tickets(self):
        """Return the tickets of these contacts that have a conversation."""
        tickets = self.env["helpdesk.ticket"].with_context(active_test=False)
        return tickets.search(
            [
                ("partner_id", "in", self.ids),
                ("social_care_customer_profile_id", "!=", False),
            ]
        )

    def _social_care_end_foreign_links(self):
        self._social_care_find_links()._end_foreign()
        self._social_care_find_evidence()._forget_foreign()

    def _social_care_rename_on_tickets(self):
        """Update the copies of name and address on tickets that follow the person: else
        they would outlive the anonymization of a contact.
        """
        tickets = self._social_care_find_tickets().filtered(
            lambda ticket: not ticket.social_care_customer_is_chosen
        )
        for contact, own in tickets.grouped("partner_id").items():
            own.write(own[0]._social_care_get_customer_names(contact))

    # -- screens ---------------------------------------------------------------

    def action_view_social_care_links(self):
        """Open the links of this contact, and of the people of a company.

        :raise AccessError: if the user is no agent, or may not read the contact
        """
        self.ensure_one()
        self.check_access("read")
        self.env["social.care.link"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care_crm.social_care_link_action"
        )
        return {
            **action,
            "domain": self._social_care_get_profile_domain(),
            "context": {"search_default_live": 1},
        }

    def action_split_social_care_contact(self):
        """Open the wizard that undoes a merge: it makes a contact anew.

        :raise AccessError: if the user is no supervisor, or may not read the contact
        """
        self.ensure_one()
        self.check_access("read")
        self.env["social.care.contact.split"].check_access("create")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care_crm.social_care_contact_split_action"
        )
        return {**action, "context": {"default_partner_id": self.id}}

    # -- personal data ---------------------------------------------------------

    def action_export_social_care_data(self):
        """Export what is stored on a contact as a JSON file to hand over: social
        profiles, handles, leads and customer weight. It is made for the download and
        not kept: supervisors of other companies read the contact, too.

        :raise AccessError: if the user may not export profiles
        """
        self.ensure_one()
        self._social_care_get_own_people()
        return {
            "type": "ir.actions.act_url",
            "url": f"/social_care_crm/contact/{self.id}/export",
            "target": "self",
        }

    def _social_care_export(self):
        """Return the export of the contact, as the companies of the user know it. Only
        proven profiles are included: others may be somebody else.

        :raise AccessError: if the user may not export profiles
        """
        people = self._social_care_get_own_people()
        customers = self.sudo().social_care_customer_ids
        return {
            "contact": self.name,
            "handles": self.social_care_handle_ids._export(),
            "profiles": [person._export() for person in people.sudo()],
            "leads": self._social_care_find_own_leads()._social_care_export(),
            "customer": customers.filtered(
                lambda one: one.company_id in self.env.companies
            )._export(),
        }

    def _social_care_find_own_leads(self):
        """Return the leads of these contacts in the companies of the user, in sudo:
        supervisors hand them over, but may not read leads.
        """
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        own = leads._social_care_get_company_domain(self.env.companies)
        return leads.search(own & Domain("partner_id", "in", self.ids))

    def action_erase_social_care_data(self):
        """Erase the people on social networks who are proven to be these contacts, and
        what is known of others who were taken for them, in the companies of the user.
        The contacts stay; so does what all companies share of a contact, its handles
        and merges, while another company has links or evidence of it.

        :raise AccessError: if the user may not erase profiles
        """
        self._social_care_get_own_people().action_erase()
        about = [("partner_id", "in", self.ids)]
        links = self.env["social.care.link"].search(about).sudo()
        links._end("unlinked")
        links.unlink()
        self.env["social.care.evidence"].search(about).sudo().unlink()
        own = [("profile_id.company_id", "in", self.env.companies.ids)]
        self.env["social.care.confirmation"].sudo().search(about + own).unlink()
        self._social_care_erase_shared()

    def _social_care_erase_shared(self):
        """Delete merges that only the companies of the user see; handles and merges of
        all companies where no other company knows the contact.
        """
        merges = self.env["social.care.contact.merge"].search(
            [("partner_id", "in", self.ids)]
        )
        mine = self - self._social_care_filter_known_to_others()
        own = merges.filtered(lambda one: one.company_id or one.partner_id in mine)
        own.sudo().unlink()
        mine.social_care_handle_ids.sudo().unlink()

    def _social_care_filter_known_to_others(self):
        """Return those of these contacts of whom a company that the user is not working
        in has links or evidence.
        """
        foreign = [
            ("partner_id", "in", self.ids),
            ("company_id", "not in", self.env.companies.ids),
        ]
        links = self.env["social.care.link"].sudo().search(foreign)
        evidence = self.env["social.care.evidence"].sudo().search(foreign)
        return self & (links.partner_id | evidence.partner_id).with_env(self.env)

    def _social_care_get_own_people(self):
        """Return the proven profiles of these contacts that the user may change."""
        self.check_access("read")
        if not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only supervisors may do this."))
        return self.env["social.care.profile"].search(
            [("partner_id", "in", self.ids), ("link_strength", "=", "proven")]
        )
