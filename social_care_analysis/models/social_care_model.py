# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from base64 import b64decode

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError

from odoo.addons.social_care.tools.arguments import is_selection, takes

from ..tools import sentiment, urgency, worth
from ..tools.learner import Model
from .social_care_correction import KINDS

_logger = logging.getLogger(__name__)

# The language of a text needs no learning.
LEARNT = tuple(kind for kind, _name in KINDS if kind != "language")


class SocialCareModel(models.Model):
    """One thing learnt from corrections, and how good it is."""

    _name = "social.care.model"
    _description = "Learnt Model"
    _order = "id desc"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    kind = fields.Selection(
        [pair for pair in KINDS if pair[0] in LEARNT], required=True, readonly=True
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
    correction_count = fields.Integer(string="Corrections", readonly=True)
    last_correction_id = fields.Integer(readonly=True)
    held_back_count = fields.Integer(
        string="Judged on",
        readonly=True,
        help="Corrections that were kept aside to judge by, and never learnt from.",
    )
    accuracy = fields.Float(
        string="Right", readonly=True, aggregator="avg", digits=(3, 3)
    )
    macro_f1 = fields.Float(
        string="Macro-F1",
        readonly=True,
        aggregator="avg",
        digits=(3, 3),
        help="The mean over all labels of how well each is found, from 0 to 1: rare "
        "labels count as much as frequent ones.",
    )
    before_accuracy = fields.Float(
        string="Right before",
        readonly=True,
        aggregator="avg",
        digits=(3, 3),
        help="Of what was in use, on the same corrections.",
    )
    before_f1 = fields.Float(
        string="Macro-F1 before", readonly=True, aggregator="avg", digits=(3, 3)
    )
    used_at = fields.Datetime(
        string="Last Switched On", readonly=True, help="Empty if it was never used."
    )
    sample_count = fields.Integer(
        string="Recent Mentions Checked",
        readonly=True,
        aggregator="avg",
        help="Recent mentions, drawn at random, that it was tried on before use.",
    )
    aside_count = fields.Integer(
        string="Set Aside",
        readonly=True,
        aggregator="avg",
        help="Of the recent mentions, those that it would set aside although nobody "
        "called them irrelevant.",
    )
    aside_before_count = fields.Integer(
        string="Set Aside Without Learning",
        readonly=True,
        aggregator="avg",
        help="The same, by the word lists alone.",
    )
    lost_danger_count = fields.Integer(
        string="Danger Missed",
        readonly=True,
        aggregator="sum",
        help="Recent mentions that the word lists call danger and it does not.",
    )
    refusal = fields.Text(string="Why Not Used", compute="_compute_refusal")
    confusions = fields.Json(
        readonly=True, help="[what people say, what it said, how often]"
    )
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
        for kind, models_ in self.grouped("kind").items():
            words = self.env["social.care.correction"]._words(kind)
            for model in models_:
                model.confusion_text = "\n".join(model._confusion_lines(words))

    def _confusion_lines(self, words):
        for right, said, count in self.confusions or []:
            yield self.env._(
                "%(count)s × said “%(said)s” where people say “%(right)s”",
                count=count,
                said=words.get(said, said),
                right=words.get(right, right),
            )

    # -- using -----------------------------------------------------------------

    @api.model
    def _in_use(self, company, kind):
        """The engine's Model that a company uses, None before learning."""
        active = self.sudo()._active_id(company.id, kind)
        return self.sudo()._load(active) if active else None

    def _active(self, company_id, kind):
        return self.search(
            [
                ("company_id", "=", company_id),
                ("kind", "=", kind),
                ("state", "=", "active"),
            ]
        )

    @tools.ormcache("company_id", "kind")
    def _active_id(self, company_id, kind):
        return self._active(company_id, kind).id

    @tools.ormcache("model_id")
    def _load(self, model_id):
        """None where these bytes are of another version, or of something else."""
        own = self.browse(model_id).with_context(bin_size=False)
        try:
            model = Model.from_bytes(b64decode(own.data or b""))
            own._check_labels(model)
            return model
        except ValueError as error:
            _logger.info("Learnt model %s is not used: %s", model_id, error)
            return None

    def _check_labels(self, model):
        labels = {
            "sentiment": sentiment.LABELS,
            "urgency": urgency.LEVELS,
            "worth": (worth.WORTH, *worth.REASONS),
        }
        # A topic that is gone is none.
        if not set(model.labels) <= set(labels.get(self.kind, model.labels)):
            raise ValueError("The labels of this model are none of its kind.")

    # -- going back ------------------------------------------------------------

    # Called with records, with their ids, or with none: that is said in words.

    @api.model
    @takes(model_ids=is_selection)
    def action_activate(self, model_ids=()):
        """Use this model, whatever came after it, unless it fails on what customers
        write today.

        :raises UserError: where it is not one model, or if it sets customers aside or
            misses danger
        """
        own = self._chosen(model_ids)
        if len(own) > 1:
            raise UserError(self.env._("Choose one model: only one can be in use."))
        own._check_on_recent_mentions()
        own._use()

    @api.model
    @takes(model_ids=is_selection)
    def action_go_back_to_start(self, model_ids=()):
        """Use none: judge as before anything was learnt.

        :raises UserError: where no model says of which kind
        """
        for own in self._chosen(model_ids):
            own._retire_active()

    def _chosen(self, model_ids):
        """The models that an administrator acts on, with all rights."""
        chosen = (self | self.browse(model_ids)).exists()
        chosen._check_administrator()
        if not chosen:
            raise UserError(self.env._("Open one of the models first."))
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
        active = self._active(self.company_id.id, self.kind)
        active.state = "retired"
        active.flush_recordset()
        self.env.registry.clear_cache()
