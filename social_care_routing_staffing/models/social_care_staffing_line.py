# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareStaffingLine(models.Model):
    """One interval of a staffing plan."""

    _name = "social.care.staffing.line"
    _description = "Social Care Staffing Interval"
    _order = "start, id"
    _rec_name = "start"

    staffing_id = fields.Many2one(
        "social.care.staffing",
        string="Staffing plan",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="staffing_id.company_id", store=True)
    medium_id = fields.Many2one(related="staffing_id.medium_id", store=True)
    start = fields.Datetime(required=True, readonly=True)
    day = fields.Date(required=True, readonly=True)
    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        readonly=True,
    )
    time_of_day = fields.Char(string="Time", readonly=True)
    is_open = fields.Boolean(string="Opening hours", readonly=True)
    contacts = fields.Float(string="Expected contacts", readonly=True)
    needed = fields.Integer(string="Agents required", readonly=True, aggregator="avg")
    scheduled = fields.Float(string="Agents scheduled", readonly=True, aggregator="avg")
    gap = fields.Float(
        readonly=True,
        aggregator="avg",
        help="Agents scheduled minus agents required; negative if agents are missing.",
    )
    service_level = fields.Float(
        string="Expected service level (%)", readonly=True, aggregator="avg"
    )
    needed_hours = fields.Float(string="Required hours", readonly=True)
    scheduled_hours = fields.Float(readonly=True)
    missing_hours = fields.Float(readonly=True)

    def _get_chart_slot(self):
        return {
            "time": self.time_of_day,
            "needed": self.needed,
            "scheduled": round(self.scheduled, 2),
            "contacts": round(self.contacts, 1),
            "service_level": round(self.service_level),
            "is_open": self.is_open,
        }
