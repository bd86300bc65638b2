# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from odoo import api, fields, models

from ..tools.conditions import CONDITIONS
from .social_care_mention import RELEVANCE, SENTIMENT, URGENCY


class SocialCareRule(models.Model):
    """Conditions of rules on the verdicts of the analysis."""

    _inherit = "social.care.rule"

    sentiment = fields.Selection(SENTIMENT)
    urgency_min = fields.Selection(URGENCY, string="Minimum urgency")
    urgency_kind = fields.Selection(
        lambda self: self.env["social.care.mention"]._get_urgency_kinds(),
        string="Kind of urgency",
    )
    # Restricted: without its only topic a rule would match everything.
    topic_ids = fields.Many2many(
        "social.care.topic",
        string="Topics",
        check_company=True,
        ondelete="restrict",
        context={"active_test": False},
    )
    relevance = fields.Selection(
        RELEVANCE,
        help="Mentions that a rule matches by relevance follow the rule instead of "
        "being set aside.",
    )

    @api.model
    def _get_conditions(self):
        return super()._get_conditions() + CONDITIONS

    def _get_facts(self, mention):
        facts = super()._get_facts(mention)
        return replace(facts, language=mention.detected_language or facts.language)
