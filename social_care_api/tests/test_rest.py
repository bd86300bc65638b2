# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import socket
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import urlsplit

from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.exceptions import ConcurrencyError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..models import social_care_api_usage
from ..tools.openapi import BASE
from .api_common import ServiceCase


@tagged("post_install", "-at_install")
class TestRest(HttpCase, ServiceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls.make_key(cls.anna.user_id)

    def setUp(self):
        super().setUp()
        social_care_api_usage._shares.clear()

    @classmethod
    def make_key(cls, user):
        keys = cls.env["res.users.apikeys"].with_user(user)
        expires = fields.Datetime.now() + timedelta(days=1)
        return keys._generate(None, "Desktop", expires)

    def ask(self, method, path, body=None, key=None, **headers):
        """:return: response"""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if key is not False:
            headers["Authorization"] = f"Bearer {key or self.key}"
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        return self.opener.request(
            method, f"{self.base_url()}{BASE}{path}", data=body, headers=headers
        )

    def assert_problem(self, response, status, code):
        """:return: dict of the problem"""
        self.assertEqual(response.status_code, status, response.text)
        self.assertEqual(response.headers["Content-Type"], "application/problem+json")
        problem = response.json()
        self.assertEqual(problem["code"], code, problem)
        self.assertEqual(problem["status"], status)
        self.assertNotIn("Traceback", response.text)
        return problem

    def test_a_ticket_is_worked_on(self):
        ticket = self.make_ticket()
        state = self.ask("PUT", "/agent/state", {"state": "available"})
        self.assertEqual(state.json(), {"state": "available", "returned": []})
        taken = self.ask("POST", "/agent/next")
        self.assertEqual(taken.json()["ticket_id"], ticket.id)
        details = self.ask("GET", f"/tickets/{ticket.id}").json()
        self.assertEqual(details["title"], ticket.name)
        note = self.ask("POST", f"/tickets/{ticket.id}/notes", {"text": "Ü ☎"})
        self.assertEqual(note.status_code, 200)
        self.assertIn("Ü ☎", ticket.message_ids[0].body)
        closed = self.ask("POST", f"/tickets/{ticket.id}/close", {})
        self.assertTrue(closed.json()["is_closed"])

    def test_without_a_key_nothing_is_answered(self):
        for key in (False, "nonsense", "x" * 40):
            response = self.ask("GET", "/agent", key=key)
            self.assert_problem(response, 401, "unauthorized")
            self.assertEqual(response.headers["WWW-Authenticate"], "Bearer")

    def test_the_key_counts_and_not_who_is_logged_in(self):
        self.authenticate(self.manager.login, self.manager.login)
        self.assertEqual(self.ask("GET", "/agent").json()["name"], "Anna")
        self.assert_problem(self.ask("GET", "/agent", key=False), 401, "unauthorized")
        self.assert_problem(
            self.ask("GET", "/agent", key="x" * 40), 401, "unauthorized"
        )

    def test_rights_are_those_of_the_user(self):
        key = self.make_key(self.carl.user_id)
        self.assert_problem(self.ask("GET", "/agent", key=key), 403, "forbidden")
        self.assert_problem(self.ask("GET", "/board"), 403, "forbidden")

    def test_wrong_paths_and_methods_are_told(self):
        self.assert_problem(self.ask("GET", "/nothing"), 404, "not_found")
        self.assert_problem(self.ask("GET", "/tickets/x"), 404, "not_found")
        self.assert_problem(self.ask("GET", "/agent/"), 404, "not_found")
        self.assert_problem(self.ask("GET", "/tickets/%0A/x"), 404, "not_found")
        response = self.ask("DELETE", "/agent")
        problem = self.assert_problem(response, 405, "method_not_allowed")
        self.assertIn("GET", problem["detail"])
        self.assertIn("GET", response.headers["Allow"])

    def test_bodies_that_are_no_json_objects_are_told(self):
        path = f"/tickets/{self.make_ticket().id}/notes"
        as_json = {"Content_Type": "application/json"}
        for body in (b"{", b"\xff\xfe", b"[" * 100_000, b'{"text": NaN}', b"[1]", b"5"):
            response = self.ask("POST", path, body, **as_json)
            self.assert_problem(response, 400, "invalid_request")
        response = self.ask("POST", path, b"text=x", Content_Type="text/plain")
        self.assert_problem(response, 415, "unsupported_media_type")
        response = self.ask("POST", path, b"{" + b" " * 300_000 + b"}", **as_json)
        self.assert_problem(response, 413, "too_large")
        with mute_logger("odoo.http"):
            response = self.ask("POST", path, b" " * 9_000_000, **as_json)
        self.assert_problem(response, 413, "too_large")

    def test_a_body_that_ends_early_is_told(self):
        place = urlsplit(self.base_url())
        self.env.flush_all()
        head = (
            f"PUT {BASE}/agent/state HTTP/1.1",
            f"Host: {place.netloc}",
            f"Authorization: Bearer {self.key}",
            "Content-Type: application/json",
            "Content-Length: 500",
            "",
            "{",
        )
        with (
            self.allow_requests(all_requests=True),
            socket.create_connection((place.hostname, place.port), 20) as peer,
        ):
            peer.sendall("\r\n".join(head).encode())
            peer.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: peer.recv(65_536), b""))
        self.assertIn(b" 400 ", answer.split(b"\r\n")[0])
        self.assertIn(b"invalid_request", answer)

    def test_what_is_wrong_is_told_by_argument(self):
        response = self.ask("PUT", "/agent/state", {"state": "asleep"})
        problem = self.assert_problem(response, 400, "invalid_request")
        self.assertEqual(list(problem["fields"]), ["state"])
        response = self.ask("GET", "/work?limit=0&nonsense=1")
        problem = self.assert_problem(response, 400, "invalid_request")
        self.assertEqual(set(problem["fields"]), {"limit", "nonsense"})

    def test_the_path_alone_names_the_ticket(self):
        ticket, other = self.make_ticket(), self.make_ticket()
        body = {"ticket_id": other.id, "text": "x"}
        response = self.ask("POST", f"/tickets/{ticket.id}/notes", body)
        self.assert_problem(response, 400, "invalid_request")
        response = self.ask("POST", f"/tickets/{ticket.id}/notes?text=x", {})
        self.assert_problem(response, 400, "invalid_request")

    def test_the_same_request_acts_once(self):
        ticket = self.make_ticket()
        path = f"/tickets/{ticket.id}/notes"
        answers = [
            self.ask("POST", path, {"text": "Once"}, Idempotency_Key="k1")
            for _time in range(3)
        ]
        self.assertEqual({answer.status_code for answer in answers}, {200})
        self.assertEqual(answers[0].json(), answers[1].json())
        self.assertEqual(answers[0].json(), answers[2].json())
        notes = ticket.message_ids.filtered(lambda message: "Once" in message.body)
        self.assertEqual(len(notes), 1)
        response = self.ask("POST", path, {"text": "Other"}, Idempotency_Key="k1")
        self.assert_problem(response, 422, "request_id_reused")

    def test_a_conflict_is_repeated_with_the_same_body(self):
        path = f"/tickets/{self.make_ticket().id}/notes"
        service = type(self.env["social.care.service"])
        perform, tries = service._perform, []

        def conflict_once(self, operation, arguments):
            tries.append(arguments)
            if len(tries) == 1:
                raise ConcurrencyError("somebody was faster")
            return perform(self, operation, arguments)

        with patch.object(service, "_perform", conflict_once):
            response = self.ask("POST", path, {"text": "Called"})
        self.assertEqual(response.status_code, 200, response.text)
        self.assertEqual(tries, tries[:1] * 2)

    def test_an_empty_id_is_none(self):
        response = self.ask("POST", "/agent/next", {}, Idempotency_Key="")
        self.assert_problem(response, 400, "invalid_request")

    def test_a_refusal_is_stored(self):
        ticket = self.make_ticket()
        ticket.user_id = self.ben.user_id
        path = f"/tickets/{ticket.id}/take"
        for _time in range(2):
            response = self.ask("POST", path, Idempotency_Key="k1")
            self.assert_problem(response, 409, "taken")
            ticket.user_id = False

    def test_a_conflict_is_repeated_at_once(self):
        service = type(self.env["social.care.service"])
        call, tries = service._call, []

        def collide(*arguments):
            tries.append(1)
            if len(tries) < 3:
                raise SerializationFailure
            return call(*arguments)

        # The rollback would take what the test has made with it.
        with (
            patch.object(service, "_call", collide),
            patch("odoo.tests.test_cursor.TestCursor.rollback", lambda cr: None),
        ):
            response = self.ask("POST", "/agent/next", {})
        self.assertEqual(response.status_code, 200)
        self.assertEqual(len(tries), 3)
        self.assertLess(response.elapsed.total_seconds(), 1)

    def test_an_answer_that_is_still_the_same_is_not_sent_again(self):
        ticket = self.make_ticket()
        path = f"/tickets/{ticket.id}/messages"
        first = self.ask("GET", path)
        self.assertEqual(first.status_code, 200)
        again = self.ask("GET", path, If_None_Match=first.headers["ETag"])
        self.assertEqual(again.status_code, 304)
        self.assertFalse(again.content)

    def test_a_key_has_a_number_of_requests_in_a_minute(self):
        self.env["ir.config_parameter"].set_param(social_care_api_usage.PARAMETER, "3")
        with patch.object(social_care_api_usage, "get_minute", lambda: 1):
            answers = [self.ask("GET", "/agent") for _time in range(4)]
        self.assertEqual([one.status_code for one in answers], [200, 200, 200, 429])
        self.assert_problem(answers[3], 429, "too_many_requests")
        self.assertIn("Retry-After", answers[3].headers)
        self.assertEqual(answers[0].headers["RateLimit-Policy"], '"key";q=3;w=60')
        self.assertIn('"key";r=2;', answers[0].headers["RateLimit"])

    def test_every_example_is_a_request_that_is_taken(self):
        for one in self.env["social.care.service"]._list_operations():
            fields_needed = one.arguments.model_json_schema().get("required", [])
            needs_body = one.is_writing and set(fields_needed) - set(one.path_names)
            if needs_body:
                self.assertTrue(one.example, f"Give an example of {one.name}")
            if one.example is not None:
                one.parse(dict.fromkeys(one.path_names, 1) | one.example)

    def test_the_document_describes_all_operations(self):
        response = self.ask("GET", "/openapi.json", key=False)
        document = response.json()
        named = {
            one["operationId"]
            for place in document["paths"].values()
            for one in place.values()
        }
        operations = self.env["social.care.service"]._list_operations()
        self.assertEqual(named, {one.name for one in operations})
        self.assertTrue(document["servers"][0]["url"].endswith(BASE))
