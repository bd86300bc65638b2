# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import xmlrpc.client
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

from ..tools.openapi import BASE
from .api_common import ServiceCase

SERVICE = "social.care.service"


@tagged("post_install", "-at_install")
class TestRpc(HttpCase, ServiceCase):
    """The same methods by Odoo's own ways in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        keys = cls.env["res.users.apikeys"].with_user(cls.anna.user_id)
        expires = fields.Datetime.now() + timedelta(days=1)
        cls.key = keys._generate(None, "Desktop", expires)

    def ask_json_2(self, method, **values):
        """:return: response"""
        return self.opener.post(
            f"{self.base_url()}/json/2/{SERVICE}/{method}",
            data=json.dumps(values),
            headers={
                "Authorization": f"Bearer {self.key}",
                "Content-Type": "application/json",
            },
        )

    def ask_xml_rpc(self, method, **values):
        self.env.flush_all()
        server = xmlrpc.client.ServerProxy(f"{self.base_url()}/xmlrpc/2/object")
        with self.allow_requests(all_requests=True):
            return server.execute_kw(
                get_db_name(),
                self.anna.user_id.id,
                self.key,
                SERVICE,
                method,
                [],
                values,
            )

    def test_json_2_answers_as_rest_does(self):
        ticket = self.make_ticket()
        self.assertEqual(self.ask_json_2("get_agent").json()["agent_id"], self.anna.id)
        taken = self.ask_json_2("take_next_work", request_id="n1").json()
        self.assertEqual(taken["ticket_id"], ticket.id)
        self.assertEqual(
            self.ask_json_2("take_next_work", request_id="n1").json(), taken
        )

    def test_a_refusal_by_json_2_has_code_and_status_and_no_traceback(self):
        for status, code, method, values in (
            (400, "invalid_request", "set_agent_state", {"state": "asleep"}),
            (403, "forbidden", "get_board", {}),
            (404, "not_found", "get_work", {"ticket_id": 2**31 - 1}),
        ):
            response = self.ask_json_2(method, **values)
            self.assertEqual(response.status_code, status, response.text)
            self.assertTrue(response.json()["message"].startswith(f"{code}: "))
            self.assertNotIn("Traceback", response.text)
            self.assertNotIn("odoo/", response.text)

    def test_rest_costs_no_query_more(self):
        ticket = self.make_ticket()
        address = f"{self.base_url()}{BASE}/tickets/{ticket.id}"
        headers = {"Authorization": f"Bearer {self.key}"}
        asked = {
            "json-2": lambda: self.ask_json_2("get_work", ticket_id=ticket.id),
            "rest": lambda: self.opener.get(address, headers=headers),
        }
        counts = {}
        for name, ask in asked.items():
            # The first one fills caches.
            self.assertEqual(ask().status_code, 200)
            before = self.cr.sql_log_count
            ask()
            counts[name] = self.cr.sql_log_count - before
        self.assertLessEqual(counts["rest"], counts["json-2"], counts)

    def test_a_fault_of_ours_says_nothing_of_the_server(self):
        service = type(self.env["social.care.service"])
        with (
            patch.object(service, "_find_work", side_effect=KeyError("secret")),
            mute_logger("odoo.addons.social_care_api.models.social_care_service_base"),
        ):
            response = self.ask_json_2("get_work", ticket_id=1)
        self.assertEqual(response.status_code, 500)
        self.assertIn("internal_error", response.text)
        self.assertNotIn("secret", response.text)
        self.assertNotIn("Traceback", response.text)

    @mute_logger("odoo.addons.rpc.controllers.xmlrpc", "odoo.addons.rpc.controllers")
    def test_xml_rpc_answers_without_none(self):
        ticket = self.make_ticket()
        agent = self.ask_xml_rpc("get_agent")
        self.assertEqual(agent["agent_id"], self.anna.id)
        taken = self.ask_xml_rpc("take_next_work")
        self.assertEqual(taken["ticket_id"], ticket.id)
        details = self.ask_xml_rpc("get_work", ticket_id=ticket.id)
        self.assertEqual(details["state"], "working")

    @mute_logger("odoo.addons.rpc.controllers.xmlrpc", "odoo.addons.rpc.controllers")
    def test_a_refusal_by_xml_rpc_begins_with_its_code(self):
        with self.assertRaisesRegex(xmlrpc.client.Fault, "forbidden: Anna"):
            self.ask_xml_rpc("get_board")
