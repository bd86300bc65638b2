# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Of people who were erased before their ids were kept, too, and notices that could
    not be read: only a digest is left."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for profile in env["social.care.profile"].search([("erased", "=", True)]):
        profile._erase_events()
        profile._erase_identity()
