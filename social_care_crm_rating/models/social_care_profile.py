# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareProfile(models.Model):
    _inherit = "social.care.profile"

    social_care_rating_asked_at = fields.Datetime(
        string="Asked for a rating", readonly=True, copy=False
    )
    rating_request_ids = fields.One2many(
        "social.care.rating.request", "profile_id", readonly=True
    )

    def _follow_link(self):
        """Ratings follow, too: those of a link that was wrong leave its contact."""
        result = super()._follow_link()
        self.env["rating.rating"]._social_care_follow_customers(self)
        return result

    def _export(self):
        return {**super()._export(), "ratings": self.rating_request_ids._export()}

    def _erase(self, words):
        self.rating_request_ids._erase()
        return super()._erase(words)

    def _get_erased_vals(self):
        return {**super()._get_erased_vals(), "social_care_rating_asked_at": False}
