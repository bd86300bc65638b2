# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.models import MAGIC_COLUMNS


class SocialCareWizard(models.AbstractModel):
    """Base of wizards whose rows only their creator may read.

    A record rule restricts the rows to their creator. Records that a row refers to must
    be readable by the user: otherwise an ID alone could reveal a name or a result of
    another team or company. Wizards that inherit this model need such a rule.
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
        """Check that the user may read the records that the fields refer to.

        :raise AccessError: otherwise
        """
        asking = self.sudo(False)
        for name, field in self._fields.items():
            if field.relational and field.store and name not in MAGIC_COLUMNS:
                asking[name].check_access("read")
