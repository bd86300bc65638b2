# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    social_reopen_days = fields.Integer(
        string="Reopen within (days)",
        default=14,
        help="A customer who writes again on a closed ticket reopens it within this "
        "many days after closing; later, a new ticket is made. "
        "0 always makes a new ticket.",
        groups="base.group_user",
    )
    social_reopen_stage_id = fields.Many2one(
        comodel_name="helpdesk.ticket.stage",
        string="Stage when reopened",
        domain="[('closed', '=', False), '|', ('team_ids', '=', False),"
        " ('team_ids', '=', id)]",
        help="Left empty, a reopened ticket returns to the first stage of the team.",
        groups="base.group_user",
    )

    ignore_thanks = fields.Boolean(
        string="Ignore thanks",
        default=True,
        help="A message that only says thanks, such as “Thanks!” or 👍, neither "
        "reopens a ticket nor waits for a reply.",
        groups="base.group_user",
    )

    def _get_social_reopen_stage(self):
        """Stage for a ticket whose customer came back; ``self`` may be empty."""
        stages = self._get_applicable_stages().filtered(lambda stage: not stage.closed)
        return self.social_reopen_stage_id & stages or stages[:1]

    def _ignores_thanks(self):
        """Whether thanks need no reply; also where a ticket has no team."""
        return self.ignore_thanks or not self
