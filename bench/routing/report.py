# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Measure on a database made for it, and write the section of the page."""

import os
from datetime import date

import psutil

from odoo.addons.social_care_routing_replay.tools.scores import get_percentile

from .. import inside, page
from . import change, livechat, plain, screens, whole
from .data import PEOPLE, Centre

WAITING = 10_000
GROWTH = (1_000, 10_000, 100_000)
SCRIPT = "script/bench-routing"


def main(database, config, log):
    load = psutil.cpu_percent(1) / 100 * psutil.cpu_count()
    with inside.environment(database) as env, open(log, "w") as output:
        centre = Centre(env)
        parts = [
            "## Routing: how many decisions a second\n",
            _describe_circumstances(load),
            *_measure_speed(env, centre),
            *_measure_growth(env, centre),
            *_measure_changes(env, centre, config, output),
            *screens.write_section(env, centre),
        ]
    text = "\n".join(parts)
    page.write(text, SCRIPT)
    print(text)


def _describe_circumstances(load):
    cores = os.cpu_count()
    return (
        f"`{SCRIPT}`, {date.today()}, {page.processor()}, {cores} cores; when it began,"
        f" others kept {load:.1f} cores busy. {PEOPLE} people in one team who take 5"
        " mails, 5 public and 4 private messages, but no more than 6 things at once; 4"
        " languages and 46 subjects are skills at four levels, of which each person"
        " knows one or two and nine; what waits asks for a language and a subject, in"
        " 552 lanes.\n"
    )


# -- speed ---------------------------------------------------------------------


def _measure_speed(env, centre):
    channel = livechat.make_channel(env, centre.users)
    centre.wait(WAITING)
    engine = plain.measure_per_second(env, centre.team)
    given, seconds = whole.measure_full(env, centre, WAITING)
    fresh, warm = (
        livechat.measure_per_second(env, channel, one) for one in (True, False)
    )
    yield (
        f"{WAITING:,} items wait and everybody is free: {given:,} can be given out."
        f" Beside it `im_livechat.channel._get_operator` of the same Odoo, all"
        f" {PEOPLE} people online in one channel: it chooses, and neither stores nor"
        " claims. A visitor's request finds nothing in memory; nor do our drains. The"
        " row below keeps everything in memory from call to call, which no request"
        " does.\n"
    )
    rows = [
        _format_speed_row("**engine alone**", engine, fresh, warm, 500),
        _format_speed_row(
            "**whole**: load, decide, claim, log, commit",
            given / seconds,
            fresh,
            warm,
            50,
        ),
        ["`_get_operator`, each call a request", f"{fresh:,.0f}", "1", "", ""],
        ["`_get_operator`, all in memory", f"{warm:,.0f}", "", "1", ""],
    ]
    head = ["", "decisions a second", "× a request", "× in memory", "aim"]
    yield page.table(head, rows)


def _format_speed_row(words, own, fresh, warm, aim):
    ratios = own / fresh, own / warm
    met = "met" if ratios[1] >= aim else "met by request only"
    met = met if ratios[0] >= aim else "missed"
    return [words, f"{own:,.0f}", *(f"{one:,.0f}" for one in ratios), f"{aim}: {met}"]


# -- growth --------------------------------------------------------------------


def _measure_growth(env, centre):
    rows = []
    for waiting in GROWTH:
        given, seconds = whole.measure_full(env, centre, waiting, passes=1)
        freed = whole.measure_one_freed(env)
        rows.append(
            [f"{waiting:,}", f"{given:,}", f"{seconds:.2f} s", f"{freed * 1000:.0f} ms"]
        )
    yield "The same with more that waits.\n"
    head = ["waiting", "given out", "all free: one drain", "one gets free: one drain"]
    yield page.table(head, rows)


# -- from a change to an offer -------------------------------------------------


def _measure_changes(env, centre, config, log):
    measured = {
        "somebody becomes available": change.measure_agent_change(env, centre),
        "the same, the drain is a job of a running server": (
            change.measure_jobs(env, centre, config, log)
        ),
        "a ticket arrives and people are free, nothing else waits": (
            change.measure_arrival(env, centre)
        ),
    }
    yield (
        "From a change to the offer that follows from it, committed, with"
        f" {GROWTH[-1]:,} waiting.\n"
    )
    rows = [
        [
            words,
            *(f"{get_percentile(times, share) * 1000:.0f}" for share in (0.5, 0.95)),
        ]
        for words, times in measured.items()
    ]
    yield page.table(["", "p50 ms", "p95 ms"], rows)
