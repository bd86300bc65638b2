# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import socket
import time

from odoo.addons.social_care.tools import errors, http

from .http_network import NetworkCase


class TestFault(NetworkCase):
    """A fault says whether the call surely did not happen."""

    def assert_read_and_write(self, read, write):
        with self.assertRaises(read):
            self.get()
        with self.assertRaises(write):
            self.post()

    def status(self, status, writes=False, words=""):
        http.raise_for_status(http.Response(status, {}, b"", writes), words)

    def test_a_closed_port_surely_took_nothing(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            host = "127.0.0.1:%d" % probe.getsockname()[1]
        client = self.client(allowed_private=frozenset({host}))
        for writes in (False, True):
            with self.assertRaisesRegex(errors.Temporary, host):
                client.request("POST", f"http://{host}/", writes=writes)

    def test_an_unknown_name_surely_took_nothing(self):
        with self.assertRaises(errors.Temporary):
            self.client().request("POST", "http://nobody.invalid/", writes=True)

    def test_a_connection_that_breaks_after_the_request_is_unclear_for_writes(self):
        self.server.behave = lambda handler: handler.connection.shutdown(
            socket.SHUT_RDWR
        )
        self.assert_read_and_write(errors.Temporary, errors.Ambiguous)
        self.assertEqual(len(self.server.seen), 2)

    def test_an_answer_cut_short_is_unclear_for_writes(self):
        self.server.behave = lambda handler: handler.say(
            body=b"{}", Content_Length="100"
        )
        self.assert_read_and_write(errors.Temporary, errors.Ambiguous)

    def test_an_answer_that_is_not_http_is_unclear_for_writes(self):
        self.server.behave = lambda handler: handler.wfile.write(b"go away\r\n\r\n")
        self.assert_read_and_write(errors.Temporary, errors.Ambiguous)

    def test_silence_is_unclear_for_writes(self):
        self.server.behave = lambda handler: time.sleep(1)
        with self.assertRaises(errors.Temporary):
            self.get(timeout=(1, 0.2))
        with self.assertRaises(errors.Ambiguous):
            self.post(timeout=(1, 0.2))

    def test_a_request_is_never_repeated_by_itself(self):
        self.server.behave = lambda handler: handler.connection.shutdown(
            socket.SHUT_RDWR
        )
        with self.assertRaises(errors.Ambiguous):
            self.post()
        self.assertEqual(len(self.server.seen), 1)

    def test_a_failed_handshake_surely_took_nothing(self):
        url = f"https://{self.host}/"
        with self.assertRaisesRegex(errors.Temporary, "secure"):
            self.client().request("POST", url, writes=True)

    def test_what_is_no_address_is_rejected(self):
        for url in ("ftp://a.example/", "nonsense", "http://", "http://[::1", ""):
            with self.assertRaises(errors.Rejected, msg=url):
                self.client().request("GET", url)

    def test_a_name_that_cannot_be_one_surely_took_nothing(self):
        for host in ("a" * 70 + ".example", "a..example"):
            with self.assertRaises(errors.Temporary, msg=host):
                self.client().request("POST", f"http://{host}/", writes=True)

    def test_no_path_and_no_log_in_is_told(self):
        client = self.client(allowed_private=frozenset())
        for address in (
            f"anna:pass@{self.host}/key?pass",
            f"anna:pass@{self.host}?pass=1",
            f"anna:pass@{self.host}0/",
        ):
            with self.assertRaises(errors.ConnectorError) as told:
                client.request("GET", f"http://{address}")
            self.assertNotIn("pass", str(told.exception))
            self.assertIn("127.0.0.1", str(told.exception))

    def test_2xx_is_no_fault(self):
        for status in (200, 201, 204):
            self.status(status)

    def test_5xx_is_unclear_for_writes(self):
        for status in (500, 502, 503, 504):
            with self.assertRaises(errors.Temporary):
                self.status(status)
            with self.assertRaises(errors.Ambiguous):
                self.status(status, writes=True)

    def test_only_403_may_concern_one_request_alone(self):
        for status in (401, 403):
            with self.assertRaises(errors.AuthorizationLost) as caught:
                http.raise_for_status(http.Response(status, {}, b""))
            is_forbidden = isinstance(caught.exception, errors.Forbidden)
            self.assertEqual(is_forbidden, status == 403)

    def test_an_address_that_was_not_entered_is_called_missing(self):
        for url in ("", "/me", "https:///me"):
            self.assertEqual(
                http.explain_refusal(url, frozenset()), "The address is missing."
            )
        for url in ("x", "tool.example/me"):
            self.assertIn("is not an address", http.explain_refusal(url, frozenset()))
        with self.assertRaisesRegex(errors.Rejected, "^The address is missing.$"):
            http.Client().request("GET", "/me")

    def test_401_and_403_mean_that_access_is_lost(self):
        for status in (401, 403):
            with self.assertRaises(errors.AuthorizationLost):
                self.status(status, writes=True)

    def test_other_4xx_and_redirects_are_refusals(self):
        for status in (301, 302, 307, 400, 404, 409, 422):
            with self.assertRaises(errors.Rejected):
                self.status(status, writes=True)

    def test_the_network_s_own_words_are_kept(self):
        with self.assertRaisesRegex(errors.Rejected, "Text too rude"):
            self.status(400, words="Text too rude")
