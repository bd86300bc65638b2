# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareTopic(models.Model):
    """Changing the skills of a topic updates the requirements of queued work."""

    _inherit = "social.care.topic"

    def write(self, vals):
        result = super().write(vals)
        if "skill_ids" in vals:
            self.company_id._enqueue_social_care_placement()
        return result
