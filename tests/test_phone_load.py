# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Many calls at once: none is lost, none is there twice, and screens answer.

CI runs a sample; ``SOAK=1`` (script/soak) makes 400 calls at 40 a second. With
PHONE_FIGURES set, what was measured is written there as JSON (script/bench-phone).
"""

import json
import os
from collections import Counter
from pathlib import Path

from .lifecycle import SOAKING
from .listening import ListeningCase
from .phone_load import Crowd, Watch, describe_seconds, name_caller
from .phone_system import make_phone

CALLS, RATE = (400, 40) if SOAKING else (60, 20)
PATIENCE = 120


class TestPhoneLoad(ListeningCase):
    def test_no_call_is_lost_or_doubled(self):
        watch = Watch(self.registry, self.system, self.anna)
        with make_phone("1001"):
            watch.start()
            crowd = Crowd(CALLS, RATE)
            crowd.start()
            crowd.join()
            self.wait_until(self.have_all_ended, "all calls ended", PATIENCE)
        watch.close()
        self.check_calls()
        self.keep_figures(crowd, watch)

    def have_all_ended(self, env):
        calls = self.list_calls(env)
        return len(calls) >= CALLS and set(calls.mapped("state")) == {"ended"}

    def check_calls(self):
        wanted = Counter(map(name_caller, range(CALLS)))
        with self.env() as env:
            calls = self.list_calls(env)
            self.assertEqual(Counter(calls.mapped("number")), wanted)
            self.assertEqual(Counter(calls.mapped("outcome")), {"answered": CALLS})
            self.assertEqual(calls.user_id.ids, [self.anna])

    def keep_figures(self, crowd, watch):
        waits = [
            watch.seen_at[caller] - at
            for caller, at in crowd.asked_at.items()
            if caller in watch.seen_at
        ]
        self.assertEqual(len(waits), CALLS)
        figures = {
            "calls": CALLS,
            "rate": RATE,
            "pop": describe_seconds(waits),
            "screen": describe_seconds(watch.screen_seconds),
        }
        if path := os.environ.get("PHONE_FIGURES"):
            Path(path).write_text(json.dumps(figures))
