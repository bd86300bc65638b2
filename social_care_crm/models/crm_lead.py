# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

AGENT = "social_care.group_social_care_agent"
# What Odoo copies from a contact; of another contact it would be wrong.
FROM_CONTACT = (
    "contact_name",
    "partner_name",
    "function",
    "website",
    "email_from",
    "phone",
    "lang_id",
    "street",
    "street2",
    "zip",
    "city",
    "state_id",
    "country_id",
)


class CrmLead(models.Model):
    """A lead that a social conversation, or a ticket, led to.

    What the conversation says is shown to those who may read it. No email or phone is
    ever set beside a contact: Odoo would write it to the contact, and whoever named it
    could take over the contact's login.
    """

    _name = "crm.lead"
    _inherit = ["social.care.customer.source", "social.care.ticket.erasure", "crm.lead"]

    _social_care_weight_fields = frozenset(
        (
            "partner_id",
            "company_id",
            "team_id",
            "user_id",
            "expected_revenue",
            "stage_id",
            "probability",
            "active",
            "type",
        )
    )

    social_care_profile_id = fields.Many2one(
        "social.care.profile",
        string="Person",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups=AGENT,
    )
    social_care_mention_ids = fields.One2many(
        "social.care.mention", "lead_id", readonly=True, groups=AGENT
    )
    # Its title quotes the customer, and names of records are told to everybody who
    # reads what refers to them.
    social_care_ticket_id = fields.Many2one(
        "helpdesk.ticket",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups=fields.NO_ACCESS,
    )
    social_care_readable_ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Ticket",
        compute="_compute_social_care_readable_ticket_id",
        groups=AGENT,
    )
    social_care_is_social = fields.Boolean(
        compute="_compute_social_care_is_social",
        groups=AGENT,
        help="There are messages that the user may read.",
    )

    def _compute_social_care_is_social(self):
        """Searched and not read from ``social_care_mention_ids``: what one user may
        read would stay in the cache for all.
        """
        rows = self.env["social.care.mention"]._read_group(
            [("lead_id", "in", self.ids)], ["lead_id"]
        )
        shown = {lead.id for (lead,) in rows}
        for lead in self:
            lead.social_care_is_social = lead.id in shown

    @api.depends("social_care_ticket_id")
    @api.depends_context("uid")
    def _compute_social_care_readable_ticket_id(self):
        tickets = self.sudo().social_care_ticket_id.sudo(False)
        readable = tickets._filtered_access("read")
        for lead in self:
            ticket = lead.sudo().social_care_ticket_id.sudo(False)
            lead.social_care_readable_ticket_id = ticket & readable

    # -- the person ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """:raise AccessError: for a person whom a user typed, see ``write``"""
        leads = super().create(vals_list)
        if not self.env.su and leads.sudo().social_care_profile_id:
            self._social_care_refuse_person()
        return leads

    def write(self, vals):
        """:raise AccessError: for a person whom a user typed: who reads the lead reads
        their name, and their conversations would join it
        """
        if not self.env.su and "social_care_profile_id" in vals:
            self._social_care_refuse_person()
        return super().write(vals)

    def _social_care_refuse_person(self):
        raise AccessError(
            self.env._("The person of a lead comes from their conversation.")
        )

    # -- the company -----------------------------------------------------------

    @api.model
    def _social_care_get_company_domain(self, companies):
        """Return the domain of the leads that count for some companies; those that
        name none as by ``LEAD_COMPANY`` in ``tools.weight``.

        :param companies: ``res.company``
        """
        is_only = companies.sudo().search_count([], limit=2) == 1
        domain = Domain.TRUE if is_only else Domain.FALSE
        for owner in ("partner_id", "user_id", "team_id"):
            domain &= Domain(owner, "=", False) | Domain(
                f"{owner}.company_id", "=", False
            )
            domain |= Domain(f"{owner}.company_id", "in", companies.ids)
        unnamed = self.sudo().with_context(active_test=False)
        ids = unnamed._search(domain & Domain("company_id", "=", False))
        return Domain("company_id", "in", companies.ids) | Domain("id", "in", ids)

    # -- joining ---------------------------------------------------------------

    def _social_care_find_open(self, company, profiles, contacts):
        """Return the open leads of people, the newest first.

        :param company: ``res.company`` that knows the people
        :param profiles: ``social.care.profile``
        :param contacts: ``res.partner``
        """
        return self.sudo().search(
            [
                ("won_status", "=", "pending"),
                ("company_id", "in", (company.id, False)),
                "|",
                ("social_care_profile_id", "in", profiles.ids),
                ("partner_id", "in", contacts.ids),
            ],
            order="id desc",
        )

    def _social_care_note_joined(self, author):
        """Note that somebody wrote again, without a word of theirs."""
        words = self.env._("%s wrote again: see the conversation.", author)
        self._message_log(body=words)
        if self.user_id:
            self.message_notify(
                partner_ids=self.user_id.partner_id.ids,
                subject=self.env._("The customer wrote again"),
                body=self.env._("The customer wrote again."),
            )

    def _social_care_open(self):
        """Return the action that shows these leads; users who may not read them are
        told that they exist.
        """
        if not self.has_access("read"):
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "message": self.env._("The sales team has the lead."),
                    "type": "success",
                    "next": {"type": "ir.actions.client", "tag": "soft_reload"},
                },
            }
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Leads"),
            "res_model": self._name,
        }
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")]}
        return {
            **action,
            "domain": [("id", "in", self.ids)],
            "views": [(False, "list"), (False, "form")],
        }

    # -- the contact -----------------------------------------------------------

    def _social_care_follow_customer(self, customer, former):
        """Set the contact of open leads to the proven one of their person. A contact
        that a salesperson chose stays.

        :param customer: ``res.partner``, may be empty
        :param former: contacts that the person was proven to be before
        """
        for lead in self:
            if lead.partner_id != customer and (
                not lead.partner_id or lead.partner_id in former
            ):
                lead._social_care_set_contact(customer)

    def _social_care_set_contact(self, customer):
        """Set the contact. What came from another one goes first: Odoo would write it
        to the new contact with the next change.
        """
        if self.partner_id:
            self.partner_id = False
            self.write(dict.fromkeys(FROM_CONTACT, False))
        elif customer:
            self.write({"email_from": False, "phone": False})
        self.partner_id = customer

    # -- merging and erasing ---------------------------------------------------

    def _merge_dependences(self, opportunities):
        """Keep person, ticket and conversations of merged leads. In sudo: salespeople
        who are no agents merge leads, too.
        """
        result = super()._merge_dependences(opportunities)
        lead, merged = self.sudo(), opportunities.sudo()
        for name in ("social_care_profile_id", "social_care_ticket_id"):
            lead[name] = lead[name] or merged[name][:1]
        mentions = self.env["social.care.mention"].sudo()
        mentions.search([("lead_id", "in", merged.ids)]).lead_id = lead
        return result

    def _social_care_forget_person(self, traces, words):
        for lead in self.filtered(lambda lead: lead.contact_name in traces):
            lead.contact_name = lead.partner_id.name
        return super()._social_care_forget_person(traces, words)

    # -- personal data ---------------------------------------------------------

    def _social_care_export(self):
        """Return what is stored on these leads, for the export of a person's data."""
        return [
            {
                "name": lead.name,
                "created_at": lead.create_date,
                "stage": lead.stage_id.name,
                "notes": lead.description or None,
            }
            for lead in self.sudo()
        ]
