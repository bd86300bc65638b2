# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time, timedelta
from itertools import zip_longest

from pytz import timezone

from odoo import models


class HrEmployee(models.Model):
    """The working hours of an employee decide their shifts as an agent."""

    _name = "hr.employee"
    _inherit = ["hr.employee", "social.care.shift.source"]

    def _get_social_care_shift_resources(self):
        return self.resource_id

    def _get_social_care_working_terms(self, start, stop):
        """Calendars of this employee within a period; each version applies to its own
        days and within its contract.

        :param start: datetime with time zone
        :param stop: datetime with time zone
        :return: list of (calendar, start, stop); an empty calendar means fully flexible
            hours
        """
        versions = self.version_ids.sorted("date_version")
        terms = []
        for version, following in zip_longest(versions, versions[1:]):
            first = [version.contract_date_start]
            if version != versions[:1]:
                first.append(version.date_version)
            after = [following and following.date_version]
            if version.contract_date_end:
                after.append(version.contract_date_end + timedelta(days=1))
            begins = max([start, *self._get_social_care_midnights(first)])
            ends = min([stop, *self._get_social_care_midnights(after)])
            if begins < ends:
                terms.append((version.resource_calendar_id, begins, ends))
        return terms

    def _get_social_care_midnights(self, days):
        """Start of these days in the employee's time zone."""
        zone = timezone(self.tz)
        return [zone.localize(datetime.combine(day, time.min)) for day in days if day]
