# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import hmac
import json
import re

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care.tests.contract import (
    AtOnceContract,
    Challenge,
    ConnectorContract,
    Notice,
)
from odoo.addons.social_care.tools.values import Answer

from .board import KEY, Board

SECRET = "secret of the tests"
MARIA = {"id": "u-maria", "handle": "maria"}
ALLOWED = "social_care.allowed_private_hosts"


class SampleNetwork:
    """What the contract has to know about the board."""

    signs_time = False
    sends_batches = False
    forbids_single_messages = True
    blocked_words = "blocked you"

    def make_account(self):
        self.board = Board()
        self.addCleanup(self.board.stop)
        # Connectors reach no private address that an administrator did not allow.
        self.env["ir.config_parameter"].set_param(ALLOWED, self.board.host)
        account = self.env["social.care.account"].create(
            {
                "name": "Board",
                "network": "sample",
                "team_id": self.team.id,
                "service_url": f"http://{self.board.host}",
                "access_token": KEY,
                "webhook_secret": SECRET,
                "sample_message_days": 3,
            }
        )
        account.action_connect()
        account.stream_ids.stage = "routed"
        return account

    # -- what happens on the network -------------------------------------------

    def customer_posts(self, text, parent=None, private=False):
        parent_id = parent and parent.external_id
        return self.notice("post", self.board.add(MARIA, text, parent_id, private))

    def customer_edits(self, notice, text):
        vals = {"text": text, "edited_at": self.board.tick()}
        return self.notice("edit", self.board.change(notice.external_id, **vals))

    def customer_deletes(self, notice):
        vals = {"deleted_at": self.board.tick()}
        return self.notice("deletion", self.board.change(notice.external_id, **vals))

    def notice(self, kind, post):
        names = {"post": "created", "edit": "edited", "deletion": "deleted"}
        return Notice(post["id"], kind, {"event": names[kind], "post": dict(post)})

    def strange_notice(self):
        return Notice("t1", "unknown", {"event": "typing", "post": {"id": "t1"}})

    def broken_notice(self):
        notice = self.customer_posts("Broken")
        notice.payload["post"]["text"] = ["not", "text"]
        return notice

    def renumber(self, item, number):
        post = item.get("post")
        if isinstance(post, dict) and isinstance(post.get("id"), str):
            post["id"] += f"-{number}"
        return item

    # -- how it tells ----------------------------------------------------------

    def encode_items(self, items):
        (item,) = items
        return json.dumps({"post": item.get("post")}).encode()

    def headers_for(self, items):
        event = re.sub(r"[^ -~]", "?", str(items[0].get("event")))
        return {"X-Sample-Event": event.strip()[:100]}

    def sign(self, raw, at=None):
        digest = hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()
        return {"X-Sample-Signature": digest}

    def challenges(self):
        ping = {"X-Sample-Event": "ping"}
        return [Challenge(Answer("pong"), raw=b"{}", headers=ping)]

    # -- how it takes replies --------------------------------------------------

    def script_failure(self, kind):
        self.board.failure = kind

    def published_texts(self):
        return [
            post["text"]
            for post in self.board.posts
            if post["author"]["id"] == "u-us" and not post["deleted_at"]
        ]


@tagged("post_install", "-at_install")
class TestSampleContract(SampleNetwork, ConnectorContract, HttpCase):
    """The connector keeps the contract."""


@tagged("post_install", "-at_install")
class TestSampleAtOnce(SampleNetwork, AtOnceContract, HttpCase):
    """The same notices from many connections at once."""

    def clean_up(self):
        with self.committed():
            self.env["ir.config_parameter"].set_param(ALLOWED, False)
        return super().clean_up()
