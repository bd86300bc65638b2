# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo's own live chat: the real method, on real records, in the simulated present.

Its SQL asks for ``now()``, its Python for ``fields.Datetime.now``: both are told the
simulated time. A session is a ``discuss.channel``, open as long as the simulation
says that somebody is at it.
"""

import random
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

from odoo import fields

from .policies import Policy
from .week import LANGUAGES, SUBJECTS, TEAMS

CODES = dict(zip(LANGUAGES, ("en_US", "de_DE", "fr_FR", "pl_PL"), strict=True))
# Its limit is one for all; ours differ by person and have a mean of three.
MAX_SESSIONS = 3

_CLOCK = """
    CREATE SCHEMA IF NOT EXISTS bench;
    CREATE OR REPLACE FUNCTION bench.now() RETURNS timestamptz LANGUAGE sql STABLE
    AS $$ SELECT current_setting('bench.now')::timestamptz $$;
    SET search_path = bench, public, pg_catalog
"""

_SESSION = """
    WITH channel AS (
        INSERT INTO discuss_channel (name, channel_type, livechat_channel_id,
            livechat_operator_id, last_interest_dt, create_date)
        VALUES ('Bench', 'livechat', %(channel)s, %(partner)s, '2100-01-01', %(now)s)
        RETURNING id
    ), member AS (
        INSERT INTO discuss_channel_member (channel_id, partner_id,
            new_message_separator)
        SELECT id, %(partner)s, 0 FROM channel RETURNING id, channel_id
    )
    INSERT INTO im_livechat_channel_member_history (member_id, channel_id, partner_id,
        livechat_member_type, create_date)
    SELECT id, channel_id, %(partner)s, 'agent', %(now)s FROM member
    RETURNING channel_id
"""


class Operators:
    """The people of a week as users of three live-chat channels."""

    def __init__(self, env, workers):
        self.env = env
        for code in CODES.values():
            env["res.lang"]._activate_lang(code)
        env.cr.execute(_CLOCK)
        self.expertises = self._make_expertises()
        self.users = {worker.person.id: self._make_user(worker) for worker in workers}
        self.people = {user.id: one for one, user in self.users.items()}
        self.channels = {team: self._make_channel(team, workers) for team in TEAMS}
        self._insert_presences()
        env.flush_all()

    def _make_expertises(self):
        subjects = [subject for some in SUBJECTS.values() for subject in some]
        made = self.env["im_livechat.expertise"].create(
            [{"name": f"Subject {subject}"} for subject in subjects]
        )
        return dict(zip(subjects, made, strict=True))

    def _make_user(self, worker):
        skills = worker.person.skills
        codes = [code for skill, code in CODES.items() if skills.get(skill, 0) >= 50]
        langs = self.env["res.lang"].search([("code", "in", codes)])
        known = [e.id for skill, e in self.expertises.items() if skill in skills]
        name = f"referee{worker.person.id}"
        user = self.env["res.users"].with_context(no_reset_password=True)
        user = user.create(
            {"name": name, "login": name, "lang": codes[0] if codes else "en_US"}
        )
        user.write({"livechat_lang_ids": langs.ids, "livechat_expertise_ids": known})
        return user

    def _make_channel(self, team, workers):
        users = [self.users[w.person.id].id for w in workers if team in w.person.teams]
        return self.env["im_livechat.channel"].create(
            {
                "name": f"Team {team}",
                "user_ids": users,
                "max_sessions_mode": "limited",
                "max_sessions": MAX_SESSIONS,
            }
        )

    def _insert_presences(self):
        self.env.cr.execute(
            "INSERT INTO mail_presence (user_id, status)"
            " SELECT id, 'offline' FROM unnest(%s) id",
            [list(self.people)],
        )

    def leave(self):
        """Make room for the people of another week."""
        self.clear()
        for made in [*self.channels.values(), *self.expertises.values()]:
            made.unlink()
        for user in self.users.values():
            user.login = f"left{user.id}"
        self.env.flush_all()

    def clear(self):
        """Nobody is there, nobody has a session."""
        self.env.cr.execute("DELETE FROM im_livechat_channel_member_history")
        self.env.cr.execute("DELETE FROM discuss_channel WHERE name = 'Bench'")
        self.set_presence(dict.fromkeys(self.users, "offline"))

    def set_presence(self, states):
        """:param states: {person: online or offline}"""
        for state in ("online", "offline"):
            users = [self.users[one].id for one, now in states.items() if now == state]
            self.env.cr.execute(
                "UPDATE mail_presence SET status = %s WHERE user_id = ANY(%s)",
                [state, users],
            )
        self.env["mail.presence"].invalidate_model()


class LiveChat(Policy):
    """Whom ``_get_operator`` names. It keeps no queue: who gets nobody is lost."""

    again = False

    def __init__(self, lanes, operators):
        super().__init__(lanes)
        self.operators, self.env = operators, operators.env
        self.sessions = {one: [] for one in operators.users}
        self.states = dict.fromkeys(operators.users, "offline")
        self.asked = set()
        operators.clear()
        random.seed(0)

    def choose(self, people, items, now):
        present = datetime.fromtimestamp(now, UTC).replace(tzinfo=None)
        self.env.cr.execute("SET bench.now = %s", [f"{present}+00"])
        with _present(present):
            freer = self._follow(people, present)
            again = freer if self.again else set()
            return list(self._ask(items, again, present))

    def _ask(self, items, again, present):
        full = set()
        for item in sorted(items, key=lambda item: item.id):
            lane = self.lanes[item.lane]
            known = item.id in self.asked
            self.asked.add(item.id)
            if lane.team in full or known and lane.team not in again:
                continue
            person = self._find_operator(lane)
            if person:
                self._open(lane, person, present)
                yield item, person
            else:
                # It names somebody whenever anybody is free: nobody need ask again.
                full.add(lane.team)

    def _find_operator(self, lane):
        channel = self.operators.channels[lane.team]
        channel.invalidate_recordset(["available_operator_ids"])
        skills = [requirement.skill for requirement in lane.requirements]
        (lang,) = [CODES[skill] for skill in skills if skill in CODES]
        wanted = [e for s, e in self.operators.expertises.items() if s in skills]
        user = channel._get_operator(lang=lang, expertises=wanted[0])
        return user and self.operators.people[user.id]

    def _open(self, lane, person, present):
        values = {
            "channel": self.operators.channels[lane.team].id,
            "partner": self.operators.users[person].partner_id.id,
            "now": present,
        }
        self.env.cr.execute(_SESSION, values)
        self.sessions[person].append(self.env.cr.fetchone()[0])

    def _follow(self, people, present):
        """Who came and left, and which sessions ended.

        :return: ids of the teams in which somebody may be free who was not
        """
        states = {one.id: "offline" if one.absent else "online" for one in people}
        came = {one.id for one in people if states[one.id] != self.states[one.id]}
        if came:
            self.operators.set_presence(states)
            self.states = states
        over = []
        for one in people:
            sessions = self.sessions[one.id]
            if ended := len(sessions) - sum(one.doing.values()):
                over += sessions[:ended]
                came.add(one.id)
                del sessions[:ended]
        self._end(over, present)
        return {team for one in people if one.id in came for team in one.teams}

    def _end(self, over, present):
        if over:
            self.env.cr.execute(
                "UPDATE discuss_channel SET livechat_end_dt = %s WHERE id = ANY(%s)",
                [present, over],
            )


class LiveChatAgain(LiveChat):
    """The same, asked again for the oldest first whenever somebody may be free."""

    again = True


@contextmanager
def _present(present):
    with patch.object(fields.Datetime, "now", lambda *_arguments: present):
        yield
