# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care.tools.placeholders import Placeholder

from ..tools.opening_hours import describe_hours


class SocialCareMacro(models.Model):
    """Texts can say when the team works."""

    _inherit = "social.care.macro"

    @api.model
    def _get_placeholders(self):
        return (
            *super()._get_placeholders(),
            Placeholder(
                "hours",
                lambda env: env._("Working hours of the team"),
                self._read_hours,
            ),
        )

    @api.model
    def _read_hours(self, place):
        """Return the working hours of the team; '' where they change from week to week
        or are flexible.
        """
        team = place.thread.ticket_id.team_id or place.thread.team_id
        calendar = team.resource_calendar_id
        if calendar.two_weeks_calendar or calendar.flexible_hours:
            return ""
        periods = [
            (int(row.dayofweek), row.hour_from, row.hour_to)
            for row in calendar.attendance_ids
            if row.day_period != "lunch"
        ]
        return describe_hours(periods, place.language or "en")
