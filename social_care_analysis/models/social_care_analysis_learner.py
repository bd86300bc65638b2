# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools.reading import read_known


class SocialCareAnalysisLearner(models.AbstractModel):
    """A step of this machine that learns from corrections."""

    _name = "social.care.analysis.learner"
    _inherit = "social.care.analysis.handler"
    _description = "Step of the Analysis that Learns"

    @api.model
    def _learn(self, company, rows):
        """An engine's Model out of corrections, None where they teach nothing.

        :param rows: list of (text, language, label)
        """
        texts, languages, labels = zip(*rows, strict=True)
        return self._learn_batch(company, read_known(texts, languages), labels)

    @api.model
    def _model(self, company, kind, sample):
        """The engine's Model to judge a sample with, None for the rules alone: the one
        that the sample names, else the one in use."""
        if kind in sample.models:
            return sample.models[kind]
        return self.env["social.care.model"]._in_use(company, kind)

    @api.model
    def _labels(self, company, texts, languages, model):
        """What would be said of each text with ``model`` (None: before learning)."""
        return self._label_batch(company, read_known(texts, languages), model)

    def _learn_batch(self, company, batch, labels):
        """As ``_learn``, of a ``tools.reading.Batch`` and a label for each text."""
        raise NotImplementedError

    def _label_batch(self, company, batch, model):
        """As ``_labels``, of a ``tools.reading.Batch``."""
        raise NotImplementedError
