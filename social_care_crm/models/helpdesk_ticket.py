# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets
from collections import defaultdict
from itertools import chain

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.social_care.models.helpdesk_ticket import AGENT

# What decides whom the portal shows a ticket to: kept by the links of people alone.
KEPT_BY_LINKS = frozenset(
    (
        "social_care_customer_profile_id",
        "social_care_customer_is_chosen",
        "social_care_portal_partner_id",
    )
)


class HelpdeskTicket(models.Model):
    """A ticket whose customer is the proven contact of the person who opened it.

    What was said to open it is quoted in its title and description. In the portal it is
    shown to that person alone, and only while it is proven who they are.
    """

    _name = "helpdesk.ticket"
    _inherit = ["social.care.customer.source", "helpdesk.ticket"]

    # Complaints count in the weight of the customer.
    _social_care_weight_fields = frozenset(
        ("partner_id", "stage_id", "category_id", "company_id")
    )

    social_care_customer_profile_id = fields.Many2one(
        "social.care.profile",
        string="Opened by",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        groups=AGENT,
        help="The person whose message opened this ticket. It does not change when "
        "the conversation moves to another ticket, because this one quotes them.",
    )
    social_care_customer_is_chosen = fields.Boolean(
        string="Contact chosen by a user",
        readonly=True,
        groups=AGENT,
        help="The contact of the ticket does not follow the person's profile.",
    )
    social_care_portal_partner_id = fields.Many2one(
        "res.partner",
        string="Shown in the portal to",
        compute="_compute_social_care_portal_partner_id",
        store=True,
        ondelete="set null",
        index="btree_not_null",
        groups=AGENT,
    )
    # Without groups: OCA's portal searches by the domains of rules as the user.
    social_care_is_shown_in_portal = fields.Boolean(
        compute="_compute_social_care_is_shown_in_portal",
        search="_search_social_care_is_shown_in_portal",
    )
    social_care_has_lead = fields.Boolean(
        compute="_compute_social_care_has_lead", groups=AGENT
    )
    social_care_has_card = fields.Boolean(
        compute="_compute_social_care_has_card", groups=AGENT
    )
    # The timeline finds the newest tickets of a contact, and no others.
    _social_care_timeline_idx = models.Index(
        "(partner_id, create_date DESC, id DESC) WHERE partner_id IS NOT NULL"
    )

    @api.depends(
        "partner_id",
        "social_care_customer_profile_id.partner_id",
        "social_care_customer_profile_id.link_strength",
        "social_care_thread_ids.profile_id.partner_id",
        "social_care_thread_ids.profile_id.link_strength",
    )
    def _compute_social_care_portal_partner_id(self):
        """Only who said everything on the ticket, and is proven to be its contact."""
        for ticket in self.sudo():
            opener = ticket.social_care_customer_profile_id
            people = opener | ticket.social_care_thread_ids.profile_id
            customers = {person._get_customer() for person in people}
            is_theirs = bool(opener) and customers == {ticket.partner_id}
            ticket.social_care_portal_partner_id = is_theirs and ticket.partner_id

    def _compute_social_care_has_card(self):
        """Tickets of other channels, by mail or phone, have no stream and no stage."""
        for ticket in self:
            threads = ticket.sudo().social_care_thread_ids
            ticket.social_care_has_card = not threads or threads._is_integrated()

    @api.depends("social_care_portal_partner_id", "social_care_thread_ids")
    @api.depends_context("uid")
    def _compute_social_care_is_shown_in_portal(self):
        """Tickets without a conversation are shown as ever; others to the contact who
        is proven to have written them. To employees it says nothing.
        """
        user = self.env.user
        for ticket in self:
            known = ticket.sudo()
            is_social = (
                known.social_care_customer_profile_id or known.social_care_thread_ids
            )
            ticket.social_care_is_shown_in_portal = (
                not user.share
                or not is_social
                or known.social_care_portal_partner_id == user.partner_id
            )

    def _search_social_care_is_shown_in_portal(self, operator, value):
        if operator != "in":
            return NotImplemented
        if not self.env.user.share:
            return Domain.TRUE
        plain = Domain("social_care_customer_profile_id", "=", False) & Domain(
            "social_care_thread_ids", "=", False
        )
        own = Domain("social_care_portal_partner_id", "=", self.env.user.partner_id.id)
        tickets = self.sudo().with_context(active_test=False)
        return [("id", "in", tickets._search(plain | own))]

    @api.model_create_multi
    def create(self, vals_list):
        """:raise AccessError: for what only links of people set"""
        tickets = super().create(vals_list)
        if not self.env.su and tickets.sudo().social_care_customer_profile_id:
            self._social_care_refuse_link()
        return tickets

    def write(self, vals):
        """Note whether a user chose another contact than that of the conversation.

        :raise AccessError: for what only links of people change
        """
        if not self.env.su and KEPT_BY_LINKS & vals.keys():
            self._social_care_refuse_link()
        result = super().write(vals)
        if "partner_id" in vals and not self.env.su:
            social = self.sudo().filtered("social_care_customer_profile_id")
            social._social_care_note_choice()
            social._social_care_forget_portal_links()
        return result

    def _social_care_refuse_link(self):
        raise AccessError(
            self.env._("Who opened a ticket, and sees it in the portal, is proven.")
        )

    # -- links in mails --------------------------------------------------------

    def _social_care_is_hidden_in_portal(self):
        """Whether the portal shows this ticket to nobody: it is not proven who wrote
        what it quotes.
        """
        known = self.sudo()
        return bool(
            known.social_care_customer_profile_id
            and not known.social_care_portal_partner_id
        )

    def _social_care_forget_portal_links(self):
        """Let links that were mailed lead nowhere, of tickets that the portal shows to
        nobody now.
        """
        hidden = self.sudo().filtered(
            lambda t: t.access_token and t._social_care_is_hidden_in_portal()
        )
        hidden.with_context(tracking_disable=True).write({"access_token": False})

    def _portal_ensure_token(self):
        """A link with a token shows the ticket to whoever has it: mails about hidden
        tickets contain none.
        """
        if self._social_care_is_hidden_in_portal():
            return ""
        return super()._portal_ensure_token()

    def _sign_token(self, pid):
        """Nor do they contain a signature that opens the chatter: no other one is ever
        equal to it.
        """
        if self._social_care_is_hidden_in_portal():
            return secrets.token_hex(32)
        return super()._sign_token(pid)

    # -- who opened it ---------------------------------------------------------

    def _social_care_get_same_people_domain(self, people):
        """Tickets of a proven contact are those of one person, whatever the channel."""
        domain = super()._social_care_get_same_people_domain(people)
        contacts = {person._get_customer().id for person in people} - {False}
        return domain | Domain("partner_id", "in", contacts) if contacts else domain

    def _social_care_note_choice(self):
        for is_chosen, tickets in self.grouped(
            lambda t: t.partner_id != t.social_care_customer_profile_id._get_customer()
        ).items():
            tickets.filtered(
                lambda t, now=is_chosen: t.social_care_customer_is_chosen != now
            ).social_care_customer_is_chosen = is_chosen

    def _social_care_set_opener(self, profile):
        """Note who opened these tickets, unless that is known. A ticket that had
        another contact before it got a conversation keeps it.

        :param profile: ``social.care.profile``
        """
        fresh = self.sudo().filtered(lambda t: not t.social_care_customer_profile_id)
        if fresh:
            fresh.social_care_customer_profile_id = profile
            fresh._social_care_adopt_contacts()
            fresh._social_care_follow_customer()

    def _social_care_adopt_contacts(self):
        """Keep contacts that these tickets had before anybody knew who opened them."""
        self.filtered("partner_id")._social_care_note_choice()
        field = self._fields["social_care_portal_partner_id"]
        self.env.add_to_compute(field, self)

    # -- the customer ----------------------------------------------------------

    def _social_care_follow_customer(self):
        """Set the contact of these tickets to that of the person who opened them,
        except where a user chose another one.
        """
        following = self.sudo()._social_care_filter_following()
        for person, tickets in following.grouped(
            "social_care_customer_profile_id"
        ).items():
            customer = person._get_customer()
            tickets.filtered(
                lambda ticket, customer=customer: ticket.partner_id != customer
            )._social_care_set_customer(customer)

    def _social_care_filter_following(self):
        """Return the tickets whose contact is that of the person who opened them."""
        return self.filtered(
            lambda ticket: (
                ticket.social_care_customer_profile_id
                and not ticket.social_care_customer_is_chosen
            )
        )

    def _social_care_set_customer(self, customer):
        """Replace the contact of tickets that one person opened. The previous one is no
        follower any more, and links to the ticket that they got lead nowhere.

        :param customer: ``res.partner``, may be empty
        """
        before = self.grouped("partner_id")
        self.with_context(tracking_disable=True).write(
            {
                "partner_id": customer.id,
                "access_token": False,
                **self[:1]._social_care_get_customer_names(customer),
            }
        )
        for left, tickets in before.items():
            tickets.message_unsubscribe(left.ids)

    def _social_care_get_customer_names(self, customer):
        """Return the copies of name and address that a ticket keeps of its contact."""
        if customer:
            return {"partner_name": customer.name, "partner_email": customer.email}
        opener = self.social_care_customer_profile_id
        name = not opener.erased and opener.display_name
        return {"partner_name": name, "partner_email": False}

    def _social_care_follow_merge(self, contact):
        """Write the contact of tickets again after a merge replaced it by SQL, so that
        queue and portal notice it.

        :param contact: ``res.partner`` that stayed
        """
        tickets = self.sudo().with_context(tracking_disable=True)
        moved = tickets.filtered(lambda ticket: ticket.partner_id == contact)
        following = moved._social_care_filter_following()
        names = following[:1]._social_care_get_customer_names(contact)
        following.write({"partner_id": contact.id, **names})
        (moved - following).write({"partner_id": contact.id})

    # -- leads -----------------------------------------------------------------

    def _compute_social_care_has_lead(self):
        """Agents may know that there is a lead, though they may not read it."""
        found = self._origin._social_care_find_leads()
        for ticket in self:
            ticket.social_care_has_lead = ticket._origin.id in found

    def _social_care_find_leads(self):
        """Return the open leads of these tickets, in sudo: those that a ticket or its
        messages led to; of a call or mail also those of its contact, which it would
        join.

        :return: {id of the ticket: ``crm.lead``}, of tickets that have some
        """
        found = defaultdict(self.env["crm.lead"].sudo().browse)
        for ticket, lead in chain(
            self._social_care_find_led_to(), self._social_care_find_leads_of_contacts()
        ):
            found[ticket.id] |= lead
        return found

    def _social_care_find_led_to(self):
        """Return pairs of a ticket and an open lead that it or a message led to."""
        is_open = Domain("won_status", "=", "pending")
        own = Domain("social_care_ticket_id", "in", self.ids)
        said = Domain("lead_id.won_status", "=", "pending") & Domain(
            "thread_id.ticket_id", "in", self.ids
        )
        leads = self.env["crm.lead"].sudo().search(own & is_open)
        mentions = self.env["social.care.mention"].sudo().search(said)
        return [
            *((lead.social_care_ticket_id, lead) for lead in leads),
            *((mention.thread_id.ticket_id, mention.lead_id) for mention in mentions),
        ]

    def _social_care_find_leads_of_contacts(self):
        """Return pairs of a call or mail and an open lead of its contact."""
        plain = self.sudo().filtered(
            lambda ticket: ticket.partner_id and not ticket.social_care_thread_ids
        )
        pairs = []
        for company, tickets in plain.grouped("company_id").items():
            leads = self.env["crm.lead"]._social_care_find_open(
                company, self.env["social.care.profile"], tickets.partner_id
            )
            known = leads.grouped("partner_id")
            pairs += [
                (ticket, known[ticket.partner_id])
                for ticket in tickets
                if ticket.partner_id in known
            ]
        return pairs

    def action_social_care_open_lead(self):
        """Open the leads of this ticket.

        :raise AccessError: if the user is no agent, or may not read the ticket
        """
        self.ensure_one()
        self.check_access("read")
        self.env["social.care.thread"].check_access("read")
        leads = self._social_care_find_leads()[self.id]
        return leads.with_env(self.env)._social_care_open()

    def action_social_care_create_lead(self):
        """Make a lead of this ticket, or join the open lead of the same person or
        contact.

        :return: action that opens it
        :raise AccessError: if the user is no agent, or may not read the ticket
        """
        self.ensure_one()
        self.check_access("read")
        mentions = self._social_care_get_first_mentions()
        if mentions:
            return mentions.action_create_lead()
        self.env["social.care.thread"].check_access("read")
        lead = self.sudo()._social_care_make_lead()
        return lead.with_env(self.env)._social_care_open()

    def _social_care_get_first_mentions(self):
        """Return the first message of each conversation that the user may read."""
        threads = self.env["social.care.thread"].search([("ticket_id", "=", self.id)])
        firsts = threads.mention_ids.browse()
        for thread in threads:
            theirs = thread.mention_ids._find_lead_worthy()
            firsts |= theirs.sorted(lambda m: (m.effective_at, m.id))[:1]
        return firsts

    def _social_care_make_lead(self):
        """Make a lead of a call or mail, or join that of its contact."""
        self._social_care_touch_for_lead()
        leads = self.env["crm.lead"]
        lead = leads.search(
            [("social_care_ticket_id", "=", self.id), ("won_status", "=", "pending")],
            limit=1,
        ) or leads._social_care_find_open(
            self.company_id, self.env["social.care.profile"], self.partner_id
        )
        if lead:
            lead[0].social_care_ticket_id = lead[0].social_care_ticket_id or self
            return lead[0]
        return leads.with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        ).create(self._social_care_get_lead_vals())

    def _social_care_touch_for_lead(self):
        profiles = self.env["social.care.profile"]
        profiles._touch("helpdesk_ticket", self.ids)
        profiles._touch("res_partner", self.partner_id.ids)

    def _social_care_get_lead_vals(self):
        """Return the values of the lead of a ticket without a conversation.

        See ``mention._get_lead_vals``. Only without a contact the address that the
        customer wrote from is passed on.
        """
        utm = self.env["utm.mixin"]
        channel = self.channel_id.name or self.env._("Helpdesk")
        vals = {
            "name": self.name,
            "company_id": self.company_id.id,
            "user_id": False,
            "team_id": self.company_id.social_care_lead_team_id.id,
            "social_care_ticket_id": self.id,
            "partner_id": self.partner_id.id,
            "source_id": utm._find_or_create_record("utm.source", channel).id,
            "medium_id": utm._find_or_create_record("utm.medium", channel).id,
            "campaign_id": False,
        }
        if not self.partner_id:
            vals["contact_name"] = self.partner_name
            vals["email_from"] = self.partner_email
        return vals
