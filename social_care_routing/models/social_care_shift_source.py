# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

# The one list of what decides who is on shift: {model: fields}, () for every field.
# Each of these models inherits ``social.care.shift.source`` in a file of its own.
TRIGGERS = {
    "hr.employee": ("active", "company_id", "resource_id", "user_id"),
    "hr.version": (
        "active",
        "contract_date_end",
        "contract_date_start",
        "date_version",
        "employee_id",
        "resource_calendar_id",
    ),
    "res.company": ("resource_calendar_id", "social_care_shift_break_minutes"),
    "res.users": ("company_id",),
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
    "resource.resource": ("active", "calendar_id", "company_id", "tz", "user_id"),
}


class SocialCareShiftSource(models.AbstractModel):
    """Mixin of models that decide who is on shift: when a record changes, the shifts of
    the agents concerned are recomputed."""

    _name = "social.care.shift.source"
    _description = "Social Care Shift Source"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._get_social_care_shift_agents()._schedule_shift_refresh()
        return records

    def write(self, vals):
        watched = TRIGGERS[self._name]
        if watched and not vals.keys() & set(watched):
            return super().write(vals)
        agents = self._get_social_care_shift_agents()
        result = super().write(vals)
        (agents | self._get_social_care_shift_agents())._schedule_shift_refresh()
        return result

    def unlink(self):
        agents = self._get_social_care_shift_agents()
        result = super().unlink()
        agents._schedule_shift_refresh()
        return result

    def _get_social_care_shift_agents(self):
        """The agents whose shifts depend on these records.

        :return: social.care.agent
        """
        users = self.sudo()._get_social_care_shift_resources().user_id
        agents = self.env["social.care.agent"].sudo()
        return agents.search([("user_id", "in", users.ids)])

    def _get_social_care_shift_resources(self):
        """The resources whose working hours depend on these records.

        :return: resource.resource
        """
        return self.env["resource.resource"]
