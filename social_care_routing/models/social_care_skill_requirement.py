# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.social_care.tools.arguments import (
    is_id,
    is_id_or_false,
    is_one_of,
    is_values_of,
    takes,
)


class SocialCareSkillRequirement(models.Model):
    """Whether a team requires, prefers or ignores a skill: a cell of the grid."""

    _name = "social.care.skill.requirement"
    _inherit = "social.care.placement.setting"
    _description = "Social Care Skill Requirement"
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
            ("ignored", "Ignored"),
        ],
        default="required",
        required=True,
    )
    level_id = fields.Many2one(
        "hr.skill.level",
        string="Minimum level",
        domain="[('skill_type_id', '=', skill_type_id)]",
        ondelete="restrict",
        help="Leave empty to accept any level.",
    )
    when = fields.Selection(
        [("asked", "When a message calls for it"), ("always", "Always")],
        default="asked",
        required=True,
    )

    _once = models.Constraint(
        "UNIQUE (team_id, skill_id)",
        "This team already has a requirement for this skill.",
    )

    @api.depends("skill_id", "team_id")
    def _compute_display_name(self):
        for requirement in self:
            requirement.display_name = (
                f"{requirement.skill_id.name} · {requirement.team_id.name}"
            )

    def _get_placed(self):
        return self.team_id

    @api.model
    def get_grid(self):
        """Return the grid of skills and teams.

        :return: {"can_edit", "teams", "types": skill types with levels and skills,
            "agents": agents with their skills, "cells": requirements}
        :raises AccessError: for users who may not read requirements
        """
        self.check_access("read")
        teams = self.env["helpdesk.ticket.team"]
        shown = teams._social_care_get_domain()
        teams = teams.search_fetch(shown, ["name", "social_care_routing_mode"])
        members = teams.sudo().user_ids
        return {
            "can_edit": self.has_access("write"),
            "teams": [self._read_team(team) for team in teams],
            "types": self._read_types(),
            "agents": self._read_agents(members),
            "cells": self.search([("team_id", "in", teams.ids)])._read_cells(),
        }

    @api.model
    @takes(
        team_id=is_id,
        skill_id=is_id,
        vals=is_values_of(
            kind=is_one_of("required", "preferred", "ignored"),
            level_id=is_id_or_false,
            when=is_one_of("asked", "always"),
        ),
    )
    def set_cell(self, team_id, skill_id, vals):
        """Set or clear the requirement of a team for a skill.

        :param vals: {"kind", "level_id", "when"}, or False to clear the cell
        :return: as ``get_grid``
        :raises AccessError: for users who may not write requirements
        """
        self.check_access("write")
        # A cell of another company's team is not found, and is there all the same.
        self.env["helpdesk.ticket.team"].browse(team_id).check_access("read")
        cell = self.search([("team_id", "=", team_id), ("skill_id", "=", skill_id)])
        if not vals:
            cell.unlink()
        elif cell:
            cell.write(vals)
        else:
            self.create({**vals, "team_id": team_id, "skill_id": skill_id})
        return self.get_grid()

    @api.model
    def _read_team(self, team):
        return {
            "id": team.id,
            "name": team.name,
            "routed": team.social_care_routing_mode != "manual",
            "agents": team.sudo().user_ids.ids,
        }

    def _read_cells(self):
        return [
            {
                "team_id": requirement.team_id.id,
                "skill_id": requirement.skill_id.id,
                "kind": requirement.kind,
                "level_id": requirement.level_id.id,
                "when": requirement.when,
            }
            for requirement in self
        ]

    @api.model
    def _read_types(self):
        asked_by = self._list_sources()
        return [
            {
                "id": kind.id,
                "name": kind.name,
                "levels": [
                    {
                        "id": level.id,
                        "name": level.name,
                        "progress": level.level_progress,
                    }
                    for level in kind.skill_level_ids
                ],
                "skills": [
                    {
                        "id": skill.id,
                        "name": skill.name,
                        "asked_by": asked_by.get(skill.id, []),
                    }
                    for skill in kind.skill_ids
                ],
            }
            for kind in self.env["hr.skill.type"].search([])
        ]

    @api.model
    def _list_sources(self):
        """:return: {skill id: list of the topics and rules that call for it, as
        text}"""
        asked_by = {}
        asking = [("skill_ids", "!=", False)]
        topics = self.env["social.care.topic"].search(asking)
        rules = self.env["social.care.skill.rule"].search(asking)
        named = [(topic, self.env._("Topic: %s", topic.name)) for topic in topics]
        named += [(rule, rule.display_name) for rule in rules]
        for record, words in named:
            for skill in record.skill_ids:
                asked_by.setdefault(skill.id, []).append(words)
        return asked_by

    @api.model
    def _read_agents(self, users):
        skills = self._read_skills(users)
        return [
            {"id": user.id, "name": user.name, "skills": skills.get(user, {})}
            for user in users.sorted("name")
        ]

    @api.model
    def _read_skills(self, users):
        """Skill levels as the engine counts them: valid today, of the employee in the
        user's main company, the best of several levels, and without unconfirmed
        changes.

        :return: {user: {skill id: level, 0 to 100}}
        """
        skills = {}
        for employee, skill, level in self._list_counted_skills(users):
            user = employee.user_id
            if employee.company_id == user.company_id:
                own = skills.setdefault(user, {})
                own[skill.id] = max(own.get(skill.id, 0), level.level_progress)
        return skills

    @api.model
    def _list_counted_skills(self, users):
        """Yield (employee, skill, level) of the skills that count in routing."""
        own = Domain("employee_id.user_id", "in", users.ids)
        entered = self.env["hr.employee.skill"].sudo()
        changes = self.env["social.care.skill.change"].sudo().search(own)
        waiting = changes._get_pairs()
        for one in entered.search(own & entered._get_social_care_valid_domain()):
            if (one.employee_id, one.skill_id) not in waiting:
                yield one.employee_id, one.skill_id, one.skill_level_id
        for one in changes.filtered("before_level_id"):
            yield one.employee_id, one.skill_id, one.before_level_id
