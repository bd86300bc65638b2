# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people change what belongs together at the same time, in real transactions."""

from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.social_care.tools.values import Event, Receipt

from . import queueing, speaking
from .race import RaceCase


class TwoAtOnce(RaceCase):
    @contextmanager
    def two(self):
        """Two open transactions, neither of which sees what the other does."""
        with ExitStack() as stack:
            cursors = [stack.enter_context(self.registry.cursor()) for _n in range(2)]
            for cr in cursors:
                cr.execute("SELECT 1")
            yield [api.Environment(cr, SUPERUSER_ID, {}) for cr in cursors]

    def commit(self, env):
        env.flush_all()
        env.cr.commit()


@tagged("post_install", "-at_install", "race")
class TestLeavingRace(TwoAtOnce):
    """Who goes while work is assigned to them keeps none of it."""

    def setUp(self):
        super().setUp()
        with self.env() as env:
            name = self._testMethodName
            self.team = queueing.make_team(env, name)
            self.other = queueing.make_team(env, f"{name} other").id
            self.agents = queueing.make_people(env, self.team, 2, name).ids
            ticket = queueing.make_tickets(env, self.team, 1)
            self.ticket, self.team = ticket.id, self.team.id

    def ticket_of(self, env):
        return env["helpdesk.ticket"].browse(self.ticket)

    def team_of(self, env, team=None):
        return env["helpdesk.ticket.team"].browse(team or self.other)

    def user_of(self, env):
        return env["social.care.agent"].browse(self.agents[0]).user_id

    def sweep(self):
        with self.env() as env:
            env["social.care.routing.drain"]._cron_sweep()

    def test_a_team_that_is_archived_while_it_gets_a_ticket(self):
        for first, second in (("archive", "give"), ("give", "archive")):
            with self.subTest(first=first):
                with self.env() as env:
                    self.team_of(env).active = True
                    self.ticket_of(env).team_id = self.team
                with self.two() as envs:
                    acts = {"archive": self.archive_team, "give": self.give_to_team}
                    for name, env in zip((first, second), envs, strict=True):
                        acts[name](env)
                        self.commit(env)
                self.sweep()
                self.assert_in_a_living_team()

    def archive_team(self, env):
        self.team_of(env).active = False

    def give_to_team(self, env):
        self.ticket_of(env).team_id = self.other

    def assert_in_a_living_team(self):
        with self.env() as env:
            ticket = self.ticket_of(env)
            self.assertFalse(ticket.closed)
            self.assertTrue(not ticket.team_id or ticket.team_id.active)
            self.assertEqual(ticket.social_care_work_ids.team_id, ticket.team_id)
            self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_supervisors_hear_of_a_ticket_whose_team_went(self):
        with self.two() as (one, two):
            self.archive_team(one)
            self.commit(one)
            self.give_to_team(two)
            self.commit(two)
        self.sweep()
        with self.env() as env:
            company = self.ticket_of(env).company_id
            notices = env["mail.message"].search(
                [("model", "=", "helpdesk.ticket"), ("res_id", "=", self.ticket)]
            )
            told = notices.notified_partner_ids
            supervisors = company._social_care_get_supervisors().partner_id
            self.assertTrue(supervisors)
            self.assertLessEqual(supervisors, told)

    def test_an_agent_who_is_archived_while_they_get_a_ticket(self):
        for first, second in (("archive", "give"), ("give", "archive")):
            with self.subTest(first=first):
                with self.env() as env:
                    self.user_of(env).active = True
                    self.ticket_of(env).user_id = False
                with self.two() as envs:
                    acts = {"archive": self.archive_user, "give": self.give_to_user}
                    for name, env in zip((first, second), envs, strict=True):
                        self.act_or_try_again(acts[name], env)
                self.sweep()
                with self.env() as env:
                    ticket = self.ticket_of(env)
                    self.assertFalse(self.user_of(env).active)
                    self.assertFalse(ticket.user_id)
                    self.assertIn(
                        ticket.social_care_work_ids.state, ("waiting", "offered")
                    )

    def archive_user(self, env):
        self.user_of(env).active = False

    def give_to_user(self, env):
        self.ticket_of(env).user_id = self.user_of(env)

    def act_or_try_again(self, act, env):
        """As Odoo does, where PostgreSQL refuses what two changed at once."""
        try:
            with mute_logger("odoo.sql_db"):
                act(env)
                self.commit(env)
        except SerializationFailure:
            env.cr.rollback()
            act(env)
            self.commit(env)


@tagged("post_install", "-at_install", "race")
class TestSlaRace(TwoAtOnce):
    """A ticket has the SLAs of the team that it is in."""

    def setUp(self):
        super().setUp()
        with self.env() as env:
            env["helpdesk.sla"].search([]).active = False
            name = self._testMethodName
            teams = env["helpdesk.ticket.team"]
            for number in range(2):
                teams += queueing.make_team(env, f"{name} {number}", use_sla=True)
            ticket = queueing.make_tickets(env, teams[0], 1)
            slas = env["helpdesk.sla"].create(
                [
                    {
                        "name": team.name,
                        "sla_response_target": "resolution",
                        "hours": 4,
                        "team_ids": team.ids,
                    }
                    for team in teams
                ]
            )
            self.ticket, self.there = ticket.id, teams[1].id
            self.slas = slas.ids

    def refresh(self, env):
        env["helpdesk.ticket"].browse(self.ticket).refresh_sla()

    def move(self, env):
        env["helpdesk.ticket"].browse(self.ticket).team_id = self.there

    def test_whoever_is_first_the_other_is_tried_again(self):
        for acts in ((self.refresh, self.move), (self.move, self.refresh)):
            with self.subTest(first=acts[0].__name__):
                self.setUp()
                with self.two() as (one, two):
                    acts[0](one)
                    self.commit(one)
                    with self.assertRaises(SerializationFailure):
                        with mute_logger("odoo.sql_db"):
                            acts[1](two)
                            self.commit(two)
                    two.cr.rollback()
                    acts[1](two)
                    self.commit(two)
                with self.env() as env:
                    ticket = env["helpdesk.ticket"].browse(self.ticket)
                    self.assertEqual(ticket.ticket_sla_ids.sla_id.ids, self.slas[1:])


@tagged("post_install", "-at_install", "race")
class TestReceiptRace(TwoAtOnce):
    """The network tells that a reply failed before we have written down that it took
    it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.env() as env:
            cls.replies = speaking.make_replies(env, 3).ids
            env["queue.job"].search([("method_name", "=", "_send")]).unlink()

    def setUp(self):
        super().setUp()
        self.reply = self.replies.pop()
        self.connector = self.registry["social.care.connector.demo"]
        real = self.connector._parse

        def parse(connector, account, payload, kind):
            return (
                Receipt(**payload)
                if kind == "receipt"
                else real(connector, account, payload, kind)
            )

        self.enterContext(patch.object(self.connector, "_parse", parse))

    def reply_of(self, env):
        return env["social.care.reply"].browse(self.reply)

    def store_receipt(self, uid):
        payload = {"external_id": uid, "status": "failed", "reason": "Blocked"}
        with self.env() as env:
            account = self.reply_of(env).account_id
            event = Event(uid, "receipt", "failed", payload)
            stream = account.stream_ids[:1]
            env["social.care.event"]._store(account, stream, [event], "webhook")

    def send(self, meanwhile):
        """Send while something happens between the network's taking and our writing
        that down."""
        real = self.connector._publish

        def publish(connector, said):
            published = real(connector, said)
            meanwhile(published.external_id)
            return published

        with patch.object(self.connector, "_publish", publish):
            with self.env() as env:
                self.reply_of(env)._send()

    def assert_failed(self):
        with self.env() as env:
            reply = self.reply_of(env)
            self.assertEqual((reply.state, reply.error_kind), ("failed", "receipt"))

    def read_events(self):
        with self.env() as env:
            while env["social.care.event"]._ingest_batch():
                pass

    def test_it_is_read_before_our_commit(self):
        def meanwhile(uid):
            self.store_receipt(uid)
            self.read_events()

        self.send(meanwhile)
        self.assert_failed()

    def test_it_is_read_after_our_commit(self):
        self.send(self.store_receipt)
        self.read_events()
        self.assert_failed()

    def test_its_reader_began_before_our_commit_and_ends_after_our_look(self):
        with self.registry.cursor() as cr:
            reader = api.Environment(cr, SUPERUSER_ID, {})

            def meanwhile(uid):
                self.store_receipt(uid)
                cr.execute("SELECT 1")

            self.send(meanwhile)
            reply = self.reply_of(reader)
            self.assertEqual(reply.state, "sending", "it sees what was before")
            event = reader["social.care.event"].search(
                [("kind", "=", "receipt"), ("state", "=", "new")]
            )
            reply._take_receipts(reply.account_id, event._parse(reply.account_id))
            event.state = "done"
            self.commit(reader)
        self.assert_failed()
