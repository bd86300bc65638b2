# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareMentionRevision(models.Model):
    """How a mention read before its author changed it."""

    _name = "social.care.mention.revision"
    _description = "Earlier Version of a Mention"
    _order = "version desc, id desc"

    mention_id = fields.Many2one(
        "social.care.mention",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="mention_id.company_id")
    text = fields.Text(readonly=True)
    at = fields.Datetime(required=True, readonly=True)
    version = fields.Char(readonly=True, help="Sorts it among the versions.")

    _once = models.Constraint(
        "UNIQUE (mention_id, version)", "This version is kept already."
    )
