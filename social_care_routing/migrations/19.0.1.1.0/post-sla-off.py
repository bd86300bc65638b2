# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Clocks of teams that had stopped using SLAs went on: they stop."""
    clocks = api.Environment(cr, SUPERUSER_ID, {})["helpdesk.ticket.sla"]
    clocks._enqueue_replan([("ticket_id.team_id.use_sla", "=", False)])
