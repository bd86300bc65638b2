# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.target import TARGETS, Removed

# A change of these replans the SLA targets of open tickets.
REPLANNING = {
    "active",
    "days",
    "hours",
    "ignore_stage_ids",
    "sla_response_minutes",
    "stage_id",
}


class HelpdeskSla(models.Model):
    """An SLA has a target: a stage, a response or the resolution of a ticket."""

    _inherit = "helpdesk.sla"

    sla_response_target = fields.Selection(
        selection="_sla_response_select_target",
        string="Target",
        default="stage",
        required=True,
    )
    sla_response_target_help = fields.Char(
        string="About the target", compute="_compute_sla_response_target_help"
    )
    sla_response_minutes = fields.Integer(
        string="Minutes",
        help="Working minutes, in addition to the days and hours.",
    )
    sla_response_time_allowed = fields.Char(
        string="Within", compute="_compute_sla_response_time_allowed"
    )

    # -- kinds of targets ------------------------------------------------------

    @api.model
    def _sla_response_get_targets(self):
        """The declared kinds of SLA targets. An addon appends its own to what
        ``super()`` returns.

        :return: tuple of tools.target.Target
        """
        return TARGETS

    @api.model
    def _sla_response_select_target(self):
        targets = self._sla_response_get_targets()
        return [(target.code, target.get_label(self.env)) for target in targets]

    @api.model
    def _sla_response_get_target(self, code):
        """:return: the declared tools.target.Target of a code"""
        targets = {target.code: target for target in self._sla_response_get_targets()}
        return targets.get(code) or Removed()

    @api.model
    def _sla_response_get_watched_fields(self):
        """:return: set of the names of ticket fields that targets depend on"""
        targets = self._sla_response_get_targets()
        return {name for target in targets for name in target.watched_fields}

    @api.depends("sla_response_target")
    def _compute_sla_response_target_help(self):
        for sla in self:
            target = self._sla_response_get_target(sla.sla_response_target)
            sla.sla_response_target_help = target.get_help(self.env)

    # -- time ------------------------------------------------------------------

    @api.depends("days", "hours", "sla_response_minutes")
    def _compute_sla_response_time_allowed(self):
        for sla in self:
            minutes = sla.sla_response_minutes
            parts = (
                sla.days and self.env._("%s days", sla.days),
                sla.hours and self.env._("%s h", sla.hours),
                minutes and self.env._("%s min", minutes),
            )
            sla.sla_response_time_allowed = " ".join(filter(None, parts))

    @api.constrains("days", "hours", "sla_response_minutes", "sla_response_target")
    def _check_sla_response_time(self):
        for sla in self:
            times = (sla.days, sla.hours, sla.sla_response_minutes)
            if min(times) < 0:
                raise ValidationError(
                    self.env._("The time of “%s” cannot be negative.", sla.name)
                )
            if sla.sla_response_target != "stage" and not any(times):
                raise ValidationError(
                    self.env._(
                        "Set the days, hours or minutes within which “%s” must be met.",
                        sla.name,
                    )
                )

    # -- changes ---------------------------------------------------------------

    def write(self, vals):
        """Replan the SLA targets of open tickets.

        :raises ValidationError: another target, and tickets already have this SLA
        """
        target = vals.get("sla_response_target")
        changed = self.filtered(lambda sla: sla.sla_response_target != target)
        if "sla_response_target" in vals and changed._sla_response_has_tickets():
            raise ValidationError(
                self.env._(
                    "Tickets already have this SLA, so its target cannot change. "
                    "Archive it and create a new one."
                )
            )
        result = super().write(vals)
        if REPLANNING & vals.keys():
            ticket_slas = self.env["helpdesk.ticket.sla"]
            ticket_slas._sla_response_schedule_replan([("sla_id", "in", self.ids)])
        return result

    def _sla_response_has_tickets(self):
        ticket_slas = self.env["helpdesk.ticket.sla"].sudo()
        return bool(ticket_slas.search_count([("sla_id", "in", self.ids)], limit=1))
