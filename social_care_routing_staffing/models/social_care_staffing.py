# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, groupby

# Customers on these media wait for an answer now; other contacts can be deferred.
LIVE_MEDIA = ("phone", "chat")
MOST_DAYS = 31
# Plans begin and end within this time from today.
FARTHEST = timedelta(days=3652)
RECENT = timedelta(weeks=4)
# Below this, a forecast is mostly chance: the sum of a hundred contacts alone has a
# standard deviation of a tenth.
FEW_CONTACTS = 100
UNIT_SECONDS = {"second": 1, "minute": 60, "hour": 3600}


class SocialCareStaffing(models.Model):
    """Staffing plan: agents required and agents scheduled in each interval."""

    _name = "social.care.staffing"
    _inherit = ["social.care.staffing.history", "social.care.staffing.planning"]
    _description = "Social Care Staffing Plan"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    # Computed with the rights of the user: history is that of their companies only.
    name = fields.Char(compute="_compute_name", store=True, compute_sudo=False)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    team_ids = fields.Many2many(
        "helpdesk.ticket.team", string="Teams", check_company=True
    )
    medium_id = fields.Many2one(
        "social.care.medium",
        required=True,
        default=lambda self: self._get_busiest_medium(),
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._get_next_monday()
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: self._get_next_monday() + timedelta(days=6),
    )
    interval_minutes = fields.Selection(
        [("15", "15 minutes"), ("30", "30 minutes"), ("60", "1 hour")],
        string="Interval",
        default="30",
        required=True,
    )
    # -- service level target
    service_level_target = fields.Integer(
        string="Service level target (%)", default=80, required=True
    )
    within = fields.Integer(
        compute="_compute_within",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    within_unit = fields.Selection(
        [("second", "seconds"), ("minute", "minutes"), ("hour", "hours")],
        compute="_compute_within",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    # -- assumptions
    history_weeks = fields.Integer(string="Weeks of history", default=6, required=True)
    handle_minutes = fields.Float(
        string="Average handle time (min)",
        compute="_compute_handle_minutes",
        compute_sudo=False,
        store=True,
        readonly=False,
        help="Duration of one contact, alongside others handled at the same time.",
    )
    concurrency = fields.Integer(
        string="Concurrent contacts",
        compute="_compute_handle_minutes",
        compute_sudo=False,
        store=True,
        readonly=False,
        help="Number of contacts an agent handles at the same time.",
    )
    confidence = fields.Integer(
        string="Confidence (% of intervals fully staffed)",
        default=80,
        required=True,
        help="Contacts arrive in bursts. At 80, eight out of ten such intervals are "
        "fully staffed; at 50, only average intervals are.",
    )
    max_occupancy = fields.Integer(
        string="Maximum occupancy (%)",
        default=90,
        required=True,
        help="Largest share of their time that agents spend on contacts.",
    )
    shrinkage = fields.Integer(
        string="Shrinkage (breaks, training, sickness) (%)",
        default=15,
        required=True,
        help="Share of working hours in which agents are not available for contacts. "
        "Planned leave is already taken into account.",
    )
    patience = fields.Integer(
        string="Patience (average time to abandon, s)",
        help="0 if customers never abandon.",
    )
    # -- results
    line_ids = fields.One2many(
        "social.care.staffing.line", "staffing_id", string="Intervals"
    )
    chart = fields.Json(compute="_compute_chart", exportable=False)
    computed_at = fields.Datetime(string="Computed on", readonly=True, copy=False)
    history_count = fields.Integer(string="Past contacts", readonly=True, copy=False)
    spread = fields.Float(
        string="Variance-to-mean ratio",
        readonly=True,
        copy=False,
        help="Variance of the number of contacts, divided by its mean.",
    )
    agent_count = fields.Integer(
        string="Agents with working hours", readonly=True, copy=False
    )
    unscheduled_count = fields.Integer(
        string="Agents without working hours", readonly=True, copy=False
    )
    service_level = fields.Float(
        string="Expected service level (%)", readonly=True, copy=False, aggregator=None
    )
    has_service_level = fields.Boolean(
        readonly=True,
        copy=False,
        export_string_translation=False,
        help="Whether contacts are expected during opening hours.",
    )
    missing_hours = fields.Float(readonly=True, copy=False)
    has_few_contacts = fields.Boolean(
        compute="_compute_has_few_contacts", export_string_translation=False
    )
    is_deferrable = fields.Boolean(
        compute="_compute_is_deferrable", export_string_translation=False
    )

    _numbers = models.Constraint(
        "CHECK (service_level_target BETWEEN 1 AND 99 AND within > 0"
        " AND history_weeks BETWEEN 1 AND 52"
        " AND handle_minutes > 0 AND handle_minutes <= 100000"
        " AND concurrency BETWEEN 1 AND 1000 AND confidence BETWEEN 50 AND 99"
        " AND max_occupancy BETWEEN 10 AND 100 AND shrinkage BETWEEN 0 AND 90"
        " AND patience >= 0)",
        "The service level target must be between 1 and 99 %, confidence between 50 "
        "and 99 %, maximum occupancy between 10 and 100 % and shrinkage between 0 and "
        "90 %. Times must be positive, handle time at most 100,000 minutes, concurrent "
        "contacts between 1 and 1,000, and history must cover 1 to 52 weeks.",
    )

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for staffing in self:
            days = (staffing.date_to - staffing.date_from).days + 1
            if not 1 <= days <= MOST_DAYS:
                raise ValidationError(
                    self.env._("Choose between 1 and %s days.", MOST_DAYS)
                )
            if abs(staffing.date_from - fields.Date.today()) > FARTHEST:
                raise ValidationError(
                    self.env._("Choose days within ten years from today.")
                )

    @api.model
    def _get_busiest_medium(self):
        domain = [
            ("company_id", "=", self.env.company.id),
            ("arrived_at", ">=", fields.Datetime.now() - RECENT),
        ]
        busiest = self.env["social.care.work"]._read_group(
            domain, ["medium_id"], order="__count desc", limit=1
        )
        if busiest:
            return busiest[0][0]
        return self.env.ref("social_care_routing.medium_social_public")

    @api.model
    def _get_next_monday(self):
        today = fields.Date.context_today(self)
        return today + timedelta(days=7 - today.weekday())

    @api.depends("medium_id", "team_ids", "date_from", "date_to")
    def _compute_name(self):
        for staffing in self:
            teams = ", ".join(staffing.team_ids.mapped("name"))
            staffing.name = self.env._(
                "%(medium)s, %(first)s to %(last)s%(teams)s",
                medium=staffing.medium_id.name,
                first=format_date(self.env, staffing.date_from),
                last=format_date(self.env, staffing.date_to),
                teams=f" ({teams})" if teams else "",
            )

    @api.depends("history_count")
    def _compute_has_few_contacts(self):
        for staffing in self:
            staffing.has_few_contacts = 0 < staffing.history_count < FEW_CONTACTS

    @api.depends("medium_id")
    def _compute_is_deferrable(self):
        for staffing in self:
            staffing.is_deferrable = staffing.medium_id.code not in LIVE_MEDIA

    @api.depends("medium_id")
    def _compute_within(self):
        for staffing in self:
            staffing.within = 20
            staffing.within_unit = "minute" if staffing.is_deferrable else "second"

    @api.depends("medium_id", "team_ids", "history_weeks", "company_id")
    def _compute_handle_minutes(self):
        for staffing in self:
            staffing.update(staffing._measure_handling())

    @api.depends("line_ids", "service_level_target")
    def _compute_chart(self):
        for staffing in self:
            days = groupby(staffing.line_ids.sorted("start"), lambda line: line.day)
            staffing.chart = {
                "target": staffing.service_level_target,
                "days": [staffing._get_chart_day(day, lines) for day, lines in days],
            }

    def _get_chart_day(self, day, lines):
        return {
            "date": fields.Date.to_string(day),
            "label": format_date(self.env, day, date_format="EEE d MMM"),
            "missing": round(sum(line.missing_hours for line in lines), 2),
            "slots": [line._get_chart_slot() for line in lines],
        }

    def _get_seconds_within(self):
        return self.within * UNIT_SECONDS[self.within_unit]

    def action_compute_plan(self):
        """Forecast contacts and replace the intervals of these plans.

        :raises AccessError: for users who may not change the plans
        """
        self.check_access("write")
        for staffing in self:
            staffing._build_plan()

    def action_open_intervals(self):
        """Open the intervals of these plans.

        :return: window action
        :raises AccessError: for users who may not read the plans
        """
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care_routing_staffing.social_care_staffing_line_action"
        )
        return {**action, "domain": [("staffing_id", "in", self.ids)]}
