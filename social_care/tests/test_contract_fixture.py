# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from types import SimpleNamespace

from odoo.tests import BaseCase

from .contract_hostile import HostileContract
from .contract_network import ContractCase, NetworkFixture, Notice


class Fixture(HostileContract, ContractCase):
    """The contract's steps without a database: what would be pushed is kept."""

    def __init__(self):
        self.pushed = []
        self.statuses = []
        stream = SimpleNamespace(stage="")
        self.account = SimpleNamespace(
            stream_ids=stream, sudo=lambda: SimpleNamespace(app_id=SimpleNamespace())
        )

    assertNotEqual = BaseCase.assertNotEqual
    _getAssertEqualityFunc = None
    failureException = AssertionError

    def _formatMessage(self, message, _standard):
        return message

    def customer_posts(self, text, parent=None, private=False):
        return Notice("1", "post", {"id": "1", "text": text})

    def sign(self, raw, at=None):
        return {"signature": str(len(raw))}

    def push_raw(self, raw, headers):
        self.pushed.append((json.loads(raw), headers))
        return SimpleNamespace(status_code=(self.statuses or [200]).pop(0))


class NamedEvents(Fixture):
    """A network that tells of one event with each request, by a header."""

    sends_batches = False

    def item_of(self, notice):
        return {"event": notice.kind, "body": notice.payload}

    def headers_for(self, items):
        return {"event": str(items[0].get("event"))}

    def encode_items(self, items):
        return json.dumps(items[0].get("body")).encode()


class TestContractFixture(BaseCase):
    """What the contract does with what a connector's tests tell about their network."""

    def test_notices_are_pushed_together_by_default(self):
        fixture = Fixture()
        notices = [fixture.customer_posts("A"), fixture.customer_posts("B")]
        fixture.push(notices)
        ((body, headers),) = fixture.pushed
        self.assertEqual([item["text"] for item in body], ["A", "B"])
        self.assertEqual(list(headers), ["signature"])

    def test_a_network_without_batches_gets_a_request_for_each_notice(self):
        fixture = NamedEvents()
        notices = [fixture.customer_posts("A"), fixture.customer_posts("B")]
        fixture.push(notices)
        self.assertEqual(
            [body["text"] for body, _headers in fixture.pushed], ["A", "B"]
        )
        for _body, headers in fixture.pushed:
            self.assertEqual(headers["event"], "post")
            self.assertTrue(headers["signature"])

    def test_spoiled_items_are_pushed_with_the_headers_that_tell_of_them(self):
        fixture = NamedEvents()
        fixture.push_items([{"event": None, "body": 5}, {"body": []}])
        self.assertEqual([body for body, _headers in fixture.pushed], [5, []])
        events = [headers["event"] for _body, headers in fixture.pushed]
        self.assertEqual(events, ["None", "None"])

    def test_one_request_that_is_refused_is_what_the_contract_hears(self):
        fixture = NamedEvents()
        fixture.statuses = [200, 400, 200]
        answer = fixture.push_items([{"body": 1}, {"body": 2}, {"body": 3}])
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(len(fixture.pushed), 3)

    def test_a_good_item_that_renumber_leaves_as_it_is_fails(self):
        self.assertTrue(Fixture().hostile_items())
        with self.assertRaisesRegex(AssertionError, "override it"):
            NamedEvents().hostile_items()

    def test_a_fixture_says_nothing_in_headers_by_default(self):
        self.assertEqual(NetworkFixture().headers_for([{}]), {})
