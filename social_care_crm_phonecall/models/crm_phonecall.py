# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class CrmPhonecall(models.Model):
    """A call is found by its contact, the newest first."""

    _inherit = "crm.phonecall"

    _social_care_timeline_idx = models.Index(
        "(partner_id, date DESC, id DESC) WHERE partner_id IS NOT NULL"
    )
