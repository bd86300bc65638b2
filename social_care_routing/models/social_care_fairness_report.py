# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

# Jain's fairness index (Jain, Chiu, Hawe 1984) of the load per hour of availability:
# (Σx)² / (n Σx²). Agents who were available for less than an hour in the week are left
# out.
QUERY = """
    WITH there AS (
        SELECT agent_id, date_trunc('week', start)::date AS week,
            sum(extract(epoch FROM
                coalesce(stop, now() AT TIME ZONE 'UTC') - start)) / 3600 AS hours
        FROM social_care_agent_time
        WHERE state IN ('available', 'after_work')
        GROUP BY 1, 2
        HAVING sum(extract(epoch FROM
            coalesce(stop, now() AT TIME ZONE 'UTC') - start)) >= 3600
    ), got AS (
        SELECT agent_id, team_id, date_trunc('week', at)::date AS week,
            sum(load) AS load
        FROM social_care_decision WHERE outcome IN ('accepted', 'unanswered')
        GROUP BY 1, 2, 3
    ), people AS (
        SELECT team.id AS team_id, agent.company_id, there.week, there.hours,
            coalesce(got.load, 0) AS load,
            coalesce(got.load, 0) / there.hours AS pace
        FROM there
        JOIN social_care_agent agent ON agent.id = there.agent_id
        JOIN helpdesk_ticket_team_res_users_rel member
            ON member.res_users_id = agent.user_id
        JOIN helpdesk_ticket_team team ON team.id = member.helpdesk_ticket_team_id
        LEFT JOIN got ON got.agent_id = there.agent_id
            AND got.team_id = team.id AND got.week = there.week
    )
    SELECT (team_id::bigint * 10000 + company_id) * 10000
            + (week - date '2000-01-03') / 7 AS id,
        team_id, company_id, week, count(*)::int AS agent_count, sum(hours) AS hours,
        sum(load) AS load, min(load) AS least, max(load) AS most,
        100 * sum(pace) ^ 2 / nullif(count(*) * sum(pace ^ 2), 0) AS fairness
    FROM people GROUP BY team_id, company_id, week HAVING sum(load) > 0
"""


class SocialCareFairnessReport(models.Model):
    """How evenly work was distributed among the agents of each team, by week."""

    _name = "social.care.fairness.report"
    _description = "Social Care Fairness Report"
    _auto = False
    _order = "week desc, team_id"
    _rec_name = "team_id"

    team_id = fields.Many2one("helpdesk.ticket.team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    week = fields.Date(readonly=True)
    agent_count = fields.Integer(
        string="Agents available", readonly=True, aggregator="avg"
    )
    hours = fields.Float(string="Hours available", readonly=True)
    load = fields.Float(string="Weighted load", readonly=True)
    least = fields.Float(
        string="Lowest load of an agent", readonly=True, aggregator="min"
    )
    most = fields.Float(
        string="Highest load of an agent", readonly=True, aggregator="max"
    )
    fairness = fields.Float(
        string="Fairness (%)",
        readonly=True,
        aggregator="avg",
        help="Jain's fairness index of the load per available hour: 100 if the load "
        "is evenly distributed, 100 divided by the number of agents if one agent got "
        "everything.",
    )

    @property
    def _table_query(self):
        return QUERY
