# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import socket
import threading
import time
from unittest.mock import patch

from odoo.addons.social_care.tools import errors, http
from odoo.addons.social_care.tools.slowness import slowness

from .http_network import NetworkCase

# The beginning of a TLS record that is never finished.
ENDLESS_RECORD = b"\x16\x03\x03\x40\x00" + b"\x00" * 500


class TestSlowNetwork(NetworkCase):
    """A slow network ends in time, makes room for others, and is remembered."""

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(http, "SLOW_SECONDS", 0.2))
        self.startPatcher(patch.object(http, "WATCH_SECONDS", 0.1))
        self.addCleanup(slowness.note, self.host, 0)

    def silent(self, seconds=3):
        self.server.behave = lambda handler: time.sleep(seconds)

    def seconds(self, call, kind):
        begun = time.monotonic()
        with self.assertRaises(kind):
            call()
        return time.monotonic() - begun

    def test_a_slow_call_that_is_in_the_way_ends(self):
        self.silent()
        for call, kind in (
            (self.get, errors.Temporary),
            (self.post, errors.Ambiguous),
        ):
            taken = self.seconds(lambda: call(is_in_the_way=lambda: True), kind)  # noqa: B023
            self.assertLess(taken, 1.5)

    def test_it_goes_on_until_somebody_needs_its_place(self):
        self.silent()
        needed = iter([False] * 5)
        in_the_way = lambda: next(needed, True)  # noqa: E731
        taken = self.seconds(
            lambda: self.get(is_in_the_way=in_the_way), errors.Temporary
        )
        self.assertTrue(0.6 < taken < 2, taken)

    def test_a_quick_call_is_in_nobodys_way(self):
        asked = []
        self.assertEqual(self.get(is_in_the_way=lambda: asked.append(1)).status, 200)
        self.assertFalse(asked)

    def test_a_call_has_as_much_time_as_it_is_given(self):
        self.silent()
        self.assertLess(self.seconds(lambda: self.get(whole=0.5), errors.Temporary), 2)

    def test_a_handshake_that_never_ends_is_ended(self):
        """Each byte comes in time, but there is no last one."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            threading.Thread(target=self.drip, args=(server,), daemon=True).start()
            client = self.client(
                allowed_private=frozenset({f"127.0.0.1:{port}"}), whole=0.6
            )
            url = f"https://127.0.0.1:{port}/"
            taken = self.seconds(
                lambda: client.request("POST", url, writes=True), errors.ConnectorError
            )
            self.assertLess(taken, 2)

    def drip(self, server):
        line, _address = server.accept()
        with line:
            for number in range(len(ENDLESS_RECORD)):
                try:
                    line.sendall(ENDLESS_RECORD[number : number + 1])
                except OSError:
                    return
                time.sleep(0.1)

    def test_a_name_server_that_does_not_answer_is_not_waited_for(self):
        with (
            patch.object(http, "CONNECT_SECONDS", 0.3),
            patch("socket.getaddrinfo", lambda *args, **kwargs: time.sleep(3)),
        ):
            taken = self.seconds(self.get, errors.Temporary)
        self.assertLess(taken, 1.5)

    def test_of_many_addresses_few_are_tried(self):
        tried = []

        def refuse(address, timeout):
            tried.append(address)
            raise OSError("nobody there")

        with (
            self.name_leads_to("many.example", *(f"9.9.9.{n}" for n in range(1, 30))),
            patch.object(http, "create_connection", refuse),
            self.assertRaises(errors.Temporary),
        ):
            self.client().request("GET", "http://many.example/")
        self.assertEqual(len(tried), http.MOST_ADDRESSES)

    def test_who_is_slow_is_remembered_until_they_are_quick(self):
        with patch.object(slowness, "note", wraps=slowness.note) as note:
            self.get()
        ((server, seconds),) = (call.args for call in note.call_args_list)
        self.assertEqual(server, self.host)
        self.assertLess(seconds, 1)

    def test_408_and_425_surely_took_nothing(self):
        """They say that the request was not processed; it may come again."""
        for status in (408, 425):
            for writes in (False, True):
                with self.assertRaises(errors.Temporary):
                    http.raise_for_status(http.Response(status, {}, b"", writes))
