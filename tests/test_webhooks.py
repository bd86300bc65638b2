# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Notifications that are posted to real servers, with real transactions."""

import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import psycopg2
from standardwebhooks import Webhook

from odoo import SUPERUSER_ID, api, fields
from odoo.tools import mute_logger

from odoo.addons.social_care_api_events.models import social_care_api_pump as pump
from odoo.addons.social_care_api_events.tools.happening import Happening

from . import subscriber as behaviors
from .race import RaceCase
from .subscriber import Subscriber

HURRY = 1.5


class WebhookCase(RaceCase):
    def setUp(self):
        super().setUp()
        with self.env() as env:
            env["social.care.api.subscription"].search([]).unlink()
        for limit in ("WHOLE_SECONDS", "CONNECT_SECONDS"):
            self.enterContext(patch.object(pump, limit, HURRY))

    def subscribe(self, **values):
        """:return: (subscriber, ID of its subscription)"""
        subscriber = Subscriber()
        self.addCleanup(subscriber.close)
        with self.env() as env:
            name = "social_care.allowed_private_hosts"
            parameters = env["ir.config_parameter"]
            known = parameters.get_param(name, "")
            parameters.set_param(name, f"{known},{subscriber.host}")
            own = env["social.care.api.subscription"].create(
                {
                    "name": subscriber.host,
                    "url": subscriber.url,
                    "user_id": env.ref("base.user_admin").id,
                    **values,
                }
            )
            own.action_switch_on()
            return subscriber, own.id

    def tell(self, subscription_id, *subjects):
        """Write one notification for each subject, and number them."""
        with self.env() as env:
            company = env["social.care.api.subscription"].browse(subscription_id)
            env["social.care.api.outbox"]._insert(
                [
                    (
                        subscription_id,
                        Happening(
                            "work.waiting",
                            company.company_id.id,
                            subject,
                            None,
                            {"subject": subject, "place": place},
                        ),
                    )
                    for place, subject in enumerate(subjects)
                ]
            )

    def pump(self, subscription_id):
        with self.env() as env:
            env["social.care.api.subscription"].browse(subscription_id)._pump()

    def pump_all(self, subscription_id, rounds=60):
        """Pump as if all pauses were over, until nothing waits."""
        for _round in range(rounds):
            self.pump(subscription_id)
            if not self.count(subscription_id, "waiting"):
                return
            self.hasten(subscription_id)
        self.fail("There is something left to send")

    def hasten(self, subscription_id):
        with self.env() as env:
            past = fields.Datetime.now() - timedelta(seconds=1)
            own = env["social.care.api.subscription"].browse(subscription_id)
            own.paused_until = False
            own.delivery_ids.write({"next_try_at": past})

    def count(self, subscription_id, state):
        with self.env() as env:
            return env["social.care.api.delivery"].search_count(
                [("subscription_id", "=", subscription_id), ("state", "=", state)]
            )

    @contextmanager
    def subscription(self, subscription_id):
        with self.env() as env:
            yield env["social.care.api.subscription"].browse(subscription_id)

    def assert_in_order(self, subscriber, count):
        """All were heard, those of each subject for the first time in their order."""
        firsts = {}
        for data in subscriber.list_data():
            firsts.setdefault(data["place"], data["subject"])
        self.assertEqual(sorted(firsts), list(range(count)))
        for subject in set(firsts.values()):
            places = [place for place, one in firsts.items() if one == subject]
            self.assertEqual(places, sorted(places), subject)


class TestDelivery(WebhookCase):
    def test_all_is_delivered_signed_once_and_in_order(self):
        subscriber, own = self.subscribe()
        self.tell(own, *["a", "b", "a", "c"] * 30)
        self.pump(own)
        self.assert_in_order(subscriber, 120)
        self.assertEqual(len(set(subscriber.list_ids())), 120)
        with self.subscription(own) as subscription:
            secret = subscription.secret
        for headers, body in subscriber.heard:
            self.assertNotIn(".", headers["webhook-id"])
            event = Webhook(secret).verify(body, headers)
            self.assertEqual(event["type"], "work.waiting")
        self.assertEqual(self.count(own, "sent"), 120)

    def test_the_connection_is_kept(self):
        subscriber, own = self.subscribe()
        ports = set()

        def note_port(handler, _event):
            ports.add(handler.client_address[1])
            handler.say(204)

        subscriber.behave = note_port
        self.tell(own, *"abcdefgh")
        self.pump(own)
        self.assertEqual(len(ports), 1)

    def test_who_fails_is_told_again_and_the_same_ticket_waits(self):
        subscriber, own = self.subscribe()
        failed = set()

        def fail_first(handler, event):
            subject = event["data"]["subject"]
            if subject == "b" and len(failed) < 2:
                failed.add(len(subscriber.heard))
                return handler.say(500)
            return handler.say(200)

        subscriber.behave = fail_first
        self.tell(own, *"abcbab")
        self.pump(own)
        heard = [data["subject"] for data in subscriber.list_data()]
        self.assertEqual(heard, ["a", "b", "c", "a"])
        self.pump(own)
        self.assertEqual(len(subscriber.heard), 4)
        self.pump_all(own)
        self.assert_in_order(subscriber, 6)
        # The same notification has the same ID, whatever the attempt.
        ids = subscriber.list_ids()
        self.assertEqual(ids[1], ids[4])
        self.assertEqual(len(set(ids)), 6)

    def test_nothing_is_lost_by_whatever_a_subscriber_does(self):
        for name, behave in {
            "500": behaviors.refuse(500),
            "redirect": behaviors.refuse(302, Location="http://127.0.0.1:1/"),
            "break off": behaviors.break_off,
            "hang": behaviors.hang,
            "drip": behaviors.drip,
            "without end": behaviors.send_without_end,
            "bad gateway": behaviors.refuse(502),
            "slow down": behaviors.refuse(429, Retry_After="5"),
        }.items():
            with self.subTest(name):
                self.check_that_nothing_is_lost(behave)

    def check_that_nothing_is_lost(self, behave):
        subscriber, own = self.subscribe()
        bad = 3

        def behave_later(handler, event):
            return (behave if len(subscriber.heard) <= bad else behaviors.accept)(
                handler, event
            )

        subscriber.behave = behave_later
        self.tell(own, *"aabcab")
        begun = time.monotonic()
        self.pump_all(own)
        self.assertLess(time.monotonic() - begun, 30)
        self.assert_in_order(subscriber, 6)
        self.assertEqual(self.count(own, "sent"), 6)

    def test_a_redirect_is_not_followed(self):
        target, _own = self.subscribe()
        subscriber, own = self.subscribe()
        subscriber.behave = behaviors.refuse(307, Location=target.url)
        self.tell(own, "a")
        self.pump(own)
        self.assertFalse(target.heard)
        self.assertEqual(self.count(own, "waiting"), 1)

    def test_a_private_address_that_nobody_allowed_is_not_reached(self):
        subscriber, own = self.subscribe()
        port = subscriber.host.partition(":")[2]
        with self.subscription(own) as subscription:
            subscription.url = f"https://127.0.0.1:{port}/hooks"
            name = "social_care.allowed_private_hosts"
            subscription.env["ir.config_parameter"].set_param(name, "")
        self.tell(own, "a")
        self.pump(own)
        self.assertFalse(subscriber.heard)
        with self.subscription(own) as subscription:
            self.assertIn("private address", subscription.last_error)
            self.assertEqual(subscription.delivery_ids.state, "waiting")

    def test_410_switches_off(self):
        subscriber, own = self.subscribe()
        subscriber.behave = behaviors.refuse(410)
        self.tell(own, *"abc")
        self.pump(own)
        self.pump(own)
        self.assertEqual(len(subscriber.heard), 1)
        subscriber.behave = behaviors.accept
        with self.subscription(own) as subscription:
            self.assertEqual(subscription.state, "off")
            subscription.action_switch_on()
        self.pump_all(own)
        self.assertEqual(self.count(own, "sent"), 3)

    def test_a_circuit_that_is_open_lets_one_probe_through(self):
        subscriber, own = self.subscribe()
        subscriber.behave = behaviors.refuse(500)
        self.tell(own, *(str(number) for number in range(20)))
        self.pump(own)
        self.assertEqual(len(subscriber.heard), 5)
        for probes in (1, 2):
            self.hasten(own)
            self.pump(own)
            self.assertEqual(len(subscriber.heard), 5 + probes)
        subscriber.behave = behaviors.accept
        self.hasten(own)
        self.pump(own)
        self.assertEqual(self.count(own, "sent"), 20)
        with self.subscription(own) as subscription:
            self.assertEqual(subscription.state, "on")

    def test_what_fails_for_a_day_is_given_up_and_can_be_replayed(self):
        subscriber, own = self.subscribe()

        def refuse_a(handler, event):
            handler.say(400 if event["data"]["subject"] == "a" else 200)

        subscriber.behave = refuse_a
        self.tell(own, *"ab")
        self.pump_all(own)
        self.assertEqual((self.count(own, "parked"), self.count(own, "sent")), (1, 1))
        self.assertEqual(len(subscriber.heard), 8)
        subscriber.behave = behaviors.accept
        with self.subscription(own) as subscription:
            subscription._replay(fields.Datetime.now() - timedelta(hours=1))
        self.pump_all(own)
        self.assertEqual(self.count(own, "sent"), 2)
        self.assertEqual(len(set(subscriber.list_ids())), 2)

    def test_while_a_secret_is_replaced_both_fit(self):
        subscriber, own = self.subscribe()
        with self.subscription(own) as subscription:
            old = subscription.secret
            new = subscription._replace_secret(1)
        self.tell(own, "a")
        self.pump(own)
        headers, body = subscriber.heard[0]
        for secret in (old, new):
            Webhook(secret).verify(body, headers)

    def test_a_slow_one_gives_its_place_back_after_one_attempt(self):
        subscriber, own = self.subscribe()
        subscriber.behave = behaviors.hang
        self.tell(own, *(str(number) for number in range(20)))
        with patch.object(pump, "SLOW_SECONDS", 1):
            begun = time.monotonic()
            self.pump(own)
        self.assertLess(time.monotonic() - begun, HURRY + 2)
        self.assertEqual(len(subscriber.heard), 1)
        with self.subscription(own) as subscription:
            self.assertTrue(subscription.is_slow)
            jobs = subscription.env["queue.job"].search(
                [("identity_key", "like", f"social_care.api.pump.{own}.True")]
            )
            self.assertEqual(jobs.mapped("channel"), [pump.SLOW_CHANNEL])

    def test_no_transaction_is_open_while_a_subscriber_hangs(self):
        subscriber, own = self.subscribe()
        found = []

        def look(handler, _event):
            with self.registry.cursor() as cr:
                cr.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
                    " AND state = 'idle in transaction' AND pid != pg_backend_pid()",
                    (self.database,),
                )
                found.append(cr.fetchone()[0])
            handler.say(204)

        subscriber.behave = look
        self.tell(own, "a")
        self.pump(own)
        self.assertEqual(found, [0])


class TestWorkers(WebhookCase):
    def test_two_workers_deliver_once_each(self):
        subscriber, own = self.subscribe()

        def be_slow(handler, _event):
            time.sleep(0.01)
            handler.say(204)

        subscriber.behave = be_slow
        self.tell(own, *["a", "b", "c"] * 20)
        workers = [threading.Thread(target=self.pump, args=(own,)) for _n in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.assert_in_order(subscriber, 60)
        self.assertEqual(len(subscriber.heard), 60)

    def test_who_dies_between_sending_and_storing_sends_the_same_again(self):
        subscriber, own = self.subscribe()
        self.tell(own, *"ab")
        died = patch.object(
            self.registry["social.care.api.subscription"],
            "_settle_once",
            side_effect=psycopg2.OperationalError("died"),
        )
        with died, self.assertRaises(psycopg2.OperationalError):
            self.pump(own)
        self.pump(own)
        ids = subscriber.list_ids()
        self.assertEqual(len(ids), 3)
        self.assertEqual(ids[0], ids[1])
        self.assert_in_order(subscriber, 2)

    def test_a_change_on_the_form_meanwhile_loses_no_outcome(self):
        subscriber, own = self.subscribe()
        subscriber.behave = behaviors.refuse(500)
        self.tell(own, "a")
        model = self.registry["social.care.api.subscription"]
        note, tries = model._note_outcome, []

        def rename_first(pumped, outcome):
            if not tries:
                with self.subscription(own) as subscription:
                    subscription.name = "Renamed"
            tries.append(outcome)
            return note(pumped, outcome)

        with (
            patch.object(model, "_note_outcome", rename_first),
            mute_logger("odoo.sql_db"),
        ):
            self.pump(own)
        self.assertEqual((len(tries), len(subscriber.heard)), (2, 1))
        with self.subscription(own) as subscription:
            self.assertEqual(subscription.failures, 1)
            self.assertEqual(subscription.delivery_ids.attempts, 1)

    def test_a_dead_one_holds_up_nobody(self):
        dead, dead_id = self.subscribe()
        dead.behave = behaviors.hang
        alive, alive_id = self.subscribe()
        self.tell(dead_id, *(str(number) for number in range(20)))
        self.tell(alive_id, *(str(number) for number in range(50)))
        other = threading.Thread(target=self.pump, args=(dead_id,))
        other.start()
        begun = time.monotonic()
        self.pump(alive_id)
        self.assertLess(time.monotonic() - begun, HURRY * 5)
        self.assertEqual(len(alive.heard), 50)
        other.join()

    def test_a_transaction_that_commits_late_is_not_passed_by(self):
        _subscriber, own = self.subscribe()
        with self.registry.cursor() as cr:
            late = api.Environment(cr, SUPERUSER_ID, {})
            self.insert(late, own, "late")
            late.cr.flush()
            self.tell(own, "early")
            first, cursor = self.list_events(own)
            self.assertEqual(first, ["early"])
            late.cr.commit()
        self.assertEqual(self.list_events(own, cursor)[0], ["late"])

    def test_two_who_list_at_once_see_the_same(self):
        _subscriber, own = self.subscribe()
        self.tell(own, *(str(number) for number in range(50)))

        def look(env):
            subscription = env["social.care.api.subscription"].browse(own)
            return env["social.care.api.delivery"]._list_events(subscription)

        first, second = self.do_at_once(look, look)
        self.assertEqual(first, second)
        self.assertEqual(len(first[0]), 50)

    def insert(self, env, own, subject):
        company = env["social.care.api.subscription"].browse(own).company_id
        told = Happening(
            "work.waiting", company.id, subject, None, {"subject": subject}
        )
        env["social.care.api.outbox"]._insert([(own, told)])

    def list_events(self, own, after=None):
        with self.env() as env:
            subscription = env["social.care.api.subscription"].browse(own)
            events, cursor = env["social.care.api.delivery"]._list_events(
                subscription, after
            )
            return [event["data"]["subject"] for event in events], cursor

    def test_the_work_of_an_agent_sends_nothing_and_adds_one_job(self):
        subscriber, own = self.subscribe()
        with self.env() as env:
            env["queue.job"].search([]).unlink()
            company = env["social.care.api.subscription"].browse(own).company_id
            env["helpdesk.ticket"].with_company(company).create(
                [{"name": "a", "description": "b", "company_id": company.id}] * 3
            )
        self.assertFalse(subscriber.heard)
        self.assertGreaterEqual(self.count(own, "waiting"), 3)
        with self.env() as env:
            key = f"social_care.api.pump.{own}.False.now"
            jobs = env["queue.job"].search([("identity_key", "=", key)])
            self.assertEqual(len(jobs), 1)
        self.pump(own)
        self.assertGreaterEqual(len(subscriber.heard), 3)
