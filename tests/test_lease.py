# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One process at a time stores what a connection says, with real connections to
PostgreSQL: they commit, so what they write is removed at the end.
"""

import threading
import time
import uuid

import psycopg2

from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

from odoo.addons.social_care.tools import keeper as keeping
from odoo.addons.social_care.tools.feed import Feed, FeedLost
from odoo.addons.social_care.tools.keeper import Keeper
from odoo.addons.social_care.tools.lease import Lease, LeaseLost

_AGE = """
    UPDATE social_care_lease_beat
    SET beat_at = beat_at - interval '10 seconds' WHERE name = %s
"""
PATIENCE = 10


class LeaseCase(BaseCase):
    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.name = f"test/{uuid.uuid4().hex}"
        self.leases = []
        self.addCleanup(self.clean)

    def clean(self):
        for lease in self.leases:
            lease.release()
        with self.registry.cursor() as cr:
            for table in ("social_care_lease", "social_care_lease_beat"):
                cr.execute(f"DELETE FROM {table} WHERE name = %s", (self.name,))

    def make_lease(self, node=None):
        lease = Lease(get_db_name(), self.name)
        lease.node = node or uuid.uuid4().hex
        self.leases.append(lease)
        return lease

    def run_sql(self, sql):
        with self.registry.cursor() as cr:
            cr.execute(sql, (self.name,))

    def await_it(self, happened):
        until = time.monotonic() + PATIENCE
        while not happened():
            self.assertLess(time.monotonic(), until, "did not happen in time")
            time.sleep(0.02)


@tagged("post_install", "-at_install")
class TestLease(LeaseCase):
    def test_one_of_two_holds_it(self):
        one, other = self.make_lease(), self.make_lease()
        self.assertTrue(one.try_acquire())
        self.assertFalse(other.try_acquire())
        self.assertEqual((one.epoch, other.epoch), (1, None))

    def test_who_dies_leaves_it_at_once(self):
        one, other = self.make_lease(), self.make_lease()
        one.try_acquire()
        one._connection.close()
        self.await_it(other.try_acquire)
        self.assertEqual(other.epoch, 2)

    def test_who_hangs_is_cut_off(self):
        one, other = self.make_lease(), self.make_lease()
        one.try_acquire()
        one.beat(True)
        self.run_sql(_AGE)
        self.await_it(other.try_acquire)
        with self.assertRaises(LeaseLost):
            one.beat(True)
        self.assertIsNone(one.epoch)

    def test_who_is_heard_of_keeps_it(self):
        one, other = self.make_lease(), self.make_lease()
        one.try_acquire()
        one.beat(True)
        for _ in range(3):
            self.assertFalse(other.try_acquire())
        one.beat(True)
        self.assertEqual(one.epoch, 1)

    def test_a_former_holder_writes_nothing(self):
        one, other = self.make_lease(), self.make_lease()
        one.try_acquire()
        epoch = one.epoch
        one.release()
        other.try_acquire()
        one.epoch = epoch
        with self.registry.cursor() as cr, self.assertRaises(LeaseLost):
            one.guard(cr)
        with self.registry.cursor() as cr:
            other.guard(cr)

    @mute_logger("odoo.sql_db")
    def test_a_transaction_from_before_the_change_is_refused(self):
        one, other = self.make_lease(), self.make_lease()
        one.try_acquire()
        epoch = one.epoch
        with self.registry.cursor() as cr:
            cr.execute("SELECT 1")
            one.release()
            other.try_acquire()
            one.epoch = epoch
            with self.assertRaises(psycopg2.errors.SerializationFailure):
                one.guard(cr)
            cr.rollback()

    @mute_logger("odoo.sql_db")
    def test_an_unfinished_transaction_of_who_hangs_is_ended(self):
        one, other = self.make_lease(), self.make_lease()
        one.try_acquire()
        one.beat(True)
        cr = self.registry.cursor()
        self.addCleanup(cr._cnx.close)
        one.guard(cr)
        self.run_sql(_AGE)
        self.await_it(other.try_acquire)
        with self.assertRaises(psycopg2.Error):
            cr.execute("SELECT 1")

    def test_without_a_database_it_is_lost(self):
        lease = Lease(f"{get_db_name()}_none", self.name)
        with self.assertRaises(LeaseLost):
            lease.try_acquire()


class Words(Feed):
    """Hears words, and remembers what was stored."""

    def __init__(self, stored):
        self.stored = stored
        self.heard = threading.Event()
        self.inbox, self.unsaved, self.kept = [], [], []
        self.is_open, self.fails = True, 0
        self.left, self.followed, self.forgotten = 0, 0, 0

    def open(self):
        if not self.is_open:
            raise FeedLost("no connection")
        return []

    def hear(self):
        self.heard.wait(0.02)
        self.heard.clear()
        if not self.is_open:
            raise FeedLost("cut")
        items, self.inbox = self.inbox, []
        return items

    def say(self, word):
        self.inbox.append(word)
        self.heard.set()

    def apply(self, items):
        self.unsaved += items
        self.kept += items

    def forget(self):
        self.forgotten += 1

    def take_over(self):
        self.unsaved = list(self.kept)

    def collect(self):
        batch, self.unsaved = self.unsaved, []
        return batch or None

    def put_back(self, batch):
        self.unsaved[:0] = batch

    def store(self, env, batch):
        if self.fails:
            self.fails -= 1
            env.cr.execute("SELECT 1/0")
        self.stored.update(dict.fromkeys(batch))

    def follow_up(self, env):
        self.followed += 1
        self.left = max(0, self.left - 1)
        return self.left > 0


@tagged("post_install", "-at_install")
class TestKeeper(LeaseCase):
    """Two processes hear the same; one stores, and the other goes on when it fails."""

    def setUp(self):
        super().setUp()
        self.stored = {}
        self.patch(keeping, "BEATING", 0.2)
        self.patch(keeping, "FIRST_PAUSE", 0.05)

    def start(self):
        feed = Words(self.stored)
        keeper = Keeper(get_db_name(), self.name, feed)
        keeper.lease.node = uuid.uuid4().hex
        keeper.start()
        self.addCleanup(keeper.stop)
        return keeper, feed

    def start_two(self):
        one = self.start()
        self.await_it(lambda: one[0].lease.epoch)
        return one, self.start()

    def say(self, word, *feeds):
        for feed in feeds:
            feed.say(word)

    def test_what_is_heard_is_stored(self):
        _keeper, feed = self.start()
        self.say("hello", feed)
        self.await_it(lambda: "hello" in self.stored)

    def test_what_can_wait_is_done_part_by_part(self):
        keeper, feed = self.start()
        self.await_it(lambda: keeper.lease.epoch)
        feed.left = 5
        self.say("hello", feed)
        self.await_it(lambda: "hello" in self.stored and not feed.left)

    def test_what_can_wait_is_not_put_off_for_ever(self):
        self.patch(keeping, "WAITING", 0.2)
        self.patch(keeping, "GATHERING", 0.0)
        keeper, feed = self.start()
        self.await_it(lambda: keeper.lease.epoch and feed.followed)
        feed.collect = lambda: ["more and more"]
        before = feed.followed
        self.await_it(lambda: feed.followed > before + 1)

    def test_who_lost_the_lease_waits_quietly(self):
        (one, first), (other, _second) = self.start_two()
        first.left = 1000
        first.is_open = False
        self.await_it(lambda: other.lease.epoch)
        first.is_open = True
        self.await_it(lambda: one._is_connected)
        one._has_more, tries = True, []
        self.patch(one.lease, "try_acquire", lambda: bool(tries.append(1)))
        time.sleep(5 * keeping.TRYING)
        self.assertLess(len(tries), 10)

    def test_a_stand_by_hears_and_stores_nothing(self):
        (one, first), (other, second) = self.start_two()
        self.say("hello", second)
        self.await_it(lambda: second.kept == ["hello"])
        time.sleep(3 * keeping.TRYING)
        self.assertEqual(self.stored, {})
        self.assertTrue(one.lease.epoch)
        self.assertIsNone(other.lease.epoch)
        self.assertEqual(first.kept, [])

    def test_who_loses_the_connection_leaves_it_to_the_stand_by(self):
        (one, first), (other, second) = self.start_two()
        self.say("before", first, second)
        first.is_open = False
        self.await_it(lambda: other.lease.epoch)
        self.assertIsNone(one.lease.epoch)
        self.say("after", second)
        self.await_it(lambda: {"before", "after"} <= set(self.stored))

    def test_what_the_other_may_not_have_stored_is_stored_again(self):
        (_one, first), (other, second) = self.start_two()
        self.say("unsaved", second)
        first.is_open = False
        self.await_it(lambda: other.lease.epoch)
        self.await_it(lambda: "unsaved" in self.stored)

    @mute_logger("odoo.addons.social_care.tools.keeper", "odoo.sql_db")
    def test_a_failure_is_tried_again(self):
        keeper, feed = self.start()
        self.await_it(lambda: keeper.lease.epoch)
        feed.fails = 2
        self.say("hello", feed)
        self.await_it(lambda: "hello" in self.stored)

    @mute_logger("odoo.addons.social_care.tools.keeper", "odoo.sql_db")
    def test_nothing_is_forgotten_that_could_not_be_stored(self):
        self.patch(keeping, "SETTLING", 0.3)
        keeper, feed = self.start()
        self.await_it(lambda: keeper.lease.epoch and feed.forgotten)
        feed.fails = 1000
        self.say("hello", feed)
        self.await_it(lambda: feed.fails < 999)
        before = feed.forgotten
        self.await_it(lambda: feed.fails < 994)
        self.assertEqual(feed.forgotten, before)
        feed.fails = 0
        self.await_it(lambda: feed.forgotten > before)
        self.assertIn("hello", self.stored)

    @mute_logger("odoo.sql_db")
    def test_nothing_is_forgotten_while_there_is_no_database(self):
        self.patch(keeping, "SETTLING", 1.0)
        keeper, feed = self.start()
        self.await_it(lambda: feed.forgotten)
        database, keeper.lease.database = keeper.lease.database, "none"
        self.end_connection(keeper)
        self.await_it(lambda: keeper.lease.epoch is None)
        before = feed.forgotten
        time.sleep(4 * keeping.BEATING)
        self.assertEqual(feed.forgotten, before)
        keeper.lease.database = database
        self.await_it(lambda: keeper.lease.epoch)
        time.sleep(keeping.BEATING)
        self.assertEqual(feed.forgotten, before)
        self.await_it(lambda: feed.forgotten > before)

    def test_a_connection_that_comes_back_is_used(self):
        keeper, feed = self.start()
        self.await_it(lambda: keeper.lease.epoch)
        feed.is_open = False
        self.await_it(lambda: keeper.lease.epoch is None)
        feed.is_open = True
        self.await_it(lambda: keeper.lease.epoch)
        self.say("hello", feed)
        self.await_it(lambda: "hello" in self.stored)

    def test_what_is_wrong_is_said_on_the_form(self):
        keeper, feed = self.start()
        self.await_it(lambda: keeper.lease.epoch)
        feed.is_open = False
        self.await_it(lambda: self.read_message() == "no connection")

    def read_message(self):
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT message FROM social_care_lease_beat WHERE name = %s",
                (self.name,),
            )
            return (cr.fetchone() or (None,))[0]

    @mute_logger("odoo.sql_db")
    def test_when_the_database_ends_all_connections_it_goes_on(self):
        keeper, feed = self.start()
        self.await_it(lambda: keeper.lease.epoch)
        epoch = keeper.lease.epoch
        self.end_connection(keeper)
        self.await_it(lambda: keeper.lease.epoch not in (None, epoch))
        self.say("hello", feed)
        self.await_it(lambda: "hello" in self.stored)

    def end_connection(self, keeper):
        pid = keeper.lease._connection.info.backend_pid
        with self.registry.cursor() as cr:
            cr.execute("SELECT pg_terminate_backend(%s)", (pid,))
