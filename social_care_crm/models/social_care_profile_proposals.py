# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import identity
from .social_care_link import PROVEN

# Kinds that are somebody's decision: they propose nothing.
DECISIONS = ("chosen", "verified")


class SocialCareProfileProposals(models.AbstractModel):
    """Contacts that a person may be: proposed, accepted, rejected, confirmed."""

    _name = "social.care.profile.proposals"
    _description = "Proposed Contacts of a Person"

    attested_phone = fields.Char(
        readonly=True,
        help="Phone number of this person, as the network itself attests it.",
    )

    # -- proposals -------------------------------------------------------------

    def _get_open_evidence(self, partner=None):
        """Return the evidence that nobody has accepted or rejected yet.

        :param partner: ``res.partner``; all contacts if omitted
        """
        return self.sudo().evidence_ids.filtered(
            lambda e: (
                e.state == "proposed"
                and e.partner_id.active
                and (not partner or e.partner_id == partner)
                and self._can_be_contact(e.partner_id)
            )
        )

    def _can_be_contact(self, partner):
        company = partner.sudo().company_id
        return not company or company == self.company_id

    def _get_proposals(self):
        """Return the open evidence by contact, the likeliest contact first.

        Who is linked is not proposed again unless it is proven now, and no other
        contact on a mere hint. Beside a proven contact only another proven one is.

        :return: list of ``tools.identity.Proposal`` of ``res.partner``
        """
        self.ensure_one()
        groups = self._get_open_evidence().grouped("partner_id")
        proposals = [
            identity.Proposal(partner, partner.name or "", evidence._get_reasons())
            for partner, evidence in groups.items()
        ]
        if self.link_strength:
            proposals = [one for one in proposals if self._is_worth_showing(one)]
        return identity.rank(proposals, self.name or "")

    def _is_worth_showing(self, proposal):
        """Whether a proposal says more than the live link does."""
        if proposal.strength == PROVEN:
            return self.link_strength != PROVEN or proposal.contact != self.partner_id
        is_other = proposal.contact != self.partner_id
        return (
            is_other
            and self.link_strength != PROVEN
            and proposal.strength == identity.CLAIMED
        )

    def _accept(self, partner, origin="user"):
        """Link the profile to a proposed contact, as strongly as the evidence is now.

        :param partner: ``res.partner``
        :param origin: value of ``origin`` of ``social.care.link``
        :return: the link
        :raise UserError: if nothing is proposed any more
        """
        evidence = self._get_open_evidence(partner)
        if not evidence:
            raise UserError(self.env._("This proposal is outdated. Reload the page."))
        evidence._weigh_again()
        strongest = evidence._get_strongest()
        strength = PROVEN if strongest.strength == PROVEN else "claimed"
        link = self._link(partner, strength, strongest, origin)
        evidence._decide("accepted")
        return link

    def _reject(self, partner):
        """Reject all open evidence of a contact. It stays rejected."""
        self._get_open_evidence(partner)._decide("rejected")

    def _choose(self, partner, kind="chosen"):
        """Link the profile to a contact because a user says so.

        :param kind: ``chosen``, or ``verified`` by a supervisor who vouches for it
        :return: the link
        """
        evidence = self._add_decision(partner, kind)
        strength = PROVEN if kind == "verified" else "claimed"
        return self._link(partner, strength, evidence)

    def _add_decision(self, partner, kind, state="accepted"):
        evidence = self.env["social.care.evidence"].sudo()
        return evidence.create(
            {
                "profile_id": self.id,
                "partner_id": partner.id,
                "kind": kind,
                "strength": identity.KINDS[kind].strength,
                "digest": self.env["social.care.identity"]._digest(kind, partner.id),
                "state": state,
                "user_id": self.env.user._is_internal() and self.env.uid,
            }
        )

    def _undo_link(self):
        """End the live link. What was accepted for it is a proposal again."""
        link = self.sudo()._get_live_link()
        evidence = self.sudo().evidence_ids.filtered(
            lambda e: e.state == "accepted" and e.partner_id == link.partner_id
        )
        link._end("unlinked")
        decisions = evidence.filtered(lambda e: e.kind in DECISIONS)
        decisions._decide("rejected")
        (evidence - decisions)._decide("proposed")

    # -- what proves by itself -------------------------------------------------

    def _link_proven(self, evidence):
        """Link these people to the contact that new evidence proves, where the company
        allows it.

        Nobody is linked whose evidence proves two contacts, or who is linked to
        another contact.

        :param evidence: ``social.care.evidence`` that was just found
        """
        for profile, found in evidence.grouped("profile_id").items():
            proven = found.filtered(lambda e: e.strength == PROVEN).partner_id
            if (
                len(proven) == 1
                and profile.company_id.social_care_link_automatically
                and profile.partner_id in (proven, proven.browse())
                and not profile._has_rejected(proven)
            ):
                profile._accept(proven, "automatic")

    def _reject_for_good(self, partner, kind):
        """Record that the contact said that this is not who they are.

        :param kind: ``address`` or ``one_time_link``
        """
        evidence = self.sudo().evidence_ids.filtered(
            lambda e: e.partner_id == partner and e.state != "rejected"
        )
        evidence._decide("rejected")
        self._add_decision(partner, kind, "rejected")

    def _find_confirmations(self):
        """Return the confirmations of these people."""
        confirmations = self.env["social.care.confirmation"].sudo()
        return confirmations.search([("profile_id", "in", self.ids)])

    def _notify_conversations(self):
        """Update the screens that show these people."""
        threads = self.env["social.care.thread"].sudo()
        threads.search([("profile_id", "in", self.ids)])._notify_changed()

    def _has_rejected(self, partner):
        """Whether a person, or the contact, said that this is not who it is."""
        return any(
            e.state == "rejected" and e.partner_id == partner and e.strength == PROVEN
            for e in self.sudo().evidence_ids
        )

    def _doubt_link(self):
        """Stop vouching for contacts that the network's number proved together with a
        name, once it shows another name or number: it may have been given to somebody
        else.
        """
        for profile in self:
            link = profile.sudo()._get_live_link()
            evidence = link.evidence_id
            if link.strength != PROVEN or evidence.kind != "attested_phone":
                continue
            evidence._weigh_again()
            if evidence.strength != PROVEN:
                link._end("doubted")
                profile._link(link.partner_id, "claimed", evidence, "automatic")
