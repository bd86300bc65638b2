# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareAnalysisHandler(models.AbstractModel):
    """One way of doing one step of the analysis.

    To put an own model or service in the place of a step, inherit this as
    ``social.care.analysis.<kind>.<name>`` and add ``<name>`` to the selection
    ``social.care.analysis.step.handler``. It is called in the job that reads events:
    whatever it raises is shown on the step, and the built-in handler does the work.
    """

    _name = "social.care.analysis.handler"
    _description = "Step of the Analysis"

    @api.model
    def _judge(self, company, sample):
        """A verdict for each text of a ``tools.sample.Sample``.

        A language is a code, "" for unknown; the other verdicts are the values of the
        engine: ``sentiment.Sentiment``, ``urgency.Urgency``, ``topics.Topic`` (its
        label is the id of the topic, as text) and ``worth.Worth``.
        """
        raise NotImplementedError
