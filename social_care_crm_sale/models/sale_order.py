# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SaleOrder(models.Model):
    """An order is found by its contact, the newest first."""

    _inherit = "sale.order"

    _social_care_timeline_idx = models.Index("(partner_id, date_order DESC, id DESC)")
