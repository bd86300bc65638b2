# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareSkillRule(models.Model):
    """The name of a rule is what it is about: "Billing, Polish"."""

    _inherit = "social.care.skill.rule"

    @api.depends("topic_id", "language", "network", "category_id")
    def _compute_display_name(self):
        words = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("language", "network")
        }
        for rule in self:
            parts = (
                rule.topic_id.name,
                words["language"].get(rule.language),
                words["network"].get(rule.network),
                rule.category_id.name,
            )
            rule.display_name = ", ".join(filter(None, parts))
