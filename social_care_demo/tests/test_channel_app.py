# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.social_care.tools.values import Request

from ..tools import signatures, wire
from .channel_common import MANAGER, ChannelCase


class AppCase(ChannelCase):
    """One app with two accounts that are connected."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.app = cls.account.app_id
        cls.account.webhook_key = "page-1"
        cls.second = cls.make_shared("second", "page-2")

    @classmethod
    def make_shared(cls, handle, key):
        account = cls.env["social.care.account"].create(
            {
                "name": handle.title(),
                "network": "demo",
                "handle": handle,
                "company_id": cls.company.id,
                "team_id": cls.team.id,
                "app_id": cls.app.id,
                "webhook_key": key,
            }
        )
        account.action_connect()
        account.demo_delivery = "held"
        return account

    def entry(self, key, *uids):
        notices = [self.post(uid).payload for uid in uids]
        return {"account": key, "notices": notices}

    def receive(self, *entries, payload=None, body="json"):
        payload = {"entries": entries} if payload is None else payload
        raw = wire.encode(payload, body)
        headers = signatures.make_headers(self.app.webhook_secret, raw)
        headers["content-type"] = wire.TYPES[body]
        self.env.flush_all()
        self.env.invalidate_all()
        app = self.env["social.care.app"]._find_by_webhook(self.app.webhook_token)
        return app._receive_webhook(Request(headers=headers, raw=raw))

    def heard(self, account):
        events = self.env["social.care.event"].search(
            [("account_id", "=", account.id)], order="id"
        )
        return events.mapped("external_id")

    def ingest(self):
        self.env.flush_all()
        while self.env["social.care.event"]._ingest_batch():
            continue
        self.env.invalidate_all()


class TestApp(AppCase):
    """C5: accounts belong to an app, which holds what the network knows them by."""

    def test_an_account_without_an_app_gets_its_own(self):
        account = self.make_account("other", "them")
        self.assertEqual(account.app_id.account_ids, account)
        self.assertEqual(
            (account.app_id.name, account.app_id.network), ("Other", "demo")
        )
        self.assertEqual(account.app_id.company_id, self.company)
        self.assertNotEqual(account.webhook_token, self.account.webhook_token)

    def test_a_copy_of_an_account_gets_its_own(self):
        self.assertNotEqual(self.account.copy().app_id, self.app)

    def test_accounts_of_one_app_share_address_and_secret(self):
        self.second.webhook_secret = "changed"
        self.assertEqual(self.account.webhook_secret, "changed")
        self.assertEqual(self.account.webhook_url, self.second.webhook_url)

    def test_apps_are_for_administrators_alone(self):
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                self.app.with_user(user).read(["name"])
        names = self.app.with_user(self.manager).read(["name"])
        self.assertEqual(names[0]["name"], "Acme")

    def test_administrators_see_the_apps_of_their_companies_alone(self):
        abroad = self.env["res.company"].create({"name": "Abroad"})
        stranger = self.make_user("abroad", MANAGER, abroad)
        with self.assertRaises(AccessError):
            self.app.with_user(stranger).read(["name"])
        with self.assertRaises(AccessError):
            self.app.with_user(stranger).action_check_subscription()

    def test_nobody_reads_the_secrets(self):
        app = self.app.with_user(self.manager)
        app.new_client_secret = "given by the network"
        app.invalidate_recordset()
        self.assertFalse(app.new_client_secret)
        self.assertTrue(app.has_client_secret)
        self.assertEqual(self.app.client_secret, "given by the network")
        for name in ("client_secret", "webhook_secret", "webhook_old_secret"):
            with self.assertRaises(AccessError):
                app.read([name])
            self.assertNotIn(name, app.fields_get())

    def test_an_empty_client_secret_keeps_the_old_one(self):
        self.app.new_client_secret = "given by the network"
        self.app.write({"new_client_secret": False, "name": "Renamed"})
        self.assertEqual(self.app.client_secret, "given by the network")

    def test_an_account_belongs_to_an_app_of_its_network(self):
        other = self.env["social.care.app"].create(
            {"name": "Tool", "network": "webhook", "company_id": self.company.id}
        )
        with self.assertRaises(ValidationError):
            self.account.app_id = other
        with self.assertRaises(ValidationError):
            self.app.network = "webhook"

    def test_an_account_belongs_to_an_app_of_its_company(self):
        abroad = self.env["res.company"].create({"name": "Abroad"})
        with self.assertRaises(UserError):
            self.second.company_id = abroad

    def test_an_app_does_not_leave_the_company_of_its_accounts(self):
        abroad = self.env["res.company"].create({"name": "Abroad"})
        with self.assertRaises(ValidationError):
            self.app.company_id = abroad
        self.app.company_id = self.company
        free = self.env["social.care.app"].create({"name": "New", "network": "demo"})
        free.company_id = abroad
        self.assertEqual(free.company_id, abroad)

    def test_an_own_app_moves_with_its_account(self):
        abroad = self.env["res.company"].create({"name": "Abroad"})
        account = self.env["social.care.account"].create(
            {"name": "Mover", "network": "demo", "company_id": self.company.id}
        )
        account.company_id = abroad
        self.assertEqual(account.app_id.company_id, abroad)

    def test_an_app_with_accounts_is_not_deleted(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.app.unlink()
            self.env.flush_all()

    def test_an_own_app_leaves_with_its_account(self):
        account = self.env["social.care.account"].create(
            {"name": "Short", "network": "demo", "company_id": self.company.id}
        )
        app = account.app_id
        account.unlink()
        self.assertFalse(app.exists())

    def test_an_own_app_goes_when_its_account_moves_to_another_one(self):
        account = self.make_account("mover", "them")
        own = account.app_id
        account.app_id = self.app
        self.assertFalse(own.exists())
        self.assertTrue(self.app.exists())

    def test_a_registered_app_stays_without_accounts(self):
        account = self.env["social.care.account"].create(
            {"name": "Short", "network": "demo", "company_id": self.company.id}
        )
        app = account.app_id
        app.client_id = "registered"
        account.unlink()
        self.assertTrue(app.exists())

    def test_an_uninstalled_network_takes_its_apps_along(self):
        self.app.client_id = "registered"
        (self.account | self.second)._unlink_with_all()
        self.assertFalse(self.app.exists())

    def test_two_accounts_of_an_app_have_different_keys(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.second.webhook_key = "page-1"
            self.env.flush_all()


class TestSplitting(AppCase):
    """C5: one webhook for several accounts; each hears what is its own."""

    def unknown(self):
        return self.app.unknown_account_ids

    def test_three_accounts_of_one_app_one_of_them_unknown(self):
        answer = self.receive(
            self.entry("page-1", "a", "b"),
            self.entry("page-2", "c"),
            self.entry("page-3", "d", "e"),
        )
        self.assertEqual((answer.status, answer.body), (200, "OK"))
        self.assertEqual(self.heard(self.account), ["a", "b"])
        self.assertEqual(self.heard(self.second), ["c"])
        self.assertEqual(self.unknown().webhook_key, "page-3")
        self.assertEqual(self.heard(self.unknown()), ["d", "e"])

    def test_an_unknown_account_is_shown(self):
        self.receive(self.entry("page-3", "d"))
        unknown = self.unknown()
        self.assertEqual((unknown.name, unknown.state), ("Unknown (page-3)", "draft"))
        self.assertEqual(unknown.company_id, self.company)
        self.assertTrue(self.app.unknown_at)
        (finding,) = self.app._diagnose()
        self.assertIn("Unknown (page-3)", finding.title)
        self.assertIn("Connect", finding.fix)
        found = self.env["social.care.setup.guide"].with_user(self.manager)
        titles = [one["title"] for one in found.get_guide()["findings"]]
        self.assertIn(finding.title, titles)

    def test_nothing_of_an_unknown_account_is_read(self):
        self.receive(self.entry("page-3", "d"), self.entry("page-1", "a"))
        self.ingest()
        self.assertTrue(self.mention("a"))
        self.assertFalse(self.mention("d"))
        self.assertEqual(self.unknown().unread_event_count, 1)

    def test_a_second_notice_finds_the_same_unknown_account(self):
        for uid in ("d", "e"):
            self.receive(self.entry("page-3", uid))
        self.assertEqual(self.heard(self.unknown()), ["d", "e"])
        self.assertEqual(len(self.unknown()), 1)

    def test_connected_it_is_read(self):
        self.receive(self.entry("page-3", "d"))
        unknown = self.unknown()
        unknown.handle = "third"
        unknown.action_connect()
        self.assertFalse(self.unknown())
        self.assertEqual(unknown.webhook_key, "page-3")
        self.ingest()
        self.assertEqual(self.mention("d", unknown).account_id, unknown)

    def test_an_administrator_connects_it_with_the_wizard(self):
        self.receive(self.entry("page-3", "d"))
        unknown = self.unknown()
        action = unknown.with_user(self.manager).action_connect_unknown()
        self.assertEqual(action["res_model"], "social.care.connect")
        wizards = self.env["social.care.connect"].with_user(self.manager)
        typed = [{"name": "handle", "value": "third"}]
        wizard = wizards.with_context(**action["context"]).create(
            {"account_name": "Third", "credentials": typed}
        )
        wizard.action_connect()
        self.assertEqual((unknown.name, unknown.state), ("Third", "connected"))
        self.assertFalse(self.unknown())

    def test_an_agent_does_not_connect_it(self):
        self.receive(self.entry("page-3", "d"))
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                self.unknown().with_user(user).action_connect_unknown()

    def test_an_account_that_is_connected_by_itself_takes_over_what_waited(self):
        self.receive(self.entry("page-3", "d"))
        third = self.make_shared("third", "page-3-new")
        third.write({"webhook_key": False, "external_id": "page-3"})
        third._join_app()
        self.assertFalse(self.unknown())
        self.assertEqual(self.heard(third), ["d"])
        self.assertEqual(third.webhook_key, "page-3")

    def test_an_account_that_moves_to_an_app_takes_over_what_waited_there(self):
        self.receive(self.entry("page-3", "d", "e"))
        third = self.make_account("third", "third")
        third.webhook_key = "page-3"
        self.env["social.care.event"].search([("external_id", "=", "d")]).copy(
            {"account_id": third.id}
        )
        third.app_id = self.app
        self.env.flush_all()
        self.assertFalse(self.unknown())
        self.assertEqual(sorted(self.heard(third)), ["d", "e"])

    def test_notices_of_an_unknown_account_are_not_kept_for_ever(self):
        self.receive(self.entry("page-3", "d", "e"), self.entry("page-1", "a"))
        unknown, events = self.unknown(), self.env["social.care.event"]
        old = fields.Datetime.now() - timedelta(days=31)
        for account in (self.account, unknown):
            heard = events.search([("account_id", "=", account.id)])
            heard.filtered(lambda one: one.external_id != "e").received_at = old
        unknown.active = False
        self.assertEqual(events._gc_unknown(), (1, False))
        self.assertEqual(self.heard(unknown), ["e"])
        self.assertEqual(self.heard(self.account), ["a"])

    def test_many_unknown_accounts_cost_no_more_queries_than_few(self):
        self.receive(*(self.entry(f"k{n}", f"n{n}") for n in range(21)))
        counts = []
        for some in (1, 1, 100):
            entries = [self.entry(f"d{n}", f"n{n}") for n in range(some)]
            before = self.env.cr.sql_log_count
            self.receive(*entries)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertEqual(self.app.dropped_count, 1 + 1 + 1 + 100)

    def test_the_key_is_what_the_network_calls_the_account(self):
        account = self.make_shared("third", False)
        self.assertEqual(account.webhook_key, account.external_id)
        self.receive(self.entry(account.external_id, "d"))
        self.assertEqual(self.heard(account), ["d"])

    def test_an_archived_account_is_not_heard(self):
        self.second.active = False
        self.receive(self.entry("page-2", "c"), self.entry("page-1", "a"))
        self.assertFalse(self.heard(self.second))
        self.assertFalse(self.unknown())
        self.assertEqual(self.heard(self.account), ["a"])

    def test_no_more_than_twenty_wait_and_the_rest_is_counted(self):
        """C5: whoever can sign cannot fill the database with accounts."""
        for number in range(25):
            uids = (f"x{number}", f"y{number}")
            self.assertEqual(self.receive(self.entry(f"k{number}", *uids)).status, 200)
        self.assertEqual(len(self.unknown()), 20)
        self.assertEqual(self.app.dropped_count, 10)
        self.receive(self.entry("k3", "z"))
        self.assertEqual(self.app.dropped_count, 10)

    def test_a_thousand_unknown_accounts_cost_few_queries(self):
        """C5: one request does not keep a worker for long."""
        entries = [
            {"account": f"k{n}", "notices": [{"id": str(n)}]} for n in range(900)
        ]
        before = self.env.cr.sql_log_count
        self.assertLess(self.receive(*entries).status, 300)
        self.assertLess(self.env.cr.sql_log_count - before, 600)
        self.assertEqual(len(self.unknown()), 20)
        self.assertEqual(self.app.dropped_count, 880)

    def test_long_keys_with_the_same_beginning_are_two_accounts(self):
        self.receive(self.entry("x" * 600 + "a", "a"), self.entry("x" * 600 + "b", "b"))
        self.assertEqual(len(self.unknown()), 2)

    def test_a_notice_without_an_account_is_kept(self):
        for payload in ({"notices": [self.post("a").payload]}, {"entries": [7]}, {}):
            answer = self.receive(payload=payload)
            self.assertLess(answer.status, 300, payload)
        self.assertEqual(len(self.unknown()), 1)
        self.assertEqual(len(self.heard(self.unknown())), 3)

    def test_what_an_unknown_account_is_called_does_not_matter(self):
        keys = ("x" * 5000, "nul \x00", "half \ud83d", "' OR 1=1 --", " ", "")
        for number, key in enumerate(keys):
            for _again in range(2):
                self.receive(self.entry(key, f"n{number}"))
        self.assertEqual(len(self.unknown()), len(keys))

    def test_a_body_with_a_lot_of_accounts_is_bounded(self):
        entries = [self.entry(f"k{n}", f"n{n}") for n in range(501)]
        doubled = [{**one, "notices": one["notices"] * 2} for one in entries]
        self.assertEqual(self.receive(*doubled).status, 413)
        self.assertFalse(self.unknown())

    def test_a_secret_of_another_app_is_refused(self):
        other = self.make_account("other", "them").app_id
        raw = json.dumps({"entries": [self.entry("page-1", "a")]}).encode()
        headers = signatures.make_headers(other.webhook_secret, raw)
        answer = self.app._receive_webhook(Request(headers=headers, raw=raw))
        self.assertEqual(answer.status, 401)
        self.assertFalse(self.heard(self.account))

    def test_an_account_of_another_app_is_not_reached(self):
        other = self.make_account("other", "them")
        self.receive(self.entry("them", "a"))
        self.assertFalse(self.heard(other))
        self.assertEqual(self.unknown().webhook_key, "them")

    def test_the_demo_network_names_the_account(self):
        self.second.demo_delivery = "normal"
        person = self.env["social.care.demo.person"].create(
            {"name": "Maria", "handle": "maria.app"}
        )
        for body in wire.TYPES:
            self.second.demo_wire = body
            post = self.env["social.care.demo.post"]._say(
                {
                    "account_id": self.second.id,
                    "person_id": person.id,
                    "text": f"@second hello by {body}",
                }
            )
            self.assertEqual(post.notice_ids.state, "delivered", body)
        self.assertEqual(len(self.heard(self.second)), len(wire.TYPES))
        self.assertFalse(self.unknown())
