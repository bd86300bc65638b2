# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Call notices as phone systems post them: over many connections, twice, in any order,
some of them forged.
"""

import random
from base64 import b64encode
from collections import Counter
from itertools import chain
from tempfile import TemporaryFile
from urllib.parse import urlencode

from odoo.tests import new_test_user

from ..bench.server import Server
from .pushing import Pusher
from .race import RaceCase

SEED, CALLS, CONNECTIONS = 27, 40, 8
USER, PASSWORD = "pbx", "secret"
FORM = "application/x-www-form-urlencoded"


def encode(password=PASSWORD, **said):
    """(headers, body) of a notice."""
    login = b64encode(f"{USER}:{password}".encode()).decode()
    headers = {"Content-Type": FORM, "Authorization": f"Basic {login}"}
    return headers, urlencode(said).encode()


def describe_call(number):
    """The three notices of a call that is answered."""
    call = {"callId": f"c-{number}", "direction": "in", "to": "48221234567"}
    return [
        encode(event="newCall", user="21", **call, **{"from": f"48500{number:06d}"}),
        encode(event="answer", answeringNumber="21", **call),
        encode(event="hangup", cause="normalClearing", **call),
    ]


class TestCallNotices(RaceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        log = cls.enterClassContext(TemporaryFile("w+"))
        server = Server(
            cls.config.fget(cls),
            cls.database,
            log,
            "--load=base,web,queue_job",
            ODOO_QUEUE_JOB_CHANNELS="root:2",
        )
        cls.server = cls.enterClassContext(server)

    def make_system(self, dialect):
        with self.env() as env:
            system = env["social.care.phone.system"].create(
                {
                    "name": dialect,
                    "binding": "push",
                    "push_dialect": dialect,
                    "push_user": USER,
                    "push_password": PASSWORD,
                    "country_id": env.ref("base.pl").id,
                }
            )
            agent = new_test_user(
                env,
                f"push_{system.id}",
                groups="base.group_user,social_care.group_social_care_agent",
            )
            system.line_ids.create(
                {"system_id": system.id, "user_id": agent.id, "device": "21"}
            )
            return system.id, system.push_token

    def push(self, token, notices):
        pusher = Pusher(self.server.port, token, connections=CONNECTIONS)
        pusher.path = f"/social_care/phone/{token}"
        return Counter(pusher.push(notices))

    def await_reading(self, system):
        domain = [("system_id", "=", system), ("is_done", "=", False)]
        self.wait_until(
            lambda env: not env["social.care.phone.notice"].search_count(domain),
            "all notices read",
        )

    def read_outcomes(self, system):
        with self.env() as env:
            calls = env["social.care.call"].search([("system_id", "=", system)])
            return Counter(calls.mapped("outcome")), len(set(calls.mapped("number")))

    def test_one_notice_over_eight_connections_is_one_call(self):
        system, token = self.make_system("generic")
        (new, *_later) = describe_call(1)
        self.assertEqual(self.push(token, [new] * 8), {200: 8})
        self.await_reading(system)
        with self.env() as env:
            calls = env["social.care.call"].search([("system_id", "=", system)])
            self.assertEqual(calls.mapped("state"), ["ringing"])

    def test_calls_in_any_order_and_doubled_end_as_they_did(self):
        system, token = self.make_system("sipgate")
        notices = list(chain.from_iterable(map(describe_call, range(CALLS)))) * 2
        random.Random(SEED).shuffle(notices)
        self.assertEqual(self.push(token, notices), {200: len(notices)})
        self.await_reading(system)
        outcomes = self.read_outcomes(system)
        self.assertEqual(outcomes, ({"answered": CALLS}, CALLS))

    def test_forged_notices_leave_nothing(self):
        system, token = self.make_system("generic")
        forged = [encode("wrong", event="newCall", callId=str(n)) for n in range(20)]
        self.assertEqual(self.push(token, forged), {401: 20})
        self.assertEqual(self.push("guessed", describe_call(1)), {401: 3})
        self.assertEqual(self.read_outcomes(system), ({}, 0))
