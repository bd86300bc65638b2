# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care.tests.contract import ContractCase

from .common import OWN_ID, WebhookNetwork

LONE_SURROGATE = "\ud800"


@tagged("post_install", "-at_install")
class TestOddities(WebhookNetwork, ContractCase, HttpCase):
    """Whatever a tool sends: it is kept, and what is good beside it comes through."""

    def setUp(self):
        super().setUp()
        self.good = self.customer_posts("Where is my parcel?")

    def take(self, *odd):
        """Send these beside something good. Returns the events of the odd ones."""
        raw = json.dumps({"events": [*odd, self.good.payload]}).encode()
        response = self.push_raw(raw, self.sign(raw))
        self.assertLess(response.status_code, 300, response.text)
        self.ingest()
        self.assertTrue(self.mention(self.good).ticket_id)
        self.assertFalse(self.all_events().filtered(lambda e: e.state == "new"))
        return (self.all_events() - self.events(self.good)).sorted("id")

    def odd(self, **vals):
        return {**self.customer_posts("odd").payload, **vals}

    def assert_fails(self, *odd):
        events = self.take(*odd)
        self.assertEqual(set(events.mapped("state")), {"failed"})
        self.assertTrue(all(events.mapped("error")))
        self.assertTrue(all(events.mapped("payload")))

    def assert_comes_through(self, *odd):
        self.assertEqual(set(self.take(*odd).mapped("state")), {"done"})

    def test_what_makes_no_sense_fails(self):
        self.assert_fails(
            self.odd(text=None),
            self.odd(text=["a"]),
            self.odd(posted_at="some day"),
            self.odd(id=""),
            {"kind": "post"},
            {"kind": "edit", "text": "who said it?"},
            {"kind": "receipt", "id": "r1", "status": "perhaps"},
        )

    def test_numbers_out_of_range_lose_nobody(self):
        for followers in (10**20, 10**400, -1, "many"):
            self.assert_comes_through(
                self.odd(author={"handle": "maria", "followers": followers})
            )

    def test_a_number_longer_than_python_reads_loses_nobody(self):
        raw = json.dumps([self.odd(text="huge"), self.good.payload])
        raw = raw.replace('"followers": 70', '"followers": 1' + "0" * 5000).encode()
        self.assertEqual(self.push_raw(raw, self.sign(raw)).status_code, 200)
        self.ingest()
        self.assertTrue(self.mention(self.good).ticket_id)

    def test_an_empty_id_fails_alone_and_in_words(self):
        events = self.take({"id": ""}, self.odd(id=""))
        self.assertEqual(set(events.mapped("state")), {"failed"})

    def test_attachments_of_any_type_break_nothing(self):
        self.take(
            self.odd(attachments=[{"type": "url", "url": "https://x.example/a"}]),
            self.odd(media=[{"type": "url", "url": "https://x.example/a"}]),
            self.odd(media=[{"kind": "url", "url": "https://x.example/a"}]),
            self.odd(media=[{"kind": ["url"]}]),
            self.odd(media={"type": "url"}),
        )

    def test_times_at_the_end_of_time(self):
        self.assert_comes_through(
            self.odd(posted_at="0001-01-01T00:00:00+14:00"),
            self.odd(posted_at="9999-12-31T23:59:59-12:00"),
        )

    def test_what_is_no_object_is_kept(self):
        events = self.take("text", 5, None, ["a"], True)
        self.assertEqual(set(events.mapped("kind")), {"unknown"})
        self.assertEqual(len(events), 5)

    def test_signs_that_no_database_takes(self):
        self.assert_comes_through(
            self.odd(text="nul \x00 and surrogate " + LONE_SURROGATE),
            self.odd(author={"id": "\x00", "handle": LONE_SURROGATE + "x"}),
            self.odd(id="id\x00" + LONE_SURROGATE),
        )

    def test_an_id_with_a_sign_that_no_database_takes_is_not_our_own(self):
        for odd in ("\x00", LONE_SURROGATE):
            event = self.take(self.odd(author={"id": OWN_ID + odd, "handle": "x"}))[-1]
            self.assertFalse(event.mention_id.is_own)
            self.assertTrue(event.mention_id.ticket_id)

    def test_ids_that_differ_by_such_a_sign_are_two(self):
        events = self.take(
            self.odd(id="twin"), self.odd(id="twin\x00"), self.odd(id="twin?")
        )
        self.assertEqual(len(events.mention_id), 3)

    def test_long_things(self):
        self.assert_comes_through(
            self.odd(text="a" * 100_000),
            self.odd(
                author={"id": "b" * 2000, "handle": "c" * 2000, "name": "d" * 2000}
            ),
            self.odd(id="e" * 2000, thread_id="f" * 2000, parent_id="g" * 2000),
        )

    def test_parents_in_a_circle(self):
        self.assert_comes_through(
            self.odd(id="self", parent_id="self"),
            self.odd(id="a", parent_id="c"),
            self.odd(id="b", parent_id="a"),
            self.odd(id="c", parent_id="b"),
        )

    def test_parents_in_a_circle_one_after_the_other(self):
        for post in (
            self.odd(id="a", parent_id="c"),
            self.odd(id="b", parent_id="a"),
            self.odd(id="c", parent_id="b"),
        ):
            self.take(post)

    def test_deeply_nested(self):
        raw = b"[" * 100_000 + b"]" * 100_000
        response = self.push_raw(raw, self.sign(raw))
        self.assertEqual(response.status_code, 400)

    def test_numbers_that_json_does_not_have(self):
        for number in (b"NaN", b"Infinity", b"-Infinity", b"1e999"):
            raw = b'{"id": "1", "kind": "like", "count": %s}' % number
            response = self.push_raw(raw, self.sign(raw))
            self.assertEqual(response.status_code, 400, number)

    def test_same_id_of_another_kind(self):
        self.assert_comes_through(
            self.odd(id="same", kind="post"),
            self.odd(id="same", kind="direct"),
            self.odd(id="same", kind="edit", text="edited"),
            {"id": "same", "kind": "deletion"},
            {"id": "same", "kind": "like"},
        )

    def test_deletion_of_what_nobody_knows(self):
        self.assert_comes_through({"id": "nothing", "kind": "deletion"})

    def test_failed_one_is_replayed_when_it_makes_sense(self):
        event = self.take(self.odd(text={"said": "nothing"}))
        event.payload = {**event.payload, "text": "now it does"}
        event.action_replay()
        self.ingest()
        self.assertEqual(event.state, "done")
        self.assertEqual(event.mention_id.text, "now it does")

    def test_form_encoded_body_is_refused(self):
        raw = self.encode([self.good])
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        headers.update(self.sign(raw))
        response = self.url_open(self.webhook_path, data=raw, headers=headers)
        self.assertEqual(response.status_code, 415)

    def test_get_is_not_an_answer(self):
        self.assertEqual(self.url_open(self.webhook_path).status_code, 404)
