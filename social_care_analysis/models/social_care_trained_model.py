# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from base64 import b64decode
from collections import Counter
from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError

from odoo.addons.social_care.tools.arguments import is_selection, takes

from ..tools import gate
from ..tools.learner import Model
from .social_care_trained_model_training import FEWEST

_logger = logging.getLogger(__name__)

# How long models that are not in use are kept to go back to, and how many old ones one
# transaction deletes.
KEPT, GC_BATCH = timedelta(days=92), 100


class SocialCareTrainedModel(models.Model):
    """A model trained on corrections for one step of the analysis, and its quality."""

    _name = "social.care.trained.model"
    _description = "Trained Model"
    _inherit = ["social.care.trained.model.training", "social.care.trained.model.trial"]
    _order = "id desc"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    kind = fields.Selection(
        lambda self: self.env["social.care.analysis.kind"]._get_learning_selection(),
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("active", "In use"),
            ("retired", "Retired"),
            ("ready", "Ready to use"),
            ("rejected", "Not used"),
        ],
        required=True,
        readonly=True,
    )
    data = fields.Binary(readonly=True, attachment=False, groups="base.group_system")
    correction_count = fields.Integer(
        string="Corrections",
        readonly=True,
        help="Corrections that the model was trained on.",
    )
    accepted_count = fields.Integer(
        string="Accepted Verdicts",
        readonly=True,
        help="Verdicts that people handled without correcting them. The model was "
        "trained on them at half weight, because corrections alone are errors.",
    )
    last_correction_id = fields.Integer(readonly=True)
    held_back_count = fields.Integer(
        string="Evaluated on",
        readonly=True,
        help="Corrections and accepted verdicts that are new since the model in use "
        "was trained; each was judged by a model that was not trained on it.",
    )
    accuracy = fields.Float(
        readonly=True,
        aggregator="avg",
        digits=(3, 3),
        help="Share of right verdicts among those that it was evaluated on.",
    )
    macro_f1 = fields.Float(
        string="Macro-F1",
        readonly=True,
        aggregator="avg",
        digits=(3, 3),
        help="Mean of the F1 scores of all labels, from 0 to 1. Rare labels count as "
        "much as frequent ones.",
    )
    before_accuracy = fields.Float(
        string="Accuracy before",
        readonly=True,
        aggregator="avg",
        digits=(3, 3),
        help="Accuracy of what was in use before, on the same verdicts.",
    )
    before_f1 = fields.Float(
        string="Macro-F1 before", readonly=True, aggregator="avg", digits=(3, 3)
    )
    used_at = fields.Datetime(
        string="Last Switched On", readonly=True, help="Empty if it was never in use."
    )
    confusions = fields.Json(
        readonly=True, help="[label by people, label by the model, count]"
    )
    confusion_text = fields.Text(
        string="Most frequent confusions", compute="_compute_confusion_text"
    )

    _one_active = models.UniqueIndex(
        "(company_id, kind) WHERE state = 'active'",
        "Only one model of a kind can be in use.",
    )

    @api.depends("kind", "create_date")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for model in self:
            day = fields.Date.to_string(model.create_date)
            model.display_name = f"{labels[model.kind]} {day}"

    @api.depends("confusions")
    def _compute_confusion_text(self):
        for kind, models_ in self.grouped("kind").items():
            words = self.env["social.care.correction"]._get_labels(kind)
            for model in models_:
                model.confusion_text = "\n".join(model._describe_confusions(words))

    def _describe_confusions(self, words):
        for right, said, count in self.confusions or []:
            yield self.env._(
                "%(count)s × “%(said)s” where people say “%(right)s”",
                count=count,
                said=words.get(said, said),
                right=words.get(right, right),
            )

    # -- using -----------------------------------------------------------------

    @api.model
    def _get_in_use(self, company, kind):
        """Return the ``tools.learner.Model`` that a company uses.

        :param kind: code of a step that learns
        :return: None before training, or where the stored bytes are not usable
        """
        active = self.sudo()._get_active_id(company.id, kind)
        return self.sudo()._load(active) if active else None

    def _search_active(self, company_id, kind):
        return self.search(
            [
                ("company_id", "=", company_id),
                ("kind", "=", kind),
                ("state", "=", "active"),
            ]
        )

    @tools.ormcache("company_id", "kind")
    def _get_active_id(self, company_id, kind):
        return self._search_active(company_id, kind).id

    @tools.ormcache("model_id")
    def _load(self, model_id):
        """Return the ``tools.learner.Model`` of a record; None where its bytes are of
        another version, or not of a model.
        """
        own = self.browse(model_id).with_context(bin_size=False)
        try:
            model = Model.from_bytes(b64decode(own.data or b""))
            own._check_labels(model)
            return model
        except ValueError as error:
            _logger.info("Trained model %s is not used: %s", model_id, error)
            return None

    def _check_labels(self, model):
        kind = self.env["social.care.analysis.kind"]._get(self.kind)
        # Of a topic any label will do: one that is gone is read as no topic.
        labels = kind._get_model_labels() or model.labels
        if not set(model.labels) <= set(labels):
            raise ValueError("The labels of this model are none of its kind.")

    # -- choosing --------------------------------------------------------------

    # Both are called with records, with their ids, or with none, which is an error.

    @api.model
    @takes(model_ids=is_selection)
    def action_activate(self, model_ids=()):
        """Use this model, unless it fails on recent mentions.

        :param model_ids: id of the model, if it is not called on the record
        :raises AccessError: unless the user is an administrator
        :raises UserError: where it is not one model, or if it sets customers aside or
            misses danger
        """
        own = self._get_chosen(model_ids)
        if len(own) > 1:
            raise UserError(self.env._("Choose one model: only one can be in use."))
        own._check_on_recent_mentions()
        own._use()

    @api.model
    @takes(model_ids=is_selection)
    def action_go_back_to_start(self, model_ids=()):
        """Use no model of this kind, only keywords and word lists.

        :param model_ids: ids of models, if it is not called on the records
        :raises AccessError: unless the user is an administrator
        :raises UserError: without a model
        """
        for own in self._get_chosen(model_ids):
            own._retire_active()

    @api.model
    def action_learn_now(self, _selected=()):
        """Train models on all corrections of this company.

        :param _selected: ids that the list sends along; all corrections count
        :raises AccessError: unless the user is an administrator
        :raises UserError: where there are too few corrections
        """
        self._check_administrator()
        company = self.env.company
        for kind in self._get_learnable(company):
            self.sudo()._enqueue_learning(company, kind)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._(
                    "Training is running. The new models appear here within a minute."
                ),
                "type": "info",
            },
        }

    def _get_learnable(self, company):
        """Return the kinds of verdicts that have enough corrections to train a model.

        :return: list of codes, at least one
        :raises UserError: without any, saying what is missing
        """
        corrections = self.env["social.care.correction"].sudo()
        counts = corrections._count_by_value(company)
        ready = [kind for kind, own in counts.items() if own.total() >= FEWEST]
        if not ready:
            raise UserError(
                self.env._(
                    "There are too few corrections to learn from: each kind of verdict "
                    "needs %(fewest)s, and the most there are is %(most)s.",
                    fewest=FEWEST,
                    most=max((own.total() for own in counts.values()), default=0),
                )
            )
        for kind in ready:
            counts[kind] += self._count_accepted(company, kind)
        taught = [kind for kind in ready if gate.list_learnable(kind, counts[kind])]
        if not taught:
            raise UserError(
                self.env._(
                    "There are too few examples to learn from: two values need "
                    "%(fewest)s each, corrected or handled without a correction, and "
                    "“Relevance” needs %(fewest)s relevant mentions.",
                    fewest=gate.FEWEST_EXAMPLES,
                )
            )
        return taught

    def _count_accepted(self, company, kind):
        """Return a Counter of the labels of verdicts that people accepted."""
        step = self.env["social.care.analysis.kind"]._get(kind)
        field = step._mention_field
        rows = (
            self.env["social.care.mention"]
            .sudo()
            ._read_group(step._get_accepted_domain(company), [field], ["__count"])
        )
        return Counter({str(value): count for value, count in rows})

    def _get_chosen(self, model_ids):
        """Return the models that an administrator acts on, with all rights."""
        chosen = (self | self.browse(model_ids)).exists()
        chosen._check_administrator()
        if not chosen:
            raise UserError(self.env._("Open a model first."))
        return chosen.sudo()

    def _use(self):
        self._retire_active()
        self.write({"state": "active", "used_at": fields.Datetime.now()})

    def _check_administrator(self):
        """Models come from corrections alone: nobody writes them by hand."""
        self.check_access("read")
        if not self.env.user.has_group("social_care.group_social_care_manager"):
            raise AccessError(self.env._("Only an administrator may do this."))

    def _retire_active(self):
        active = self._search_active(self.company_id.id, self.kind)
        active.state = "retired"
        active.flush_recordset()
        self.env.registry.clear_cache()

    @api.autovacuum
    def _gc_old(self):
        """Delete models that were not in use for a quarter of a year.

        :return: (how many were deleted, whether there may be more)
        """
        limit = fields.Datetime.now() - KEPT
        old = self.search(
            [("state", "!=", "active"), ("write_date", "<", limit)], limit=GC_BATCH
        )
        old.unlink()
        return len(old), len(old) == GC_BATCH
