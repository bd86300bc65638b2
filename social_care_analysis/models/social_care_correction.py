# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import api, fields, models

# A model is trained on this many corrections at most, the latest ones.
MOST = 20_000


class SocialCareCorrection(models.Model):
    """A verdict that a person set: training data."""

    _name = "social.care.correction"
    _description = "Correction of an Analysis"
    _order = "id desc"
    _rec_name = "text"

    mention_id = fields.Many2one(
        "social.care.mention", required=True, readonly=True, ondelete="cascade"
    )
    profile_id = fields.Many2one(related="mention_id.profile_id")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    kind = fields.Selection(
        lambda self: self.env["social.care.analysis.kind"]._get_selection(),
        required=True,
        readonly=True,
    )
    value = fields.Char(
        required=True, readonly=True, help="The label; of a topic its ID, 0 for none."
    )
    label = fields.Char(string="Corrected to", compute="_compute_labels")
    before = fields.Char(readonly=True, help="The verdict of the analysis.")
    before_label = fields.Char(string="Corrected from", compute="_compute_labels")
    text = fields.Text(required=True, readonly=True)
    language = fields.Char(readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Corrected by",
        readonly=True,
        default=lambda self: self.env.user,
    )

    _once = models.Constraint(
        "UNIQUE (mention_id, kind)", "This verdict has already been corrected."
    )
    _learning_idx = models.Index("(company_id, kind, id)")

    @api.depends("kind", "value", "before")
    def _compute_labels(self):
        for kind, corrections in self.grouped("kind").items():
            words = self._get_labels(kind)
            for correction in corrections:
                correction.label = words.get(correction.value, correction.value)
                correction.before_label = words.get(correction.before, "")

    @api.model
    def _get_labels(self, kind):
        """Return {label: words} of one kind; no topic is "0" here, "" in the engine."""
        if kind == "topic":
            topics = self.env["social.care.topic"].with_context(active_test=False)
            names = {str(topic.id): topic.name for topic in topics.search([])}
            return {**dict.fromkeys(("0", ""), self.env._("No topic")), **names}
        name = self.env["social.care.analysis.kind"]._get_correctable().get(kind)
        field = self.env["social.care.mention"]._fields.get(name)
        if field and field.type == "selection":
            return dict(field._description_selection(self.env))
        return {}

    @api.model
    def _record(self, mentions, kind, value):
        """Keep the verdict that a person sets; a later one replaces it.

        :param mentions: ``social.care.mention``
        :param kind: code of the step
        :param value: as of ``mention.correct``
        """
        told = mentions.filtered("text")
        known = self.search([("mention_id", "in", told.ids), ("kind", "=", kind)])
        for own in known:
            vals = self._prepare_vals(own.mention_id, kind, value)
            own.write({**vals, "before": own.before, "user_id": self.env.uid})
        rest = told - known.mention_id
        self.create([self._prepare_vals(mention, kind, value) for mention in rest])

    def _prepare_vals(self, mention, kind, value):
        step = self.env["social.care.analysis.kind"]._get(kind)
        return {
            "mention_id": mention.id,
            "company_id": mention.company_id.id,
            "kind": kind,
            "value": value or "0",
            "before": step._get_stored_label(mention) or "0",
            "text": mention.text,
            "language": mention.detected_language,
        }

    @api.model
    def _count_by_value(self, company):
        """Count the corrections that models can be trained on.

        :return: {kind: Counter of labels}
        """
        learning = self.env["social.care.analysis.kind"]._get_learning_selection()
        rows = self._read_group(
            [
                ("company_id", "=", company.id),
                ("kind", "in", [kind for kind, _label in learning]),
            ],
            ["kind", "value"],
            ["__count"],
        )
        counts = {}
        for kind, value, count in rows:
            counts.setdefault(kind, Counter())[value] += count
        return counts

    @api.model
    def _get_rows(self, company, kind):
        """Return the latest corrections, oldest first.

        :return: list of (mention id, text, language, label); the label of no topic is
            "", as in the engine
        """
        return [
            (c.mention_id.id, c.text, c.language or "", c._get_engine_label())
            for c in self._search_latest(company, kind)
        ]

    @api.model
    def _search_latest(self, company, kind):
        """Return the latest corrections, oldest first."""
        found = self.search(
            [("company_id", "=", company.id), ("kind", "=", kind)], limit=MOST
        )
        return found[::-1]

    def _get_engine_label(self):
        return "" if self.kind == "topic" and self.value == "0" else self.value
