# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareSkillRule(models.Model):
    """The name of a rule is what it is about."""

    _inherit = "social.care.skill.rule"

    @api.depends("topic_id", "language", "network", "category_id")
    def _compute_display_name(self):
        languages, networks = self._words_of("language"), self._words_of("network")
        for rule in self:
            parts = (
                (self.env._("Topic: %s"), rule.topic_id.name),
                (self.env._("Language: %s"), languages.get(rule.language)),
                (self.env._("Network: %s"), networks.get(rule.network)),
                (self.env._("Product: %s"), rule.category_id.name),
            )
            rule.display_name = " + ".join(
                words % value for words, value in parts if value
            )

    def _words_of(self, name):
        return dict(self._fields[name]._description_selection(self.env))
