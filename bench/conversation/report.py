# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Measure how a ticket with a long conversation opens, and write the section."""

import os
from datetime import date
from statistics import median
from time import perf_counter

import psutil

from odoo.service.model import call_kw

from odoo.addons.mail.tools.discuss import Store

from .. import inside, page
from .data import World

SCRIPT = "script/bench-conversation"
TRIES, WARM_UP = 60, 5
LENGTHS = (5, 50, 500, 1500)
# Messages with pictures, as many as the panel reads at once.
PEER_LENGTH, PAGE = 500, 100


def main(database):
    load = psutil.cpu_percent(1) / 100 * psutil.cpu_count()
    with inside.environment(database) as env:
        text = "\n".join([_describe(load), Bench(env).measure()])
    page.write(text, SCRIPT)
    print(text)


def _describe(load):
    return (
        "## Opening a long conversation\n\n"
        f"`{SCRIPT}`, {date.today()}, {page.processor()}, {os.cpu_count()} cores; when"
        f" it began, others kept {load:.1f} cores busy. Every tenth message has a"
        f" picture. Each call as an RPC of an agent in one process, {TRIES} times,"
        " nothing in memory but what Odoo keeps for all. The peer is the chatter of a"
        f" ticket of `helpdesk_mgmt` with {PEER_LENGTH} mails, of which {PAGE} are"
        " read, as many as we show at once.\n"
    )


class Bench:
    def __init__(self, env):
        self.env, self.world = env, World(env)

    def measure(self):
        peer = self.world.write_mails(PEER_LENGTH)
        chatter = self._measure(self._read_chatter, peer.id)
        rows = [["Odoo's chatter, 500 mails", PAGE, *_format(chatter, chatter)]]
        for count in LENGTHS:
            ticket = self.world.converse(f"long{count}", count)
            opened = self._measure(self._read_conversations, ticket.id)
            row = [f"conversation, {count:,} messages", self._count_shown(ticket)]
            rows.append([*row, *_format(opened, chatter)])
        earlier = self._measure(self._read_earlier, *self._find_place(ticket))
        rows.append(["an earlier page of it", PAGE, *_format(earlier, chatter)])
        head = ["", "read", "queries", "p50", "p95", "times the chatter's p50"]
        return page.table(head, rows)

    def _read_chatter(self, env, ticket_id):
        ticket = env["helpdesk.ticket"].browse(ticket_id)
        ticket.check_access("read")
        messages = env["mail.message"]._message_fetch(
            domain=None, thread=ticket, limit=PAGE
        )["messages"]
        return Store().add(messages).get_result()

    def _read_conversations(self, env, ticket_id):
        args = [ticket_id]
        return call_kw(env["social.care.thread"], "get_conversations", args, {})

    def _count_shown(self, ticket):
        found = self._read_conversations(self.env, ticket.id)
        return sum(len(conversation["messages"]) for conversation in found)

    def _read_earlier(self, env, thread_id, mention_id):
        args = [thread_id, mention_id]
        call_kw(env["social.care.thread"], "get_earlier_messages", args, {})

    def _find_place(self, ticket):
        threads = self.env["social.care.thread"]
        found = threads.get_conversations(ticket.id)
        shown = max(found, key=lambda conversation: len(conversation["messages"]))
        return shown["id"], shown["first_id"]

    # -- measuring -------------------------------------------------------------

    def _measure(self, read, *args):
        """Return the queries of one call, and the seconds of each."""
        passed = [self._measure_once(read, args) for _n in range(TRIES + WARM_UP)]
        return passed[-1][0], [seconds for _queries, seconds in passed[WARM_UP:]]

    def _measure_once(self, read, args):
        self.env.cr.commit()
        self.env.invalidate_all()
        env = self.env(user=self.world.agent.id, su=False)
        before, begun = env.cr.sql_log_count, perf_counter()
        read(env, *args)
        return env.cr.sql_log_count - before, perf_counter() - begun


def _format(measured, peer):
    queries, seconds = measured
    p50, p95 = median(seconds), sorted(seconds)[int(0.95 * len(seconds))]
    ratio = p50 / median(peer[1])
    return queries, f"{p50 * 1000:.0f} ms", f"{p95 * 1000:.0f} ms", f"{ratio:.2f}"
