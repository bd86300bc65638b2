# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

# A call is no handled contact of its own: its ticket is.
CALL_SPANS = """
    SELECT agent.id AS agent_id, leg.talk_from AS start,
        coalesce(leg.talk_until, now() AT TIME ZONE 'UTC') AS stop, 0 AS handled
    FROM social_care_call_leg leg
    JOIN social_care_agent agent ON agent.user_id = leg.user_id
    WHERE leg.talk_from IS NOT NULL
"""
# Two calls of an agent at once, one of them held, are the same minutes.
WITH_CALLS = """
    SELECT report.*, coalesce(calls.hours, 0) AS call_hours
    FROM (%(report)s) report
    LEFT JOIN (
        SELECT agent_id,
            (start AT TIME ZONE 'UTC' AT TIME ZONE coalesce(calendar.tz, 'UTC'))::date
                AS day,
            sum(extract(epoch FROM
                greatest(stop, before) - greatest(start, before))) / 3600 AS hours
        FROM (
            SELECT agent_id, start, stop, max(stop) OVER (
                PARTITION BY agent_id ORDER BY start
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS before
            FROM (%(spans)s) spans
        ) merged
        JOIN social_care_agent agent ON agent.id = agent_id
        JOIN res_company company ON company.id = agent.company_id
        LEFT JOIN resource_calendar calendar
            ON calendar.id = company.resource_calendar_id
        GROUP BY 1, 2
    ) calls ON calls.agent_id = report.agent_id AND calls.day = report.day
"""


class SocialCareAgentReport(models.Model):
    """Minutes on the phone count for occupancy."""

    _inherit = "social.care.agent.report"

    call_hours = fields.Float(
        string="Hours on the phone",
        readonly=True,
        help="Hours in which the agent talked, or had a caller on hold.",
    )

    @property
    def _table_query(self):
        return SQL(WITH_CALLS, report=super()._table_query, spans=SQL(CALL_SPANS))

    @api.model
    def _get_busy_spans(self):
        return [*super()._get_busy_spans(), SQL(CALL_SPANS)]
