# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

# Only these count for rules, tickets, the queue and the portal.
PROVEN = "proven"


class SocialCareLink(models.Model):
    """Link of a profile to a contact: what it rests on, who made it and when it ended.

    A profile has at most one live link. No unique rule holds the contact: Odoo's merge
    of contacts moves rows by SQL, and deletes or refuses what is unique there.
    """

    _name = "social.care.link"
    _description = "Link of a Profile to a Contact"
    _order = "id desc"
    _rec_name = "partner_id"

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
        ondelete="set null",
        index="btree_not_null",
    )
    company_id = fields.Many2one(related="profile_id.company_id", store=True)
    network = fields.Selection(related="profile_id.network")
    strength = fields.Selection(
        [("proven", "Proven"), ("claimed", "Not proven")],
        required=True,
        readonly=True,
        help="Proven: the network, a confirmation by the contact or a supervisor "
        "vouches for it. What a person says about themselves proves nothing.",
    )
    evidence_id = fields.Many2one(
        "social.care.evidence",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    evidence_kind = fields.Selection(
        selection=lambda self: (
            self.env["social.care.evidence"]
            ._fields["kind"]
            ._description_selection(self.env)
        ),
        string="Rests on",
        compute="_compute_evidence_kind",
        help="Empty if it rests on a message that the user may not read.",
    )
    origin = fields.Selection(
        [
            ("user", "A user"),
            ("contact", "The contact"),
            ("automatic", "Automatically"),
        ],
        string="Made by",
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one("res.users", readonly=True)
    ended_at = fields.Datetime(readonly=True)
    ended_by_id = fields.Many2one("res.users", string="Ended by", readonly=True)
    end_reason = fields.Selection(
        [
            ("unlinked", "Unlinked"),
            ("replaced", "Linked to another contact"),
            ("undone", "Undone by the contact"),
            ("doubted", "The network shows another name or number"),
            ("split", "Contact split"),
            ("deleted", "Contact deleted"),
            ("company", "Contact of another company"),
        ],
        readonly=True,
    )

    _one_live_link = models.UniqueIndex(
        "(profile_id) WHERE ended_at IS NULL",
        "This profile is linked to a contact already.",
    )

    @api.depends("evidence_id.kind")
    @api.depends_context("uid")
    def _compute_evidence_kind(self):
        """Of what was said to another team not even the kind is told."""
        readable = self.evidence_id._filtered_access("read")
        for link in self:
            link.evidence_kind = (link.evidence_id & readable).kind

    def action_open_profile(self):
        """Open the profile of this link."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "social.care.profile",
            "res_id": self.profile_id.id,
            "views": [(False, "form")],
        }

    def _end(self, reason):
        """End these links. What they opened is closed in the same transaction.

        :param reason: value of ``end_reason``
        """
        live = self.sudo().filtered(lambda link: not link.ended_at)
        if not live:
            return
        live.write(
            {
                "ended_at": fields.Datetime.now(),
                "ended_by_id": self.env.uid,
                "end_reason": reason,
            }
        )
        # Before another link is created: a unique index allows one live link.
        live.flush_recordset()
        live.profile_id._follow_link()

    def _end_foreign(self):
        """End links to contacts that belong to another company now."""
        foreign = self.sudo().filtered(
            lambda link: not link.profile_id._can_be_contact(link.partner_id)
        )
        foreign._end("company")

    # -- personal data ---------------------------------------------------------

    def _export(self):
        """Return what the person may know. The contact of a link that ended may be
        somebody else, and is not named.
        """
        strengths = dict(self._fields["strength"]._description_selection(self.env))
        origins = dict(self._fields["origin"]._description_selection(self.env))
        reasons = dict(self._fields["end_reason"]._description_selection(self.env))
        return [
            {
                "contact": not link.ended_at and link.partner_id.name or None,
                "strength": strengths[link.strength],
                "made_by": origins[link.origin],
                "since": link.create_date,
                "until": link.ended_at or None,
                "why_it_ended": reasons.get(link.end_reason),
            }
            for link in self
        ]
