# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models import social_care_phone_connector_soap as connector
from ..tools.errors import SoapError
from ..tools.information import Information
from .soap_common import JAN, PHONE, SoapCase
from .switches import bad_switch, get_host


class TestCommands(SoapCase):
    """What an agent's click does at the switch, and what the card says of it."""

    def setUp(self):
        super().setUp()
        self.client = self.enterContext(patch.object(connector, "SwitchClient"))()

    def request(self, call):
        with trap_jobs() as trap:
            self.run_job(call, "_request", call.leg_ids.line_id)
        return trap

    def test_a_click_rings_the_own_phone_first(self):
        call = self.place(identity="")
        call.request_state = "queued"
        self.client.make_call.return_value = "7"
        trap = self.request(call)
        self.client.make_call.assert_called_once_with(PHONE, f"tel:{JAN}")
        self.assertTrue(call.key.endswith("/7"))
        trap.assert_jobs_count(1, only=self.system._follow_calls)

    def test_a_refusal_ends_the_call_with_words(self):
        call = self.place(identity="")
        call.request_state = "queued"
        self.client.make_call.side_effect = SoapError("fault", "POL0001: not allowed")
        self.request(call).assert_jobs_count(0)
        self.assertEqual((call.state, call.request_state), ("ended", "failed"))
        self.assertIn("refused: POL0001: not allowed", self.get_card()["error"])

    def test_what_is_not_known_is_not_called_a_failure(self):
        """The phone may ring; a scheduled action ends the call otherwise."""
        call = self.place(identity="")
        call.request_state = "queued"
        self.client.make_call.side_effect = SoapError("unreachable", "late", True)
        self.request(call)
        self.assertEqual((call.state, call.request_state), ("up", "done"))
        self.assertIn("late", call.request_error)

    def test_hanging_up_ends_it_at_the_switch(self):
        call = self.place(identity="a/7")
        self.hear({call: Information("CallConnected")})
        with trap_jobs() as trap:
            call._do_hang_up(call.leg_ids)
            trap.assert_jobs_count(1, only=self.system._follow_calls)
        self.client.end_call.assert_called_once_with("a/7")

    def test_hanging_up_that_fails_is_said(self):
        call = self.place()
        self.hear({call: Information("CallConnected")})
        self.client.end_call.side_effect = SoapError("credentials")
        call._do_hang_up(call.leg_ids)
        self.assertIn("password", self.get_card()["error"])

    def test_only_what_it_can_do_is_offered(self):
        call = self.place()
        self.hear({call: Information("CallConnected")})
        self.assertEqual(self.get_card()["can"], ["hang_up"])

    def test_a_phone_without_a_scheme_is_a_number(self):
        call = self.place(identity="")
        call.request_state = "queued"
        call.leg_ids.line_id.device = "21"
        self.client.make_call.return_value = "7"
        self.request(call)
        self.client.make_call.assert_called_once_with("tel:21", f"tel:{JAN}")


class TestBadSwitch(SoapCase):
    """Whatever a switch does: words for the agent, and no call that stays open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch = cls.enterClassContext(bad_switch.BadSwitch())
        cls.env["ir.config_parameter"].set_param(
            "social_care.allowed_private_hosts", get_host(cls.switch)
        )

    def setUp(self):
        super().setUp()
        path = "odoo.addons.social_care_cti_soap.tools.client"
        self.enterContext(patch(f"{path}.CALL_SECONDS", 0.5))
        self.enterContext(patch(f"{path}.LOADING_SECONDS", 0.5))

    @mute_logger("odoo.addons.social_care.tools.isolation")
    def test_every_call_ends_with_words(self):
        for mode in (*bad_switch.ANSWERS, *bad_switch.DESCRIPTIONS):
            with self.subTest(mode):
                self.system.soap_wsdl = self.switch.get_wsdl(mode)
                call = self.place(identity="")
                call.request_state = "queued"
                with trap_jobs():
                    self.run_job(call, "_request", call.leg_ids.line_id)
                self.assertTrue(call.request_error)
                call.started_at = "2026-01-01 00:00:00"
                self.env["social.care.call"]._cron_end_unplaced()
                self.assertEqual(call.state, "ended")
        self.assertEqual(self.switch.reached, [])

    def test_every_call_that_is_followed_ends(self):
        for mode in (*bad_switch.ANSWERS, *bad_switch.DESCRIPTIONS):
            with self.subTest(mode):
                self.system.soap_wsdl = self.switch.get_wsdl(mode)
                call = self.place(seconds_ago=20)
                with trap_jobs():
                    self.run_job(self.system, "_follow_calls")
                    self.assertEqual(bool(self.system.soap_error), mode != "fault")
                    call.started_at = "2026-01-01 00:00:00"
                    self.env["social.care.phone.system"]._cron_follow_calls()
                self.assertEqual((call.state, call.outcome), ("ended", "lost"))
        self.assertEqual(self.switch.reached, [])
