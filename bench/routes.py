# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The three routes that take a notice: ours, the floor, and OCA's Telegram gateway."""

import hashlib
import hmac
import json
import time

SECRET = "bench"


class Bare:
    """One INSERT, nothing verified: no webhook in Odoo can be cheaper."""

    count = 400

    def __init__(self, env):
        self.env = env

    def request(self, post):
        return "/social_care_bench/row", *signed_notice(post)

    def stored(self):
        return self.env["social.care.bench.row"].search_count([])


class SocialCare:
    """Verified, stored once and for all, answered."""

    count = 400

    def __init__(self, env):
        self.account = webhook_account(env)

    def request(self, post):
        return f"/social_care/webhook/{self.account.webhook_token}", *signed_notice(
            post
        )

    def stored(self):
        events = self.account.env["social.care.event"]
        return events.search_count([("account_id", "=", self.account.id)])


class TelegramGateway:
    """OCA's gateway makes a channel for each person and posts a message to it."""

    count = 20

    def __init__(self, env):
        self.gateway = env["mail.gateway"].create(
            {
                "name": "Bench",
                "gateway_type": "telegram",
                "token": "1:bench",
                "webhook_key": "bench",
                "webhook_secret": SECRET,
                "member_ids": env.ref("base.user_admin").ids,
            }
        )
        # Setting the webhook would call Telegram; this is what it ends with.
        self.gateway.integrated_webhook_state = "integrated"

    def request(self, post):
        headers = {
            "Content-Type": "application/json",
            "X-Telegram-Bot-Api-Secret-Token": SECRET,
        }
        body = json.dumps(telegram_update(post)).encode()
        return "/gateway/telegram/bench/update", headers, body

    def stored(self):
        return self.gateway.env["mail.message"].search_count(
            [("gateway_type", "=", "telegram")]
        )


def webhook_account(env, stage="routed"):
    """A connected account of the webhook connector, whose tickets go to a team."""
    account = env["social.care.account"].create(
        {"name": stage, "network": "webhook", "handle": stage, "webhook_secret": SECRET}
    )
    account._connect()
    account.team_id = env["helpdesk.ticket.team"].search([], limit=1)
    account.stream_ids.stage = stage
    return account


def signed_notice(post):
    """(headers, body)"""
    body = json.dumps(webhook_notice(post)).encode()
    now = str(int(time.time()))
    signed = f"{now}.".encode() + body
    digest = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/json",
        "X-Social-Care-Timestamp": now,
        "X-Social-Care-Signature": f"sha256={digest}",
    }
    return headers, body


def webhook_notice(post):
    return {
        "id": str(post.number),
        "kind": "post",
        "text": post.text,
        "author": {"id": f"p{post.author}", "handle": f"person{post.author}"},
        "posted_at": post.at.isoformat(),
    }


def telegram_update(post):
    person = {"id": post.author + 1, "first_name": f"Person {post.author}"}
    return {
        "update_id": post.number + 1,
        "message": {
            "message_id": post.number + 1,
            "from": {**person, "is_bot": False, "language_code": "en"},
            "chat": {**person, "type": "private"},
            "date": int(post.at.timestamp()),
            "text": post.text,
        },
    }
