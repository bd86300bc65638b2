# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareStream(models.Model):
    _inherit = "social.care.stream"

    stage = fields.Selection(
        selection_add=[
            ("integrated", "4 Integrated: routed, and people are identified")
        ],
        ondelete={"integrated": lambda streams: streams.write({"stage": "routed"})},
    )
