# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResourceResource(models.Model):
    """The calendar and time zone of a resource decide shifts."""

    _name = "resource.resource"
    _inherit = ["resource.resource", "social.care.shift.source"]

    def _get_social_care_shift_resources(self):
        return self
