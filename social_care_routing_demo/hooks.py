# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def delete_demo_slas(env):
    """Delete the demo SLAs from tickets, which would block their removal, and their
    change when the demo is installed again."""
    domain = [
        ("module", "=", "social_care_routing_demo"),
        ("model", "=", "helpdesk.sla"),
    ]
    slas = env["ir.model.data"].search(domain).mapped("res_id")
    ticket_slas = env["helpdesk.ticket.sla"].search([("sla_id", "in", slas)])
    ticket_slas.unlink()
