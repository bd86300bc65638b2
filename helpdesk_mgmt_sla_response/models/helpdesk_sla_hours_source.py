# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

# What decides the working hours of teams: {model: fields}, () for every field.
WATCHED = {
    "resource.calendar": (
        "company_id",
        "flexible_hours",
        "full_time_required_hours",
        "hours_per_day",
        "schedule_type",
        "two_weeks_calendar",
        "tz",
    ),
    "resource.calendar.attendance": (),
    "resource.calendar.leaves": (),
}


class HelpdeskSlaHoursSource(models.AbstractModel):
    """Records that decide the working hours of teams: a change replans the SLA targets
    of these teams."""

    _name = "helpdesk.sla.hours.source"
    _description = "Source of Working Hours of Helpdesk Teams"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._sla_response_get_teams()._sla_response_update_hours()
        return records

    def write(self, vals):
        watched = WATCHED[self._name]
        if watched and not vals.keys() & set(watched):
            return super().write(vals)
        teams = self._sla_response_get_teams()
        result = super().write(vals)
        (teams | self._sla_response_get_teams())._sla_response_update_hours()
        return result

    def unlink(self):
        teams = self._sla_response_get_teams()
        result = super().unlink()
        teams._sla_response_update_hours()
        return result

    def _sla_response_get_teams(self):
        """The teams whose working hours depend on these records.

        :return: helpdesk.ticket.team
        """
        return self.env["helpdesk.ticket.team"]
