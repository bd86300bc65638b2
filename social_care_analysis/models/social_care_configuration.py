# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care.tools import portable
from odoo.addons.social_care.tools.portable import Section

# (section, former name of a field, its name)
FORMER_FIELDS = (
    ("rules", "worth", "relevance"),
    ("settings", "social_care_other_sense", "social_care_negative_keywords"),
    ("settings", "social_care_put_aside", "social_care_set_aside_irrelevant"),
    ("settings", "social_care_worth_sure", "social_care_relevance_confidence"),
)
# (section, field, {former choice: choice})
FORMER_CHOICES = (
    ("rules", "relevance", {"worth": "relevant"}),
    ("analysis_steps", "kind", {"worth": "relevance"}),
)


class SocialCareConfiguration(models.AbstractModel):
    _inherit = "social.care.configuration"

    @api.model
    def _get_sections(self):
        return super()._get_sections() + [
            Section("topics", "social.care.topic", ("name",), self.env._("Topics"), 40),
            Section(
                "alert_thresholds",
                "social.care.alert.threshold",
                ("name",),
                self.env._("Alert thresholds"),
                60,
            ),
            Section(
                "analysis_steps",
                "social.care.analysis.step",
                ("kind",),
                self.env._("Analysis steps"),
                70,
            ),
        ]

    @api.model
    def _upgrade_sections(self, sections):
        sections = super()._upgrade_sections(sections)
        sections = portable.rename_section(sections, "levels", "alert_thresholds")
        for change in FORMER_FIELDS:
            sections = portable.rename_field(sections, *change)
        for change in FORMER_CHOICES:
            sections = portable.rename_choices(sections, *change)
        return sections
