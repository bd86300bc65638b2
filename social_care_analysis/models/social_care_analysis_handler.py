# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

PREFIX = "social.care.analysis."


class SocialCareAnalysisHandler(models.AbstractModel):
    """The contract of a handler: one way of doing one step of the analysis.

    An addon offers a handler with one declaration, an abstract model whose name is
    ``social.care.analysis.<kind of the step>.<code of the handler>``::

        class TopicService(models.AbstractModel):
            _name = "social.care.analysis.topic.service"
            _inherit = "social.care.analysis.handler"
            _description = "Our topic service"

            def _judge(self, company, sample):
                return [Topic(label, sure, words) for ... in ask(sample.texts)]

    ``_description`` is its name under *Analysis steps*, where an administrator chooses
    it. The built-in handler of the step does the work wherever this one fails, and the
    step shows the error. See ``social.care.analysis.kind`` for a new step.
    """

    _name = "social.care.analysis.handler"
    _description = "Handler of an Analysis Step"

    # A deferred handler is too slow for the job that reads events. The built-in one
    # judges first; this one looks again, in a job of its own, at unsure mentions.
    _is_deferred = False

    @api.model
    def _judge(self, company, sample):
        """Judge a batch of texts.

        :param company: the ``res.company`` that received them
        :param sample: a ``tools.sample.Sample``
        :return: a list with one verdict for each text. A language is a code, "" for
            unknown; the other verdicts are values of the engine
            (``sentiment.Sentiment``, ``urgency.Urgency``, ``topics.Topic``, whose label
            is the id of the topic as text, ``relevance.Relevance``), and of a step of
            another addon whatever that step takes. A deferred handler may return fewer
            verdicts, those of the first texts, when its time is over: the rest gets
            another job.
        :raises Exception: anything; the built-in handler stands in
        """
        raise NotImplementedError

    @api.model
    def _is_unsure(self, mention):
        """Return whether a deferred handler should look at this mention again.

        Asked only of relevant mentions whose verdict nobody corrected.

        :param mention: one ``social.care.mention``
        """
        return True

    @api.model
    def _check_ready(self, company):
        """Raise UserError if a company cannot choose this handler yet."""

    @api.model
    def _get_label(self):
        """Return the name of the handler on screens."""
        return self._description

    @api.model
    def _get_kind(self):
        """Return the kind of the step, such as ``topic``."""
        return self._name.removeprefix(PREFIX).split(".")[0]

    @api.model
    def _get_code(self):
        """Return the code of the handler, "" for a built-in one."""
        return self._name.removeprefix(f"{PREFIX}{self._get_kind()}").lstrip(".")
