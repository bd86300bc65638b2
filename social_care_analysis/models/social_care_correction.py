# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import api, fields, models

KINDS = [
    ("language", "Language"),
    ("sentiment", "Sentiment"),
    ("urgency", "Urgency"),
    ("topic", "Topic"),
    ("worth", "Relevance"),
]
FIELDS = {
    "language": "detected_language",
    "sentiment": "sentiment",
    "urgency": "urgency",
    "topic": "topic_id",
    "worth": "worth",
}
# More than this the latest corrections say as well.
MOST = 20_000


class SocialCareCorrection(models.Model):
    """What a person said a mention is: the material to learn from."""

    _name = "social.care.correction"
    _description = "Correction of an Analysis"
    _order = "id desc"
    _rec_name = "text"

    mention_id = fields.Many2one(
        "social.care.mention", required=True, readonly=True, ondelete="cascade"
    )
    profile_id = fields.Many2one(related="mention_id.profile_id")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    value = fields.Char(
        required=True, readonly=True, help="The label; of a topic its id, 0 for none."
    )
    label = fields.Char(string="Is", compute="_compute_labels")
    before = fields.Char(readonly=True, help="What the analysis had said.")
    before_label = fields.Char(string="Was said to be", compute="_compute_labels")
    text = fields.Text(required=True, readonly=True)
    language = fields.Char(readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Corrected by",
        readonly=True,
        default=lambda self: self.env.user,
    )

    _once = models.Constraint(
        "UNIQUE (mention_id, kind)", "This mention is corrected already."
    )
    _learning_idx = models.Index("(company_id, kind, id)")

    @api.depends("kind", "value", "before")
    def _compute_labels(self):
        for kind, corrections in self.grouped("kind").items():
            words = self._words(kind)
            for correction in corrections:
                correction.label = words.get(correction.value, correction.value)
                correction.before_label = words.get(correction.before, "")

    @api.model
    def _words(self, kind):
        """Label to words, of one kind; no topic is "0" here and "" in the engine."""
        if kind == "topic":
            topics = self.env["social.care.topic"].with_context(active_test=False)
            names = {str(topic.id): topic.name for topic in topics.search([])}
            return {**dict.fromkeys(("0", ""), self.env._("No topic")), **names}
        field = self.env["social.care.mention"]._fields[FIELDS[kind]]
        if field.type == "selection":
            return dict(field._description_selection(self.env))
        return {}

    @api.model
    def _note(self, mentions, kind, value):
        """Keep a person's word on each of ``mentions``; the last word counts."""
        told = mentions.filtered("text")
        known = self.search([("mention_id", "in", told.ids), ("kind", "=", kind)])
        for own in known:
            vals = self._note_vals(own.mention_id, kind, value)
            own.write({**vals, "before": own.before, "user_id": self.env.uid})
        rest = told - known.mention_id
        self.create([self._note_vals(mention, kind, value) for mention in rest])

    def _note_vals(self, mention, kind, value):
        before = mention[FIELDS[kind]]
        return {
            "mention_id": mention.id,
            "company_id": mention.company_id.id,
            "kind": kind,
            "value": value or "0",
            "before": (before.id if kind == "topic" else before) or "0",
            "text": mention.text,
            "language": mention.detected_language,
        }

    @api.model
    def _count_by_value(self, company):
        """How many corrections there are of each kind that can be learned.

        :return: dict of kind to a Counter of labels
        """
        rows = self._read_group(
            [("company_id", "=", company.id), ("kind", "!=", "language")],
            ["kind", "value"],
            ["__count"],
        )
        counts = {}
        for kind, value, count in rows:
            counts.setdefault(kind, Counter())[value] += count
        return counts

    @api.model
    def _rows(self, company, kind):
        """(mention id, text, language, label) of the latest corrections, oldest
        first; the label of no topic is "", as the engine has it."""
        found = self.search(
            [("company_id", "=", company.id), ("kind", "=", kind)], limit=MOST
        )
        return [
            (
                c.mention_id.id,
                c.text,
                c.language or "",
                "" if kind == "topic" and c.value == "0" else c.value,
            )
            for c in reversed(found)
        ]
