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
    _rec_name = "kind"

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
    company_id = fields.Many2one(related="profile_id.company_id", store=True)
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
    digest = fields.Char(required=True, readonly=True)
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
        """Weigh anew what depends on the contact and on the name that the profile
        shows: both may have changed since it was found.
        """
        for row in self.filtered(lambda e: e.kind in ATTESTED):
            row.strength = self.env["social.care.identity"]._weigh_now(row)
