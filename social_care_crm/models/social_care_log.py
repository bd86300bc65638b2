# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareLog(models.Model):
    _inherit = "social.care.log"

    action = fields.Selection(
        selection_add=[("lead", "Lead created")], ondelete={"lead": "cascade"}
    )
