# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care.tools.portable import Nested, Section, rename_field

OF_TEAM = ("use_sla", "resource_calendar_id")
# Fields of teams by their names in files of version 19.0.1.1.0.
RENAMED = {
    "routing": "social_care_routing_mode",
    "offer_seconds": "social_care_offer_seconds",
    "answer_minutes": "social_care_answer_minutes",
    "last_agent": "social_care_last_agent",
    "last_agent_hours": "social_care_last_agent_hours",
    "last_agent_minutes": "social_care_last_agent_minutes",
    "fit_weight": "social_care_skill_weight",
    "ring_ids": "social_care_skill_relaxation_ids",
    "need_ids": "social_care_skill_requirement_ids",
}
OF_SLA = (
    "active",
    "team_ids",
    "category_ids",
    "tag_ids",
    "ignore_stage_ids",
    "stage_id",
    "days",
    "hours",
    "domain",
    "sla_response_target",
    "sla_response_minutes",
)


class SocialCareConfiguration(models.AbstractModel):
    """Routing of teams, skill requirements, capacity, media, pause reasons and SLA."""

    _inherit = "social.care.configuration"

    @api.model
    def _get_sections(self):
        sections = [
            section.having(*OF_TEAM) if section.name == "teams" else section
            for section in super()._get_sections()
        ]
        return sections + [
            Section("media", "social.care.medium", ("code",), self.env._("Media"), 2),
            Section(
                "pause_reasons",
                "social.care.pause.reason",
                ("name",),
                self.env._("Pause reasons"),
                5,
            ),
            Section(
                "priority_boosts",
                "social.care.priority.boost",
                ("code",),
                self.env._("Priority boosts"),
                70,
            ),
            Section(
                "capacity",
                "social.care.capacity.profile",
                ("name",),
                self.env._("Capacity"),
                55,
            ),
            Section(
                "skill_rules",
                "social.care.skill.rule",
                ("topic_id", "language", "network", "category_id"),
                self.env._("Skill requirements"),
                65,
            ),
            Section("sla", "helpdesk.sla", ("name",), self.env._("SLA"), 80, OF_SLA),
        ]

    @api.model
    def _upgrade_sections(self, sections):
        sections = super()._upgrade_sections(sections)
        for name in ("target", "minutes"):
            sections = rename_field(sections, "sla", name, f"sla_response_{name}")
        return sections

    @api.model
    def _get_nested(self):
        return super()._get_nested() | {
            ("helpdesk.ticket.team", "social_care_skill_relaxation_ids"): Nested(
                ("after_minutes",)
            ),
            ("helpdesk.ticket.team", "social_care_skill_requirement_ids"): Nested(
                ("skill_id",)
            ),
            ("social.care.capacity.profile", "line_ids"): Nested(("medium_id",)),
        }

    @api.model
    def _upgrade_sections(self, sections):
        sections = super()._upgrade_sections(sections)
        for old, new in RENAMED.items():
            sections = rename_field(sections, "teams", old, new)
        return sections

    @api.model
    def _get_references(self):
        return super()._get_references() | {"resource.calendar": ("name",)}
