# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from odoo import api, fields, models

from ..tools.conditions import CONDITIONS
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
        string="Relevance",
        help="A rule that asks for spam, adverts and the like acts on them instead of "
        "their being put aside.",
    )

    @api.model
    def _get_conditions(self):
        return super()._get_conditions() + CONDITIONS

    def _get_facts(self, mention):
        facts = super()._get_facts(mention)
        return replace(facts, language=mention.detected_language or facts.language)
