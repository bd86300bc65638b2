# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A bad night: two servers on one database, everything dies now and then.

CI runs a sample; ``SOAK=1`` (script/soak) runs all of it.
"""

import json
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path

from .answering import AnsweringTool, answer, hear, make_talking_account
from .chaos import Chaos, HangingTool, Sender
from .delivered import DeliveredCase
from .nodes import read_log, start_node
from .pushing import SECRET, make_account, post
from .storm import Storm

WHOLE = os.environ.get("SOAK") == "1"
DELIVERIES, KILLS, REPLIES = (20_000, 60, 200) if WHOLE else (3000, 9, 40)

SEED, CONNECTIONS, EVERY = 2026, 8, 1000
# More accounts that hang than there are places to send from.
HANGING = 6
THINKING_SECONDS = 0.3
# README: ten workers more than people need, or none and threads.
WORKERS = "--workers=12"
PATIENCE = 600


def bad_notices():
    """What once broke the whole batch that it came in. By different people: a post
    that somebody repeats shares its ticket."""
    nested = {"id": "bad-nested", "deep": None}
    for _level in range(900):
        nested = {"id": "bad-nested", "deep": nested}
    return [
        {"id": ""},
        nested,
        post("media", id="bad-media", media=[{"type": "url", "url": {"a": 1}}]),
        post("time", id="bad-time", posted_at="9999-12-31T23:59:59-12:00"),
        post("author", id="bad-author", author=["nobody"]),
        post("text", id="bad-text", text={"a": "\u0000"}),
    ]


class TestSoak(DeliveredCase):
    def setUp(self):
        super().setUp()
        self.tool = self.enterContext(AnsweringTool(THINKING_SECONDS))
        hanging = [self.enterContext(HangingTool()) for _number in range(HANGING)]
        with self.env() as env:
            account = make_account(env, "Soaked")
            self.account_id, token = account.id, account.webhook_token
            talking = make_talking_account(env, "Talking", self.tool.port)
            self.replies = answer(hear(talking, range(REPLIES)))
            self.hanging = env["social.care.reply"].union(
                *(self.make_hanging(env, n, tool) for n, tool in enumerate(hanging))
            )
        self.path = f"/social_care/webhook/{token}"
        self.nodes = [start_node(self, WORKERS), start_node(self)]
        self.addCleanup(self.keep_logs)

    def make_hanging(self, env, number, tool):
        account = make_talking_account(env, f"Hanging {number}", tool.port)
        return answer(hear(account, [number]))

    def test_nothing_is_lost_doubled_or_wrong_in_a_bad_night(self):
        storm = Storm(random.Random(SEED), DELIVERIES)
        ports = [node.port for node in self.nodes]
        sender = Sender(ports, self.path, CONNECTIONS)
        started = time.monotonic()
        with Chaos(self.nodes, self.registry.cursor, KILLS, SEED) as chaos:
            sender.deliver(self.with_bad_notices(storm.deliveries))
            answered = time.monotonic()
        killed = time.monotonic()
        self.wait_until(self.is_read, "all events read", PATIENCE)
        read = time.monotonic()
        self.wait_until(self.is_said, "all replies said", PATIENCE)
        said = time.monotonic()
        self.report(
            deliveries=len(sender.answers),
            replies=REPLIES,
            **{f"killed_{what}": count for what, count in chaos.killed.items()},
            delivering_seconds=answered - started,
            killing_seconds=killed - started,
            until_all_read_seconds=read - answered,
            until_all_read_since_last_kill_seconds=read - max(answered, killed),
            until_all_said_seconds=said - answered,
        )
        self.assert_answers(sender.answers, storm)
        self.assert_as_the_model_says(self.account_id, storm)
        self.assert_said_once()

    def with_bad_notices(self, deliveries):
        bad = bad_notices()
        spoiled = []
        for number, delivery in enumerate(deliveries):
            if number % EVERY == EVERY // 2:
                spoiled.append((bad[number // EVERY % len(bad)], SECRET))
            spoiled.append(delivery)
        return spoiled

    def is_read(self, env):
        domain = [("account_id", "=", self.account_id), ("state", "=", "new")]
        return not env["social.care.event"].search_count(domain)

    def is_said(self, env):
        replies = self.replies.with_env(env)
        return set(replies.mapped("state")) == {"published"}

    def assert_answers(self, answers, storm):
        good = [pair for pair in answers if not _is_bad(pair[0]["id"])]
        statuses = Counter(status for _notice, status in good)
        self.assertEqual(statuses, storm.statuses)
        forged = {n["id"] for n, status in good if status == 401}
        self.assertTrue(all(one.startswith("post-forged") for one in forged))

    def assert_said_once(self):
        """As the tool counted, who does not know what it was told before."""
        with self.env() as env:
            keys = self.replies.with_env(env).mapped("record_key")
            states = set(self.hanging.with_env(env).mapped("state"))
        self.assertEqual(dict(self.tool.said), dict.fromkeys(keys, 1))
        self.assertLessEqual(states, {"sending", "unknown", "unconfirmed"})

    # The bad notices may become something or nothing: they are not compared.

    def mentions(self, env, account_id):
        return _without_bad(super().mentions(env, account_id))

    def earlier(self, env, account_id):
        return _without_bad(super().earlier(env, account_id))

    def unknown(self, env, account_id):
        found = super().unknown(env, account_id)
        return {external_id for external_id in found if external_id.startswith("post")}

    def report(self, **facts):
        """What the night was like, for docs/performance.md."""
        facts = {
            name: round(value, 1) if isinstance(value, float) else value
            for name, value in facts.items()
        }
        (log_folder() / "soak.json").write_text(json.dumps(facts))
        sys.stdout.write(f"soak: {json.dumps(facts)}\n")

    def keep_logs(self):
        for number, node in enumerate(self.nodes):
            log = log_folder() / f"soak-node-{number}.log"
            log.write_text(read_log(node))


def log_folder():
    return Path(os.environ["HOUSE"]) / "log"


def _is_bad(external_id):
    return not external_id or external_id.startswith("bad")


def _without_bad(values):
    return {key: value for key, value in values.items() if not _is_bad(key)}
