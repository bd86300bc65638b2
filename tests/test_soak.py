# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A bad night: two servers on one database, everything dies now and then.

CI runs a sample; ``SOAK=1`` (script/soak) runs all of it.
"""

import json
import logging
import os
import random
import re
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

from ..bench.server import Server
from .chaos import NODES, Chaos, HangingTool, Sender
from .delivered import DeliveredCase
from .pushing import make_account, post, signed
from .speaking import assert_said_once, make_replies
from .storm import Storm

WHOLE = bool(os.environ.get("SOAK"))
DELIVERIES, KILLS, REPLIES = (20_000, 60, 200) if WHOLE else (3000, 9, 40)
_logger = logging.getLogger(__name__)

SEED, CONNECTIONS, EVERY = 2026, 8, 1000
HANGING = 6
PATIENCE = 600
REPORT = Path(os.environ["HOUSE"]) / "log/soak.json"


def bad_notices():
    """What once broke the whole batch that it came in."""
    nested = {"id": "bad-nested", "deep": None}
    for _level in range(900):
        nested = {"id": "bad-nested", "deep": nested}
    return [
        {"id": ""},
        nested,
        post("bad", id="bad-media", media=[{"type": "url", "url": {"a": 1}}]),
        post("bad", id="bad-time", posted_at="9999-12-31T23:59:59-12:00"),
        post("bad", id="bad-author", author=["nobody"]),
        post("bad", id="bad-text", text={"a": "\u0000"}),
    ]


class TestSoak(DeliveredCase):
    def setUp(self):
        super().setUp()
        self.stack = self.enterContext(ExitStack())
        self.tool = self.stack.enter_context(HangingTool())
        with self.env() as env:
            self.replies = make_replies(env, REPLIES)
            account = make_account(env, "Soaked")
            self.account_id, token = account.id, account.webhook_token
            self.make_hanging_replies(env)
        self.path = f"/social_care/webhook/{token}"
        self.nodes = [self.start_node() for _number in range(2)]

    def start_node(self):
        log = self.stack.enter_context(TemporaryFile("w+"))
        node = Server(
            self.config,
            self.database,
            log,
            "--workers=2",
            "--load=base,web,queue_job",
            PGAPPNAME=f"{NODES}-{{pid}}",
            ODOO_QUEUE_JOB_CHANNELS=readme_channels(),
        )
        return self.stack.enter_context(node)

    def make_hanging_replies(self, env):
        """More accounts that hang than there are places to send from."""
        allowed = ("social_care.allowed_private_hosts", "127.0.0.1")
        env["ir.config_parameter"].set_param(*allowed)
        for number in range(HANGING):
            account = make_account(env, f"Hanging {number}")
            account.reply_url = f"http://127.0.0.1:{self.tool.port}/"
            self.say_and_answer(env, account, number)

    def say_and_answer(self, env, account, number):
        notice = post(f"h{number}")
        account._receive_webhook(
            {name.lower(): value for name, value in signed(notice)[0].items()},
            signed(notice)[1],
        )
        env["social.care.event"]._ingest_batch()
        mention = env["social.care.mention"].search([("account_id", "=", account.id)])
        env["social.care.reply"].create(
            {
                "thread_id": mention.thread_id.id,
                "mention_id": mention.id,
                "body": "We look into it.",
                "visibility": "public",
            }
        ).action_send()

    def test_nothing_is_lost_doubled_or_wrong_in_a_bad_night(self):
        storm = Storm(random.Random(SEED), DELIVERIES)
        requests = self.with_bad_notices(storm.requests)
        ports = [node.port for node in self.nodes]
        sender = Sender(ports, self.path, CONNECTIONS)
        started = time.monotonic()
        with Chaos(self.nodes, self.registry.cursor, KILLS, SEED) as chaos:
            sender.deliver(requests)
            answered = time.monotonic()
        self.wait_until(self.is_read, "all events read", PATIENCE)
        read = time.monotonic()
        self.wait_until(self.is_said, "all replies said", PATIENCE)
        self.report(chaos, answered - started, read - answered)
        self.assert_as_the_model_says(self.account_id, storm)
        with self.env() as env:
            assert_said_once(self, self.replies.with_env(env))

    def with_bad_notices(self, requests):
        bad = bad_notices()
        spoiled = []
        for number, request in enumerate(requests):
            if number % EVERY == EVERY // 2:
                spoiled.append(signed(bad[number // EVERY % len(bad)]))
            spoiled.append(request)
        return spoiled

    def is_read(self, env):
        domain = [("account_id", "=", self.account_id), ("state", "=", "new")]
        return not env["social.care.event"].search_count(domain)

    def is_said(self, env):
        replies = self.replies.with_env(env)
        return set(replies.mapped("state")) == {"published"}

    # The bad notices may become something or nothing: they are not compared.

    def mentions(self, env, account_id):
        return _without_bad(super().mentions(env, account_id))

    def earlier(self, env, account_id):
        return _without_bad(super().earlier(env, account_id))

    def unknown(self, env, account_id):
        found = super().unknown(env, account_id)
        return {external_id for external_id in found if external_id.startswith("post")}

    def report(self, chaos, seconds, until_read):
        """What the night was like, for docs/performance.md."""
        REPORT.parent.mkdir(exist_ok=True)
        facts = {
            "deliveries": DELIVERIES,
            "killed": chaos.killed,
            "delivering_seconds": round(seconds, 1),
            "until_all_read_seconds": round(until_read, 1),
        }
        REPORT.write_text(json.dumps(facts))
        _logger.info("soak: %s", facts)


def readme_channels():
    """The job configuration that README.md tells people to use."""
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    return re.search(r"^ *channels = (.+)$", readme, re.MULTILINE)[1]


def _without_bad(values):
    return {key: value for key, value in values.items() if not key.startswith("bad")}
