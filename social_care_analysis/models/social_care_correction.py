# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

KINDS = [
    ("sentiment", "Sentiment"),
    ("topic", "Topic"),
    ("worth", "Worth answering"),
    ("urgency", "Urgency"),
    ("language", "Language"),
]


class SocialCareCorrection(models.Model):
    """What a person said a mention is: the material to learn from."""

    _name = "social.care.correction"
    _description = "Correction of an Analysis"
    _order = "id desc"

    mention_id = fields.Many2one(
        "social.care.mention", required=True, readonly=True, ondelete="cascade"
    )
    profile_id = fields.Many2one(
        "social.care.profile", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    value = fields.Char(
        required=True, readonly=True, help="The label; for a topic its id."
    )
    before = fields.Char(readonly=True, help="What the analysis had said.")
    text = fields.Text(required=True, readonly=True)
    language = fields.Char(readonly=True)
    user_id = fields.Many2one(
        "res.users", readonly=True, default=lambda self: self.env.user
    )

    _once = models.Constraint(
        "UNIQUE (mention_id, kind)", "This mention is corrected already."
    )
    _learning_idx = models.Index("(company_id, kind, id)")

    @api.model
    def _note(self, mention, kind, value, before):
        """Keep a person's word on ``mention``; the last word counts."""
        known = self.search([("mention_id", "=", mention.id), ("kind", "=", kind)])
        vals = {"value": value, "user_id": self.env.uid, "text": mention.text}
        if known:
            known.write(vals)
            return known
        return self.create(
            {
                **vals,
                "mention_id": mention.id,
                "profile_id": mention.profile_id.id,
                "company_id": mention.company_id.id,
                "kind": kind,
                "before": before,
                "language": mention.detected_language,
            }
        )
