# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

TARGETS = [
    ("stage", "Reach a stage"),
    ("first_response", "First response"),
    ("next_response", "Next response"),
    ("resolution", "Resolution"),
]
# What clocks that run go by.
CHANGES = {"active", "days", "hours", "ignore_stage_ids", "minutes", "stage_id"}


class HelpdeskSla(models.Model):
    """What is promised: a stage, an answer or the end of a ticket in time."""

    _inherit = "helpdesk.sla"

    target = fields.Selection(
        TARGETS,
        default="stage",
        required=True,
        help="First response: our first public answer.\n"
        "Next response: our answer to each later message of the customer.\n"
        "Resolution: the ticket is closed.",
    )
    minutes = fields.Integer(help="Working minutes, besides the days and hours.")
    time_allowed = fields.Char(compute="_compute_time_allowed", string="Within")

    @api.depends("days", "hours", "minutes")
    def _compute_time_allowed(self):
        for sla in self:
            parts = (
                sla.days and self.env._("%s days", sla.days),
                sla.hours and self.env._("%s h", sla.hours),
                sla.minutes and self.env._("%s min", sla.minutes),
            )
            sla.time_allowed = " ".join(filter(None, parts))

    @api.constrains("days", "hours", "minutes", "target")
    def _check_time(self):
        for sla in self:
            times = (sla.days, sla.hours, sla.minutes)
            if min(times) < 0:
                raise ValidationError(
                    self.env._("The time of “%s” cannot be negative.", sla.name)
                )
            if sla.target != "stage" and not any(times):
                raise ValidationError(
                    self.env._(
                        "Say within how many days, hours or minutes “%s” must be met.",
                        sla.name,
                    )
                )

    def write(self, vals):
        """The clocks on tickets were started for one target, and judge by it; all else
        that changes moves those that run."""
        changed = self.filtered(lambda sla: sla.target != vals.get("target"))
        if "target" in vals and changed._has_clocks():
            raise ValidationError(
                self.env._(
                    "Tickets already have this SLA, so its target cannot change. "
                    "Archive it and make a new one."
                )
            )
        result = super().write(vals)
        if CHANGES & vals.keys():
            clocks = self.env["helpdesk.ticket.sla"]
            clocks._enqueue_replan([("sla_id", "in", self.ids)])
        return result

    def _has_clocks(self):
        clocks = self.env["helpdesk.ticket.sla"].sudo()
        return bool(clocks.search_count([("sla_id", "in", self.ids)], limit=1))
