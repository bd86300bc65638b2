# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareEmbeddingTopic(models.Model):
    """The result of a trial for one topic."""

    _name = "social.care.embedding.topic"
    _description = "Trial of Topics by Meaning: Topic"
    _order = "correction_count, id"
    _rec_name = "topic_id"

    embedding_id = fields.Many2one(
        "social.care.embedding",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    topic_id = fields.Many2one(
        "social.care.topic", readonly=True, index=True, ondelete="cascade"
    )
    correction_count = fields.Integer(string="Corrections", readonly=True)
    judged_count = fields.Integer(string="Evaluated on", readonly=True)
    builtin_recall = fields.Float(string="Recall (built-in)", readonly=True)
    embedding_recall = fields.Float(string="Recall (meaning alone)", readonly=True)
    both_recall = fields.Float(string="Recall (both)", readonly=True)
