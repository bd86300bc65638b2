# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError

MEDIUM = "Social"


class SocialCareMention(models.Model):
    """A mention whose author is identified, and of which a lead can be made."""

    _inherit = "social.care.mention"

    # Agents may not read leads, and names of records are told to everybody who reads
    # what refers to them.
    lead_id = fields.Many2one(
        "crm.lead",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups="sales_team.group_sale_salesman",
    )
    has_lead = fields.Boolean(compute="_compute_has_lead")

    # The timeline finds the newest mentions of a person, and no others.
    _social_care_timeline_idx = models.Index("(profile_id, effective_at DESC, id DESC)")

    def _route(self):
        """Identify the authors before rules ask for contacts."""
        integrated = self.filtered(lambda m: m.stream_id.stage == "integrated")
        integrated.filtered(lambda m: not m.is_own)._identify_authors()
        return super()._route()

    def _identify_authors(self):
        """Identify the authors of the whole batch."""
        if self:
            self.env["social.care.identity"].sudo()._identify(self.sudo())

    def _get_ticket_vals(self, decided):
        """Add the opener, and name and address of the proven contact."""
        opener = self.profile_id
        customer = opener._get_customer()
        names = (
            {"partner_name": customer.name, "partner_email": customer.email}
            if customer
            else {}
        )
        return {
            **super()._get_ticket_vals(decided),
            "social_care_customer_profile_id": opener.id,
            **{name: decided.get(name, value) for name, value in names.items()},
        }

    def _erase(self, words):
        """What was only proposed goes with the message that it came from."""
        result = super()._erase(words)
        self.env["social.care.evidence"].sudo().search(
            [("mention_id", "in", self.ids), ("state", "=", "proposed")]
        ).unlink()
        return result

    # -- leads -----------------------------------------------------------------

    def _compute_has_lead(self):
        """Agents may know that there is a lead, though they may not read it."""
        for mention in self:
            mention.has_lead = bool(mention.sudo().lead_id)

    def action_create_lead(self):
        """Make a lead of these mentions, or join the open lead of the same person or
        contact.

        :return: action that opens it
        :raise AccessError: if the user may not read the mentions
        :raise UserError: for our own posts, and for people who were erased
        """
        self.check_access("read")
        if not self._find_lead_worthy():
            raise UserError(
                self.env._("No lead can be created of our own or erased messages.")
            )
        leads = self.sudo()._make_leads({})
        self.env["social.care.log"]._note(self, "lead")
        return leads.with_env(self.env)._social_care_open()

    def action_open_lead(self):
        """Open the lead of these mentions."""
        self.check_access("read")
        return self.sudo().lead_id.with_env(self.env)._social_care_open()

    def _apply_decisions(self, decisions):
        """Make the leads that rules ask for. What was set aside makes none, and nothing
        makes a second one when rules are applied again.
        """
        result = super()._apply_decisions(decisions)
        wanted = self.filtered(
            lambda m: (
                m.rule_id.creates_lead
                and not m.lead_id
                and m.state in ("inbox", "ticket")
                and m.stream_id.stage == "integrated"
            )
        )
        for rule, mentions in wanted.grouped("rule_id").items():
            mentions._make_leads(rule._get_lead_vals())
        return result

    def _find_lead_worthy(self):
        return self.filtered(
            lambda m: (
                m.profile_id
                and not m.is_own
                and not m.is_context
                and not m.deleted_at
                and not m.profile_id.erased
            )
        )

    def _make_leads(self, decided):
        """Put each mention on the open lead of its author or of their proven contact,
        or on a new one.

        :param decided: dict of values that a rule decided
        :return: ``crm.lead``
        """
        mentions = self._find_lead_worthy().sorted(lambda m: (m.effective_at, m.id))
        leads = self.env["crm.lead"]
        for company, own in mentions.grouped("company_id").items():
            own.profile_id._lock_for_lead()
            known = own._find_open_leads(company)
            for group in own._group_by_person():
                leads |= group._join_lead(known) or group._create_lead(decided)
        return leads

    def _group_by_person(self):
        """Return mentions by person: profiles with the same contact are one."""
        groups = defaultdict(self.browse)
        for mention in self:
            groups[mention.profile_id._get_customer() or mention.profile_id] += mention
        return list(groups.values())

    def _find_open_leads(self, company):
        """:return: {profile or contact: its open ``crm.lead``}"""
        profiles = self.profile_id
        contacts = profiles.browse().partner_id.union(
            *(profile._get_customer() for profile in profiles)
        )
        found = self.env["crm.lead"]._social_care_find_open(company, profiles, contacts)
        known = {}
        for lead in found:
            known.setdefault(lead.social_care_profile_id, lead)
            known.setdefault(lead.partner_id, lead)
        return known

    def _join_lead(self, known):
        """:return: the lead that these mentions of one person joined, may be empty"""
        profile = self[0].profile_id
        customer = profile._get_customer()
        lead = known.get(profile) or (customer and known.get(customer))
        if not lead:
            return self.env["crm.lead"]
        fresh = self.filtered(lambda mention: mention.lead_id != lead)
        fresh.lead_id = lead
        if not lead.social_care_profile_id:
            lead.social_care_profile_id = profile
        lead._social_care_follow_customer(customer, customer.browse())
        if fresh:
            lead._social_care_note_joined(profile.display_name)
        return lead

    def _create_lead(self, decided):
        leads = self.env["crm.lead"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )
        lead = leads.create(self[0]._get_lead_vals(decided))
        self.lead_id = lead
        return lead

    def _get_lead_vals(self, decided):
        """Return the values of the lead that this mention makes.

        Salesperson and campaign are set although they may be empty: Odoo would take the
        current user, and the campaign from the cookies of their browser.

        :param decided: dict of values that a rule decided; they win
        """
        customer = self.profile_id._get_customer()
        vals = {
            "name": self.env._(
                "%(author)s on %(network)s",
                author=self.profile_id.display_name,
                network=self._get_network_name(),
            ),
            "company_id": self.company_id.id,
            "user_id": False,
            "team_id": self.company_id.social_care_lead_team_id.id,
            "social_care_profile_id": self.profile_id.id,
            "social_care_ticket_id": self.ticket_id.id,
            "partner_id": customer.id,
            "description": self._get_lead_description(self.text),
            **self._get_lead_utm(),
        }
        if not customer:
            vals["contact_name"] = self.profile_id.display_name
        return vals | decided

    def _get_network_name(self):
        return self.account_id._get_connector()._get_network_name()

    def _get_lead_utm(self):
        utm = self.env["utm.mixin"]
        source = utm._find_or_create_record("utm.source", self._get_network_name())
        return {
            "source_id": source.id,
            "medium_id": utm._find_or_create_record("utm.medium", MEDIUM).id,
            "campaign_id": self.account_id.lead_campaign_id.id,
        }

    def _get_lead_description(self, text):
        """Return the quote of a public post. What was said in private is shown to those
        alone who may read the conversation.
        """
        if self.private or not text:
            return False
        return self._get_ticket_description(text)

    # -- what the author, retention or erasure changes -------------------------

    def _update_ticket_quote(self, title, text):
        """Replace what the lead quotes of this mention, too."""
        result = super()._update_ticket_quote(title, text)
        lead = self.sudo().lead_id
        description = self.text and self._get_requoted_description(lead, text)
        if description:
            lead.description = description
        return result

    def _forget_quotes(self, words):
        """Erase quotes from the chatter of leads, too."""
        result = super()._forget_quotes(words)
        grouped = self.sudo().filtered("lead_id").grouped("lead_id")
        for lead, own in grouped.items():
            lead._social_care_forget_in_chatter({lead: own._get_quotable()}, words)
        return result
