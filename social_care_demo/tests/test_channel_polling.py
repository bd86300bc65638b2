# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tools import mute_logger

from odoo.addons.social_care.tests.surroundings import in_good_order
from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.http import Response
from odoo.addons.social_care.tools.rate_limit import Budget, read_meta
from odoo.addons.social_care.tools.values import Fetched, Finding

from .channel_common import JOHN, ChannelCase

MINUTE = timedelta(minutes=1)


class TestPolling(ChannelCase):
    """A stream goes on where it stopped, and waits when it should."""

    def setUp(self):
        super().setUp()
        self.account.stream_ids.transport = "poll"
        self.asked = []

    def poll(self, *answers):
        """Poll; each page is the next of ``answers``: Fetched or an error."""
        pages = iter(answers)

        def fetch(connector, stream, cursor):
            self.asked.append(cursor)
            answer = next(pages)
            if isinstance(answer, Exception):
                raise answer
            return answer

        connector = type(self.env["social.care.connector.demo"])
        with patch.object(connector, "_fetch", fetch):
            self.stream._poll()
        self.hear_at_once()

    def page(self, *events, after=1, more=False):
        return Fetched(list(events), {"after": after}, more)

    def test_it_begins_with_an_empty_cursor_and_goes_on_with_the_last(self):
        self.poll(self.page(after=7))
        self.poll(self.page(after=9))
        self.assertEqual(self.asked, [{}, {"after": 7}])
        self.assertEqual(self.stream.cursor, {"after": 9})

    def test_what_it_finds_becomes_mentions(self):
        self.poll(self.page(self.post("a"), self.post("b", who=JOHN)))
        self.assertEqual(len(self.mentions("a", "b").ticket_id), 2)

    def test_it_reads_on_while_there_is_more(self):
        self.poll(self.page(self.post("a"), more=True), self.page(self.post("b")))
        self.assertTrue(self.mention("a"))
        self.assertTrue(self.mention("b"))

    def test_one_poll_is_bounded_and_the_next_follows_at_once(self):
        pages = [self.page(after=n, more=True) for n in range(1, 100)]
        self.poll(*pages)
        self.assertLess(len(self.asked), 50)
        self.assertLessEqual(self.stream.next_poll_at, fields.Datetime.now())
        self.assertFalse(self.stream.reconciled_until)

    def test_the_next_poll_waits_as_the_stream_says(self):
        self.stream.poll_minutes = 5
        before = fields.Datetime.now()
        self.poll(self.page())
        self.assertGreaterEqual(self.stream.next_poll_at, before + 5 * MINUTE)
        self.assertEqual(self.stream.reconciled_until, self.stream.last_poll_at)

    def test_pages_read_before_an_error_are_kept(self):
        fault = errors.Temporary("No line")
        self.poll(self.page(self.post("a"), after=7, more=True), fault)
        self.assertTrue(self.mention("a"))
        self.assertEqual(self.stream.cursor, {"after": 7})
        self.assertEqual(self.stream.last_error, "No line")

    def test_errors_wait_ever_longer_and_a_success_forgets_them(self):
        waits = []
        for count in range(1, 6):
            now = fields.Datetime.now()
            self.poll(errors.Temporary("No line"))
            self.assertEqual(self.stream.failure_count, count)
            self.assertEqual(self.stream.backoff_until, self.stream.next_poll_at)
            waits.append(self.stream.next_poll_at - now)
        self.assertEqual(waits, sorted(waits))
        self.assertGreater(waits[-1], 4 * waits[0])
        self.poll(self.page())
        self.assertFalse(self.stream.backoff_until)
        self.assertFalse(self.stream.last_error)
        self.assertEqual(self.stream.failure_count, 0)

    def test_a_rate_limit_waits_until_the_network_s_time(self):
        until = fields.Datetime.now() + 17 * MINUTE
        self.poll(errors.RateLimited("Slow down", until))
        self.assertEqual(self.stream.next_poll_at, until)

    def test_one_error_is_no_failing_account_but_three_are_told(self):
        for _ in range(2):
            self.poll(errors.Temporary("No line"))
            self.assertFalse(self.account.status_message)
        self.poll(errors.Temporary("No line"))
        self.assertEqual(self.account.status_message, "No line")
        self.assertEqual(self.account.state, "connected")

    def test_lost_access_fails_the_account_at_once_and_a_success_mends_it(self):
        self.poll(errors.AuthorizationLost("Password changed"))
        self.assertEqual(self.account.state, "failing")
        self.assertEqual(self.account.status_message, "Password changed")
        self.poll(self.page())
        self.assertEqual(self.account.state, "connected")
        self.assertFalse(self.account.status_message)

    def test_a_failing_account_is_still_polled(self):
        self.poll(errors.AuthorizationLost("Password changed"))
        self.stream.next_poll_at = False
        self.assertIn(self.stream, self.enqueued())

    def enqueued(self):
        """Streams that the cron puts into the queue now."""
        jobs = self.env["queue.job"].search([("method_name", "=", "_poll")])
        jobs.unlink()
        self.env["social.care.stream"]._cron_poll()
        jobs = self.env["queue.job"].search([("method_name", "=", "_poll")])
        return self.stream.browse([job.records.id for job in jobs])

    def test_only_streams_whose_time_has_come_are_polled(self):
        first, second, third = self.account.stream_ids
        second.next_poll_at = fields.Datetime.now() + MINUTE
        third.transport = "webhook"
        found = self.enqueued() & self.account.stream_ids
        self.assertEqual(found, first)

    def test_paused_and_archived_ones_are_not_polled(self):
        self.stream.active = False
        self.assertNotIn(self.stream, self.enqueued())
        self.account.action_pause()
        self.assertFalse(self.enqueued() & self.account.stream_ids)


class TestGap(ChannelCase):
    """What only a poll found although the webhook should have brought it."""

    def setUp(self):
        super().setUp()
        self.stream.transport = "both"
        self.stream.last_poll_at = self.at(0)

    def found_by_poll(self, at):
        event = self.post("a", at=at)
        page = Fetched([event], {})
        connector = type(self.env["social.care.connector.demo"])
        with patch.object(connector, "_fetch", return_value=page):
            self.stream._poll()
        return self.env["social.care.event"].search(
            [("account_id", "=", self.account.id), ("external_id", "=", "a")]
        )

    def test_a_notice_that_the_webhook_missed_is_a_gap(self):
        self.assertTrue(self.found_by_poll(at=60).gap)
        self.assertEqual(self.account.gap_count, 1)

    def test_a_notice_that_the_webhook_brought_is_none(self):
        store = self.env["social.care.event"]
        store._store(self.account, self.stream, [self.post("a", at=60)], "webhook")
        self.assertFalse(self.found_by_poll(at=60).gap)

    def test_a_notice_still_on_its_way_is_none(self):
        now = (fields.Datetime.now() - self.start).total_seconds()
        self.assertFalse(self.found_by_poll(at=now - 30).gap)

    def test_a_notice_from_before_the_last_poll_is_none(self):
        self.assertFalse(self.found_by_poll(at=-60).gap)

    def test_without_a_webhook_nothing_is_a_gap(self):
        self.stream.transport = "poll"
        self.assertFalse(self.found_by_poll(at=60).gap)


class TestHealth(ChannelCase):
    """The account can prove how complete it is."""

    def test_it_says_what_was_received_last(self):
        self.hear(self.post("a", at=5), self.post("b", who=JOHN, at=3))
        self.assertEqual(self.account.received_until, self.at(5))
        self.assertTrue(self.account.last_event_at)
        self.assertEqual(self.account.mention_count, 2)

    def test_it_is_reconciled_as_far_as_its_slowest_stream(self):
        first, second, third = self.account.stream_ids
        first.reconciled_until, second.reconciled_until = self.at(5), self.at(3)
        self.assertFalse(self.account.reconciled_until)
        third.reconciled_until = self.at(9)
        self.assertEqual(self.account.reconciled_until, self.at(3))

    def test_streams_that_only_wait_for_webhooks_are_not_reconciled(self):
        first, *others = self.account.stream_ids
        for stream in others:
            stream.transport = "webhook"
        first.reconciled_until = self.at(5)
        self.assertEqual(self.account.reconciled_until, self.at(5))

    def test_what_the_network_took_down_in_silence_is_found(self):
        mentions = self.hear(self.post("a"), self.post("b", who=JOHN, at=1))
        connector = type(self.env["social.care.connector.demo"])
        with patch.object(connector, "_check_alive", return_value={"b"}):
            self.account._reconcile()
        self.hear_at_once()
        self.assertFalse(mentions[0].deleted_at)
        self.assertTrue(mentions[1].deleted_at)
        self.assertFalse(mentions[1].text)

    def test_a_budget_stops_calls_before_the_network_has_to(self):
        budgets = self.env["social.care.budget"]
        later = fields.Datetime.now() + MINUTE
        budgets._note(self.account, "posts", Budget("", 100, 0, later))
        connector = self.account._get_connector()
        with patch.object(type(connector), "_make_client") as client:
            with self.assertRaises(errors.RateLimited) as caught:
                connector._call(self.account, "posts", "GET", "https://x.example")
        self.assertEqual(caught.exception.until, later)
        client.assert_not_called()
        self.assertFalse(budgets._get_spent_until(self.account, "likes"))

    def test_a_renewed_budget_stops_nothing(self):
        budgets = self.env["social.care.budget"]
        budgets._note(self.account, "posts", Budget("", 100, 0, self.at(0)))
        self.assertFalse(budgets._get_spent_until(self.account, "posts"))

    def test_each_budget_of_an_endpoint_stops_it(self):
        """C1: a network may tell several limits for one call."""
        budgets = self.env["social.care.budget"]
        later = fields.Datetime.now() + MINUTE
        budgets._note(self.account, "posts", Budget("", 100, 99, later))
        budgets._note(self.account, "posts", Budget("day", 100, 0, later))
        self.assertEqual(budgets._get_spent_until(self.account, "posts"), later)
        self.assertFalse(budgets._get_spent_until(self.account, "post"))
        self.assertFalse(budgets._get_spent_until(self.account, "posts-of-others"))

    def test_a_limit_whose_name_cannot_be_stored_does_not_lose_the_answer(self):
        """C1: JSON in a header can contain NUL and half characters."""
        connector = self.account._get_connector()
        usage = '{"1": [{"type": "nul \\u0000 half \\ud800", "call_count": 40}]}'
        answer = Response(200, {"x-business-use-case-usage": usage}, b"")
        with patch.object(
            type(connector), "_read_budgets", lambda self, said: read_meta(said.headers)
        ):
            connector._note_budgets(self.account, "posts", answer)
        self.assertEqual(self.account.budget_ids.endpoint, "posts#nul  half ?")

    def test_a_fault_in_reading_limits_does_not_lose_the_answer(self):
        """C1: what was asked for may be done already."""
        connector = self.account._get_connector()
        answer = Response(200, {}, b"")
        fault = {"side_effect": ZeroDivisionError()}
        with (
            patch.object(type(connector), "_read_budgets", **fault),
            mute_logger("odoo.addons.social_care.models.social_care_connector_calls"),
        ):
            connector._note_budgets(self.account, "posts", answer)
        self.assertFalse(self.account.budget_ids)

    def test_limits_that_were_renewed_long_ago_are_forgotten(self):
        budgets = self.env["social.care.budget"]
        now = fields.Datetime.now()
        for name, days in (("new", 1), ("old", -6), ("gone", -8)):
            reset_at = now + timedelta(days=days)
            budgets._note(self.account, name, Budget("", 10, 5, reset_at))
        budgets._gc_old()
        self.assertEqual(self.account.budget_ids.mapped("endpoint"), ["new", "old"])

    def test_the_headers_of_an_answer_become_budgets(self):
        """C1: those of a real Mastodon server, and those that a connector reads."""
        connector = self.account._get_connector()
        headers = {
            "x-ratelimit-limit": "300",
            "x-ratelimit-remaining": "0",
            "x-ratelimit-reset": "2100-01-01T00:00:00.653429Z",
            "x-app-usage": '{"call_count": 40}',
        }
        answer = Response(200, headers, b"")
        connector._note_budgets(self.account, "posts", answer)
        with patch.object(
            type(connector), "_read_budgets", lambda self, said: read_meta(said.headers)
        ):
            connector._note_budgets(self.account, "posts", answer)
        self.assertEqual(
            [(b.endpoint, b.allowance, b.remaining) for b in self.account.budget_ids],
            [("posts", 300, 0), ("posts#app", 100, 60)],
        )
        self.assertTrue(
            self.env["social.care.budget"]._get_spent_until(self.account, "posts")
        )

    def test_the_last_word_of_the_network_counts(self):
        budgets = self.env["social.care.budget"]
        later = fields.Datetime.now() + MINUTE
        for remaining in (0, 5):
            budgets._note(self.account, "posts", Budget("", 100, remaining, later))
        self.assertEqual(self.account.budget_ids.remaining, 5)

    def test_a_diagnosis_names_the_worst_first(self):
        in_good_order(self)
        self.account.write({"demo_publishing": "400", "demo_delivery": "normal"})
        self.account.token_expires_at = fields.Datetime.now() + timedelta(days=3)
        connector = type(self.env["social.care.connector.demo"])
        findings = [Finding("ok", "Fine", "-"), Finding("error", "Broken", "Mend it")]
        with patch.object(connector, "_diagnose", return_value=findings):
            self.account.with_user(self.manager).action_diagnose()
        levels = [finding["level"] for finding in self.account.diagnosis]
        self.assertEqual(levels, ["error", "warning", "ok", "ok"])
        for finding in self.account.diagnosis:
            self.assertTrue(finding["fix"] or finding["level"] == "ok")

    def test_a_copy_is_told_so_without_asking_the_network(self):
        self.account.publish_database_uuid = "another"
        connector = type(self.env["social.care.connector.demo"])
        with patch.object(connector, "_diagnose") as asked:
            self.account.with_user(self.manager).action_diagnose()
        asked.assert_not_called()
        self.assertIn("copied", self.account.diagnosis[0]["title"])

    def test_a_diagnosis_that_fails_says_so(self):
        connector = type(self.env["social.care.connector.demo"])
        lost = errors.AuthorizationLost("Password changed")
        with patch.object(connector, "_diagnose", side_effect=lost):
            self.account.action_diagnose()
        self.assertEqual(self.account.diagnosis[0]["title"], "Password changed")
