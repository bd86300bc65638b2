# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

import psycopg2
from psycopg2.errors import UniqueViolation

from odoo.tools import mute_logger

from odoo.addons.social_care.models import social_care_event, social_care_event_reading
from odoo.addons.social_care.tools.pace import Pace

from .channel_common import ChannelCase

READING = [("method_name", "=", "_ingest")]


class IngestCase(ChannelCase):
    """Reading in jobs, as it is done beside the tests."""

    def setUp(self):
        super().setUp()
        self.events = self.env["social.care.event"]
        self.events.search([]).unlink()
        self.startPatcher(patch.dict(social_care_event._woken, clear=True))

    def store(self, *events, account=None):
        account = account or self.account
        self.events._store(account, account.stream_ids[0], events, "poll")

    def posts(self, count, prefix="p"):
        return [self.post(f"{prefix}{number}", at=number) for number in range(count)]

    def run_reading(self, seconds=20, batch=500):
        """One job, which has so many seconds."""
        self.env["queue.job"].search(READING).unlink()
        with (
            patch.object(social_care_event_reading, "INGEST_SECONDS", seconds),
            patch.object(social_care_event_reading, "BATCH", batch),
        ):
            self.run_job(self.events, "_ingest")

    def states(self, account=None):
        events = self.events.search([("account_id", "=", (account or self.account).id)])
        return events.sorted("id").mapped("state")

    def next_jobs(self):
        return self.env["queue.job"].search(READING)


class TestTime(IngestCase):
    """A job reads for some seconds, and all accounts have their turn."""

    def test_a_job_whose_time_is_up_leaves_the_rest_to_the_next(self):
        self.store(*self.posts(10))
        self.run_reading(seconds=0, batch=4)
        self.assertEqual(self.states(), ["done"] * 4 + ["new"] * 6)

    def test_the_next_job_follows_at_once(self):
        self.store(*self.posts(10))
        self.run_reading(seconds=0, batch=4)
        self.assertEqual(len(self.next_jobs()), 1)
        self.assertFalse(self.next_jobs().eta)

    def test_job_after_job_reads_everything(self):
        self.store(*self.posts(10))
        for _job in range(3):
            self.run_reading(seconds=0, batch=4)
        self.assertEqual(self.states(), ["done"] * 10)

    def test_an_account_with_a_heap_keeps_no_other_waiting(self):
        other = self.make_account("other", "other")
        self.store(*self.posts(40))
        self.store(*self.posts(1, "other"), account=other)
        with patch.object(Pace, "is_over", self.over_after(2)):
            self.run_reading(batch=5)
        self.assertEqual(self.states(other), ["done"])
        self.assertEqual(self.states().count("done"), 5)

    def over_after(self, batches):
        """As if time were up after so many batches."""
        left = iter([False] * (2 * batches - 1))
        return lambda pace: next(left, True)

    def test_accounts_go_round_in_another_order_each_time(self):
        accounts = [self.make_account(f"a{n}", f"a{n}") for n in range(8)]
        for account in accounts:
            self.store(*self.posts(1, account.handle), account=account)
        orders = {
            tuple(a.id for a in self.events._shuffle_accounts()) for _ in range(9)
        }
        self.assertGreater(len(orders), 1)
        self.assertEqual({len(order) for order in orders}, {len(accounts)})


class TestBadOnes(IngestCase):
    """A notice that breaks its batch is found by halves."""

    def setUp(self):
        super().setUp()
        self.parts = []

    def breaking(self, *bad, error=ZeroDivisionError):
        """Where one of these ids is written, something breaks."""
        mentions = type(self.env["social.care.mention"])
        real = mentions._ingest

        def broken(records, account, values):
            self.parts.append(len(values))
            if {event.external_id for event, _value in values} & set(bad):
                raise error
            return real(records, account, values)

        return patch.object(mentions, "_ingest", broken)

    @mute_logger(social_care_event_reading.__name__)
    def test_one_bad_one_costs_few_parts_and_no_single_reads(self):
        self.store(*self.posts(64))
        with self.breaking("p37"):
            self.events._ingest_batch()
        self.assertEqual(self.states().count("failed"), 1)
        self.assertEqual(self.states().count("done"), 63)
        # The whole, and two halves on each of the six levels below.
        self.assertEqual(len(self.parts), 1 + 2 * 6)

    @mute_logger(social_care_event_reading.__name__)
    def test_several_bad_ones_fail_alone(self):
        bad = {"p0", "p7", "p8", "p15"}
        self.store(*self.posts(16))
        with self.breaking(*bad):
            self.run_reading()
        failed = self.events.search([("state", "=", "failed")])
        self.assertEqual(set(failed.mapped("external_id")), bad)
        self.assertEqual(len(self.events.search([("state", "=", "done")])), 12)

    @mute_logger(social_care_event_reading.__name__)
    def test_a_search_for_bad_ones_ends_in_time_and_goes_on_in_the_next_job(self):
        self.store(*self.posts(16))
        with self.breaking("p3"):
            for _job in range(30):
                self.run_reading(seconds=0)
                if "new" not in self.states():
                    break
        self.assertEqual(self.states().count("failed"), 1)
        self.assertEqual(self.states().count("done"), 15)

    def test_a_lost_connection_makes_no_notice_bad(self):
        self.store(*self.posts(3))
        for error in (
            psycopg2.InterfaceError("connection already closed"),
            psycopg2.OperationalError("server closed the connection"),
        ):
            with self.breaking("p1", error=error), self.assertRaises(type(error)):
                self.run_reading()
        self.assertEqual(self.states(), ["new"] * 3)

    @mute_logger(social_care_event_reading.__name__)
    def test_a_key_that_is_taken_again_and_again_is_a_bad_notice(self):
        self.store(*self.posts(8))
        with (
            self.breaking("p5", error=UniqueViolation),
            patch.object(social_care_event_reading.time, "sleep"),
        ):
            self.events._ingest_batch()
        self.assertEqual(self.states().count("failed"), 1)
        self.assertEqual(self.states().count("done"), 7)

    def test_a_value_that_cannot_be_stored_fails_before_it_is_written(self):
        good, bad = self.post("good"), self.post("bad")
        demo = type(self.env["social.care.connector.demo"])
        parse = demo._parse

        def without_id(connector, account, payload, kind):
            value = parse(connector, account, payload, kind)
            if value.external_id == "bad":
                object.__setattr__(value, "external_id", "")
            return value

        with (
            self.breaking(),
            patch.object(demo, "_parse", without_id),
            mute_logger(social_care_event_reading.__name__),
        ):
            self.store(good, bad)
            self.run_reading()
        self.assertEqual(self.parts, [1])
        failed = self.events.search([("state", "=", "failed")])
        self.assertIn("has no id", failed.error)


class TestStoring(IngestCase):
    """What comes is stored once, in its order."""

    def test_the_order_of_a_delivery_is_kept(self):
        names = [f"p{number}" for number in range(250)]
        self.store(*self.posts(250))
        stored = self.events.search([], order="id").mapped("external_id")
        self.assertEqual(stored, names)

    def test_notices_without_an_id_are_distinguished_by_content(self):
        self.store(*(self.post("", text=text) for text in ("one", "two", "one")))
        self.assertEqual(len(self.events.search([])), 2)

    def test_deep_nesting_is_cut_where_it_can_be_read(self):
        event = self.post("deep")
        event.payload["post"]["images"] = deep = []
        for _level in range(500):
            deep.append([])
            deep = deep[0]
        self.store(event)
        payload = self.events.search([]).payload
        self.assertEqual(payload["post"]["text"], event.payload["post"]["text"])
        self.assertIn("[" * 90, str(payload["post"]["images"]))
