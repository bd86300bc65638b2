# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResourceCalendarLeaves(models.Model):
    """Time off of a resource, of a calendar or of a company decides shifts."""

    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "social.care.shift.source"]

    def _get_social_care_shift_resources(self):
        holidays = self.filtered(lambda leave: not leave.resource_id)
        everybody = self.env["resource.resource"].search(
            [
                (
                    "company_id",
                    "in",
                    holidays._filter_social_care_global().company_id.ids,
                ),
                ("user_id", "!=", False),
            ]
        )
        return (
            self.resource_id
            | holidays.calendar_id._get_social_care_shift_resources()
            | everybody
        )

    def _filter_social_care_global(self):
        return self.filtered(lambda leave: not leave.calendar_id)
