# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

# Times in states, decisions and handled contacts are summed by agent and local day.
# Minutes in which an agent handled several contacts at once count as busy once. Only
# those in which they were available or in after-call work count for occupancy, on the
# day of the state: it is never above 100 %.
WORK_SPANS = """
    SELECT last_agent_id AS agent_id, first_accepted_at AS start,
        first_accepted_at + handle_seconds * interval '1 second' AS stop, 1 AS handled
    FROM social_care_work
    WHERE handle_seconds > 0 AND first_accepted_at IS NOT NULL
"""
QUERY = """
    WITH zone AS (
        SELECT agent.id, agent.user_id, agent.company_id,
            coalesce(calendar.tz, 'UTC') AS tz
        FROM social_care_agent agent
        JOIN res_company company ON company.id = agent.company_id
        LEFT JOIN resource_calendar calendar
            ON calendar.id = company.resource_calendar_id
    ), spans AS (%(spans)s), busy AS (
        SELECT agent_id, handled, start, stop, max(stop) OVER (
            PARTITION BY agent_id ORDER BY start
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS before FROM spans
    ), pieces AS (
        SELECT agent_id, handled, start AS at, greatest(start, before) AS start,
            greatest(stop, before) AS stop
        FROM busy
    ), states AS (
        SELECT agent_id, state, start,
            coalesce(stop, now() AT TIME ZONE 'UTC') AS stop
        FROM social_care_agent_time
    ), told AS (
        SELECT agent_id, start AS at, state, NULL AS outcome, 0 AS load, 0 AS handled,
            0 AS busy_hours, 0 AS occupied_hours,
            extract(epoch FROM stop - start) / 3600 AS hours
        FROM states
        UNION ALL
        SELECT agent_id, at, NULL, outcome, load, 0, 0, 0, 0
        FROM social_care_decision WHERE kind != 'by_hand'
        UNION ALL
        SELECT agent_id, at, NULL, NULL, 0, handled,
            extract(epoch FROM stop - start) / 3600, 0, 0
        FROM pieces
        UNION ALL
        SELECT agent_id, states.start, NULL, NULL, 0, 0, 0, extract(epoch FROM
            least(states.stop, pieces.stop) - greatest(states.start, pieces.start)
            ) / 3600, 0
        FROM states JOIN pieces USING (agent_id)
        WHERE state IN ('available', 'after_work')
            AND states.start < pieces.stop AND pieces.start < states.stop
    ), daily AS (
        SELECT told.*, zone.user_id, zone.company_id,
            (at AT TIME ZONE 'UTC' AT TIME ZONE zone.tz)::date AS day
        FROM told JOIN zone ON zone.id = told.agent_id
    )
    SELECT agent_id::bigint * 100000 + (day - date '2000-01-01') AS id,
        agent_id, user_id, company_id, day,
        coalesce(sum(hours) FILTER (WHERE state = 'available'), 0) AS available_hours,
        coalesce(sum(hours) FILTER (WHERE state = 'after_work'), 0) AS after_hours,
        coalesce(sum(hours) FILTER (WHERE state = 'away'), 0) AS away_hours,
        coalesce(sum(hours) FILTER (WHERE state = 'not_responding'), 0)
            AS not_responding_hours,
        count(outcome)::int AS given,
        (count(*) FILTER (WHERE outcome IN ('accepted', 'unanswered')))::int
            AS accepted,
        (count(*) FILTER (WHERE outcome = 'unanswered'))::int AS unanswered,
        (count(*) FILTER (WHERE outcome = 'declined'))::int AS declined,
        (count(*) FILTER (WHERE outcome = 'timed_out'))::int AS timed_out,
        coalesce(sum(load) FILTER (WHERE outcome IN ('accepted', 'unanswered')), 0)
            AS load,
        sum(handled)::int AS handled,
        sum(busy_hours) AS busy_hours,
        sum(occupied_hours) AS occupied_hours,
        100 * sum(occupied_hours) / nullif(
            sum(hours) FILTER (WHERE state IN ('available', 'after_work')), 0
        ) AS occupancy
    FROM daily GROUP BY agent_id, user_id, company_id, day
"""


class SocialCareAgentReport(models.Model):
    """Activity of agents by day."""

    _name = "social.care.agent.report"
    _description = "Social Care Agent Report"
    _auto = False
    _order = "day desc, user_id"
    _rec_name = "user_id"

    agent_id = fields.Many2one("social.care.agent", readonly=True)
    user_id = fields.Many2one("res.users", string="Agent User", readonly=True)
    team_ids = fields.Many2many(related="user_id.helpdesk_team_ids", string="Teams")
    company_id = fields.Many2one("res.company", readonly=True)
    day = fields.Date(readonly=True)
    available_hours = fields.Float(string="Hours available", readonly=True)
    after_hours = fields.Float(string="Hours of after-call work", readonly=True)
    away_hours = fields.Float(string="Hours away", readonly=True)
    not_responding_hours = fields.Float(string="Hours not responding", readonly=True)
    given = fields.Integer(string="Offered or assigned", readonly=True)
    accepted = fields.Integer(readonly=True)
    unanswered = fields.Integer(string="Accepted, not answered", readonly=True)
    declined = fields.Integer(readonly=True)
    timed_out = fields.Integer(string="Not answered", readonly=True)
    load = fields.Float(
        string="Weighted load",
        readonly=True,
        help="Load of the accepted contacts.",
    )
    handled = fields.Integer(string="Contacts handled", readonly=True)
    busy_hours = fields.Float(string="Hours with contacts", readonly=True)
    occupied_hours = fields.Float(
        string="Hours with contacts while available",
        readonly=True,
        help="Hours with contacts in which the agent was available or in after-call "
        "work.",
    )
    occupancy = fields.Float(
        string="Occupancy (%)",
        readonly=True,
        aggregator="avg",
        help="Hours with contacts while available or in after-call work, as a "
        "percentage of all hours available and in after-call work.",
    )

    @property
    def _table_query(self):
        spans = SQL(" UNION ALL ").join(self._get_busy_spans())
        return SQL(QUERY, spans=spans)

    @api.model
    def _get_busy_spans(self):
        """When agents were busy. Other addons add to the list that ``super()`` returns.

        :return: list of ``SQL``, queries with the columns ``agent_id``, ``start`` and
            ``stop`` (UTC), and ``handled``: how many handled contacts it counts as
        """
        return [SQL(WORK_SPANS)]

    def _read_group_select(self, aggregate_spec, query):
        """Aggregate occupancy as sum/sum, not as an average of averages."""
        if aggregate_spec != "occupancy:avg":
            return super()._read_group_select(aggregate_spec, query)
        busy, free, after = (
            self._field_to_sql(self._table, name, query)
            for name in ("occupied_hours", "available_hours", "after_hours")
        )
        return SQL("100 * SUM(%s) / NULLIF(SUM(%s) + SUM(%s), 0)", busy, free, after)
