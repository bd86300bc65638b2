# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from .social_care_analysis_handler import PREFIX

LEARNER = f"{PREFIX}learner"


class SocialCareAnalysisKind(models.AbstractModel):
    """The contract of a step: one kind of verdict, and how it is judged here.

    An addon adds a step with one declaration, an abstract model whose name is
    ``social.care.analysis.<kind>``::

        class Irony(models.AbstractModel):
            _name = "social.care.analysis.irony"
            _inherit = "social.care.analysis.kind"
            _description = "Irony"

            def _judge(self, company, sample):
                return [Verdict("ironic", 0.9, ["sure"]) for _text in sample.texts]

    From then on mentions get the verdict, the conversation and the tester show it, and
    *Analysis steps* offers a choice of handlers for it. Its ``_judge`` is the built-in
    handler of the step: nothing stands in for it, so it should not fail.

    ``tools.verdict.Verdict`` is what the methods below expect; a step with verdicts of
    another form overrides them.
    """

    _name = "social.care.analysis.kind"
    _inherit = "social.care.analysis.handler"
    _description = "Step of the Analysis"

    # Steps run in this order; later ones read the verdicts of earlier ones.
    _step_sequence = 100
    # The field of the mention that holds the verdict, and which people can correct.
    # Without one the verdict is kept in ``mention.verdicts`` alone.
    _mention_field = ""

    # -- registry --------------------------------------------------------------

    @api.model
    def _get_all(self):
        """Return the models of all steps, in the order in which they run."""
        found = self._get_descendants("social.care.analysis.kind")
        found = [kind for kind in found if kind._name != LEARNER]
        return sorted(found, key=lambda kind: (kind._step_sequence, kind._name))

    @api.model
    def _get_learning(self):
        """Return the models of the steps that learn from corrections."""
        learning = self._get_descendants(LEARNER)
        return [kind for kind in self._get_all() if kind in learning]

    def _get_descendants(self, name):
        names = self.env.registry.descendants([name], "_inherit")
        return [self.env[other] for other in names if other != name]

    @api.model
    def _get(self, code):
        """Return the model of one step.

        :raises KeyError: if there is no such step
        """
        return self.env[f"{PREFIX}{code}"]

    @api.model
    def _get_selection(self):
        return [(kind._get_kind(), kind._get_label()) for kind in self._get_all()]

    @api.model
    def _get_learning_selection(self):
        return [(kind._get_kind(), kind._get_label()) for kind in self._get_learning()]

    @api.model
    def _get_correctable(self):
        """Return {kind: field of the mention} of what people can correct."""
        return {
            kind._get_kind(): kind._mention_field
            for kind in self._get_all()
            if kind._mention_field
        }

    # -- verdicts --------------------------------------------------------------

    @api.model
    def _get_verdict_label(self, verdict):
        """Return the label of a verdict, as ``_get_choices`` lists them."""
        return verdict.label

    @api.model
    def _get_choices(self, company):
        """Return the labels that a handler may give; empty where any code will do."""
        return ()

    @api.model
    def _get_mention_vals(self, verdict):
        """Return what to write on the mention."""
        if not self._mention_field:
            return {}
        return {self._mention_field: self._get_verdict_label(verdict) or False}

    @api.model
    def _get_grounds(self, verdict):
        """Return what ``mention.verdicts`` keeps of a verdict, for people to read: how
        sure it is, on what words it rests, and its label where no field holds it.
        """
        grounds = {"words": list(verdict.words), "sure": verdict.sure}
        if not self._mention_field:
            grounds["label"] = self._describe(verdict)
        return grounds

    @api.model
    def _describe(self, verdict):
        """Return a verdict in the words of the screen."""
        return self._describe_label(self._get_verdict_label(verdict))

    @api.model
    def _describe_label(self, label):
        """Return a label in the words of the screen."""
        field = self.env["social.care.mention"]._fields.get(self._mention_field)
        if field and field.type == "selection":
            return dict(field._description_selection(self.env)).get(label, label)
        return label

    @api.model
    def _finish(self, verdicts, sample):
        """Apply what holds whatever handler judged.

        :param verdicts: of the company's handler, one for each text; of a deferred
            handler for the first texts
        :return: the verdicts to write down
        """
        return verdicts

    # -- corrections -----------------------------------------------------------

    @api.model
    def _get_correction_choices(self, companies):
        """Return [value, words, ...] of each value that a person can choose."""
        field = self.env["social.care.mention"]._fields[self._mention_field]
        return [list(pair) for pair in field._description_selection(self.env)]

    @api.model
    def _get_correction_vals(self, value):
        """Return what to write on the mention when a person sets ``value``."""
        return {self._mention_field: value}

    @api.model
    def _get_stored_label(self, mention):
        """Return the label by which a correction keeps the mention's value."""
        return mention[self._mention_field]
