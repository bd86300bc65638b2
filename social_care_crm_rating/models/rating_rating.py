# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class RatingRating(models.Model):
    """A rating is found by its contact, the newest first."""

    _inherit = "rating.rating"

    _social_care_timeline_idx = models.Index(
        "(partner_id, COALESCE(rated_on, write_date) DESC, id DESC)"
        " WHERE partner_id IS NOT NULL"
    )
