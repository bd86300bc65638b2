# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCareNeed(models.Model):
    """How much one team wants one skill: a cell of the grid."""

    _name = "social.care.need"
    _description = "Social Care Skill of a Team"
    _order = "team_id, skill_id"

    team_id = fields.Many2one(
        "helpdesk.ticket.team", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="team_id.company_id", store=True)
    skill_id = fields.Many2one("hr.skill", required=True, ondelete="cascade")
    skill_type_id = fields.Many2one(related="skill_id.skill_type_id")
    kind = fields.Selection(
        [
            ("required", "Required"),
            ("preferred", "Preferred"),
            ("ignored", "Not asked for here"),
        ],
        default="required",
        required=True,
    )
    level_id = fields.Many2one(
        "hr.skill.level",
        string="At least",
        domain="[('skill_type_id', '=', skill_type_id)]",
        ondelete="restrict",
        help="Left empty, any level will do.",
    )
    when = fields.Selection(
        [("asked", "When a message asks for it"), ("always", "Always")],
        default="asked",
        required=True,
    )

    _once = models.Constraint(
        "UNIQUE (team_id, skill_id)", "This team has said so of this skill already."
    )

    @api.depends("skill_id", "team_id")
    def _compute_display_name(self):
        for need in self:
            need.display_name = f"{need.skill_id.name} · {need.team_id.name}"

    @api.model_create_multi
    def create(self, vals_list):
        needs = super().create(vals_list)
        needs.team_id._needs_changed()
        return needs

    def write(self, vals):
        teams = self.team_id
        result = super().write(vals)
        (teams | self.team_id)._needs_changed()
        return result

    def unlink(self):
        teams = self.team_id
        result = super().unlink()
        teams._needs_changed()
        return result
