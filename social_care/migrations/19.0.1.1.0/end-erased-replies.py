# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """What we answered to people who were erased before that was forgotten, too."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for profile in env["social.care.profile"].search([("erased", "=", True)]):
        profile._erase_answers(set(), env._("(erased)"))
