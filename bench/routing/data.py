# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""People who know things, and work that asks for them, put into tables in bulk."""

import json
from datetime import timedelta
from random import Random

from psycopg2.extras import execute_values

PEOPLE, LANGUAGES, SUBJECTS = 500, 4, 46
MEDIA = ("email", "social_public", "social_private")
LEVELS = (25, 50, 75, 100)

_USERS = """
    WITH partner AS (
        INSERT INTO res_partner (name, complete_name, active, type, lang, company_id)
        SELECT 'Bench ' || n, 'Bench ' || n, TRUE, 'contact', 'en_US', %(company)s
        FROM generate_series(1, %(count)s) n
        RETURNING id, name
    ), person AS (
        INSERT INTO res_users
            (company_id, partner_id, login, notification_type, active, share)
        SELECT %(company)s, id, name, 'email', TRUE, FALSE FROM partner
        RETURNING id
    ), company AS (
        INSERT INTO res_company_users_rel (cid, user_id)
        SELECT %(company)s, id FROM person
    )
    INSERT INTO res_groups_users_rel (gid, uid)
    SELECT gid, id FROM person, unnest(%(groups)s) gid RETURNING uid
"""

_EMPLOYEES = """
    WITH resource AS (
        INSERT INTO resource_resource
            (name, resource_type, tz, time_efficiency, active, company_id, user_id)
        SELECT 'Bench', 'user', 'UTC', 100, TRUE, %(company)s, id
        FROM unnest(%(users)s) id
        RETURNING id, user_id
    )
    INSERT INTO hr_employee (name, resource_id, company_id, active, user_id)
    SELECT 'Bench', id, %(company)s, TRUE, user_id FROM resource
    RETURNING id, user_id
"""

_AGENTS = """
    INSERT INTO social_care_agent (user_id, name, company_id, active, profile_id, state,
        on_shift, state_since, shift_changes_at, idle_since, claims)
    SELECT id, 'Bench', %(company)s, TRUE, %(profile)s, 'available', TRUE, now(),
        now() + interval '1 day', now() - interval '1 hour' * random(), 0
    FROM unnest(%(users)s) id
"""

_TICKETS = """
    INSERT INTO helpdesk_ticket (number, name, description, company_id, team_id,
        stage_id, active, priority, create_date, last_stage_update)
    SELECT 'B' || n, 'Bench ' || n, '', %(company)s, %(team)s, %(stage)s, TRUE, '1',
        now(), now()
    FROM generate_series(1, %(count)s) n
    RETURNING id
"""

_WORK = """
    INSERT INTO social_care_work (ticket_id, company_id, team_id, medium_id, lane_id,
        state, arrived_at, waiting_since, rank_at, relaxation_step, terms,
        handle_seconds, started)
    VALUES %s
"""


class Centre:
    """A contact centre in the database, from a seed."""

    def __init__(self, env, people=PEOPLE, languages=LANGUAGES, subjects=SUBJECTS):
        self.env = env
        self.company = env.company
        self.chance = Random(4)
        self.media = [env.ref(f"social_care_routing.medium_{code}") for code in MEDIA]
        self.team = env["helpdesk.ticket.team"].create(
            {
                "name": "Bench",
                "social_care_routing_mode": "offer",
                "company_id": self.company.id,
                # No offer ends while we measure.
                "social_care_offer_seconds": 3600,
            }
        )
        self.stage = env["helpdesk.ticket.stage"].search([("closed", "=", False)])[0]
        self.levels, self.skills = self._make_skills(languages + subjects)
        self.languages, self.subjects = (
            self.skills[:languages],
            self.skills[languages:],
        )
        # As many offers at once as there is room for: claiming is what is measured.
        env.ref("social_care_routing.profile_usual").offers = 0
        self.users = self._make_people(people)
        self.lanes = self._make_lanes()
        self.tickets = []
        self.commit()

    def commit(self):
        self.env.cr.commit()
        self.env.invalidate_all()

    def _fetch_rows(self, query, **values):
        self.env.cr.execute(query, {"company": self.company.id} | values)
        return self.env.cr.fetchall()

    def _make_skills(self, count):
        kind = self.env["hr.skill.type"].create({"name": "Bench"})
        levels = self.env["hr.skill.level"].create(
            [
                {
                    "name": str(level),
                    "level_progress": level,
                    "skill_type_id": kind.id,
                    "default_level": level == LEVELS[0],
                }
                for level in LEVELS
            ]
        )
        skills = self.env["hr.skill"].create(
            [{"name": f"Skill {n}", "skill_type_id": kind.id} for n in range(count)]
        )
        return levels, skills

    def _make_people(self, count):
        group = self.env.ref("social_care.group_social_care_agent")
        groups = (group | group.all_implied_ids).ids
        rows = self._fetch_rows(_USERS, count=count, groups=groups)
        users = self.env["res.users"].browse(sorted({row[0] for row in rows}))
        employees = self._fetch_rows(_EMPLOYEES, users=users.ids)
        usual = self.env.ref("social_care_routing.profile_usual")
        # As many offers at once as they have room for: all is decided in one look.
        profile = usual.copy({"offers": 0}).id
        self.env.cr.execute(
            _AGENTS,
            {"company": self.company.id, "profile": profile, "users": users.ids},
        )
        self._insert(
            "helpdesk_ticket_team_res_users_rel"
            " (helpdesk_ticket_team_id, res_users_id)",
            [(self.team.id, user.id) for user in users],
        )
        self._insert(
            "hr_employee_skill (employee_id, skill_id, skill_level_id, skill_type_id,"
            " valid_from)",
            [
                row
                for employee, _user in employees
                for row in self._pick_skills(employee)
            ],
        )
        return users

    def _pick_skills(self, employee):
        """One or two languages, a fifth of all subjects, each at some level."""
        some = self.chance.sample(self.languages.ids, self.chance.randint(1, 2))
        some += self.chance.sample(self.subjects.ids, len(self.subjects) // 5)
        kind = self.skills[0].skill_type_id.id
        return [
            (employee, skill, self.chance.choice(self.levels.ids), kind, "2020-01-01")
            for skill in some
        ]

    def _insert(self, table, rows):
        execute_values(
            self.env.cr._obj, f"INSERT INTO {table} VALUES %s", rows, page_size=5000
        )

    def _make_lanes(self):
        """One for each language, subject and medium, each at some level."""
        rows = []
        for language in self.languages.ids:
            for subject in self.subjects.ids:
                requirements = sorted(
                    [[language, 50, True], [subject, self._pick_level(), True]]
                )
                rows += [
                    self._make_lane_row(medium.id, requirements)
                    for medium in self.media
                ]
        return list(self.env["social.care.lane"]._insert(rows).values())

    def _pick_level(self):
        return self.chance.choice((0, 25, 50))

    def _make_lane_row(self, medium, requirements):
        key = json.dumps([self.team.id, medium, requirements])
        return key, self.team.id, medium, json.dumps(requirements)

    # -- work ------------------------------------------------------------------

    def wait(self, count):
        """So much waits."""
        missing = max(count - len(self.tickets), 0)
        made = self._fetch_rows(
            _TICKETS, count=missing, team=self.team.id, stage=self.stage.id
        )
        self.tickets += [ticket for (ticket,) in made]
        self.env.cr.execute("SELECT now() AT TIME ZONE 'UTC'")
        (now,) = self.env.cr.fetchone()
        rows = [self._make_work_row(ticket, now) for ticket in self.tickets[:count]]
        execute_values(self.env.cr._obj, _WORK, rows, page_size=5000)
        self.env.cr.execute("ANALYZE social_care_work")
        self.env.cr.execute("ANALYZE helpdesk_ticket")
        self.commit()

    def _make_work_row(self, ticket, now):
        lane = self.chance.choice(self.lanes)
        since = now.replace(microsecond=0) - self._pick_wait()
        place = self.company.id, self.team.id, lane.medium_id.id, lane.id
        return ticket, *place, "waiting", since, since, since, 0, "[]", 0, False

    def _pick_wait(self):
        return timedelta(seconds=self.chance.randint(0, 36000))

    def count_given(self):
        """How much people have."""
        ((count,),) = self._fetch_rows(
            "SELECT count(*) FROM social_care_work"
            " WHERE state IN ('offered', 'working')"
        )
        return count

    def pick_agents(self, count):
        """Agents who have something: not everybody knows what is asked for."""
        busy = self._fetch_rows(
            "SELECT DISTINCT agent_id FROM social_care_work"
            " WHERE state = 'offered' ORDER BY agent_id LIMIT %(count)s",
            count=count,
        )
        return self.env["social.care.agent"].browse(row[0] for row in busy)

    def clear(self):
        """Nobody has anything, nothing waits."""
        self.env.cr.execute(
            "TRUNCATE social_care_decision, social_care_routing_run, social_care_work,"
            " queue_job, bus_bus CASCADE"
        )
        self.commit()
