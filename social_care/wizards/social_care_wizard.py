# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.models import MAGIC_COLUMNS


class SocialCareWizard(models.AbstractModel):
    """A dialog of one person.

    A record rule keeps its rows to whoever made them. What a row points to must be
    what that person may read: else its id alone would tell a name or a result of
    another team or company. Wizards inherit this model, and have such a rule.
    """

    _name = "social.care.wizard"
    _description = "Social Care Dialog"

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards._check_reach()
        return wizards

    def write(self, vals):
        result = super().write(vals)
        self._check_reach()
        return result

    def _check_reach(self):
        """Raise AccessError where a field leads to what this person may not read."""
        asking = self.sudo(False)
        for name, field in self._fields.items():
            if field.relational and field.store and name not in MAGIC_COLUMNS:
                asking[name].check_access("read")
