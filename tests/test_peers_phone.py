# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The phone system and the SOAP switch of the tests work."""

import time
import unittest

from zeep import Client
from zeep.exceptions import Fault

from .phone_system import (
    CUSTOMER,
    IS_RUNNING,
    MISSING,
    MISSING_SWITCH,
    WSDL,
    Ami,
    ask_ari,
    list_talks,
    make_phone,
    make_trunk,
    reserve_phone_system,
    wait_until,
)

CHARGING = {"description": "", "currency": "EUR", "amount": 0, "code": ""}


def list_channels():
    return ask_ari("GET", "/channels").json()


def get_state(phone):
    return ask_ari("GET", f"/endpoints/PJSIP/{phone}").json()["state"]


def wait_until_reachable(phone):
    """Asterisk asks each two seconds whether the phone is there. What it asked before
    the phone was, it gives up after three (``qualify_timeout``), and takes it for away.
    """
    time.sleep(3.5)
    wait_until(lambda: get_state(phone) == "online")


@unittest.skipUnless(IS_RUNNING, MISSING)
class TestAsterisk(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.enterContext(reserve_phone_system())
        self.ami = self.enterContext(Ami())

    def test_login(self):
        self.assertIn("Asterisk Call Manager", self.ami.greeting)
        self.assertEqual(self.ami.login()["Response"], "Success")

    def test_read_only_user_may_do_nothing(self):
        self.assertEqual(self.ami.login("READONLY_")["Response"], "Success")
        answer = self.ami.ask("QueuePause", Interface="PJSIP/1001", Paused="true")
        self.assertEqual(answer["Message"], "Permission denied")

    def test_agent_answers_a_call_to_the_queue(self):
        self.ami.login()
        with make_phone("1001") as agent, make_phone(CUSTOMER) as customer:
            call = customer.call("800")
            answered = agent.wait_for_call()
            self.assertTrue(agent.wait_for(answered, "up"))
            connect = self.ami.wait_for(lambda m: m.get("Event") == "AgentConnect")
            channels = wait_until(lambda: self.list_up(2))
            customer.hang_up(call)
            self.assertTrue(agent.wait_for(answered, "ended"))
        self.assertEqual(connect["Interface"], "PJSIP/1001")
        self.assertIn("Timestamp", connect)
        # One call over its legs, as everybody else has it too.
        linked = {channel["channelvars"]["CHANNEL(linkedid)"] for channel in channels}
        self.assertEqual(linked, {connect["Linkedid"]})

    def list_up(self, count):
        channels = [item for item in list_channels() if item["state"] == "Up"]
        return channels if len(channels) == count else None

    def test_agent_transfers_a_call(self):
        with (
            make_phone("1001") as agent,
            make_phone("1002") as colleague,
            make_phone(CUSTOMER) as customer,
        ):
            wait_until_reachable("1002")
            customer.call("223334455")
            answered = agent.wait_for_call()
            self.assertTrue(agent.wait_for(answered, "up"))
            wait_until(list_talks)
            agent.transfer(answered, "1002")
            self.assertTrue(colleague.wait_for(colleague.wait_for_call(), "up"))
            self.assertTrue(agent.wait_for(answered, "ended"))

    def test_agent_transfers_a_call_after_asking(self):
        with (
            make_phone("1001") as agent,
            make_phone("1002") as colleague,
            make_phone(CUSTOMER) as customer,
        ):
            wait_until_reachable("1002")
            call = customer.call("223334455")
            answered = agent.wait_for_call()
            self.assertTrue(agent.wait_for(answered, "up"))
            agent.hold(answered)
            consultation = agent.call("1002")
            asked = colleague.wait_for_call()
            self.assertTrue(agent.wait_for(consultation, "up"))
            wait_until(lambda: len(list_talks()) == 2)
            agent.complete_transfer(answered, consultation)
            self.assertTrue(agent.wait_for(answered, "ended"))
            self.assertTrue(agent.wait_for(consultation, "ended"))
            customer.hang_up(call)
            self.assertTrue(colleague.wait_for(asked, "ended"))

    def test_agent_is_busy(self):
        with (
            make_phone("1001", reject_with=486),
            make_phone(CUSTOMER) as customer,
        ):
            call = customer.call("223334455")
            self.assertTrue(customer.wait_for(call, "ended"))
        self.assertEqual(call.code, 486)

    def test_customer_gives_up(self):
        with (
            make_phone("1001", answer_after=None) as agent,
            make_phone(CUSTOMER) as customer,
        ):
            call = customer.call("223334455")
            ringing = agent.wait_for_call()
            customer.cancel(call)
            self.assertTrue(agent.wait_for(ringing, "ended"))
            self.assertTrue(customer.wait_for(call, "ended"))

    def test_click_to_call_rings_the_agent_first(self):
        wanted = {
            "endpoint": "PJSIP/1001",
            "extension": f"0{CUSTOMER}",
            "context": "from-agents",
            "priority": 1,
            "channelId": "clicked",
        }
        with make_phone("1001") as agent, make_trunk() as customer:
            self.assertTrue(ask_ari("POST", "/channels", params=wanted).ok)
            own = agent.wait_for_call()
            called = customer.wait_for_call()
            self.assertTrue(customer.wait_for(called, "up"))
            channels = wait_until(lambda: self.list_up(2))
            customer.hang_up(called)
            self.assertTrue(agent.wait_for(own, "ended"))
        linked = {channel["channelvars"]["CHANNEL(linkedid)"] for channel in channels}
        self.assertEqual(linked, {"clicked"})

    def test_phone_registers_with_its_password(self):
        with make_phone("1003") as phone:
            self.assertEqual(phone.register(), 200)
            state = get_state("1003")
            self.assertEqual(phone.register(0), 200)
        self.assertEqual(state, "online")

    def test_stranger_does_not_register(self):
        with make_phone("1004") as phone:
            phone.password = "wrong"
            self.assertEqual(phone.register(), 401)


@unittest.skipUnless(WSDL, MISSING_SWITCH)
class TestSoapSwitch(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.service = Client(WSDL).service

    def test_call_is_made_and_ended(self):
        made = self.service.makeCall(
            callingParty="tel:1001", calledParty="tel:answer", charging=CHARGING
        )
        wait_until(lambda: self.read_status(made) == "CallConnected")
        self.assertIn(made, [channel["id"] for channel in list_channels()])
        self.service.endCall(callIdentifier=made)
        wait_until(lambda: self.read_status(made) == "CallTerminated")

    def read_status(self, made):
        return self.service.getCallInformation(callIdentifier=made)["callStatus"]

    def test_unknown_call_is_a_fault(self):
        with self.assertRaises(Fault) as caught:
            self.service.endCall(callIdentifier="nobody")
        self.assertEqual(caught.exception.message, "unknown call")
