# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Our own posts were told by our handle, or by "self", which strangers can have,
    too: each account gets an id that the tool has to be told."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    accounts = env["social.care.account"].with_context(active_test=False)
    connected = [("network", "=", "webhook"), ("external_id", "!=", False)]
    for account in accounts.search(connected):
        if account.external_id in (account.handle, "self"):
            account.external_id = f"own-{secrets.token_hex(8)}"
            account.message_post(body=_words(env, account))


def _words(env, account):
    return env._(
        "Posts of your own are no longer recognized by the handle. If the tool reports "
        "them, let it send %s as author.id, or enter on this account the ID that it "
        "sends.",
        account.external_id,
    )
