# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from odoo.addons.social_care_analysis.tools.topics import Topic
from odoo.addons.social_care_analysis.tools.urgency import Urgency
from odoo.addons.social_care_analysis.tools.verdict import Verdict


class Politeness(models.AbstractModel):
    """A step."""

    _name = "social.care.analysis.politeness"
    _inherit = "social.care.analysis.kind"
    _description = "Politeness"

    def _judge(self, company, sample):
        return [
            Verdict("polite", 0.9, ["please"])
            if "please" in text.lower()
            else Verdict("curt")
            for text in sample.texts
        ]


class NoTopic(models.AbstractModel):
    """A handler of a step of ours."""

    _name = "social.care.analysis.topic.none"
    _inherit = "social.care.analysis.handler"
    _description = "No topics"

    def _judge(self, company, sample):
        return [Topic("", 0.0, []) for _text in sample.texts]


class SlowPoliteness(models.AbstractModel):
    """A deferred handler of the step above."""

    _name = "social.care.analysis.politeness.slow"
    _inherit = "social.care.analysis.handler"
    _description = "Slow and thorough"
    _is_deferred = True

    def _judge(self, company, sample):
        return [Verdict("very polite") for _text in sample.texts]


class RecallUrgency(models.AbstractModel):
    """A handler that finds a kind of urgency of its own."""

    _name = "social.care.analysis.urgency.recall"
    _inherit = "social.care.analysis.handler"
    _description = "Recalls only"

    def _judge(self, company, sample):
        return [
            Urgency(2, ["recall"], (), "recall")
            if "recall" in text.lower()
            else Urgency(0, [], ())
            for text in sample.texts
        ]
