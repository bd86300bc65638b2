# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.listing import list_names

APPLIES = {"active", "closed", "company_id", "team_ids"}


class HelpdeskTicketStage(models.Model):
    """Refuse to remove a stage that open tickets are in, or the last one for new
    tickets.
    """

    _inherit = "helpdesk.ticket.stage"

    def write(self, vals):
        if not vals.get("active", True):
            self._social_care_check_empty()
        before = (
            self._social_care_get_teams_with_open_stage()
            if APPLIES & vals.keys()
            else None
        )
        result = super().write(vals)
        if before:
            self._social_care_check_teams(
                before - self._social_care_get_teams_with_open_stage()
            )
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_social_care_used(self):
        self._social_care_check_empty()
        rest = self.browse()._social_care_get_teams_with_open_stage(without=self)
        self._social_care_check_teams(
            self._social_care_get_teams_with_open_stage() - rest
        )

    def _social_care_check_empty(self):
        """Check that no open ticket is in these stages, and none is reopened into them.

        :raise UserError: otherwise
        """
        tickets = self.env["helpdesk.ticket"].sudo()
        waiting = tickets.search([("stage_id", "in", self.ids), ("closed", "=", False)])
        if waiting:
            raise UserError(
                self.env._(
                    "%(stage)s has open tickets (%(tickets)s). Move them to another "
                    "stage first.",
                    stage=waiting.stage_id[0].name,
                    tickets=list_names(waiting.mapped("number")),
                )
            )
        teams = self.env["helpdesk.ticket.team"].sudo()
        teams = teams.search([("social_care_reopen_stage_id", "in", self.ids)])
        if teams:
            raise UserError(
                self.env._(
                    "Reopened tickets of %(teams)s return to %(stage)s. Choose another "
                    "stage there first.",
                    teams=list_names(teams.mapped("name")),
                    stage=teams.social_care_reopen_stage_id[0].name,
                )
            )

    def _social_care_get_teams_with_open_stage(self, without=None):
        """Return active teams, of all companies, that have a stage for new tickets.

        :param without: stages that do not count
        """
        domain = [
            ("closed", "=", False),
            ("id", "not in", (without or self.browse()).ids),
        ]
        stages = self.sudo().search(domain)
        teams = self.env["helpdesk.ticket.team"].sudo()
        teams = teams.search([("active", "=", True)])
        return teams.filtered(
            lambda team: any(s._social_care_is_applying_to(team) for s in stages)
        )

    def _social_care_is_applying_to(self, team):
        is_visible = not self.company_id or self.company_id == team.company_id
        return is_visible and (not self.team_ids or team in self.team_ids)

    def _social_care_check_teams(self, teams):
        if teams:
            raise UserError(
                self.env._(
                    "%s would have no open stage for new tickets. Keep one.",
                    list_names(teams.mapped("name")),
                )
            )
