# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Events to mentions and to tickets, beside Odoo's own gateway from mail to ticket.

All in this process, with a commit after each batch, or after each mail.
"""

import os
from email.message import EmailMessage
from email.utils import format_datetime
from time import perf_counter

from . import content
from .cost import Cost
from .routes import webhook_account, webhook_notice

EVENTS = 3000
MAILS = 300
WARM_UP = 20


def measure(env):
    """{name: figures}"""
    return {
        "mentions": _measure_events(env, "manual"),
        "tickets": _measure_events(env, "routed"),
        "mail": _measure_mail(env),
    }


def measure_analysed(env):
    """The same events where each is analysed: language, sentiment, urgency, topic,
    worth, copies, storms; beside the same tables as ``measure``."""
    env["social.care.topic"].action_create_usual()
    return {
        "mentions analysed": _measure_events(env, "manual"),
        "tickets analysed": _measure_events(env, "routed"),
    }


def _measure_events(env, stage):
    account = webhook_account(env, stage)
    for count in (WARM_UP, EVENTS):
        _store(account, content.posts(count))
        figures = _measure(env, lambda: _ingest(env), count)
    made = env["social.care.mention"].search_count([("account_id", "=", account.id)])
    assert made == WARM_UP + EVENTS
    return figures


def _store(account, posts):
    notices = [webhook_notice(post) for post in posts]
    events = account._get_connector()._make_events(account, notices)
    store = account.env["social.care.event"]
    store._store(account, store.stream_id, events, "webhook")
    account.env.cr.commit()


def _ingest(env):
    while env["social.care.event"]._ingest_batch():
        _commit(env)


def _measure_mail(env):
    for count in (WARM_UP, MAILS):
        mails = [_mail(post) for post in content.posts(count)]
        figures = _measure(env, lambda mails=mails: _process(env, mails), count)
    return figures


def _mail(post):
    mail = EmailMessage()
    mail["From"] = f"Person {post.author} <person{post.author}@example.com>"
    mail["To"] = "help@example.com"
    mail["Subject"] = post.text[:60]
    mail["Message-Id"] = f"<{post.number}@example.com>"
    mail["Date"] = format_datetime(post.at)
    mail.set_content(post.text)
    return mail.as_string()


def _process(env, mails):
    for mail in mails:
        ticket = env["mail.thread"].message_process("helpdesk.ticket", mail)
        assert ticket
        _commit(env)


def _measure(env, work, count):
    _commit(env)
    with Cost(env.cr, os.getpid()) as cost:
        started = perf_counter()
        work()
        wall = perf_counter() - started
    return {"per_second": count / wall, "cpu_ms": cost.seconds / count * 1000}


def _commit(env):
    """As a new transaction starts: with nothing in memory."""
    env.cr.commit()
    env.invalidate_all()
