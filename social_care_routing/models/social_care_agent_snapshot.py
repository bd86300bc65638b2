# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL

from ..tools.people import Limit, Person

_TEAMS = """
    SELECT agent.id, array_agg(member.helpdesk_ticket_team_id)
    FROM social_care_agent agent
    JOIN helpdesk_ticket_team_res_users_rel member
        ON member.res_users_id = agent.user_id
    WHERE agent.id = ANY(%(agents)s)
    GROUP BY agent.id
"""

# A certificate that has run out is none any more; of several levels the best counts.
# What agents changed themselves counts as it was until a supervisor confirms it.
_SKILLS = """
    SELECT agent.id, array_agg(ARRAY[known.skill_id, level.level_progress])
    FROM social_care_agent agent
    JOIN hr_employee employee ON employee.user_id = agent.user_id
        AND employee.company_id = agent.company_id AND employee.active
    JOIN LATERAL (
        SELECT entered.skill_id, entered.skill_level_id AS level_id
        FROM hr_employee_skill entered
        WHERE entered.employee_id = employee.id
            AND entered.valid_from <= %(today)s
            AND (entered.valid_to IS NULL OR entered.valid_to >= %(today)s)
            AND NOT EXISTS (
                SELECT FROM social_care_skill_change change
                WHERE change.employee_id = employee.id
                    AND change.skill_id = entered.skill_id
            )
        UNION ALL
        SELECT change.skill_id, change.before_level_id
        FROM social_care_skill_change change
        WHERE change.employee_id = employee.id
    ) known ON TRUE
    JOIN hr_skill_level level ON level.id = known.level_id
    WHERE agent.id = ANY(%(agents)s)
    GROUP BY agent.id
"""

_DOING = """
    SELECT agent_id, medium_id, count(*)
    FROM social_care_work
    WHERE agent_id = ANY(%(agents)s) AND state IN ('offered', 'working')
    GROUP BY agent_id, medium_id
"""


_OFFERS = """
    SELECT agent_id, count(*)
    FROM social_care_work
    WHERE agent_id = ANY(%(agents)s) AND state = 'offered'
    GROUP BY agent_id
"""


class SocialCareAgent(models.Model):
    """People as the engine sees them. A few queries, whatever their number."""

    _inherit = "social.care.agent"

    def _people(self):
        """:return: list of tools.people.Person"""
        self.env["social.care.work"].flush_model(["agent_id", "medium_id", "state"])
        self.flush_recordset()
        self.env["hr.employee.skill"].flush_model()
        self.env["social.care.skill.change"].flush_model()
        teams, skills = self._rows(_TEAMS), self._rows(_SKILLS)
        offers = self._rows(_OFFERS)
        doing, absence, limits = self._doing(), self._absence(), self._limits()
        return [
            Person(
                id=agent.id,
                absent=absence.get(agent.id, ""),
                teams=frozenset(teams.get(agent.id, ())),
                skills=_best(skills.get(agent.id, ())),
                limits=limits[agent.id],
                total=agent.profile_id.total,
                doing=doing.get(agent.id, {}),
                idle_since=agent.idle_since.timestamp(),
                offers=offers.get(agent.id, 0),
                most_offers=agent.profile_id.offers,
            )
            for agent in self
        ]

    def _rows(self, query):
        today = fields.Date.context_today(self)
        self.env.cr.execute(SQL(query, agents=self.ids, today=today))
        return dict(self.env.cr.fetchall())

    # -- capacity --------------------------------------------------------------

    def _limits(self):
        """{agent id: {medium id: Limit}}: what is said for the person alone comes
        before their profile."""
        profiles = {
            profile: _by_medium(profile.line_ids) for profile in self.profile_id
        }
        return {
            agent.id: profiles[agent.profile_id] | _by_medium(agent.capacity_ids)
            for agent in self
        }

    def _doing(self):
        """{agent id: {medium id: how many at once}}"""
        ids = self.env["social.care.medium"]._id_by_code()
        self.env.cr.execute(SQL(_DOING, agents=self.ids))
        doing = {}
        for agent, medium, count in self.env.cr.fetchall():
            doing.setdefault(agent, {})[medium] = count
        for agent, load in self._outside_load().items():
            own = doing.setdefault(agent, {})
            for code, count in load.items():
                own[ids[code]] = own.get(ids[code], 0) + count
        return doing

    def _outside_load(self):
        """What they do at once that is no ticket, such as calls.

        :return: {agent id: {code of the medium: number}}
        """
        return {}

    # -- presence --------------------------------------------------------------

    def _absence(self):
        """Why somebody takes nothing now.

        :return: {agent id: code}, without those who do
        """
        now = fields.Datetime.now()
        reasons = {agent.id: agent._absence_code(now) for agent in self}
        return {agent: code for agent, code in reasons.items() if code}

    def _absence_code(self, now):
        if self.state != "available":
            return self.state
        if self.overtime_until and self.overtime_until > now:
            return ""
        return self.absence or ""


def _by_medium(capacities):
    return {
        capacity.medium_id.id: Limit(
            capacity.limit, capacity.load, frozenset(capacity.interrupted_by_ids.ids)
        )
        for capacity in capacities
    }


def _best(pairs):
    best = {}
    for skill, level in pairs:
        best[skill] = max(level, best.get(skill, 0))
    return best
