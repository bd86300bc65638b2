# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareSetupGuide(models.AbstractModel):
    _inherit = "social.care.setup.guide"

    @api.model
    def _get_steps(self):
        return super()._get_steps() + [
            self._make_step(
                "topics",
                45,
                self.env._("Choose topics"),
                self.env._("What mentions are about; there is a list of usual ones."),
                bool(self._find_own("social.care.topic")),
                is_optional=True,
            )
        ]

    def _open_topics(self):
        return self._action("social_care_analysis.social_care_topic_action")
