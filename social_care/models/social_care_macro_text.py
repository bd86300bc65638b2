# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.placeholders import find_names
from ..tools.text import LONGEST_TEXT


class SocialCareMacroText(models.Model):
    """The text of a macro in one language.

    A row and no translated field: customers write in languages that are not installed,
    and a missing translation must not silently be another language.
    """

    _name = "social.care.macro.text"
    _description = "Text of a Macro"
    _order = "macro_id, id"
    _rec_name = "body"

    macro_id = fields.Many2one("social.care.macro", required=True, ondelete="cascade")
    lang_id = fields.Many2one(
        "res.lang",
        string="Language",
        required=True,
        default=lambda self: self._get_default_language(),
        context={"active_test": False},
        ondelete="restrict",
    )
    body = fields.Text(string="Text", required=True)

    _once = models.Constraint(
        "UNIQUE (macro_id, lang_id)", "The macro has a text in this language already."
    )

    @api.model
    def _get_default_language(self):
        return self.env["res.lang"]._lang_get(self.env.user.lang)

    @api.constrains("macro_id")
    def _check_macro(self):
        """A rule looks at the macro that a text had, not at its new one."""
        self.macro_id.sudo(False).check_access("write")

    @api.constrains("body")
    def _check_body(self):
        macros = self.env["social.care.macro"]
        known = [one.name for one in macros._get_placeholders()]
        for text in self:
            text._check_placeholders(known)
            if len(text.body) > LONGEST_TEXT:
                raise ValidationError(
                    self.env._("A text has at most %s characters.", LONGEST_TEXT)
                )

    def _check_placeholders(self, known):
        unknown = [name for name in find_names(self.body) if name not in known]
        if unknown:
            raise ValidationError(
                self.env._(
                    "There is no placeholder %(unknown)s. You can use %(known)s.",
                    unknown=f"{{{unknown[0]}}}",
                    known=", ".join(f"{{{name}}}" for name in known),
                )
            )
