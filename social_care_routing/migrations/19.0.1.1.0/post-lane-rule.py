# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api

DOMAIN = (
    "['|', ('team_id', '=', False), '|', ('team_id.company_id', '=', False), "
    "('team_id.company_id', 'in', company_ids)]"
)


def migrate(cr, version):
    """Lanes without a team are seen: one of them hid the wallboard of a company."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env.ref("social_care_routing.lane_company_rule").domain_force = DOMAIN
