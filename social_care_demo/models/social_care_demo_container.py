# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets

from odoo import fields, models


class SocialCareDemoContainer(models.Model):
    """Pictures that the demo network took and that no post shows yet."""

    _name = "social.care.demo.container"
    _description = "Demo Network Container"
    _rec_name = "uid"

    uid = fields.Char(
        required=True, readonly=True, default=lambda self: secrets.token_hex(6)
    )
    account_id = fields.Many2one(
        "social.care.account", required=True, index=True, ondelete="cascade"
    )
    image_ids = fields.Many2many("ir.attachment")

    _uid_unique = models.Constraint(
        "UNIQUE (uid)", "Two containers cannot share an id."
    )
