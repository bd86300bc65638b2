# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools.placeholders import (
    Place,
    Placeholder,
    Rendered,
    choose_language,
    clean_name,
    find_names,
    render,
)


class SocialCareMacroRendering(models.AbstractModel):
    """Fill the texts of macros for one conversation."""

    _name = "social.care.macro.rendering"
    _description = "Rendering of Macros"

    @api.model
    def _get_placeholders(self):
        """Return the placeholders of texts. Other addons extend it and append their
        own.

        The customer is called as on the network: that we know their contact is not
        told in public.

        :return: tuple of ``tools.placeholders.Placeholder``
        """
        return (
            Placeholder(
                "customer",
                lambda env: env._("Name of the customer on the network"),
                lambda place: clean_name(place.mention.profile_id.name),
            ),
            Placeholder(
                "number",
                lambda env: env._("Number of the ticket"),
                lambda place: place.thread.ticket_id.number,
            ),
            Placeholder(
                "agent",
                lambda env: env._("Name of the agent"),
                lambda place: place.user.name,
            ),
        )

    def _render(self, thread, mention):
        """Return the texts of these macros for a conversation.

        :param thread: ``social.care.thread``
        :param mention: ``social.care.mention`` that is answered, may be empty
        :return: {macro: ``tools.placeholders.Rendered``}
        """
        wanted = self._get_wanted_languages(thread, mention)
        chosen = {macro: macro._choose_text(wanted) for macro in self}
        values = {}
        rendered = {}
        for macro, text in chosen.items():
            language = text.lang_id
            if language not in values:
                same = [one for one in chosen.values() if one.lang_id == language]
                code = language.iso_code or ""
                place = Place(thread.sudo(), mention.sudo(), self.env.user, code)
                values[language] = self._read_values(place, same)
            rendered[macro] = (
                render(text.body, values[language]) if text else Rendered("", ())
            )
        return rendered

    def _get_wanted_languages(self, thread, mention):
        """Return language tags: that of the customer, then that of the company."""
        language = mention._get_language() if mention else ""
        return [language, thread.sudo().company_id.partner_id.lang, self.env.user.lang]

    def _choose_text(self, wanted):
        by_code = {text.lang_id.iso_code or "": text for text in self.text_ids}
        return by_code.get(choose_language(by_code, wanted), self.text_ids[:1])

    def _read_values(self, place, texts):
        """Return the values of the placeholders that texts use, each read once."""
        used = {name for text in texts for name in find_names(text.body)}
        return {
            one.name: one.read(place) or ""
            for one in self._get_placeholders()
            if one.name in used
        }
