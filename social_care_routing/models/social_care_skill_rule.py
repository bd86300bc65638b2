# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.tools.text import split_terms
from odoo.addons.social_care_analysis.models.res_company import LANGUAGES


class SocialCareSkillRule(models.Model):
    """Conditions on a message, and the skills that it calls for."""

    _name = "social.care.skill.rule"
    _inherit = "social.care.placement.setting"
    _description = "Social Care Skill Rule"
    _order = "sequence, id"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    topic_id = fields.Many2one(
        "social.care.topic", check_company=True, ondelete="cascade"
    )
    language = fields.Selection("_select_language")
    network = fields.Selection("_select_network")
    category_id = fields.Many2one(
        "helpdesk.ticket.category", string="Product or category", ondelete="cascade"
    )
    skill_ids = fields.Many2many("hr.skill", string="Skills", required=True)

    _something = models.Constraint(
        "CHECK (COALESCE(topic_id, category_id) IS NOT NULL OR language IS NOT NULL "
        "OR network IS NOT NULL)",
        "Set at least one condition: a topic, a language, a network or a product.",
    )

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    @api.model
    def _select_language(self):
        language = self.env["social.care.analysis.language"]
        return [
            (code, language._get_language_name(code)) for code in split_terms(LANGUAGES)
        ]

    @api.model
    def _select_network(self):
        return self.env["social.care.connector"]._list_networks()

    def _get_placed(self):
        return self.company_id

    @api.depends("topic_id", "language", "network", "category_id")
    def _compute_display_name(self):
        languages, networks = self._get_labels("language"), self._get_labels("network")
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

    def _get_labels(self, name):
        return dict(self._fields[name]._description_selection(self.env))
