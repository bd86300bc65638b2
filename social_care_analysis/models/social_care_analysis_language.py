# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from babel import Locale, UnknownLocaleError

from odoo import api, models

from ..tools import language


class SocialCareAnalysisLanguage(models.AbstractModel):
    """The language of a text, with the network's own tag as a hint."""

    _name = "social.care.analysis.language"
    _inherit = "social.care.analysis.kind"
    _description = "Analysis Step: Language"
    _step_sequence = 10
    _mention_field = "detected_language"

    @api.model
    def _judge(self, company, sample):
        candidates = company._social_care_get_languages()
        return language.detect(sample.cleaned, sample.hints, candidates)

    def _get_label(self):
        return self.env._("Language")

    def _get_verdict_label(self, verdict):
        return verdict

    def _get_grounds(self, verdict):
        """A language needs no explanation."""
        return None

    def _describe_label(self, label):
        return self._get_language_name(label) if label else self.env._("unknown")

    def _get_correction_choices(self, companies):
        codes = {
            code
            for company in companies.sudo()
            for code in company._social_care_get_languages()
        }
        choices = [[code, self._get_language_name(code)] for code in codes]
        return sorted(choices, key=lambda choice: choice[1])

    @api.model
    def _get_language_name(self, code):
        """Return the name of a language in the language of the user."""
        try:
            return Locale.parse(self.env.lang or "en_US").languages.get(code, code)
        except (UnknownLocaleError, ValueError):
            return code
