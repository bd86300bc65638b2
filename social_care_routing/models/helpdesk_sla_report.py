# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from .helpdesk_sla import TARGETS

# A clock for next responses begins anew each time: what it missed once is missed.
CLOCKS = """
    SELECT id, ticket_id, sla_id, deadline, in_time, late,
        CASE WHEN state = 'in_progress' THEN state
            WHEN late > 0 THEN 'expired'
            WHEN in_time > 0 THEN 'accomplished'
            ELSE state
        END AS state
    FROM helpdesk_ticket_sla
    WHERE state NOT IN ('idle', 'canceled') OR in_time > 0 OR late > 0
"""


class HelpdeskSlaReport(models.Model):
    """Also by what was promised. A clock that nobody waited for, or whose SLA was
    archived, is neither met nor missed."""

    _inherit = "helpdesk.sla.report"

    sla_id = fields.Many2one("helpdesk.sla", string="SLA", readonly=True)
    target = fields.Selection(TARGETS, readonly=True)
    in_time = fields.Integer(string="In time", readonly=True)
    late = fields.Integer(readonly=True)

    def _from_sla(self):
        clocks = (
            super()._from_sla().replace("helpdesk_ticket_sla hts", f"({CLOCKS}) hts")
        )
        return f"{clocks} JOIN helpdesk_sla hs ON hs.id = hts.sla_id"

    def _select_sla(self):
        """A clock for next responses ends with each of them, any other once."""
        return f"""{super()._select_sla()},
            hts.sla_id AS sla_id,
            hs.target AS target,
            CASE WHEN hs.target = 'next_response' THEN hts.in_time
                ELSE (hts.state = 'accomplished')::int END AS in_time,
            COALESCE(hts.state = 'in_progress'
                AND hts.deadline < NOW() AT TIME ZONE 'UTC', FALSE)::int
                + CASE WHEN hs.target = 'next_response' THEN hts.late
                ELSE (hts.state = 'expired')::int END AS late
        """
