# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The tables of docs/performance.md, from the figures of some runs.

A ratio is the median of the ratios within each run: its peers met the same machine.
"""

import json
import os
import sys
from datetime import date
from pathlib import Path
from statistics import median

import psutil

PAGE = Path(__file__).parents[1] / "docs/performance.md"
BEGIN, END = "<!-- script/bench writes from here -->\n", "<!-- to here -->\n"
SERVERS = {"threaded": "one process, threads", "prefork": "two worker processes"}
ROUTES = {
    "SocialCare": "**Social Care**: verified, stored once",
    "Bare": "bare route: one INSERT",
    "TelegramGateway": "OCA `mail_gateway_telegram`",
}
INGEST = {
    "mentions": ("**Social Care**: event to mention", "20"),
    "tickets": ("**Social Care**: event to mention and ticket", "8"),
    "mentions analysed": ("**Social Care**: event to mention, analysed", ""),
    "tickets analysed": ("**Social Care**: event to ticket, analysed", ""),
    "mail": ("Odoo's mail gateway: mail to ticket", ""),
}
ACKS = (
    "notices over 4 connections",
    "× bare route (aim: 0.9)",
    "× Telegram gateway (aim: 30)",
    "a second",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "CPU ms each",
)
INGESTED = (
    "a commit for each batch of 500, or for each mail",
    "× mail gateway",
    "aim",
    "a second",
    "CPU ms each",
    "× less CPU",
)


def main():
    runs = json.loads(sys.argv[1])
    acks = [ACKS, *_ack_rows(runs)]
    ingested = [INGESTED, *_ingest_rows(runs)]
    parts = [_circumstances(runs), _table(acks), _table(ingested)]
    text = "\n".join(parts)
    before, rest = PAGE.read_text().split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}")
    print(text)


def _circumstances(runs):
    cores, memory = os.cpu_count(), psutil.virtual_memory().total >> 30
    load = max(run["load"] for run in runs)
    return (
        f"`script/bench`, {date.today()}, {_processor()}, {cores} cores, {memory} GB;"
        f" median of {len(runs)} runs; when a run began, others kept at most"
        f" {load:.1f} cores busy.\n"
    )


def _processor():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return names[0] if names else "unknown processor"


def _ack_rows(runs):
    for server, place in SERVERS.items():
        for route, words in ROUTES.items():
            yield _ack_row(runs, f"{server} {route}", f"{words} ({place})", server)
    words = f"{ROUTES['SocialCare']} ({SERVERS['threaded']}, its jobs at work too)"
    yield _ack_row(runs, "jobs SocialCare", words, "threaded")


def _ack_row(runs, key, words, server):
    return (
        words,
        _ratio(runs, key, f"{server} Bare"),
        _ratio(runs, key, f"{server} TelegramGateway"),
        _median(runs, key, "per_second", 0),
        *(_median(runs, key, part, 1) for part in ("p50", "p95", "p99")),
        _median(runs, key, "cpu_ms", 2),
    )


def _ingest_rows(runs):
    for key, (words, aim) in INGEST.items():
        yield (
            words,
            _ratio(runs, key, "mail"),
            aim,
            _median(runs, key, "per_second", 0),
            _median(runs, key, "cpu_ms", 2),
            _ratio(runs, "mail", key, "cpu_ms"),
        )


def _ratio(runs, key, peer, figure="per_second"):
    if key == peer:
        return "1"
    return f"{median(run[key][figure] / run[peer][figure] for run in runs):.2f}"


def _median(runs, key, figure, digits):
    return f"{median(run[key][figure] for run in runs):.{digits}f}"


def _table(rows):
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    rule = "|---" * len(rows[0]) + "|"
    return "\n".join([head, rule, *body, ""])


main()
