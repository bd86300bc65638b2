# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the queue, the wallboard and the ticket ask of the server when there is much."""

from time import perf_counter

from odoo.service.model import call_kw

from odoo.addons.social_care_routing_replay.tools.scores import get_percentile

from .. import page

# Tickets, mentions, and how many of the tickets wait: more than people have room for.
SMALL, LARGE = (5_000, 20_000, 1.0), (50_000, 200_000, 0.2)
ROWS, TRIES, WARM_UP = 80, 30, 2

_PROFILE = """
    INSERT INTO social_care_profile (company_id, scope, external_id, handle, followers)
    SELECT %(company)s, 'bench', 'p' || n, 'person' || n, n
    FROM generate_series(1, 1000) n
    ON CONFLICT DO NOTHING
"""

_THREADS = """
    WITH people AS (
        SELECT array_agg(id) AS ids FROM social_care_profile WHERE scope = 'bench'
    )
    INSERT INTO social_care_thread (account_id, network, company_id, team_id, scope,
        external_id, ticket_id, profile_id, mention_count, last_mention_at,
        waiting_since)
    SELECT %(account)s, 'webhook', %(company)s, %(team)s, 'bench',
        't' || work.ticket_id, work.ticket_id,
        people.ids[1 + work.ticket_id %% 1000], %(each)s,
        work.waiting_since, work.waiting_since
    FROM social_care_work work, people
    WHERE work.team_id = %(team)s
"""

_MENTIONS = """
    INSERT INTO social_care_mention (account_id, company_id, team_id, scope,
        external_id, kind, state, thread_id, ticket_id, profile_id, text, posted_at,
        is_own)
    SELECT thread.account_id, thread.company_id, thread.team_id, 'bench',
        thread.external_id || '-' || n, 'post', 'ticket', thread.id, thread.ticket_id,
        thread.profile_id, 'Where is parcel ' || thread.ticket_id || '?',
        thread.last_mention_at - make_interval(mins => %(each)s - n), FALSE
    FROM social_care_thread thread, generate_series(1, %(each)s) n
    WHERE thread.scope = 'bench'
"""

_LAST = """
    UPDATE social_care_thread thread SET last_mention_id = last.id
    FROM (
        SELECT thread_id, max(id) AS id FROM social_care_mention
        WHERE scope = 'bench' GROUP BY thread_id
    ) last
    WHERE last.thread_id = thread.id
"""

_DONE = """
    UPDATE social_care_work SET state = 'done'
    WHERE team_id = %(team)s AND random() > %(waiting)s
"""

_TABLES = ("social_care_thread", "social_care_mention", "social_care_work")


class Screens:
    """Opened by RPC calls, each in a transaction of its own with nothing in memory."""

    def __init__(self, env, centre):
        self.env, self.centre = env, centre
        self.account = env["social.care.account"].create(
            {"name": "Bench", "network": "webhook", "handle": "bench"}
        )
        self.supervisor = self._make_user("supervisor")
        self.agent = None

    def _make_user(self, group):
        group = self.env.ref(f"social_care.group_social_care_{group}")
        user = self.env["res.users"].create(
            {
                "name": f"Bench {group.name}",
                "login": f"bench_{group.name}",
                "group_ids": [(4, group.id)],
            }
        )
        self.centre.team.user_ids += user
        return user

    # -- what there is ---------------------------------------------------------

    def fill(self, tickets, mentions, waiting):
        self._execute("DELETE FROM social_care_mention WHERE scope = 'bench'")
        self._execute("DELETE FROM social_care_thread WHERE scope = 'bench'")
        self.centre.clear()
        self.centre.wait(tickets)
        self._execute(_DONE, waiting=waiting)
        for query in (_PROFILE, _THREADS, _MENTIONS, _LAST):
            self._execute(query, account=self.account.id, each=mentions // tickets)
        for table in _TABLES:
            self._execute(f"ANALYZE {table}")
        self.centre.commit()
        self.env["social.care.routing.drain"]._drain()
        self.centre.commit()
        self.agent = self.centre.pick_agents(1).user_id

    def _execute(self, query, **values):
        values |= {"company": self.centre.company.id, "team": self.centre.team.id}
        self.env.cr.execute(query, values)

    # -- what is opened --------------------------------------------------------

    def measure_all(self):
        """{screen: (queries, seconds of each try)}"""
        waiting = ("social_care_work_ids.state", "in", ["waiting", "offered"])
        return {
            "wallboard": self._measure(self.supervisor, self._read_board),
            "queue, a page of 80": self._measure(
                self.supervisor,
                self._make_list_reader(
                    "social.care.work",
                    "social_care_routing.social_care_work_view_list",
                    [("state", "in", ["waiting", "offered"])],
                ),
            ),
            "queue of an agent, a page of 80": self._measure(
                self.agent,
                self._make_list_reader(
                    "social.care.work",
                    "social_care_routing.social_care_work_view_list",
                    [("state", "in", ["waiting", "offered"])],
                ),
            ),
            "tickets in the queue, a page of 80": self._measure(
                self.supervisor,
                self._make_list_reader(
                    "helpdesk.ticket", "helpdesk_mgmt.ticket_view_tree", [waiting]
                ),
            ),
            "the agent's switch and offers": self._measure(
                self.agent, lambda env: self._call(env, "social.care.agent", "get_desk")
            ),
            "why? on a ticket, 500 people considered": self._measure(
                self.supervisor, self._read_story
            ),
        }

    def _read_board(self, env):
        self._call(env, "social.care.wallboard", "read_board", [], [])

    def _read_story(self, env):
        works = self.env["social.care.work"]
        work = works.search([("state", "in", ("waiting", "offered"))], limit=1)
        assert self._call(
            env, "helpdesk.ticket", "social_care_get_routing_story", work.ticket_id.ids
        )

    def _make_list_reader(self, model, view, domain):
        def read(env):
            fields = env[model].get_view(env.ref(view).id)["models"][model]
            names = {name: {} for name in fields}
            found = self._call(env, model, "web_search_read", domain, names, limit=ROWS)
            assert len(found["records"]) == ROWS

        return read

    def _call(self, env, model, method, *args, **values):
        return call_kw(env[model], method, list(args), values)

    def _measure(self, user, read):
        passed = [self._measure_once(user, read) for _again in range(TRIES + WARM_UP)]
        return passed[-1][0], [seconds for _queries, seconds in passed[WARM_UP:]]

    def _measure_once(self, user, read):
        self.env.cr.commit()
        self.env.invalidate_all()
        env = self.env(
            user=user.id,
            su=False,
            context={"allowed_company_ids": self.centre.company.ids, "lang": "en_US"},
        )
        before, begun = env.cr.sql_log_count, perf_counter()
        read(env)
        return env.cr.sql_log_count - before, perf_counter() - begun


def write_section(env, centre):
    """The part of the page about screens."""
    screens, measured = Screens(env, centre), []
    for much in (SMALL, LARGE):
        screens.fill(*much)
        measured.append(screens.measure_all())
    yield (
        "Screens as the server answers them, in one process, nothing in memory but what"
        f" Odoo keeps for all: with {SMALL[0]:,} tickets that wait and {SMALL[1]:,}"
        f" mentions, and with {LARGE[0]:,} and {LARGE[1]:,}, of which a fifth waits.\n"
    )
    yield page.table(
        ["", "queries", "p95", "queries, large", "p95, large"],
        [_format_row(name, *(one[name] for one in measured)) for name in measured[0]],
    )


def _format_row(name, small, large):
    cells = []
    for queries, seconds in (small, large):
        cells += [queries, f"{get_percentile(seconds, 0.95) * 1000:.0f} ms"]
    return [name, *cells]
