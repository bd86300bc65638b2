# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL

# Averages leave out what has not happened: no response is not one after 0 minutes.
QUERY = """
    SELECT work.id, work.ticket_id, work.company_id, work.team_id, work.medium_id,
        coalesce(work.user_id, ticket.user_id) AS user_id,
        work.state, work.arrived_at, 1 AS contacts,
        nullif(work.wait_seconds, 0) / 60.0 AS wait_minutes,
        nullif(work.response_seconds, 0) / 60.0 AS response_minutes,
        nullif(work.resolution_seconds, 0) / 3600.0 AS resolution_hours,
        nullif(work.handle_seconds, 0) / 60.0 AS handle_minutes,
        coalesce(sla.in_time, 0) AS sla_in_time,
        coalesce(sla.late, 0) AS sla_late,
        100.0 * sla.in_time / nullif(sla.in_time + sla.late, 0) AS sla_share
    FROM social_care_work work
    JOIN helpdesk_ticket ticket ON ticket.id = work.ticket_id
    LEFT JOIN (
        SELECT ticket_id, sum(sla_response_met_count)::int AS in_time,
            sum(sla_response_breached_count)::int AS late
        FROM ({targets}) targets GROUP BY ticket_id
    ) sla ON sla.ticket_id = work.ticket_id
"""


class SocialCareWorkReport(models.Model):
    """Waiting, response and resolution times of tickets, and their SLA results."""

    _name = "social.care.work.report"
    _description = "Social Care Response Times"
    _auto = False
    _order = "arrived_at desc"
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one("helpdesk.ticket", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    team_id = fields.Many2one("helpdesk.ticket.team", readonly=True)
    medium_id = fields.Many2one("social.care.medium", readonly=True)
    user_id = fields.Many2one("res.users", string="Agent", readonly=True)
    state = fields.Selection(
        selection=lambda self: self.env["social.care.work"]._fields["state"].selection,
        readonly=True,
    )
    arrived_at = fields.Datetime(string="Arrived", readonly=True)
    contacts = fields.Integer(readonly=True)
    wait_minutes = fields.Float(
        string="Minutes until accepted", readonly=True, aggregator="avg"
    )
    response_minutes = fields.Float(
        string="Minutes until the first response", readonly=True, aggregator="avg"
    )
    resolution_hours = fields.Float(
        string="Hours until resolution", readonly=True, aggregator="avg"
    )
    handle_minutes = fields.Float(
        string="Handling time (min)", readonly=True, aggregator="avg"
    )
    sla_in_time = fields.Integer(string="SLA targets met", readonly=True)
    sla_late = fields.Integer(string="SLA targets breached", readonly=True)
    sla_share = fields.Float(
        string="SLA targets met (%)",
        readonly=True,
        aggregator="avg",
        help="Share of all SLA targets that were met or breached.",
    )

    @property
    def _table_query(self):
        return QUERY.format(targets=self.env["helpdesk.sla.report"]._query())

    def _read_group_select(self, aggregate_spec, query):
        """Aggregate the share as sum/sum, not as an average of averages."""
        if aggregate_spec != "sla_share:avg":
            return super()._read_group_select(aggregate_spec, query)
        kept = self._field_to_sql(self._table, "sla_in_time", query)
        late = self._field_to_sql(self._table, "sla_late", query)
        return SQL("100.0 * SUM(%s) / NULLIF(SUM(%s) + SUM(%s), 0)", kept, kept, late)
