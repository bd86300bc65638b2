# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""More accounts whose tools never answer than there are places for jobs: replies to
another account go out and reading goes on, with README's own configuration.

CI runs a sample; ``SOAK=1`` (script/soak) goes on for longer, with more of them.
"""

import json
import os
import sys
import time

from ..bench import load
from .answering import AnsweringTool, answer, hear, make_talking_account
from .chaos import HangingTool
from .nodes import start_node
from .pushing import post, signed
from .race import RaceCase

WHOLE = os.environ.get("SOAK") == "1"
# Three places to send from and one for slow servers: each of these takes one.
HANGING, ROUNDS = (24, 40) if WHOLE else (12, 8)
# What a reply, and a notice, may take while all of them hang.
REPLY_SECONDS, READ_SECONDS = 30, 10


class TestSlowNetworks(RaceCase):
    def setUp(self):
        super().setUp()
        self.quick = self.enterContext(AnsweringTool())
        tools = [self.enterContext(HangingTool()) for _number in range(HANGING)]
        with self.env() as env:
            account = make_talking_account(env, "Quick", self.quick.port)
            self.token = account.webhook_token
            self.own = [("account_id", "=", account.id)]
            self.mentions = hear(account, range(ROUNDS))
            hanging = [
                hear(
                    make_talking_account(env, f"Hanging {number}", tool.port), [number]
                )
                for number, tool in enumerate(tools)
            ]
            self.hanging = answer(env["social.care.mention"].union(*hanging))

    def test_others_are_answered_and_heard_while_more_hang_than_there_are_places(self):
        node = start_node(self)
        replies, reads = [], []
        for number, mention in enumerate(self.mentions):
            replies.append(self.seconds_of_reply(mention))
            reads.append(self.seconds_of_reading(node, ROUNDS + number))
        say("reply", replies)
        say("notice", reads)
        self.assertLess(max(replies), REPLY_SECONDS)
        self.assertLess(max(reads), READ_SECONDS)
        self.assert_hung_up()
        self.assertEqual(set(self.quick.said.values()), {1})

    def assert_hung_up(self):
        """They were really called, and asked about again."""
        with self.env() as env:
            hanging = self.hanging.with_env(env)
            self.assertLessEqual(set(hanging.mapped("state")), {"unknown", "sending"})
            self.assertTrue(any(hanging.mapped("looks")))

    def seconds_of_reply(self, mention):
        begun = time.monotonic()
        with self.env() as env:
            reply = answer(mention.with_env(env))
        self.wait_until(
            lambda env: reply.with_env(env).state == "published", "the reply is out"
        )
        return time.monotonic() - begun

    def seconds_of_reading(self, node, number):
        """From the moment at which the tool has its answer."""
        path = f"/social_care/webhook/{self.token}"
        _seconds, answers = load.deliver(
            node.port, [(path, *signed(post(number)))], connections=1
        )
        self.assertEqual(answers[0][0], 200)
        begun = time.monotonic()
        heard = [("external_id", "=", f"post-{number}"), *self.own]
        self.wait_until(
            lambda env: env["social.care.mention"].search_count(heard), "it is read"
        )
        return time.monotonic() - begun


def say(what, seconds):
    figures = {
        "first": round(seconds[0], 1),
        "median": round(sorted(seconds)[len(seconds) // 2], 1),
        "longest": round(max(seconds), 1),
    }
    sys.stdout.write(f"{what} beside {HANGING} that hang: {json.dumps(figures)}\n")
