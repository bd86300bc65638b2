# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

MOST = 6


class SocialCareSkillRelaxation(models.Model):
    """A step that lowers skill requirements or adds teams after some waiting time."""

    _name = "social.care.skill.relaxation"
    _inherit = "social.care.placement.setting"
    _description = "Social Care Relaxation Step"
    _order = "team_id, after_minutes, id"

    team_id = fields.Many2one(
        "helpdesk.ticket.team", required=True, index=True, ondelete="cascade"
    )
    after_minutes = fields.Integer(string="After minutes", required=True, default=10)
    lower_levels = fields.Integer(
        string="Reduce required level by",
        help="Percentage points by which required proficiency levels are reduced.",
    )
    drop_preferred = fields.Boolean(
        string="Ignore preferred skills",
        help="Preferred skills are no longer considered.",
    )
    drop_skill_ids = fields.Many2many(
        "hr.skill",
        string="Skills to drop",
        help="These skills are no longer required or preferred.",
    )
    add_team_ids = fields.Many2many(
        "helpdesk.ticket.team",
        string="Additional teams",
        help="Agents of these teams are considered as well.",
    )

    _after = models.Constraint(
        "CHECK (after_minutes > 0 AND lower_levels BETWEEN 0 AND 100)",
        "A step must start after at least one minute and reduce levels by 0 to 100 "
        "points.",
    )

    @api.constrains("team_id")
    def _check_most(self):
        for team in self.team_id:
            if len(team.social_care_skill_relaxation_ids) > MOST:
                raise ValidationError(
                    self.env._(
                        "%(team)s has more than %(most)s relaxation steps. Remove one.",
                        team=team.name,
                        most=MOST,
                    )
                )

    def _get_placed(self):
        return self.team_id
