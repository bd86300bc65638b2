# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo's own: who gets the next live chat, among the same people."""

from time import perf_counter

CALLS, WARM_UP = 60, 5


def channel(env, users):
    """A live-chat channel whose operators are all online."""
    env.cr.execute(
        "INSERT INTO mail_presence (user_id, status, last_poll, last_presence)"
        " SELECT id, 'online', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'"
        " FROM unnest(%s) id",
        [users.ids],
    )
    made = env["im_livechat.channel"].create({"name": "Bench", "user_ids": users.ids})
    env.cr.commit()
    env.invalidate_all()
    return made


def per_second(env, channel, fresh):
    """Calls of ``_get_operator`` a second.

    :param fresh: whether each finds nothing in memory, as a visitor's request does
    """
    for count in (WARM_UP, CALLS):
        begun = perf_counter()
        for _call in range(count):
            if fresh:
                env.cr.commit()
                env.invalidate_all()
            assert channel._get_operator(lang="en_US")
        seconds = perf_counter() - begun
    env.cr.commit()
    return count / seconds
