# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Measure the timeline and the card, and write the section of the page."""

import os
from datetime import date
from statistics import median
from time import perf_counter

import psutil
from lxml import etree

from odoo.service.model import call_kw

from .. import inside, page
from .data import CONTACTS, MENTIONS, MESSAGES, World

SCRIPT = "script/bench-timeline"
TRIES, WARM_UP = 60, 5
AGENT = "social_care.group_social_care_agent"
SUPERVISOR = "social_care.group_social_care_supervisor"
SALES = "sales_team.group_sale_salesman_all_leads"
# Fields and pages that the addon adds to the form of a contact.
OURS = "social_care_"


def main(database):
    load = psutil.cpu_percent(1) / 100 * psutil.cpu_count()
    with inside.environment(database) as env:
        bench = Bench(env)
        bench.world.fill()
        text = "\n".join(
            [
                "## One timeline and the customer card\n",
                _describe_circumstances(load),
                bench.measure_screens(),
                bench.measure_forms(),
            ]
        )
    page.write(text, SCRIPT)
    print(text)


def _describe_circumstances(load):
    return (
        f"`{SCRIPT}`, {date.today()}, {page.processor()}, {os.cpu_count()} cores; when"
        f" it began, others kept {load:.1f} cores busy. {CONTACTS:,} contacts,"
        f" {MENTIONS:,} mentions, {MESSAGES:,} mails, 50,000 tickets and orders, 10,000"
        " leads, meetings, calls and ratings. Each call as an RPC in one process,"
        " nothing in memory but what Odoo keeps for all; a page has 40 entries. An"
        " agent reads every other mention, no lead and no order.\n"
    )


class Bench:
    def __init__(self, env):
        self.env, self.world = env, World(env)
        self.agent = self.world.make_user("agent", AGENT)
        self.boss = self.world.make_user("boss", SUPERVISOR, SALES)

    def measure_screens(self):
        world = self.world
        people = {
            "11 entries": world.small,
            "10,000 entries": world.large,
            "company of 200 people, 10,000 entries": world.crowd,
        }
        rows = []
        for words, contact in people.items():
            for user, who in (
                (self.agent, "agent"),
                (self.boss, "supervisor in sales"),
            ):
                rows.append([words, who, *self._measure_all(user, contact)])
        head = ["first page, card of", "seen by", "timeline: queries", "p50", "p95"]
        deep = self._measure(self.boss, self._make_deep_reader())
        return page.table([*head, "card: queries", "p50", "p95"], rows) + (
            f"\nOf the 10,000, the page after 9,000: {_format(deep)}.\n"
        )

    def _measure_all(self, user, contact):
        for method in (self._read_timeline, self._read_card):
            queries, seconds = self._measure(user, method, contact)
            yield from (queries, _milliseconds(median(seconds)), _get_p95(seconds))

    def _read_timeline(self, env, contact, cursor=False):
        args = ["res.partner", contact]
        values = {"cursor": cursor}
        return call_kw(env["social.care.timeline"], "get_page", args, values)

    def _read_card(self, env, contact):
        return call_kw(
            env["social.care.card"], "get_card", ["res.partner", contact], {}
        )

    def _make_deep_reader(self):
        env, cursor, seen = self._enter(self.boss), False, 0
        while seen < 9000:
            found = self._read_timeline(env, self.world.large, cursor)
            seen, cursor = seen + len(found["entries"]), found["next"]
        return lambda env: self._read_timeline(env, self.world.large, cursor)

    def measure_forms(self):
        """The form of a contact, with and without what the addon adds to it, in turns:
        other work slows both alike.
        """
        names = self._get_form_fields()
        before = {name: spec for name, spec in names.items() if OURS not in name}
        turns = [
            [
                self._measure_once(self.boss, self._read_form, [f])
                for f in (before, names)
            ]
            for _n in range(TRIES + WARM_UP)
        ]
        rows = [
            [words, len(fields), *self._summarize(passed)]
            for words, fields, passed in zip(
                ("without our fields", "with them"),
                (before, names),
                zip(*turns, strict=True),
                strict=True,
            )
        ]
        return (
            "The form of the contact with 10,000 entries, as a supervisor reads it."
            " Card and timeline are read when their page is opened.\n\n"
            + page.table(["", "fields", "queries", "p50", "p95"], rows)
        )

    def _read_form(self, env, fields):
        partner = env["res.partner"].browse(self.world.large)
        call_kw(partner, "web_read", [partner.ids], {"specification": fields})

    def _summarize(self, passed):
        seconds = [one for _queries, one in passed[WARM_UP:]]
        return passed[-1][0], _milliseconds(median(seconds)), _get_p95(seconds)

    def _get_form_fields(self):
        """Return what the form asks for, lists inside it left out."""
        env = self._enter(self.boss)
        arch = env["res.partner"].get_views([(False, "form")])["views"]["form"]["arch"]
        found = etree.fromstring(arch).xpath("//field[not(ancestor::field)]/@name")
        return {name: {} for name in found}

    # -- measuring -------------------------------------------------------------

    def _enter(self, user):
        self.env.cr.commit()
        self.env.invalidate_all()
        companies = {"allowed_company_ids": self.world.company.ids, "lang": "en_US"}
        return self.env(user=user.id, su=False, context=companies)

    def _measure(self, user, read, *args):
        """Return the queries of one call, and the seconds of each."""
        passed = [self._measure_once(user, read, args) for _n in range(TRIES + WARM_UP)]
        return passed[-1][0], [seconds for _queries, seconds in passed[WARM_UP:]]

    def _measure_once(self, user, read, args):
        env = self._enter(user)
        before, begun = env.cr.sql_log_count, perf_counter()
        read(env, *args)
        return env.cr.sql_log_count - before, perf_counter() - begun


def _get_p95(seconds):
    return _milliseconds(sorted(seconds)[int(0.95 * len(seconds))])


def _milliseconds(seconds):
    return f"{seconds * 1000:.0f} ms"


def _format(measured):
    queries, seconds = measured
    p50 = _milliseconds(median(seconds))
    return f"{queries} queries, p50 {p50}, p95 {_get_p95(seconds)}"
