# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import language


class SocialCareAnalysisLanguage(models.AbstractModel):
    """The language from the text, with the network's tag as a hint."""

    _name = "social.care.analysis.language"
    _inherit = "social.care.analysis.handler"
    _description = "Step of the Analysis: Language"

    @api.model
    def _judge(self, company, sample):
        candidates = company._social_care_languages()
        return language.detect(sample.cleaned, sample.hints, candidates)
