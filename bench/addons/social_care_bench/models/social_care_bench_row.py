# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareBenchRow(models.Model):
    _name = "social.care.bench.row"
    _description = "Row of the Bare Route"
    _log_access = False

    external_id = fields.Char(required=True)
    payload = fields.Json()

    _once = models.Constraint("UNIQUE (external_id)", "This is stored already.")
