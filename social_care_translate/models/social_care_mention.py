# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.languages import get_base


class SocialCareMention(models.Model):
    _inherit = "social.care.mention"

    translation_ids = fields.One2many(
        "social.care.translation", "mention_id", groups=fields.NO_ACCESS
    )

    def action_translate(self):
        """Translate these messages into the language of the current user. It is done in
        a job, by the service that the administrator chose; its result is shown on the
        message.

        :raise AccessError: if the user may not read one of them
        :raise UserError: if one of them cannot be translated
        """
        self.check_access("read")
        for mention in self:
            language = mention._choose_translation()
            if not language:
                raise UserError(
                    self.env._("This message cannot be translated. Reload the page.")
                )
            self.env["social.care.translation"].sudo()._request(
                mention.sudo(), language
            )
            mention.thread_id._notify_changed(mention)

    def _choose_translation(self):
        """Choose into which language the current user may have this message translated.

        :return: code of the service, "" if there is no reason to translate
        """
        if self.is_own or self.deleted_at or not (self.text or "").strip():
            return ""
        translator = self.company_id.sudo().social_care_translator_ids
        target = translator._choose_target() if translator else ""
        is_own_language = get_base(self._get_language() or "") == get_base(target)
        return "" if is_own_language else target

    def _get_panel_values(self):
        return {**super()._get_panel_values(), "translation": self._get_translation()}

    def _get_translation(self):
        """Return what the conversation shows, False where nothing can be translated."""
        language = self._choose_translation()
        if not language:
            return False
        rows = self.sudo().translation_ids
        found = rows.filtered(lambda row: row.language == language)
        if not (found and found._is_current()):
            return {"state": "offered"}
        host = self.company_id.sudo().social_care_translator_ids._get_host()
        return {**found._get_panel_values(), "host": host}

    # -- personal data ---------------------------------------------------------

    def _export(self):
        return {**super()._export(), "translations": self.translation_ids._export()}

    def _erase(self, words):
        """Erase the translations, too."""
        self.translation_ids.unlink()
        return super()._erase(words)

    def _forget_names(self, traces, words):
        """Erase the translations, too: they would keep the name."""
        self.translation_ids.unlink()
        return super()._forget_names(traces, words)
