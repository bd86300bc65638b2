# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.people import Limit, Person

# In SQL, as the other queries here: the engine reads all agents in each run.
_TEAMS = """
    SELECT agent.id, array_agg(member.helpdesk_ticket_team_id)
    FROM social_care_agent agent
    JOIN helpdesk_ticket_team_res_users_rel member
        ON member.res_users_id = agent.user_id
    WHERE agent.id = ANY(%(agents)s)
    GROUP BY agent.id
"""

# Valid skills; of several levels the best counts. A skill that agents changed
# themselves counts as it was until a supervisor confirms it.
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


class SocialCareAgentWorkload(models.AbstractModel):
    """Agents as the engine sees them, read in a fixed number of queries."""

    _name = "social.care.agent.workload"
    _description = "Social Care Agent Workload"

    def _build_people(self):
        """:return: list of tools.people.Person"""
        self.env["social.care.work"].flush_model(["agent_id", "medium_id", "state"])
        self.flush_recordset()
        self.env["hr.employee.skill"].flush_model()
        self.env["social.care.skill.change"].flush_model()
        teams, skills = self._read_rows(_TEAMS), self._read_rows(_SKILLS)
        offers = self._read_rows(_OFFERS)
        writers = self._find_writers()
        doing, absence, limits = (
            self._count_contacts(),
            self._get_absences(),
            self._get_limits(),
        )
        return [
            Person(
                id=agent.id,
                absent=absence.get(agent.id, ""),
                teams=frozenset(teams.get(agent.id, ())),
                skills=_pick_best_levels(skills.get(agent.id, ())),
                limits=limits[agent.id],
                total=agent.profile_id.total,
                doing=doing.get(agent.id, {}),
                idle_since=agent.idle_since.timestamp(),
                offers=offers.get(agent.id, 0),
                most_offers=agent.profile_id.offers,
                is_writing=agent.user_id in writers,
            )
            for agent in self
        ]

    def _read_rows(self, query):
        today = fields.Date.context_today(self)
        self.env.cr.execute(SQL(query, agents=self.ids, today=today))
        return dict(self.env.cr.fetchall())

    def _find_writers(self):
        """Return the users among these agents who have a reply in hand."""
        composers = self.env["social.care.composer"].sudo()
        return composers._read_last_writing(self.user_id, fields.Datetime.now()).keys()

    # -- capacity --------------------------------------------------------------

    def _get_limits(self):
        """Capacities: those of an agent override those of the profile.

        :return: {agent id: {medium id: tools.people.Limit}}
        """
        profiles = {
            profile: _group_by_medium(profile.line_ids) for profile in self.profile_id
        }
        return {
            agent.id: profiles[agent.profile_id] | _group_by_medium(agent.capacity_ids)
            for agent in self
        }

    def _count_contacts(self):
        """:return: {agent id: {medium id: number of contacts}}"""
        ids = self.env["social.care.medium"]._get_ids_by_code()
        self.env.cr.execute(SQL(_DOING, agents=self.ids))
        doing = {}
        for agent, medium, count in self.env.cr.fetchall():
            doing.setdefault(agent, {})[medium] = count
        for agent, load in self._get_outside_load().items():
            own = doing.setdefault(agent, {})
            for code, count in load.items():
                own[ids[code]] = own.get(ids[code], 0) + count
        return doing

    def _get_outside_load(self):
        """Contacts that are no tickets, such as calls in Discuss. Other addons add
        theirs to what ``super()`` returns with ``_add_load``.

        :return: {agent id: {code of the medium: number}}
        """
        return self._add_load({}, "phone", self._count_calls())

    def _count_calls(self):
        """:return: {partner: number of ongoing calls}"""
        sessions = self.env["discuss.channel.rtc.session"].sudo()
        domain = Domain("partner_id", "in", self.user_id.partner_id.ids)
        # A browser that crashed leaves a session behind.
        dead = Domain(sessions._inactive_rtc_session_domain())
        return dict(sessions._read_group(domain & ~dead, ["partner_id"], ["__count"]))

    def _add_load(self, load, medium, counts):
        """Add counts by partner.

        :param load: as ``_get_outside_load`` returns it
        :param counts: {partner: number}
        """
        for agent in self:
            count = counts.get(agent.user_id.partner_id)
            if count:
                own = load.setdefault(agent.id, {})
                own[medium] = own.get(medium, 0) + count
        return load

    def _apply_load_change(self):
        if self:
            self._notify_screens()
            self.env["social.care.routing.drain"]._schedule()

    def _withdraw_unfit_offers(self):
        """Withdraw offers that may not interrupt what the agents are doing now."""
        works = self._search_works("offered")
        people = {person.id: person for person in works.agent_id._build_people()}
        unfit = works.browse()
        for work in works:
            person, medium = people[work.agent_id.id], work.medium_id.id
            person.put_down(medium)
            if person.find_hindrance(medium):
                unfit |= work
            else:
                person.take(medium, person.idle_since)
        if unfit:
            unfit._withdraw()

    # -- availability ----------------------------------------------------------

    def _get_absences(self):
        """Why agents get no work now. Other addons add codes to what ``super()``
        returns, and their reasons to ``social.care.work.explanation``.

        :return: {agent id: code}, without those who do get work
        """
        now = fields.Datetime.now()
        reasons = {agent.id: agent._get_absence_code(now) for agent in self}
        return {agent: code for agent, code in reasons.items() if code}

    def _get_absence_code(self, now):
        if self.state != "available":
            return self.state
        if self.overtime_until and self.overtime_until > now:
            return ""
        return self.absence or ""


def _group_by_medium(capacities):
    return {
        capacity.medium_id.id: Limit(
            capacity.limit, capacity.load, frozenset(capacity.interrupted_by_ids.ids)
        )
        for capacity in capacities
    }


def _pick_best_levels(pairs):
    best = {}
    for skill, level in pairs:
        best[skill] = max(level, best.get(skill, 0))
    return best
