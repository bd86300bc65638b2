# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2.extras import execute_values

from odoo import fields, models

from ..tools.engine import Lane, Requirement


class SocialCareLane(models.Model):
    """Work with the same team, medium and skill requirements."""

    _name = "social.care.lane"
    _description = "Social Care Lane"
    _rec_name = "key"

    key = fields.Char(required=True, readonly=True)
    team_id = fields.Many2one(
        "helpdesk.ticket.team", readonly=True, index=True, ondelete="cascade"
    )
    medium_id = fields.Many2one(
        "social.care.medium", required=True, readonly=True, ondelete="cascade"
    )
    requirements = fields.Json(readonly=True, help="[[skill, level, required], …]")

    _once = models.Constraint("UNIQUE (key)", "This lane already exists.")

    def _insert(self, rows):
        """Insert lanes and return them. Another worker may insert the same lane at the
        same time: the unique key keeps one.

        :param rows: list of (key, team, medium, requirements as JSON)
        :return: {key: lane}
        """
        # In SQL: the ORM has no ON CONFLICT, and an error would end the transaction.
        execute_values(
            self.env.cr._obj,
            "INSERT INTO social_care_lane (key, team_id, medium_id, requirements) "
            "VALUES %s "
            "ON CONFLICT (key) DO UPDATE SET key = EXCLUDED.key",
            rows,
        )
        return {
            lane.key: lane
            for lane in self.search([("key", "in", [r[0] for r in rows])])
        }

    def _search_requiring(self, skills):
        """Lanes that require or prefer any of these skills.

        :param skills: list of ids
        """
        return self.search([("key", "!=", False)]).filtered(
            lambda lane: any(skill in skills for skill, *_how in lane.requirements)
        )

    def _build_lanes(self):
        """:return: list of tools.engine.Lane"""
        relaxations = {
            team: team._build_social_care_relaxations() for team in self.team_id
        }
        return [
            Lane(
                lane.id,
                lane.team_id.id or 0,
                lane.medium_id.id,
                tuple(
                    Requirement(*requirement) for requirement in lane.requirements or []
                ),
                relaxations.get(lane.team_id, ()),
                lane.team_id.social_care_routing_mode == "offer",
                lane.team_id.social_care_skill_weight,
            )
            for lane in self
        ]
