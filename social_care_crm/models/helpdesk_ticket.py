# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    # The timeline finds the newest tickets of a contact, and no others.
    _social_care_timeline_idx = models.Index(
        "(partner_id, create_date DESC, id DESC) WHERE partner_id IS NOT NULL"
    )
