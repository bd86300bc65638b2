# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareStaffingLine(models.Model):
    """One interval of a plan."""

    _name = "social.care.staffing.line"
    _description = "Social Care Staffing Interval"
    _order = "start, id"
    _rec_name = "start"

    staffing_id = fields.Many2one(
        "social.care.staffing", required=True, index=True, ondelete="cascade"
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
    clock = fields.Char(string="Time", readonly=True)
    is_open = fields.Boolean(string="Opening hours", readonly=True)
    contacts = fields.Float(string="Contacts expected", readonly=True)
    needed = fields.Integer(string="People needed", readonly=True, aggregator="avg")
    scheduled = fields.Float(string="People scheduled", readonly=True, aggregator="avg")
    gap = fields.Float(
        readonly=True,
        aggregator="avg",
        help="Scheduled minus needed: below 0 some miss.",
    )
    level = fields.Float(string="Expected in time (%)", readonly=True, aggregator="avg")
    needed_hours = fields.Float(string="Hours needed", readonly=True)
    scheduled_hours = fields.Float(string="Hours scheduled", readonly=True)
    missing_hours = fields.Float(string="Hours missing", readonly=True)
