# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools.reading import read_known


class SocialCareAnalysisLearner(models.AbstractModel):
    """A step whose built-in handler learns from corrections."""

    _name = "social.care.analysis.learner"
    _inherit = "social.care.analysis.kind"
    _description = "Step of the Analysis that Learns"

    @api.model
    def _learn(self, company, rows, weights=None):
        """Train a model on labels by people.

        :param rows: list of (text, language, label)
        :param weights: weight of each, 1 by default
        :return: a ``tools.learner.Model``, None where the rows teach nothing
        """
        texts, languages, labels = zip(*rows, strict=True)
        batch = read_known(texts, languages)
        return self._learn_batch(company, batch, labels, weights)

    @api.model
    def _get_accepted_domain(self, company):
        """Return the domain of mentions that people handled without correcting this
        verdict: answered by us (not by the holding reply of an incident), or on a
        ticket that was closed.
        """
        return [
            ("company_id", "=", company.id),
            ("is_own", "=", False),
            ("deleted_at", "=", False),
            ("text", "!=", False),
            ("incident_id", "=", False),
            ("correction_ids", "not any", [("kind", "=", self._get_kind())]),
            (self._mention_field, "!=", False),
            "|",
            ("answered_at", "!=", False),
            ("handled_at", "!=", False),
        ]

    @api.model
    def _get_model(self, company, sample):
        """Return the ``tools.learner.Model`` to judge a sample with: the one that the
        sample names, else the one in use; None for the rules alone.
        """
        kind = self._get_kind()
        if kind in sample.models:
            return sample.models[kind]
        return self.env["social.care.trained.model"]._get_in_use(company, kind)

    @api.model
    def _label_texts(self, company, texts, languages, model):
        """Return the label of each text as ``model`` judges it (None: the rules)."""
        return self._label_batch(company, read_known(texts, languages), model)

    def _learn_batch(self, company, batch, labels, weights):
        """Like ``_learn``, of a ``tools.reading.Batch`` and a label for each text."""
        raise NotImplementedError

    def _label_batch(self, company, batch, model):
        """Like ``_label_texts``, of a ``tools.reading.Batch``."""
        raise NotImplementedError

    @api.model
    def _get_model_labels(self):
        """Return the labels that a trained model may have; empty where any will do."""
        return ()
