# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from collections import Counter

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import portable


class SocialCareTransfer(models.TransientModel):
    """Wizard that exports the configuration, or previews and imports a file."""

    _name = "social.care.transfer"
    _inherit = "social.care.wizard"
    _description = "Move the Configuration"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        [("choose", "File"), ("preview", "Changes"), ("done", "Imported")],
        default="choose",
        required=True,
    )
    file = fields.Binary(string="Configuration file", attachment=False)
    file_name = fields.Char()
    plan = fields.Json(readonly=True, help="Changes and problems, for people.")
    can_import = fields.Boolean(readonly=True)

    def action_export(self):
        """Download the configuration of the current company."""
        self.ensure_one()
        text = self._get_configuration()._export_file()
        day = fields.Date.context_today(self)
        self.write(
            {
                "file": base64.b64encode(text.encode()),
                "file_name": f"social-care-{day}.json",
            }
        )
        path = f"/web/content/{self._name}/{self.id}/file/{self.file_name}"
        return {"type": "ir.actions.act_url", "url": f"{path}?download=true"}

    def action_preview(self):
        self.ensure_one()
        changes, problems = self._get_configuration()._preview(self._read_file())
        self.write(
            {
                "state": "preview",
                "plan": self._plan(changes, problems),
                "can_import": bool(changes) and not problems,
            }
        )
        return self._reopen()

    def action_import(self):
        self.ensure_one()
        changes = self._get_configuration()._import_file(self._read_file())
        self.write({"state": "done", "plan": self._plan(changes, []), "file": False})
        return self._reopen()

    def action_back(self):
        self.write({"state": "choose", "plan": False, "can_import": False})
        return self._reopen()

    def _get_configuration(self):
        return self.env["social.care.configuration"].with_company(self.company_id)

    def _read_file(self):
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        return base64.b64decode(self.file)

    # -- words -----------------------------------------------------------------

    def _plan(self, changes, problems):
        sections = {s.name: s for s in self._get_configuration()._get_sections()}
        kinds = Counter(change.kind for change in changes)
        return {
            "new": kinds["new"],
            "changed": kinds["changed"],
            "problems": problems,
            "changes": [
                self._format_change(sections[change.section], change)
                for change in changes
            ],
        }

    def _format_change(self, section, change):
        model_fields = self.env[section.model]._fields
        return {
            "section": section.label,
            "name": change.name,
            "kind": change.kind,
            "values": [
                {
                    "label": self._get_label(model_fields, name),
                    "old": portable.format_value(old),
                    "new": portable.format_value(new),
                }
                for name, (old, new) in change.values.items()
            ],
        }

    def _get_label(self, model_fields, name):
        """Return the label of a field. An unknown one is reported as a problem."""
        field = model_fields.get(name)
        return field._description_string(self.env) if field else name

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Export and import"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
