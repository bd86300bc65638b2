# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from copy import deepcopy
from unittest.mock import patch

from odoo.addons.social_care.tools.values import Page


def nested(levels):
    value = "deep"
    for _level in range(levels):
        value = [value]
    return value


#: What a stranger may put in place of anything.
ODDITIES = (
    None,
    True,
    5,
    -1,
    10**30,
    1e308,
    "",
    " ",
    "x" * 25_000,
    "e" + "\u0301" * 3000,
    "nul \x00 and half a sign \ud83d",
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00",
    "javascript:alert(1)",
    [],
    ["a"],
    {},
    {"a": {"b": None}},
    nested(80),
)
#: Words that help a programmer, and nobody who runs a tool.
PYTHON_NAMES = r"Error\b|Exception|Traceback|NoneType|<class|object has no|\bself\b"


def spoil(item):
    """Copies of ``item``: in each one value, however deep inside, is something else or
    missing."""
    for path in _paths(item):
        for oddity in ODDITIES:
            copy = deepcopy(item)
            _parent(copy, path)[path[-1]] = oddity
            yield copy
        copy = deepcopy(item)
        del _parent(copy, path)[path[-1]]
        yield copy


def _paths(value, path=()):
    items = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield (*path, key)
        yield from _paths(item, (*path, key))


def _parent(value, path):
    for key in path[:-1]:
        value = value[key]
    return value


class HostileContract:
    """What makes no sense is kept and explained, and hides nothing beside it."""

    def test_hostile_items_of_a_poll_hide_nothing(self):
        items = self.hostile_items()
        stream = self.account.stream_ids[0]
        stream.transport = self.capabilities.transports[0]
        page = Page(items, {"walked": 1})
        with patch.object(
            type(self.connector), "_fetch_items", lambda self, stream, cursor: page
        ):
            stream._poll()
        self.assertFalse(stream.last_error)
        self.assertEqual(stream.cursor, {"walked": 1})
        self.assert_good_ones_are_heard()

    def test_hostile_items_of_a_webhook_hide_nothing(self):
        self.require_webhook()
        items = self.hostile_items()
        for start in range(0, len(items), 50):
            response = self.push_items(items[start : start + 50])
            self.assertLess(response.status_code, 300, response.text)
        self.assert_good_ones_are_heard()

    def test_hostile_item_is_unreadable_until_somebody_can_read_it(self):
        (event,) = self.connector._make_events(self.account, [{"b": "nothing"}])
        if event.kind != "unreadable":
            self.skipTest("the connector makes sense of everything")
        event = self.store(self.account.stream_ids[0], [event])
        self.ingest()
        self.assertEqual(event.state, "failed")
        self.assertEqual(event.payload, {"notice": {"b": "nothing"}})
        good = self.item_of(self.customer_posts("Where is my parcel?"))
        event.payload = {"notice": good}
        event.action_replay()
        self.ingest()
        self.assertEqual(event.state, "done")
        text = "Where is my parcel?"
        heard = self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id), ("text", "like", text)]
        )
        self.assertTrue(heard)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def hostile_items(self):
        """Good items first, in the middle and last, and all that is wrong with
        another one between them."""
        # Nobody needs a ticket of each.
        self.account.stream_ids.stage = "manual"
        self.app.max_body_kb = 16 * 1024
        self.good = [self.customer_posts(f"Where is parcel {n}?") for n in range(3)]
        first, middle, last = map(self.item_of, self.good)
        victim = self.item_of(self.customer_posts("This one is spoiled"))
        self.assertNotEqual(
            self.renumber(deepcopy(victim), 0),
            victim,
            "renumber() found no ID to change in a good item: override it",
        )
        spoiled = [
            self.renumber(deepcopy(copy), number)
            for number, copy in enumerate(spoil(victim))
        ]
        half = len(spoiled) // 2
        return [first, *spoiled[:half], middle, *spoiled[half:], last]

    def assert_good_ones_are_heard(self):
        while self.env["social.care.event"]._ingest_batch():
            self.env.flush_all()
        for notice in self.good:
            self.assertEqual(self.mention(notice).state, "inbox")
        self.assertNotIn("new", self.all_events().mapped("state"))
        self.assert_explained(self.all_events())
        self.assert_nobody_speaks_for_us()

    def assert_explained(self, events):
        for event in events.filtered(lambda event: event.state == "failed"):
            self.assertTrue(event.error)
            self.assertNotRegex(event.error, PYTHON_NAMES)
            self.assertTrue(event.payload)

    def assert_nobody_speaks_for_us(self):
        mentions = self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id)]
        )
        self.assertFalse(mentions.filtered("is_own"))
        self.assertLessEqual(max(len(m.text or "") for m in mentions), 20_000)
