# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.social_care.tools.arguments import (
    is_id,
    is_id_or_false,
    is_one_of,
    is_values_of,
    takes,
)


class SocialCareNeed(models.Model):
    """All that the grid of skills and teams shows, read at once."""

    _inherit = "social.care.need"

    @api.model
    def grid(self):
        """Skills, teams, what each team wants, and who has what."""
        self.check_access("read")
        teams = self.env["helpdesk.ticket.team"]
        shown = teams._social_care_get_domain()
        teams = teams.search_fetch(shown, ["name", "routing"])
        members = teams.sudo().user_ids
        return {
            "can_edit": self.has_access("write"),
            "teams": [self._grid_team(team) for team in teams],
            "types": self._grid_types(),
            "people": self._grid_people(members),
            "cells": self.search([("team_id", "in", teams.ids)])._grid_cells(),
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
        """Say how much a team wants a skill, or with False say nothing any more.

        :return: as ``grid``
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
        return self.grid()

    @api.model
    def _grid_team(self, team):
        return {
            "id": team.id,
            "name": team.name,
            "routed": team.routing != "manual",
            "people": team.sudo().user_ids.ids,
        }

    def _grid_cells(self):
        return [
            {
                "team_id": need.team_id.id,
                "skill_id": need.skill_id.id,
                "kind": need.kind,
                "level_id": need.level_id.id,
                "when": need.when,
            }
            for need in self
        ]

    # -- skills ----------------------------------------------------------------

    @api.model
    def _grid_types(self):
        asked_by = self._grid_asked_by()
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
    def _grid_asked_by(self):
        """{skill id: list of what asks for it, in words}"""
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

    # -- people ----------------------------------------------------------------

    @api.model
    def _grid_people(self, users):
        skills = self._grid_skills_of(users)
        return [
            {"id": user.id, "name": user.name, "skills": skills.get(user, {})}
            for user in users.sorted("name")
        ]

    @api.model
    def _grid_skills_of(self, users):
        """{user: {skill id: level, 0 to 100}}, as the engine counts them: of today, of
        the employee of the main company, the best of several levels, and without what
        waits for a supervisor."""
        skills = {}
        for employee, skill, level in self._grid_counted(users):
            user = employee.user_id
            if employee.company_id == user.company_id:
                own = skills.setdefault(user, {})
                own[skill.id] = max(own.get(skill.id, 0), level.level_progress)
        return skills

    @api.model
    def _grid_counted(self, users):
        """(employee, skill, level) of what counts in routing."""
        own = Domain("employee_id.user_id", "in", users.ids)
        entered = self.env["hr.employee.skill"].sudo()
        changes = self.env["social.care.skill.change"].sudo().search(own)
        waiting = changes._pairs()
        for one in entered.search(own & entered._domain_of_today()):
            if (one.employee_id, one.skill_id) not in waiting:
                yield one.employee_id, one.skill_id, one.skill_level_id
        for one in changes.filtered("before_level_id"):
            yield one.employee_id, one.skill_id, one.before_level_id
