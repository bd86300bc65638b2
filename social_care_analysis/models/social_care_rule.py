# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from odoo import fields, models

from ..tools.urgency import LEVELS
from .social_care_mention import SENTIMENT, URGENCY, WORTH


class SocialCareRule(models.Model):
    """Rules that ask what the analysis says."""

    _inherit = "social.care.rule"

    sentiment = fields.Selection(SENTIMENT)
    urgency_min = fields.Selection(URGENCY, string="Urgency at least")
    # Without its only topic a rule would take everything.
    topic_ids = fields.Many2many(
        "social.care.topic",
        string="Topics",
        check_company=True,
        ondelete="restrict",
        context={"active_test": False},
    )
    worth = fields.Selection(
        WORTH,
        string="Worth answering",
        help="A rule that asks for spam, adverts and the like acts on them instead of "
        "their being put aside.",
    )

    def _condition(self):
        condition = super()._condition()
        return replace(condition, more={**condition.more, **self._analysis_condition()})

    def _analysis_condition(self):
        """Field of the rule to accepted values, where it asks for something."""
        asked = {
            "sentiment": {self.sentiment},
            "urgency_min": set(LEVELS[LEVELS.index(self.urgency_min or "0") :]),
            "topic_ids": set(self.topic_ids.ids),
            "worth": {self.worth},
        }
        return {name: accepted for name, accepted in asked.items() if self[name]}

    def _facts(self, mention):
        facts = super()._facts(mention)
        return replace(
            facts,
            language=mention.detected_language or facts.language,
            more={
                **facts.more,
                "sentiment": mention.sentiment,
                "urgency_min": mention.urgency,
                "topic_ids": mention.topic_id.id,
                "worth": mention.worth,
            },
        )
