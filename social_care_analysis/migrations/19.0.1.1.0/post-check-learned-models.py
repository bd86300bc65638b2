# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api, fields


def migrate(cr, version):
    """Try out the models in use on recent mentions; stop using those that fail."""
    models = api.Environment(cr, SUPERUSER_ID, {})["social.care.trained.model"]
    in_use = models.search([("state", "=", "active")])
    in_use.used_at = fields.Datetime.now()
    for model in in_use:
        model._retire_unless_safe()
