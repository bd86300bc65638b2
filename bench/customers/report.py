# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Measures the statements and writes their part of docs/performance.md."""

import os
import sys
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from odoo.addons.social_care_crm.tools.weight import Scope

from .. import inside, page
from .data import CONTACTS, INVOICES, LEADS, TICKETS, fill

SCRIPT = "script/bench-customers"
TIMES = 5
HEAD = ("50,000 customers", "CPU ms", "median ms", "longest ms", "rows written")
NOTE = """
The aim is 0.3 s of an idle machine for the weights of all. They are one statement; the
segments are another one for each company, because a rule may read the weight. CPU is
that of the PostgreSQL backend without parallel workers; the rest of the median is
Odoo, and waiting for cores that other work keeps busy. The first time writes each row
twice, with its weight and with its segment.
"""
TICKS = os.sysconf("SC_CLK_TCK")


def main(database):
    with inside.environment(database) as env:
        ids = fill(env)
        rows = list(_measure(env, ids))
    made = f"{CONTACTS:,} contacts, {INVOICES:,} invoices, {LEADS:,} opportunities"
    text = (
        f"`{SCRIPT}`, {date.today()}, {page.processor()}: {made}, {TICKETS:,} tickets; "
        f"median of {TIMES}.\n\n{page.table(HEAD, rows)}{NOTE}"
    )
    page.write(text, SCRIPT)
    sys.stdout.write(text)


def _measure(env, ids):
    everything = Scope(first=min(ids), last=max(ids))
    yield _row("all for the first time", env, everything, _forget)
    yield _row("all again: nothing changed", env, everything)
    yield _row("of that the segments", env, everything, compute=_assign)
    yield _row("all, 1 % have a new invoice", env, everything, _invoice)
    yield _row("one customer", env, Scope(ids=ids[:1]), _invoice)
    yield _row("50 customers", env, Scope(ids=ids[:50]), _invoice)


def _compute(env, scope):
    return env["social.care.customer"]._recompute(scope)


def _assign(env, scope):
    env["social.care.segment"]._assign(scope)
    return ()


def _row(label, env, scope, prepare=lambda env, ids: None, compute=_compute):
    runs = [_run(env, scope, prepare, compute) for _again in range(TIMES)]
    seconds, cpu, written = zip(*runs, strict=True)
    middle = (round(median(figures)) for figures in (cpu, seconds))
    return label, *middle, round(max(seconds)), round(median(written))


def _run(env, scope, prepare, compute):
    """
    :return: milliseconds, those of them that the backend was at work, rows written
    """
    prepare(env, scope)
    env.cr.commit()
    begun, cpu = perf_counter(), _read_cpu(env)
    changed = compute(env, scope)
    env.cr.commit()
    taken = 1000 * (perf_counter() - begun)
    return taken, 1000 * (_read_cpu(env) - cpu), len(changed)


def _read_cpu(env):
    """Seconds that the backend was at work; it computes alone, without helpers."""
    env.cr.execute("SET max_parallel_workers_per_gather = 0; SELECT pg_backend_pid()")
    stat = Path(f"/proc/{env.cr.fetchone()[0]}/stat").read_text()
    return sum(map(int, stat.rpartition(")")[2].split()[11:13])) / TICKS


def _forget(env, scope):
    env.cr.execute("TRUNCATE social_care_customer")


def _invoice(env, scope):
    """Some customers buy more than before: one in a hundred, or all of a few."""
    env.cr.execute(
        "UPDATE account_move SET amount_untaxed_signed = amount_untaxed_signed + 400"
        " WHERE name LIKE 'BENCH/%%' AND (commercial_partner_id %% 100 = 0"
        " OR commercial_partner_id = ANY(%s))",
        [scope.ids],
    )
