# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_date, groupby


class SocialCareStaffing(models.Model):
    """What the picture of a plan shows."""

    _inherit = "social.care.staffing"

    chart = fields.Json(compute="_compute_chart", exportable=False)

    @api.depends("line_ids", "target")
    def _compute_chart(self):
        for staffing in self:
            days = groupby(staffing.line_ids.sorted("start"), lambda line: line.day)
            staffing.chart = {
                "target": staffing.target,
                "days": [staffing._chart_day(day, lines) for day, lines in days],
            }

    def _chart_day(self, day, lines):
        return {
            "date": fields.Date.to_string(day),
            "label": format_date(self.env, day, date_format="EEE d MMM"),
            "missing": round(sum(line.missing_hours for line in lines), 2),
            "slots": [
                {
                    "time": line.clock,
                    "needed": line.needed,
                    "scheduled": round(line.scheduled, 2),
                    "contacts": round(line.contacts, 1),
                    "level": round(line.level),
                    "is_open": line.is_open,
                }
                for line in lines
            ],
        }
