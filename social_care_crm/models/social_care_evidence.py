# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools import identity

# Kinds whose strength depends on names, and on who else has the same.
ATTESTED = ("attested_phone", "network_id")


class SocialCareEvidence(models.Model):
    """One reason to believe that a profile is a contact.

    It quotes nothing: what was said is found through its message alone, and is erased
    with it. A rejection outlives the text, because it is known by a keyed digest.
    """

    _name = "social.care.evidence"
    _description = "Evidence of Identity"
    _order = "id desc"
    # Names of records are told to everybody who reads what refers to them.
    _rec_name = None

    profile_id = fields.Many2one(
        "social.care.profile",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        related="profile_id.company_id", store=True, precompute=True
    )
    kind = fields.Selection(
        [
            ("attested_phone", "Phone attested by the network"),
            ("network_id", "The network's ID on file"),
            ("one_time_link", "Confirmed while signed in"),
            ("address", "Confirmed from the address on file"),
            ("verified", "Verified by a supervisor"),
            ("email", "Email said in private"),
            ("phone", "Phone said in private"),
            ("document", "Customer, order or invoice number said in private"),
            ("handle", "Handle on file"),
            ("public", "Said in public"),
            ("name", "Same name"),
            ("chosen", "Chosen by a user"),
        ],
        required=True,
        readonly=True,
    )
    strength = fields.Selection(
        [("proven", "Proven"), ("claimed", "Claimed"), ("hint", "Hint")],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("accepted", "Accepted"),
            ("rejected", "Rejected"),
        ],
        required=True,
        readonly=True,
        default="proposed",
    )
    digest = fields.Char(
        required=True,
        readonly=True,
        groups="base.group_system",
        help="Keyed hash of what was said, by which it is known again.",
    )
    sharing = fields.Integer(
        string="Contacts with it",
        readonly=True,
        default=1,
        help="Number of contacts that this value led to.",
    )
    mention_id = fields.Many2one(
        "social.care.mention",
        string="Message",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    user_id = fields.Many2one("res.users", string="Decided by", readonly=True)

    _known_idx = models.Index("(profile_id, partner_id, kind, digest)")

    def _decide(self, state):
        """Record what the current user decided about this evidence."""
        self.sudo().write({"state": state, "user_id": self.env.uid})

    def _get_reasons(self):
        """Return this evidence as ``tools.identity.Reason``, for ranking."""
        return [
            identity.Reason(row.kind, row.digest, row.sharing, row.strength)
            for row in self
        ]

    def _get_strongest(self):
        """Return the strongest of this evidence, the weightiest of several."""
        reasons = zip(self, self._get_reasons(), strict=True)
        strengths = identity.STRENGTHS
        return max(
            reasons,
            key=lambda pair: (strengths.index(pair[1].strength), pair[1].weight),
        )[0]

    def _weigh_again(self):
        """Update the strength of evidence that depends on the names of contact and
        profile: both may have changed since it was found.
        """
        for row in self.filtered(lambda e: e.kind in ATTESTED):
            row.strength = self.env["social.care.identity"]._weigh_now(row)

    # -- the contact -----------------------------------------------------------

    def _remove_duplicates(self):
        """Keep one of several equal rows after a merge of contacts: accepted ones win
        over rejected ones, and those over open ones.
        """
        order = ("accepted", "rejected", "proposed")
        kept, doubles = {}, self.browse()
        for row in self.sorted(lambda one: (order.index(one.state), one.id)):
            if kept.setdefault(row._get_key(), row) != row:
                doubles |= row
        links = self.env["social.care.link"].sudo()
        for link in links.search([("evidence_id", "in", doubles.ids)]):
            link.evidence_id = kept[link.evidence_id._get_key()]
        doubles.unlink()

    def _get_key(self):
        """Return what two rows that say the same share."""
        return self.profile_id, self.partner_id, self.kind, self.digest

    def _forget_foreign(self):
        """Delete evidence for contacts that belong to another company now. What was
        rejected stays so.
        """
        self.filtered(
            lambda one: (
                one.state != "rejected"
                and not one.profile_id._can_be_contact(one.partner_id)
            )
        ).unlink()

    # -- personal data ---------------------------------------------------------

    def _export(self):
        """Return what the person may know: kind, decision and time. The contact may be
        somebody else.
        """
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        states = dict(self._fields["state"]._description_selection(self.env))
        return [
            {"at": one.create_date, "what": kinds[one.kind], "state": states[one.state]}
            for one in self
        ]
