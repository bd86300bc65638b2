# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ..tools import evaluate
from ..tools.learner import Model, train

LEARNT = ("sentiment", "topic", "worth")
FEWEST = 30
NEWS = 25


class SocialCareModel(models.Model):
    """One thing learnt from corrections, and how good it is."""

    _name = "social.care.model"
    _description = "Learnt Model"
    _order = "id desc"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("sentiment", "Sentiment"),
            ("topic", "Topic"),
            ("worth", "Worth answering"),
        ],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("active", "In use"),
            ("retired", "Retired"),
            ("rejected", "Not better, not used"),
        ],
        required=True,
        readonly=True,
    )
    data = fields.Binary(readonly=True, attachment=False)
    correction_count = fields.Integer(string="Corrections", readonly=True)
    last_correction_id = fields.Integer(readonly=True)
    held_back_count = fields.Integer(
        readonly=True, help="Corrections that were kept aside to judge by."
    )
    accuracy = fields.Float(readonly=True, aggregator="avg")
    macro_f1 = fields.Float(string="Macro-F1", readonly=True, aggregator="avg")
    before_f1 = fields.Float(
        string="Macro-F1 before",
        readonly=True,
        aggregator="avg",
        help="Of what was in use, on the same corrections.",
    )
    confusions = fields.Json(readonly=True)
    confusion_text = fields.Text(
        string="Most frequent confusions", compute="_compute_confusion_text"
    )

    _one_active = models.UniqueIndex(
        "(company_id, kind) WHERE state = 'active'", "Only one model is in use."
    )

    @api.depends("kind", "create_date")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for model in self:
            day = fields.Date.to_string(model.create_date)
            model.display_name = f"{labels[model.kind]} {day}"

    @api.depends("confusions")
    def _compute_confusion_text(self):
        for model in self:
            model.confusion_text = "\n".join(
                self.env._(
                    "%(count)s × “%(said)s” where people say “%(right)s”",
                    count=count,
                    said=model._label(said),
                    right=model._label(right),
                )
                for right, said, count in model.confusions or []
            )

    def _label(self, value):
        if self.kind == "topic":
            topic = self.env["social.care.topic"].browse(int(value or 0)).exists()
            return topic.name or self.env._("none")
        field = self.env["social.care.mention"]._fields[self.kind]
        return dict(field._description_selection(self.env)).get(value, value)

    # -- using -----------------------------------------------------------------

    @api.model
    def _in_use(self, company, kind):
        """The learnt ``tools.learner.Model`` of a company, None before learning."""
        active = self._active_id(company.id, kind)
        return self._load(active) if active else None

    @tools.ormcache("company_id", "kind")
    def _active_id(self, company_id, kind):
        return self.search(
            [
                ("company_id", "=", company_id),
                ("kind", "=", kind),
                ("state", "=", "active"),
            ]
        ).id

    @tools.ormcache("model_id")
    def _load(self, model_id):
        return Model.from_bytes(base64.b64decode(self.browse(model_id).data))

    def action_activate(self):
        """Go back to this model."""
        self.ensure_one()
        self.check_access("write")
        if not self.data:
            raise UserError(self.env._("This model was not kept."))
        self._replace_active()

    def _replace_active(self):
        active = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "=", self.kind),
                ("state", "=", "active"),
            ]
        )
        active.state = "retired"
        active.flush_recordset()
        self.state = "active"
        self.env.registry.clear_cache()

    # -- learning --------------------------------------------------------------

    @api.model
    def _cron_learn(self):
        """Learn where enough was corrected since the last time."""
        for company in self.env["res.company"].search([]):
            for kind in LEARNT:
                if self._has_news(company, kind):
                    self._enqueue_learning(company, kind)

    def _has_news(self, company, kind):
        latest = self.search(
            [("company_id", "=", company.id), ("kind", "=", kind)], limit=1
        )
        domain = self._correction_domain(company, kind)
        count = self.env["social.care.correction"].search_count
        news = count([*domain, ("id", ">", latest.last_correction_id)], limit=NEWS)
        return news >= NEWS and count(domain, limit=FEWEST) >= FEWEST

    def _correction_domain(self, company, kind):
        return [("company_id", "=", company.id), ("kind", "=", kind)]

    def _enqueue_learning(self, company, kind):
        self.with_delay(
            priority=30,
            description=self.env._("Learn from corrections: %s", kind),
            identity_key=f"social_care.learn.{company.id}.{kind}",
        )._learn(company, kind)

    @api.model
    def _learn(self, company, kind):
        """Job: learn from all corrections, judge on those held back, and use the new
        model only where it is not worse. Returns the record, used or not."""
        corrections = self.env["social.care.correction"].search(
            self._correction_domain(company, kind), order="id"
        )
        rows = [(c.mention_id.id, c.text, c.value) for c in corrections]
        taught, held_back = evaluate.split(rows)
        candidate = train([(text, label) for _id, text, label in taught])
        return self._judge(company, kind, candidate, corrections, held_back)

    def _judge(self, company, kind, candidate, corrections, held_back):
        texts = [text for _id, text, _label in held_back]
        labels = [label for _id, _text, label in held_back]
        step = self.env[f"social.care.analysis.{kind}"]
        said_now = step._labels(company, texts, self._in_use(company, kind))
        said = step._labels(company, texts, candidate)
        new, old = evaluate.score(labels, said), evaluate.score(labels, said_now)
        model = self.create(
            {
                "company_id": company.id,
                "kind": kind,
                "state": "rejected",
                "data": base64.b64encode(candidate.to_bytes()),
                "correction_count": len(corrections),
                "last_correction_id": corrections[-1].id,
                "held_back_count": len(held_back),
                "accuracy": new.accuracy,
                "macro_f1": new.macro_f1,
                "before_f1": old.macro_f1,
                "confusions": new.confusions[:5],
            }
        )
        if evaluate.is_no_worse(new, old):
            model._replace_active()
        return model

    @api.autovacuum
    def _gc_old(self):
        """Keep a quarter of a year to go back to."""
        limit = fields.Datetime.now() - timedelta(days=92)
        self.search([("state", "!=", "active"), ("create_date", "<", limit)]).unlink()
