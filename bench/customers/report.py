# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Measures the statements and writes their part of docs/performance.md."""

import sys
from datetime import date
from statistics import median
from time import perf_counter

from odoo.addons.social_care_crm.tools.weight import Scope

from .. import inside, page
from .data import CONTACTS, INVOICES, LEADS, TICKETS, fill

SCRIPT = "script/bench-customers"
TIMES = 5
HEAD = ("50,000 customers", "median ms", "longest ms", "rows written")


def main(database):
    with inside.environment(database) as env:
        ids = fill(env)
        rows = list(_measure(env, ids))
    made = f"{CONTACTS:,} contacts, {INVOICES:,} invoices, {LEADS:,} opportunities"
    text = (
        f"`{SCRIPT}`, {date.today()}, {page.processor()}: {made}, {TICKETS:,} tickets; "
        f"median of {TIMES}.\n\n{page.table(HEAD, rows)}"
    )
    page.write(text, SCRIPT)
    sys.stdout.write(text)


def _measure(env, ids):
    everything = Scope(first=min(ids), last=max(ids))
    yield _row("all for the first time", env, everything, _forget)
    yield _row("all again: nothing changed", env, everything)
    yield _row("all, 1 % have a new invoice", env, everything, _invoice)
    yield _row("one customer", env, Scope(ids=ids[:1]), _invoice)
    yield _row("50 customers", env, Scope(ids=ids[:50]), _invoice)


def _row(label, env, scope, prepare=lambda env, ids: None):
    seconds, written = [], []
    for _again in range(TIMES):
        prepare(env, scope)
        env.cr.commit()
        begun = perf_counter()
        changed = env["social.care.customer"]._recompute(scope)
        env.cr.commit()
        seconds.append(1000 * (perf_counter() - begun))
        written.append(len(changed))
    return label, round(median(seconds)), round(max(seconds)), round(median(written))


def _forget(env, scope):
    env.cr.execute("DELETE FROM social_care_customer")


def _invoice(env, scope):
    """One in a hundred owes more than before."""
    env.cr.execute(
        "UPDATE account_move SET amount_untaxed_signed = amount_untaxed_signed + 400"
        " WHERE name LIKE 'BENCH/%%00' AND state = 'posted'"
    )
