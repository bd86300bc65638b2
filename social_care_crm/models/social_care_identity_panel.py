# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.social_care.tools.arguments import is_id, takes

from ..tools import facts
from ..tools.identity import HINT
from ..tools.names import CLOSE, OTHER, SAME
from .social_care_link import PROVEN

# Messages of a conversation that are read for a new contact.
READ = 20


class SocialCareIdentityPanel(models.AbstractModel):
    """RPC methods of the identity box beside a conversation.

    Every method takes a conversation that the user may read: who may not read what a
    person said does not learn through this who the person is.
    """

    _name = "social.care.identity.panel"
    _description = "Identity of a Customer"

    @api.model
    @takes(thread_id=is_id)
    def get_identity(self, thread_id):
        """Return who the customer of a conversation is, or may be.

        :param thread_id: ID of a ``social.care.thread``
        :return: dict of plain values; False where nobody is identified
        :raise AccessError: if the user may not read the conversation
        """
        thread = self._get_thread(thread_id)
        profile = thread.profile_id
        if not profile or profile.sudo().is_own or profile.sudo().erased:
            return False
        if not profile.link_strength and not thread._is_integrated():
            return False
        return {
            "profile_id": profile.id,
            "link": self._get_link_values(profile),
            "proposals": self._get_proposal_values(profile),
            "pending": self._get_pending_values(profile),
            "can_send_link": self._can_send_link(thread),
            "can_create": self.env["res.partner"].has_access("create"),
            "can_verify": self._can_verify(),
        }

    @api.model
    @takes(thread_id=is_id, partner_id=is_id)
    def accept_proposal(self, thread_id, partner_id):
        """Link the customer to a proposed contact, as strongly as the evidence is.

        :return: as ``get_identity``
        :raise UserError: if the proposal is outdated
        """
        profile, partner = self._get_pair(thread_id, partner_id)
        profile._accept(partner)
        return self._finish(thread_id)

    @api.model
    @takes(thread_id=is_id, partner_id=is_id)
    def reject_proposal(self, thread_id, partner_id):
        """Reject a proposed contact. The same evidence does not propose it again.

        :return: as ``get_identity``
        """
        profile, partner = self._get_pair(thread_id, partner_id)
        profile._reject(partner)
        return self._finish(thread_id)

    @api.model
    @takes(thread_id=is_id, partner_id=is_id)
    def choose_contact(self, thread_id, partner_id):
        """Link the customer to any contact: the user says who it is. It is not proven.

        :return: as ``get_identity``
        :raise UserError: if it is the contact of another company
        """
        profile, partner = self._get_pair(thread_id, partner_id)
        if profile.partner_id != partner:
            profile._choose(partner)
        return self._finish(thread_id)

    @api.model
    @takes(thread_id=is_id, partner_id=is_id)
    def verify_link(self, thread_id, partner_id):
        """Vouch for the contact of the customer, who was verified by other means.

        :return: as ``get_identity``
        :raise AccessError: if the user is no supervisor
        :raise UserError: if the customer is linked to another contact by now
        """
        profile, partner = self._get_pair(thread_id, partner_id)
        if not self._can_verify():
            raise AccessError(self.env._("Only supervisors can mark it as verified."))
        if profile.partner_id != partner:
            raise UserError(self.env._("The contact has changed. Reload the page."))
        if profile.link_strength != PROVEN:
            profile._choose(partner, "verified")
        return self._finish(thread_id)

    @api.model
    @takes(thread_id=is_id)
    def undo_link(self, thread_id):
        """End the link of the customer to their contact.

        :return: as ``get_identity``
        """
        self._get_thread(thread_id).profile_id.sudo()._undo_link()
        return self._finish(thread_id)

    @api.model
    @takes(thread_id=is_id, partner_id=is_id)
    def ask_contact(self, thread_id, partner_id):
        """Ask a contact by mail, at the address on file, whether it is them.

        :return: as ``get_identity``
        :raise UserError: with the reason, if the contact must not be asked
        """
        profile, partner = self._get_pair(thread_id, partner_id)
        self._check_named(profile, partner)
        self.env["social.care.confirmation"]._ask_by_mail(profile, partner)
        return self._finish(thread_id)

    @api.model
    @takes(thread_id=is_id)
    def make_link(self, thread_id):
        """Make a one-time link with which the customer, signed in to the portal,
        confirms who they are.

        :return: text to send in this private conversation
        :raise UserError: if the customer was asked too often
        :raise AccessError: if the conversation is public: anybody could use the link
        """
        thread = self._get_thread(thread_id)
        if not self._can_send_link(thread):
            raise AccessError(
                self.env._("One-time links are sent in private conversations only.")
            )
        profile = thread.profile_id.sudo()
        url = self.env["social.care.confirmation"]._make_one_time_link(profile)
        return self.env._(
            "Please sign in and confirm here that this profile is yours. Do not pass "
            "the link on: %s",
            url,
        )

    @api.model
    @takes(thread_id=is_id)
    def get_contact_defaults(self, thread_id):
        """Return the values with which a contact of the customer is created.

        :return: dict of defaults, by the names of the context keys
        """
        thread = self._get_thread(thread_id)
        profile = thread.profile_id.sudo()
        said = self._get_said(thread)
        return {
            "default_name": profile.name or profile.handle or "",
            "default_email": said.get(facts.EMAIL, ""),
            "default_phone": profile.attested_phone or said.get(facts.PHONE, ""),
            "default_is_company": False,
        }

    def _get_said(self, thread):
        """Return what the customer said of themselves in this conversation, if it is
        private and no contact has it yet: {kind: value}.
        """
        if not thread.private:
            return {}
        own = thread.mention_ids.filtered(lambda m: m.profile_id == thread.profile_id)
        region = thread.sudo().company_id.country_id.code
        said = [
            fact
            for mention in own.sorted("id", reverse=True)[:READ]
            for fact in facts.find_facts(mention.text, region)
        ]
        finder = self.env["social.care.identity"].sudo()
        known = set(finder._find_contacts_by_email({fact.value for fact in said}))
        known |= set(finder._find_contacts_by_phone({fact.value for fact in said}))
        new = [fact for fact in said if fact.value not in known]
        return {fact.kind: fact.value for fact in reversed(new)}

    # -- access ----------------------------------------------------------------

    def _get_thread(self, thread_id):
        thread = self.env["social.care.thread"].browse(thread_id)
        thread.check_access("read")
        thread.profile_id.check_access("read")
        return thread

    def _get_pair(self, thread_id, partner_id):
        """Return the profile, in sudo, and a contact that the user may read."""
        partner = self.env["res.partner"].browse(partner_id)
        partner.check_access("read")
        return self._get_thread(thread_id).profile_id.sudo(), partner.sudo()

    def _check_named(self, profile, partner):
        """Mails go only to whom the person claimed to be, or an agent took them for."""
        claims = profile._get_open_evidence(partner).filtered(
            lambda e: e.strength != HINT
        )
        if profile.partner_id != partner and not claims:
            raise AccessError(
                self.env._("This person did not claim to be that contact.")
            )

    def _can_verify(self):
        return self.env.user.has_group("social_care.group_social_care_supervisor")

    def _can_send_link(self, thread):
        return bool(
            thread.private
            and thread.profile_id.link_strength != PROVEN
            and not thread._get_no_reply_reason(thread._get_capabilities())
            and not thread._explain_no_answerable()
        )

    def _finish(self, thread_id):
        thread = self._get_thread(thread_id)
        thread.profile_id._notify_conversations()
        return self.get_identity(thread_id)

    # -- what is shown ---------------------------------------------------------

    def _get_link_values(self, profile):
        link = profile.sudo()._get_live_link()
        if not link.partner_id:
            return False
        partner = link.partner_id.with_env(self.env)
        return {
            "partner_id": partner._filtered_access("read").id,
            "partner_name": self._get_name(partner),
            "is_proven": link.strength == PROVEN,
            "reason": self._describe_link(link),
            "ask_refusal": self._get_ask_refusal(profile, link.partner_id),
        }

    def _get_name(self, partner):
        """Return the name of a contact, as far as the user may know it."""
        if partner and not partner.with_env(self.env)._filtered_access("read"):
            return self.env._("A contact that you may not see")
        return partner.sudo().display_name or ""

    def _describe_link(self, link):
        kinds = dict(
            self.env["social.care.evidence"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        words = kinds.get(link.evidence_id.kind, "")
        return f"{words} · {link.user_id.name}" if link.user_id and words else words

    def _get_proposal_values(self, profile):
        proposals = profile.sudo()._get_proposals()
        partners = self.env["res.partner"].browse([p.contact.id for p in proposals])
        readable = partners._filtered_access("read")
        return [
            {
                "partner_id": proposal.contact.id,
                "name": proposal.contact.display_name,
                "detail": proposal.contact.city or "",
                "strength": proposal.strength,
                "reasons": self._describe_reasons(proposal),
                "ask_refusal": self._get_ask_refusal(profile, proposal.contact),
            }
            for proposal in proposals
            if proposal.contact.id in readable.ids
        ]

    def _describe_reasons(self, proposal):
        """Return the reasons as sentences, the strongest first."""
        kinds = dict(
            self.env["social.care.evidence"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        reasons = sorted(proposal.reasons, key=lambda reason: -reason.weight)
        words = []
        for reason in reasons:
            line = kinds[reason.kind]
            if reason.sharing > 1:
                line = self.env._(
                    "%(reason)s (shared by %(count)s contacts)",
                    reason=line,
                    count=reason.sharing,
                )
            if line not in words:
                words.append(line)
        agreement = {
            SAME: self.env._("Same name"),
            CLOSE: self.env._("Similar name"),
            OTHER: self.env._("Different name"),
        }.get(proposal.agreement)
        if agreement and "name" not in {reason.kind for reason in reasons}:
            words.append(agreement)
        return words

    def _get_ask_refusal(self, profile, partner):
        return self.env["social.care.confirmation"]._get_refusal(
            profile.sudo(), partner
        )

    def _get_pending_values(self, profile):
        """Return the confirmations that are still open, those of a kind and contact as
        one; none once the contact is proven.
        """
        if profile.sudo().link_strength == PROVEN:
            return []
        rows = (
            self.env["social.care.confirmation"]
            .sudo()
            .search(
                [
                    ("profile_id", "=", profile.id),
                    ("kind", "!=", "undo"),
                    ("used_at", "=", False),
                    ("expires_at", ">", fields.Datetime.now()),
                ]
            )
        )
        readable = rows.partner_id.with_env(self.env)._filtered_access("read")
        alike = rows.grouped(lambda row: (row.kind, row.partner_id)).values()
        return [
            {
                "kind": row.kind,
                "name": (row.partner_id & readable.sudo()).display_name or "",
                "until": fields.Datetime.to_string(row.expires_at),
            }
            for row in (group[0] for group in alike)
        ]
