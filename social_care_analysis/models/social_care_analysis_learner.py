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
    def _learn(self, company, rows):
        """Train a model on corrections.

        :param rows: list of (text, language, label)
        :return: a ``tools.learner.Model``, None where the rows teach nothing
        """
        texts, languages, labels = zip(*rows, strict=True)
        return self._learn_batch(company, read_known(texts, languages), labels)

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

    def _learn_batch(self, company, batch, labels):
        """Like ``_learn``, of a ``tools.reading.Batch`` and a label for each text."""
        raise NotImplementedError

    def _label_batch(self, company, batch, model):
        """Like ``_label_texts``, of a ``tools.reading.Batch``."""
        raise NotImplementedError

    @api.model
    def _get_model_labels(self):
        """Return the labels that a trained model may have; empty where any will do."""
        return ()
