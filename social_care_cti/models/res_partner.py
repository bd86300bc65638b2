# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResPartner(models.Model):
    """A contact is found by its number with each call."""

    _inherit = "res.partner"

    # Social Care: CRM declares the same index under the same name.
    _social_care_phone_idx = models.Index("USING hash (phone_sanitized)")
