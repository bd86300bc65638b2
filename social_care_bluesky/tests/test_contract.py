# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import skipUnless

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care.tests.contract import (
    AtOnceContract,
    ConnectorContract,
    Notice,
)

from .common import PUT, BlueskyNetwork
from .network import MISSING, PDS, wait_for

THREADGATE = "app.bsky.feed.threadgate"
WAYS = ("like", "hide", "mute", "block", "report")
# What is no record of ours, and is written by a procedure of its own.
WRITES = {
    "mute": "app.bsky.graph.muteActor",
    "report": "com.atproto.moderation.createReport",
}


class ContractNetwork(BlueskyNetwork):
    """The real network, as the contract's tests use it."""

    has_edits = False
    has_private = False
    blocked_words = "blocks this one"

    def make_account(self):
        self.meet()
        return self.connect_account(team_id=self.team.id)

    def customer_posts(self, text, parent=None, private=False):
        above = parent and parent.external_id
        return Notice(self.customer.post(text, to=self.brand, parent=above), "post")

    def customer_deletes(self, notice):
        return Notice(notice.external_id, "deletion")

    def bring(self, notice):
        """What is deleted cannot be found any more, so it is deleted only now."""
        if notice.kind == "deletion":
            self.customer.delete(notice.external_id)
        return super().bring(notice)

    def item_of(self, notice):
        _stream, (event, *_others) = self.find(notice)
        return event.payload

    def renumber(self, item, number):
        if isinstance(item.get("uri"), str):
            item["uri"] += str(number)
        return item

    def script_failure(self, kind):
        if kind == "lost_answer":
            self.road.lose_answer(PUT)
        elif kind == "blocked":
            self.customer.block(self.brand)
            uri = self.customer.own_records()[0]["uri"]
            wait_for(lambda: not self.brand.look(uri))
        else:
            self.road.refuse(PUT, int(kind))

    def customer_posts_for_moderation(self, code):
        """Replies can be hidden below a post of ours."""
        if code != "hide":
            return super().customer_posts_for_moderation(code)
        ours = self.brand.post("We are open again.")
        uri = self.customer.post("Your shop is a disgrace", to=self.brand, parent=ours)
        return Notice(uri, "post")

    def script_moderation_failure(self, code, kind):
        method = WRITES.get(code, PUT)
        if kind == "lost_answer":
            self.road.lose_answer(method)
        else:
            self.road.refuse(method, int(kind))

    def find_moderation(self, mention, code, is_done):
        """The network shows it to other clients of ours after a moment."""
        return wait_for(lambda: self.look_for(mention, code, is_done))[0]

    def look_for(self, mention, code, is_done):
        found = {name for name in WAYS if getattr(self, f"is_{name}")(mention)}
        return (found,) if (code in found) == is_done else None

    def is_like(self, mention):
        view = self.brand.look(mention.external_id) or {}
        return bool(view.get("viewer", {}).get("like"))

    def is_hide(self, mention):
        listed = self.brand.ask(
            "com.atproto.repo.listRecords", repo=self.brand.did, collection=THREADGATE
        )
        gates = [record["value"] for record in listed["records"]]
        return any(mention.external_id in gate["hiddenReplies"] for gate in gates)

    def is_mute(self, mention):
        return self.see_author(mention).get("muted", False)

    def is_block(self, mention):
        return bool(self.see_author(mention).get("blocking"))

    def is_report(self, mention):
        """What was reported is told to nobody but moderators."""
        return self.road.calls[WRITES["report"]] > 0

    def see_author(self, mention):
        did = mention.profile_id.external_id
        return self.brand.ask("app.bsky.actor.getProfile", actor=did)["viewer"]

    def published_texts(self):
        return [record["value"]["text"] for record in self.brand.own_records()]


@tagged("post_install", "-at_install")
@skipUnless(PDS, MISSING)
class TestBlueskyContract(ContractNetwork, ConnectorContract, HttpCase):
    """The connector keeps the contract."""


@tagged("post_install", "-at_install")
@skipUnless(PDS, MISSING)
class TestBlueskyAtOnce(ContractNetwork, AtOnceContract, HttpCase):
    """The same posts from many connections at once."""

    def clean_up(self):
        with self.committed():
            self.env["ir.config_parameter"].set_param(
                "social_care.allowed_private_hosts", False
            )
        return super().clean_up()
