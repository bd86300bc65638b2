# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def forget_promises(env):
    """Tickets do not keep the promises of the demo: they hold them back when it goes,
    and an old promise cannot become another one when it comes again."""
    domain = [
        ("module", "=", "social_care_routing_demo"),
        ("model", "=", "helpdesk.sla"),
    ]
    promises = env["ir.model.data"].search(domain).mapped("res_id")
    clocks = env["helpdesk.ticket.sla"].search([("sla_id", "in", promises)])
    clocks.unlink()
