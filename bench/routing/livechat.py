# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo's own: who gets the next live chat, among the same people."""

from contextlib import contextmanager
from time import perf_counter
from unittest.mock import patch

CALLS, WARM_UP = 60, 5


def make_channel(env, users):
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


# What our own glue adds to it: Odoo's method is measured as Odoo has it.
_OURS = "_get_available_operators_by_livechat_channel"


@contextmanager
def _use_plain_method(env):
    """Without what social_care_routing_im_livechat puts around it."""
    around = type(env["im_livechat.channel"])
    (plain,) = [
        base.__dict__[_OURS]
        for base in around.__mro__
        if _OURS in base.__dict__ and base._module == "im_livechat"
    ]
    with patch.object(around, _OURS, plain, create=True):
        yield


def measure_per_second(env, channel, fresh):
    with _use_plain_method(env):
        return _count_per_second(env, channel, fresh)


def _count_per_second(env, channel, fresh):
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
