# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

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
    strength = fields.Selection(
        [("proven", "Proven"), ("claimed", "Not proven")],
        required=True,
        readonly=True,
        help="Proven: the network, a confirmation by the contact or a supervisor "
        "vouches for it. What a person says about themselves proves nothing.",
    )
    evidence_id = fields.Many2one(
        "social.care.evidence", readonly=True, ondelete="set null"
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

    def _end(self, reason):
        """End these links. What they opened is closed in the same transaction.

        :param reason: value of ``end_reason``
        """
        live = self.filtered(lambda link: not link.ended_at)
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
