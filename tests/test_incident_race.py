# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two workers come upon the same storm at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, BrokenBarrierError
from unittest import SkipTest
from unittest.mock import patch

from odoo import fields
from odoo.tools import mute_logger

from odoo.addons.social_care.tools.values import Event

from .pushing import make_account, post
from .race import RaceCase

PEOPLE = 30
BODY = "We are on it."


class TestIncidentRace(RaceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.env() as env:
            if "social.care.incident" not in env:
                raise SkipTest("the analysis is not installed")

    def make_company(self, env, name):
        """Two accounts that two workers read; they have been heard of since a day."""
        company = env["res.company"].create({"name": name})
        team = env["helpdesk.ticket.team"].create(
            {"name": name, "company_id": company.id}
        )
        env["social.care.topic"].create(
            {"name": "Router", "keywords": "router", "company_id": company.id}
        )
        accounts = make_account(env, f"{name} one") + make_account(env, f"{name} two")
        accounts.write({"company_id": company.id, "team_id": team.id})
        env["social.care.volume"].create(
            {
                "company_id": company.id,
                "key": "topic:0",
                "slot": fields.Datetime.now() - timedelta(hours=23),
                "count": 1,
            }
        )
        return company.id, accounts.ids

    def say(self, env, account_id, first):
        account = env["social.care.account"].browse(account_id)
        now = fields.Datetime.now().isoformat()
        posts = [
            post(n, text=f"the router of number {n % 7} is dark", posted_at=f"{now}Z")
            for n in range(first, first + PEOPLE)
        ]
        store = env["social.care.event"]
        events = [Event(p["id"], "post", payload=p) for p in posts]
        store._store(account, account.stream_ids[0], events, "webhook")

    def both(self, work, *rows):
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda row: self.work(work, row), rows))

    def work(self, work, row):
        with self.env() as env:
            return work(env, row)

    @mute_logger("odoo.sql_db")
    def test_two_workers_who_raise_the_same_make_one_incident(self):
        with self.env() as env:
            company_id, account_ids = self.make_company(env, "Racing")
            for number, account_id in enumerate(account_ids):
                self.say(env, account_id, 1000 * number)
        with self.meeting("_open") as met:
            self.both(self.ingest, *account_ids)
        self.assertEqual(met, [2], "both must have been about to raise it")
        with self.env() as env:
            domain = [("company_id", "=", company_id)]
            incident = env["social.care.incident"].search(domain)
            self.assertEqual(len(incident), 1)
            self.assertEqual(incident.mention_count, 2 * PEOPLE)
            self.assertEqual(env["helpdesk.ticket"].search(domain), incident.ticket_id)

    def ingest(self, env, account_id):
        env["social.care.event"]._ingest_retrying([account_id])

    def meeting(self, method):
        """Let two workers meet before this method of incidents, once."""
        return _Meeting(self.registry["social.care.incident"], method)

    @mute_logger("odoo.sql_db")
    def test_two_jobs_at_once_put_each_person_in_once(self):
        with self.env() as env:
            company_id, account_ids = self.make_company(env, "Holding")
            self.say(env, account_ids[0], 5000)
            env["social.care.event"]._ingest_batch()
            incident = env["social.care.incident"].search(
                [("company_id", "=", company_id)]
            )
            env["social.care.account"].browse(account_ids).write(
                {"reply_url": "https://tool.example/replies"}
            )
            incident.holding_body = BODY
            incident.action_approve_holding()
        self.both(self.hold, *[incident.id] * 2)
        with self.env() as env:
            replies = incident.with_env(env).reply_ids
            self.assertEqual(len(replies), PEOPLE)
            self.assertEqual(len(replies.holding_profile_id), PEOPLE)
            self.assertEqual(set(replies.mapped("state")), {"queued"})

    def hold(self, env, incident_id):
        env["social.care.incident"].browse(incident_id)._send_holding()


class _Meeting:
    def __init__(self, model, method):
        self.met = []
        self.barrier = Barrier(2)
        self.original = getattr(model, method)
        self.patch = patch.object(model, method, self._meet())

    def _meet(self):
        def meet(record, *args):
            try:
                if not self.met and self.barrier.wait(20) == 0:
                    self.met.append(2)
            except BrokenBarrierError:
                self.met.append(1)
            return self.original(record, *args)

        return meet

    def __enter__(self):
        self.patch.start()
        return self.met

    def __exit__(self, *_error):
        self.patch.stop()
