# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import gzip
import json
import time
from unittest.mock import patch

from odoo.addons.social_care.tools import errors, http

from .http_network import NetworkCase

SHORT = 1.5


class TestAnswer(NetworkCase):
    """An answer is bounded in size and time, and read whole."""

    def drip(self, parts, head=b""):
        """Answer with a small part every now and then, for ten seconds."""

        def behave(handler):
            handler.wfile.write(head)
            for _ in range(50):
                handler.wfile.write(parts)
                handler.wfile.flush()
                time.sleep(0.2)

        self.server.behave = behave

    def assert_ends_in_time(self, kind, call):
        started = time.monotonic()
        with patch.object(http, "WHOLE_SECONDS", SHORT), self.assertRaises(kind):
            call()
        self.assertLess(time.monotonic() - started, SHORT + 2)

    def test_status_headers_and_body_arrive(self):
        self.server.behave = lambda handler: handler.say(201, b'{"id": 7}', X_Id="Ab")
        response = self.post()
        self.assertEqual(response.status, 201)
        self.assertEqual(response.headers["x-id"], "Ab")
        self.assertEqual(response.json(), {"id": 7})

    def test_what_an_answer_explains_is_an_object_or_nothing(self):
        for body, found in (
            (b'{"error": {"code": 190}}', {"error": {"code": 190}}),
            (b"[1]", {}),
            (b"<html>Bad gateway</html>", {}),
            (b"", {}),
            (b"\xff", {}),
            (b"[" * 100_000, {}),
        ):
            self.assertEqual(http.Response(502, {}, body).find_object(), found)

    def test_json_is_sent(self):
        self.post()
        ((method, path, headers, body),) = self.server.seen
        self.assertEqual((method, path), ("POST", "/post"))
        self.assertEqual(headers["Content-Type"], "application/json")
        self.assertEqual(json.loads(body), {"text": "hi"})

    def test_the_largest_answer_is_accepted(self):
        self.server.behave = lambda handler: handler.say(body=b"x" * 1000)
        self.assertEqual(len(self.get(max_bytes=1000).body), 1000)

    def test_a_larger_answer_is_refused(self):
        self.server.behave = lambda handler: handler.say(body=b"x" * 1001)
        with self.assertRaisesRegex(errors.Temporary, "larger"):
            self.get(max_bytes=1000)

    def test_a_larger_answer_to_a_write_leaves_it_unclear(self):
        self.server.behave = lambda handler: handler.say(body=b"x" * 1001)
        with self.assertRaises(errors.Ambiguous):
            self.post(max_bytes=1000)

    def test_a_small_answer_that_unpacks_to_a_large_one_is_refused(self):
        bomb = gzip.compress(b"0" * 5_000_000)
        self.server.behave = lambda handler: handler.say(
            body=bomb, Content_Encoding="gzip"
        )
        with self.assertRaisesRegex(errors.Temporary, "larger"):
            self.get(max_bytes=100_000)

    def test_an_answer_without_end_is_refused_at_the_limit(self):
        self.drip(b"x" * 100_000, b"HTTP/1.0 200 OK\r\n\r\n")
        with self.assertRaisesRegex(errors.Temporary, "larger"):
            self.get(max_bytes=300_000)

    def test_a_body_that_drips_is_given_up(self):
        self.drip(b"x", b"HTTP/1.0 200 OK\r\n\r\n")
        self.assert_ends_in_time(errors.Temporary, self.get)

    def test_a_chunked_body_that_drips_is_given_up(self):
        self.drip(
            b"1\r\nx\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        self.assert_ends_in_time(errors.Temporary, self.get)

    def test_headers_that_drip_are_given_up(self):
        self.drip(b"X-A: b\r\n", b"HTTP/1.0 200 OK\r\n")
        self.assert_ends_in_time(errors.Temporary, self.get)

    def test_a_drip_after_a_write_leaves_it_unclear(self):
        self.drip(b"x", b"HTTP/1.0 200 OK\r\n\r\n")
        self.assert_ends_in_time(errors.Ambiguous, self.post)

    def test_what_is_not_json_is_a_fault_of_the_network(self):
        for body in (b"<html>", b"", b"\xff", b"[" * 100_000):
            with self.assertRaises(errors.Temporary, msg=body[:9]):
                http.Response(200, {}, body).json()

    def test_what_is_not_json_after_a_write_leaves_it_unclear(self):
        self.server.behave = lambda handler: handler.say(body=b"<html>thanks</html>")
        with self.assertRaisesRegex(errors.Ambiguous, "not JSON"):
            self.post().json()
