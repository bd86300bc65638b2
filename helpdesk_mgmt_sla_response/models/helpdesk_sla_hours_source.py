# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class HelpdeskSlaHoursSource(models.AbstractModel):
    """Records that decide the working hours of teams: a change replans the SLA targets
    of these teams."""

    _name = "helpdesk.sla.hours.source"
    _description = "Source of Working Hours of Helpdesk Teams"
    # Fields that decide the working hours, empty if all do.
    _sla_response_watched_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._sla_response_get_teams()._sla_response_update_hours()
        return records

    def write(self, vals):
        watched = self._sla_response_watched_fields
        if watched and not vals.keys() & watched:
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
