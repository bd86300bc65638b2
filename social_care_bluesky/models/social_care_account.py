# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareAccount(models.Model):
    _inherit = "social.care.account"

    network = fields.Selection(
        selection_add=[("bluesky", "Bluesky")],
        ondelete={"bluesky": lambda accounts: accounts._unlink_with_all()},
    )
