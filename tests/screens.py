# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the screens of an agent ask of the server, and what that costs."""

import time
from dataclasses import dataclass

from odoo.service.model import call_kw

ROWS = 80
TRIES = 15
PANEL = "get_conversation"


@dataclass(frozen=True)
class Cost:
    """Of opening one screen: the fewest seconds of some tries, and the queries."""

    queries: int
    seconds: float


class Screens:
    """Opened by RPC calls as the user, each in a transaction of its own.

    :param open_env: gives a new environment, as a context manager
    """

    def __init__(self, open_env, user_id, company_id):
        self.open_env = open_env
        self.user_id = user_id
        self.context = {"allowed_company_ids": [company_id], "lang": "en_US"}

    def tickets(self):
        view = "helpdesk_mgmt.ticket_view_tree"
        domain = [("social_care_is_social", "=", True), ("closed", "=", False)]
        return self.cost(self._list("helpdesk.ticket", view, domain))

    def inbox(self):
        view = "social_care.social_care_mention_view_inbox"
        return self.cost(
            self._list("social.care.mention", view, [("state", "=", "inbox")])
        )

    def conversation(self, thread_id):
        return self.cost(
            lambda env: self._call(env, "social.care.thread", PANEL, thread_id)
        )

    def incident(self, incident_id):
        view = "social_care_analysis.social_care_incident_view_form"

        def read(env):
            names = self._names(env, "social.care.incident", view)
            self._call(env, "social.care.incident", "web_read", [incident_id], names)

        return self.cost(read)

    def cost(self, read):
        """The queries of the second time: what is read once for all is in memory."""
        costs = [self._once(read) for _ in range(TRIES)]
        return Cost(costs[-1].queries, min(cost.seconds for cost in costs))

    def _once(self, read):
        with self.open_env() as env:
            env = env(user=self.user_id, context=self.context, su=False)
            before, start = env.cr.sql_log_count, time.perf_counter()
            read(env)
            return Cost(env.cr.sql_log_count - before, time.perf_counter() - start)

    def _list(self, model, view, domain):
        def read(env):
            names = self._names(env, model, view)
            found = self._call(env, model, "web_search_read", domain, names, limit=ROWS)
            assert len(found["records"]) == ROWS, f"{model}: too few to compare"

        return read

    def _names(self, env, model, view):
        names = env[model].get_view(env.ref(view).id)["models"][model]
        return {name: {} for name in names}

    def _call(self, env, model, method, *args, **kwargs):
        return call_kw(env[model], method, list(args), kwargs)
