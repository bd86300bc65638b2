# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from unittest.mock import patch

import requests

from odoo import SUPERUSER_ID, api, models
from odoo.orm.registry import DummyRLock, Registry
from odoo.service.model import retrying

from .contract_network import ContractCase


class CommittedCase(ContractCase):
    """Ground of tests with real connections and commits; takes back what it made.

    Work on records inside ``with self.committed():`` only.
    """

    registry_test_mode = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's own runner holds this lock meanwhile; nobody else could get a cursor.
        cls.startClassPatcher(patch.object(Registry, "_lock", DummyRLock()))

    def set_up_account(self):
        self.addCleanup(self.clean_up)
        with self.committed():
            self.prepare()

    @contextmanager
    def committed(self):
        """Work in a transaction that others see when it is over."""
        env = self.env
        with self.registry.cursor() as cr:
            self.use_env(api.Environment(cr, SUPERUSER_ID, {}))
            try:
                yield
            finally:
                self.use_env(env)

    def use_env(self, env):
        """Let every record that the test holds be seen through ``env``."""
        self.env = env
        for name, value in vars(self).items():
            if isinstance(value, models.BaseModel):
                setattr(self, name, value.with_env(env))

    def at_once(self, calls):
        """Make the calls at the same time, each in a thread of its own."""
        with ThreadPoolExecutor(len(calls)) as pool:
            for future in [pool.submit(call) for call in calls]:
                future.result()

    def transaction(self, work):
        """As a request does it: again when another transaction was first."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            retrying(lambda: work(env), env)

    def job(self, record, method):
        """Run a job, which commits by itself, in a connection of its own."""
        with self.registry.cursor() as cr:
            getattr(record.with_env(api.Environment(cr, SUPERUSER_ID, {})), method)()

    def ingest_committed(self):
        self.job(self.env["social.care.event"], "_ingest")

    def clean_up(self):
        with self.committed():
            mine = [("account_id", "=", self.account.id)]
            self.team.with_context(active_test=False).ticket_ids.unlink()
            profiles = self.env["social.care.mention"].search(mine).profile_id
            for model in ("reply", "mention", "thread", "event", "stream"):
                self.env[f"social.care.{model}"].search(mine).unlink()
            profiles.unlink()
            self.app.unknown_account_ids.unlink()
            self.account.unlink()
            self.team.unlink()
        self.transaction(self.forget_jobs)

    def forget_jobs(self, env):
        """Again if need be: a job runner may have them in its hands."""
        jobs = [("model_name", "=like", "social.care.%")]
        env["queue.job"].search(jobs).unlink()


class AtOnceContract(CommittedCase):
    """The same thing from many sides at once, in real committed transactions."""

    connections = 8

    def test_at_once_same_notice(self):
        with self.committed():
            notice = self.customer_posts("Where is my parcel?")
        self.at_once(self.bringers([notice] * self.connections))
        self.at_once([self.ingest_committed] * 4)
        self.ingest_committed()
        self.assert_heard_once(notice)

    def test_at_once_one_conversation(self):
        with self.committed():
            first = self.customer_posts("Where is my parcel?")
            others = [
                self.customer_posts(f"Anybody there? {number}", parent=first)
                for number in range(self.connections - 1)
            ]
        self.at_once(self.bringers([first, *others]) + [self.ingest_committed] * 4)
        self.ingest_committed()
        self.assert_heard_once(first, *others)

    def test_at_once_same_reply(self):
        reply = self.queued_reply()
        self.at_once([lambda: self.job(reply, "_send")] * 4)
        with self.committed():
            reply = reply.with_env(self.env)
            self.assertEqual(reply.state, "published", reply.error_message)
            said = [text for text in self.published_texts() if "Said once" in text]
            self.assertEqual(len(said), 1)

    def test_at_once_one_unknown_account(self):
        """C5: many notices for an account that nobody knows make one account."""
        with self.committed():
            self.require_webhook()
            self.require(self.capabilities.shares_app, "apps with several accounts")
            calls = [
                self.sender(self.encode_for({"lost": [self.customer_posts("Hello")]}))
                for _connection in range(self.connections)
            ]
        self.at_once(calls)
        with self.committed():
            unknown = self.app.unknown_account_ids
            self.assertEqual(unknown.webhook_key, "lost")
            self.assertEqual(unknown.unread_event_count, self.connections)

    def test_unknown_account_while_the_app_is_changed(self):
        """C5: who connects an account holds its app; no network waits for that."""
        with self.committed():
            self.require_webhook()
            self.require(self.capabilities.shares_app, "apps with several accounts")
            notice = self.customer_posts("Hello")
            push = self.sender(self.encode_for({"lost": [notice]}))
            app_id = self.app.id
        with self.registry.cursor() as holder:
            query = "UPDATE social_care_app SET client_secret = 'new' WHERE id = %s"
            holder.execute(query, (app_id,))
            push()
            holder.rollback()
        with self.committed():
            self.assertEqual(self.app.unknown_account_ids.webhook_key, "lost")

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def bringers(self, notices):
        """One call for each notice that brings it in a connection of its own."""
        with self.committed():
            if "webhook" in self.capabilities.transports:
                return [self.pusher(notice) for notice in notices]
            return [self.storer(notice) for notice in notices]

    def pusher(self, notice):
        return self.sender(*self.make_request([notice]))

    def sender(self, raw, headers=None):
        headers = headers or self.sign(raw)
        headers = {"Content-Type": "application/json", **headers}
        url = self.base_url() + self.webhook_path

        def push():
            response = requests.post(url, data=raw, headers=headers, timeout=30)
            self.assertLess(response.status_code, 300, response.text)

        return push

    def storer(self, notice):
        stream, events = self.find(notice)

        def store(env):
            stored = stream.with_env(env)
            model = env["social.care.event"]
            model._store(stored.account_id, stored, events, "poll")

        return lambda: self.transaction(store)

    def queued_reply(self):
        with self.committed():
            self.require(self.capabilities.visibilities, "replies")
            notice = self.customer_posts("Where is my parcel?")
        with self.committed():
            self.bring(notice)
        self.ingest_committed()
        with self.committed():
            mention = self.mention(notice)
            result = self.env["social.care.thread"].post_reply(
                mention.thread_id.id, mention.id, "Said once", "public", []
            )
            return self.env["social.care.reply"].browse(result["reply_id"])

    def assert_heard_once(self, *notices):
        with self.committed():
            mentions = self.env["social.care.mention"].concat(
                *map(self.mention, notices)
            )
            self.assertEqual(len(mentions), len(notices))
            self.assertEqual(len(mentions.thread_id), 1)
            self.assertEqual(len(mentions.ticket_id), 1)
            self.assertEqual(len(self.team.ticket_ids), 1)
