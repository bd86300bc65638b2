# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

MOST = 6


class SocialCareSkillRelaxation(models.Model):
    """After some minutes of waiting less is asked for, or more people are asked."""

    _name = "social.care.skill.relaxation"
    _description = "Social Care Relaxation Step"
    _order = "team_id, after_minutes, id"

    team_id = fields.Many2one(
        "helpdesk.ticket.team", required=True, index=True, ondelete="cascade"
    )
    after_minutes = fields.Integer(string="After minutes", required=True, default=10)
    lower_levels = fields.Integer(
        string="Reduce required level by",
        help="Points of a hundred that people may know less than is asked for.",
    )
    drop_preferred = fields.Boolean(
        string="No preferences", help="Preferred skills do not count any more."
    )
    drop_skill_ids = fields.Many2many(
        "hr.skill",
        string="Skills to drop",
        help="These skills are not asked for any more.",
    )
    add_team_ids = fields.Many2many(
        "helpdesk.ticket.team",
        string="Additional teams",
        help="People of these teams are asked, too.",
    )

    _after = models.Constraint(
        "CHECK (after_minutes > 0 AND lower_levels BETWEEN 0 AND 100)",
        "A step comes after at least a minute and lowers levels by 0 to 100 points.",
    )

    @api.constrains("team_id")
    def _check_most(self):
        for team in self.team_id:
            if len(team.social_care_skill_relaxation_ids) > MOST:
                raise ValidationError(
                    self.env._(
                        "%(team)s has more than %(most)s steps. Take one away.",
                        team=team.name,
                        most=MOST,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        relaxations = super().create(vals_list)
        relaxations.team_id._enqueue_social_care_placement()
        return relaxations

    def write(self, vals):
        teams = self.team_id
        result = super().write(vals)
        (teams | self.team_id)._enqueue_social_care_placement()
        return result

    def unlink(self):
        teams = self.team_id
        result = super().unlink()
        teams._enqueue_social_care_placement()
        return result
