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
    """Adds the routing of teams, skill rules, capacity, media, pause reasons, priority
    boosts and SLAs to the configuration file."""

    _inherit = "social.care.configuration"

    @api.model
    def _get_sections(self):
        teams = [
            section.having(*OF_TEAM) if section.name == "teams" else section
            for section in super()._get_sections()
        ]
        return [*teams, *self._list_routing_sections()]

    @api.model
    def _list_routing_sections(self):
        """:return: list of Section for the models of this addon"""
        sections = (
            ("media", "social.care.medium", ("code",), self.env._("Media"), 2),
            *self._list_capacity_sections(),
            *self._list_rule_sections(),
            ("sla", "helpdesk.sla", ("name",), self.env._("SLA"), 80, OF_SLA),
        )
        return [Section(*section) for section in sections]

    @api.model
    def _list_capacity_sections(self):
        reasons, profiles = "social.care.pause.reason", "social.care.capacity.profile"
        return (
            ("pause_reasons", reasons, ("name",), self.env._("Pause reasons"), 5),
            ("capacity", profiles, ("name",), self.env._("Capacity profiles"), 55),
        )

    @api.model
    def _list_rule_sections(self):
        boosts, rules = "social.care.priority.boost", "social.care.skill.rule"
        conditions = ("topic_id", "language", "network", "category_id")
        return (
            ("priority_boosts", boosts, ("code",), self.env._("Priority boosts"), 70),
            ("skill_rules", rules, conditions, self.env._("Skill rules"), 65),
        )

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
        for name in ("target", "minutes"):
            sections = rename_field(sections, "sla", name, f"sla_response_{name}")
        return sections

    @api.model
    def _get_references(self):
        return super()._get_references() | {"resource.calendar": ("name",)}
