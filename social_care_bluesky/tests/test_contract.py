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
