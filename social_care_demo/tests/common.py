# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta

from odoo import fields

from odoo.addons.social_care.tests.contract import Challenge, Notice
from odoo.addons.social_care.tools.moderation import ACTIONS
from odoo.addons.social_care.tools.values import Answer

from ..tools import signatures

SECRET = "secret of the tests"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAA"
    "SUVORK5CYII="
)


class DemoNetwork:
    """The contract's fixture for the demo network.

    Its notices are left to the contract, which pushes them over HTTP.
    """

    has_closed_posts = True
    has_reviews = True
    has_renamed_edits = True
    clock = None
    blocked_words = "has blocked you"
    #: What the network signs with, a key of ``tools.signatures.FORMS``.
    signature = "timed"

    def make_account(self):
        self.person = self.env["social.care.demo.person"].create(
            {"name": "Maria Contract", "handle": "maria.contract", "followers": 70}
        )
        account = self.env["social.care.account"].create(
            {
                "name": "Contract",
                "network": "demo",
                "handle": "contract",
                "team_id": self.team.id,
                "webhook_secret": SECRET,
            }
        )
        account.action_connect()
        account.demo_delivery = "held"
        account.demo_signature = self.signature
        return account

    def tick(self):
        """A second for each thing that happens, as on a real network."""
        start = self.clock or fields.Datetime.now() - timedelta(hours=1)
        self.clock = start + timedelta(seconds=1)
        return self.clock

    def customer_posts_closed(self, text):
        return self.customer_posts(text, is_closed=True)

    def customer_posts(self, text, parent=None, private=False, **vals):
        post = self.post_of(parent)._say(
            {
                "account_id": self.account.id,
                "person_id": self.person.id,
                "text": f"@contract {text}",
                "parent_id": self.post_of(parent).id,
                "private": private,
                "posted_at": self.tick(),
                **vals,
            }
        )
        return self.latest_notice(post, "post")

    def customer_edits(self, notice, text):
        post = self.post_of(notice)
        post._edit(f"@contract {text}", at=self.tick())
        return self.latest_notice(post, "edit")

    def customer_deletes(self, notice):
        post = self.post_of(notice)
        post._take_down(at=self.tick())
        return self.latest_notice(post, "deletion")

    def rename_edits(self):
        self.account.demo_script_id.is_renaming_edits = True

    def review(self, external_id, verdict, reason):
        post = self.env["social.care.demo.post"].search([("uid", "=", external_id)])
        post._decide(verdict, reason)
        # The connector reads it in a cursor of the network.
        self.env.flush_all()
        return self.latest_notice(post, "receipt")

    def answer_in_two_steps(self):
        """Pictures go to the network first."""
        picture = self.env["ir.attachment"].create(
            {"name": "a.png", "raw": PICTURE, "res_model": "social.care.reply"}
        )
        reply = self.answer()
        reply.attachment_ids = picture
        return reply

    def post_of(self, notice):
        uid = notice.external_id if notice else False
        return self.env["social.care.demo.post"].search([("uid", "=", uid)])

    def latest_notice(self, post, kind):
        return Notice(post.uid, kind, post.notice_ids.sorted("id")[-1].payload)

    def strange_notice(self):
        return Notice("typing-1", "unknown", {"event": "typing", "id": "typing-1"})

    def broken_notice(self):
        return Notice("broken-1", "post", {"event": "post.created", "id": "broken-1"})

    def encode_items(self, items):
        return json.dumps({"notices": items}).encode()

    def sign(self, raw, at=None):
        if self.signature != "timed":
            return signatures.make_headers(SECRET, raw, at, self.signature)
        timestamp = str(int(at or time.time()))
        message = timestamp.encode() + b"." + raw
        digest = hmac.new(SECRET.encode(), message, hashlib.sha256).hexdigest()
        return {"X-Demo-Timestamp": timestamp, "X-Demo-Signature": digest}

    def encode_for(self, notices):
        entries = [
            {"account": key, "notices": [notice.payload for notice in told]}
            for key, told in notices.items()
        ]
        return json.dumps({"entries": entries}).encode()

    def challenges(self):
        token = self.account.app_id.verify_token
        raw = b'{"event": "challenge", "challenge": "abc"}'
        return [
            Challenge(Answer("123"), params={"challenge": "123", "token": token}),
            Challenge(Answer('{"challenge": "abc"}', "application/json"), raw=raw),
        ]

    def end_subscription(self):
        self.account.demo_subscription = "died"

    def script_failure(self, kind):
        self.account.demo_script_id.publishing = kind

    def published_texts(self):
        standing = [
            ("account_id", "=", self.account.id),
            ("is_own", "=", True),
            ("deleted_at", "=", False),
        ]
        return self.env["social.care.demo.post"].search(standing).mapped("text")

    def find_moderation(self, mention, code, is_done):
        uid = mention.external_id
        post = self.env["social.care.demo.post"].search([("uid", "=", uid)])
        return {
            name
            for name, action in ACTIONS.items()
            if (
                self.account in post.person_id[action.field]
                if action.is_about_author
                else post[action.field]
            )
        }
