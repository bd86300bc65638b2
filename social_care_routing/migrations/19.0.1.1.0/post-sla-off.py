# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """SLA targets of teams that had stopped using SLAs went on: cancel them."""
    domain = [("ticket_id.team_id.use_sla", "=", False)]
    ticket_slas = api.Environment(cr, SUPERUSER_ID, {})["helpdesk.ticket.sla"]
    ticket_slas._sla_response_schedule_replan(domain)
