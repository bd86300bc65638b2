# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import AccessError


class ResUsers(models.Model):
    _inherit = "res.users"

    def _is_social_care_supervisor(self):
        return self.has_group("social_care.group_social_care_supervisor")

    def _check_social_care_supervisor(self):
        """Raise AccessError, with words, unless this person is a supervisor."""
        if not self._is_social_care_supervisor():
            raise AccessError(self.env._("Only a supervisor may do this."))
