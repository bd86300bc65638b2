# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

# A repeated target starts again with each message; once breached, it stays breached.
OUTCOME = """
    CASE WHEN hts.state = 'in_progress' THEN NULL
        WHEN hts.sla_response_breached_count > 0 THEN 'expired'
        WHEN hts.sla_response_met_count > 0 THEN 'accomplished'
    END
"""
# A repeated target counts each response, any other one its end.
MET = """
    CASE WHEN hs.sla_response_target IN ({repeated})
        THEN hts.sla_response_met_count
        ELSE (hts.state = 'accomplished')::int
    END
"""
BREACHED = """
    CASE WHEN hs.sla_response_target IN ({repeated})
        THEN hts.sla_response_breached_count
        ELSE (hts.state = 'expired')::int
    END
    + COALESCE(hts.state = 'in_progress'
        AND hts.deadline < NOW() AT TIME ZONE 'UTC', FALSE)::int
"""
# Targets that nobody waited for, or whose SLA was archived, count neither way.
COUNTED = """
    (hts.state NOT IN ('idle', 'canceled')
        OR hts.sla_response_met_count > 0 OR hts.sla_response_breached_count > 0)
"""


class HelpdeskSlaReport(models.Model):
    """SLA targets that were met and breached, by SLA and kind of target."""

    _inherit = "helpdesk.sla.report"

    state = fields.Selection(
        selection_add=[("accomplished", "Met"), ("expired", "Breached")]
    )
    sla_response_sla_id = fields.Many2one("helpdesk.sla", string="SLA", readonly=True)
    sla_response_target = fields.Selection(
        selection=lambda self: self.env["helpdesk.sla"]._sla_response_select_target(),
        string="Target",
        readonly=True,
    )
    sla_response_met_count = fields.Integer(string="Met", readonly=True)
    sla_response_breached_count = fields.Integer(string="Breached", readonly=True)

    def _from_sla(self):
        return f"{super()._from_sla()} JOIN helpdesk_sla hs ON hs.id = hts.sla_id"

    def _where_sla(self):
        return f"{super()._where_sla()} AND {COUNTED}"

    def _select_sla(self):
        targets = self.env["helpdesk.sla"]._sla_response_get_targets()
        codes = [f"'{target.code}'" for target in targets if target.is_repeated]
        repeated = ", ".join(codes) or "NULL"
        return f"""{super()._select_sla()},
            hts.sla_id AS sla_response_sla_id,
            hs.sla_response_target AS sla_response_target,
            {MET.format(repeated=repeated)} AS sla_response_met_count,
            {BREACHED.format(repeated=repeated)} AS sla_response_breached_count,
            {OUTCOME} AS sla_response_outcome
        """

    def _query(self):
        """The lines of the parent, where the outcome of a target that has ended comes
        before its state."""
        columns = ", ".join(self._sla_response_list_columns())
        return f"SELECT {columns} FROM ({super()._query()}) line"

    def _sla_response_list_columns(self):
        outcome = "COALESCE(line.sla_response_outcome, line.state) AS state"
        return [
            outcome if field.name == "state" else f"line.{field.name}"
            for field in self._fields.values()
            if field.store and field.column_type
        ]
