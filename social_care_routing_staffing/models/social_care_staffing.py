# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

# Who rings or chats waits for an answer now; anything else may lie for a while.
AT_ONCE = ("phone", "chat")
MOST_DAYS = 31
LATELY = timedelta(weeks=4)
# From fewer contacts nothing is foreseen but chance: of a hundred the sum alone is off
# by a tenth.
FEW = 100
UNITS = {"second": 1, "minute": 60, "hour": 3600}


class SocialCareStaffing(models.Model):
    """How many people it takes in each interval of the next weeks, and who is there."""

    _name = "social.care.staffing"
    _description = "Social Care Staffing"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    # Who asks reads what the past says, and of no other company.
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
        default=lambda self: self._busiest_medium(),
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._next_monday()
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: self._next_monday() + timedelta(days=6),
    )
    minutes = fields.Selection(
        [("15", "15 minutes"), ("30", "30 minutes"), ("60", "1 hour")],
        string="Interval",
        default="30",
        required=True,
    )
    # -- the aim
    target = fields.Integer(string="Answered in time (%)", default=80, required=True)
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
    # -- what is assumed
    weeks = fields.Integer(string="Weeks of history", default=6, required=True)
    handling = fields.Float(
        string="Handling time (minutes)",
        compute="_compute_handling",
        compute_sudo=False,
        store=True,
        readonly=False,
        help="How long one contact takes, beside others that are dealt with meanwhile.",
    )
    at_once = fields.Integer(
        string="Contacts at the same time",
        compute="_compute_handling",
        compute_sudo=False,
        store=True,
        readonly=False,
        help="How many contacts somebody deals with side by side.",
    )
    certainty = fields.Integer(
        string="Confidence (% of intervals fully staffed)",
        default=80,
        required=True,
        help="Contacts come in bursts. With 80 there are people enough in eight of "
        "ten such intervals; with 50 on a usual day only.",
    )
    most_busy = fields.Integer(
        string="Busy at most (%)",
        default=90,
        required=True,
        help="Nobody can be at work on contacts all of their time.",
    )
    shrinkage = fields.Integer(
        string="Shrinkage (breaks, training, sickness) (%)",
        default=15,
        required=True,
        help="The share of their working hours in which people are not there for "
        "contacts. Leave that is planned is known already and not a part of it.",
    )
    patience = fields.Integer(
        string="Patience (average time to abandon, s)",
        help="On average. 0 when they wait until somebody answers.",
    )
    # -- what came out
    line_ids = fields.One2many("social.care.staffing.line", "staffing_id")
    # Of this plan alone: a copy is not worked out.
    worked_out_at = fields.Datetime(readonly=True, copy=False)
    history_count = fields.Integer(
        string="Contacts in the past", readonly=True, copy=False
    )
    spread = fields.Float(
        readonly=True, copy=False, help="Variance of contacts by their mean."
    )
    people_count = fields.Integer(
        string="People with working hours", readonly=True, copy=False
    )
    unplanned_count = fields.Integer(readonly=True, copy=False)
    level = fields.Float(
        string="Expected in time (%)", readonly=True, copy=False, aggregator=None
    )
    has_level = fields.Boolean(
        readonly=True,
        copy=False,
        export_string_translation=False,
        help="Whether contacts are expected within opening hours.",
    )
    missing_hours = fields.Float(string="Hours missing", readonly=True, copy=False)
    has_few_contacts = fields.Boolean(
        compute="_compute_has_few_contacts", export_string_translation=False
    )
    waits_a_while = fields.Boolean(compute="_compute_waits_a_while")

    _numbers = models.Constraint(
        "CHECK (target BETWEEN 1 AND 99 AND within > 0 AND weeks BETWEEN 1 AND 52"
        " AND handling > 0 AND at_once > 0 AND certainty BETWEEN 50 AND 99"
        " AND most_busy BETWEEN 10 AND 100 AND shrinkage BETWEEN 0 AND 90"
        " AND patience >= 0)",
        "Shares are percentages: the target and the certainty at most 99, breaks at "
        "most 90. Times and weeks must be more than 0, weeks at most 52.",
    )

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._check_social_care_reach()

    @api.model
    def _busiest_medium(self):
        """Where most contacts came in of late."""
        lately = fields.Datetime.now() - LATELY
        domain = [
            ("company_id", "=", self.env.company.id),
            ("arrived_at", ">=", lately),
        ]
        most = self.env["social.care.work"]._read_group(
            domain, ["medium_id"], order="__count desc", limit=1
        )
        usual = self.env.ref("social_care_routing.medium_social_public")
        return most[0][0] if most else usual

    @api.model
    def _next_monday(self):
        today = fields.Date.context_today(self)
        return today + timedelta(days=7 - today.weekday())

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for staffing in self:
            days = (staffing.date_to - staffing.date_from).days + 1
            if not 1 <= days <= MOST_DAYS:
                raise ValidationError(
                    self.env._("Choose between 1 and %s days.", MOST_DAYS)
                )

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
            staffing.has_few_contacts = 0 < staffing.history_count < FEW

    @api.depends("medium_id")
    def _compute_waits_a_while(self):
        for staffing in self:
            staffing.waits_a_while = staffing.medium_id.code not in AT_ONCE

    @api.depends("medium_id")
    def _compute_within(self):
        for staffing in self:
            staffing.within = 20
            staffing.within_unit = "minute" if staffing.waits_a_while else "second"

    @api.depends("medium_id", "team_ids", "weeks", "company_id")
    def _compute_handling(self):
        for staffing in self:
            staffing.update(staffing._measured())

    def _seconds_within(self):
        return self.within * UNITS[self.within_unit]

    def action_work_out(self):
        """Look at the past and plan; what was planned before is forgotten."""
        self.check_access("write")
        for staffing in self:
            staffing._work_out()

    def action_lines(self):
        """The intervals of the plan, as a list."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care_routing_staffing.social_care_staffing_line_action"
        )
        return {**action, "domain": [("staffing_id", "in", self.ids)]}
