# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Calls through a real SOAP switch, which rings on a real Asterisk."""

import unittest

from odoo.addons.social_care.tools.http import get_host
from odoo.addons.social_care.tools.locking import try_advisory_lock

from .listening import JAN
from .phone_system import MISSING_SWITCH, WSDL, ask_ari, reserve_phone_system
from .race import RaceCase

PHONE = "tel:21"


@unittest.skipUnless(WSDL, MISSING_SWITCH)
class TestSoapCalls(RaceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(reserve_phone_system())
        with cls.env() as env:
            env["ir.config_parameter"].set_param(
                "social_care.allowed_private_hosts", get_host(WSDL)
            )
            cls.anna = cls.create_agent(env)
            cls.system = cls.create_system(env)

    @classmethod
    def create_agent(cls, env):
        team = env["helpdesk.ticket.team"].search([], limit=1)
        user = env["res.users"].search([("login", "=", "anna")])
        if not user:
            user = env.ref("base.user_admin")
        team.user_ids += user
        env["social.care.agent"]._ensure_for_users(user)
        return user.id

    @classmethod
    def create_system(cls, env):
        return (
            env["social.care.phone.system"]
            .create(
                {
                    "name": "Switch",
                    "binding": "soap",
                    "company_id": env["res.users"].browse(cls.anna).company_id.id,
                    "country_id": env.ref("base.pl").id,
                    "allowed_prefixes": "+48",
                    "outside_prefix": "+",
                    "soap_wsdl": WSDL,
                    "line_ids": [(0, 0, {"user_id": cls.anna, "device": PHONE})],
                }
            )
            .id
        )

    def place(self, number=JAN):
        """Anna clicks; the job runs in a transaction of its own.

        :return: ID of the call
        """
        with self.env() as env:
            calls = env["social.care.call"].with_user(self.anna)
            call = calls.place_call(number)["id"]
        with self.env() as env:
            record = env["social.care.call"].browse(call)
            record._request(record.leg_ids.line_id)
        return call

    def follow(self, call, **values):
        """Run the job that asks until the call is so."""

        def is_so(_env):
            with self.env() as env:
                env["social.care.phone.system"].browse(self.system)._follow_calls()
            return all(
                self.read_value(call, name) == value for name, value in values.items()
            )

        self.wait_until(is_so, f"the call is {values}", patience=20)

    def read_value(self, call, name):
        with self.env() as env:
            return env["social.care.call"].browse(call)[name]

    def get_card(self, call):
        with self.env() as env:
            return env["social.care.call"].browse(call).with_user(self.anna).get_card()

    def list_channels(self):
        return [channel["id"] for channel in ask_ari("GET", "/channels").json()]

    def test_a_call_is_made_followed_and_ended(self):
        call = self.place()
        identity = self.read_value(call, "key").partition("/")[2]
        self.assertIn(identity, self.list_channels())
        self.follow(call, state="ringing")
        self.assertEqual(self.get_card(call)["can"], ["hang_up"])
        self.follow(call, state="talking")
        with self.env() as env:
            record = env["social.care.call"].browse(call)
            record._do_hang_up(record.leg_ids)
        self.follow(call, state="ended")
        self.assertEqual(self.read_value(call, "outcome"), "answered")
        self.assertNotIn(identity, self.list_channels())

    def test_hanging_up_while_it_rings_cancels(self):
        call = self.place()
        self.follow(call, state="ringing")
        with self.env() as env:
            record = env["social.care.call"].browse(call)
            record._do_hang_up(record.leg_ids)
        self.follow(call, state="ended")
        self.assertEqual(self.read_value(call, "outcome"), "cancelled")

    def test_who_hangs_up_at_the_other_end_ends_it(self):
        call = self.place()
        self.follow(call, state="talking")
        ask_ari("DELETE", f"/channels/{self.read_value(call, 'key').partition('/')[2]}")
        self.follow(call, state="ended", outcome="answered")

    def test_a_call_that_the_switch_does_not_know_ends_lost(self):
        call = self.place()
        with self.env() as env:
            record = env["social.care.call"].browse(call)
            record.key = record.key.partition("/")[0] + "/nobody"
            record.started_at = "2026-01-01 00:00:00"
        self.follow(call, state="ended", outcome="lost")

    def test_two_runs_do_not_ask_at_once(self):
        call = self.place()
        with self.env() as env:
            with try_advisory_lock(env.cr, f"social_care.soap.{self.system}"):
                with self.env() as other:
                    other["social.care.phone.system"].browse(
                        self.system
                    )._follow_calls()
                self.assertFalse(self.read_value(call, "soap_asked_at"))
        self.follow(call, state="ringing")

    def test_the_check_finds_nothing_wrong(self):
        with self.env() as env:
            system = env["social.care.phone.system"].browse(self.system)
            found = {finding.level: str(finding) for finding in system._diagnose()}
        self.assertEqual(set(found), {"ok"})
        self.assertIn("unknown call", found["ok"])
