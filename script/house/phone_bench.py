# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""script/bench-phone: 400 calls at 40 a second on a real Asterisk, and how soon all is
right after a failure. The tests measure; this writes the page.
"""

import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from . import tests
from .paths import ROOT

SCRIPT = "script/bench-phone"
TESTS = ["tests/test_phone_load.py", "tests/test_asterisk_outage.py"]
FAILURES = {
    "test_a_listener_is_killed": "the listener is killed",
    "test_a_listener_hangs_and_comes_back": "the listener hangs (SIGSTOP)",
    "test_the_database_ends_all_connections": "all connections to the database end",
    "test_postgresql_starts_anew": "PostgreSQL restarts",
    "test_asterisk_is_killed": "Asterisk is killed and starts again",
}


def main(_arguments):
    with TemporaryDirectory() as folder:
        load, outage = Path(folder) / "load.json", Path(folder) / "outage.json"
        os.environ |= {
            "SOAK": "1",
            "PHONE_FIGURES": str(load),
            "OUTAGE_FIGURES": str(outage),
        }
        code = tests.main(TESTS)
        if not code:
            rows = map(json.loads, outage.read_text().splitlines())
            _write(json.loads(load.read_text()), {row["test"]: row for row in rows})
    return code


def _write(load, outages):
    sys.path.insert(0, str(ROOT))
    from bench import page

    text = (
        "## Calls\n\n"
        f"`{SCRIPT}`, {time.strftime('%Y-%m-%d')}, {page.processor()}, "
        f"{os.cpu_count()} cores, which Asterisk, the simulated phones, PostgreSQL and "
        f"Odoo share. {load['calls']} calls at {load['rate']} a second to one number, "
        "whose agent answers each; none was lost or doubled.\n\n"
        + page.table(["", "p50 ms", "p95 ms", "longest ms"], _list_rows(load))
        + "\nUntil what is written about a call is right again:\n\n"
        + page.table(["failure", "seconds (aim: 5)"], _list_outages(outages))
    )
    page.write(text, SCRIPT)
    print(text)


def _list_rows(load):
    words = {
        "pop": "from the INVITE until the card can be read (aim: p95 1,000)",
        "screen": "an agent's screen asks for its calls, up to 60 at once",
    }
    return [
        (label, *(load[name][part] for part in ("p50", "p95", "max")))
        for name, label in words.items()
    ]


def _list_outages(outages):
    return [
        (words, f"{outages[test]['seconds']:.1f}") for test, words in FAILURES.items()
    ]
