# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import json
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import errors, oauth
from odoo.addons.social_care.tools.http import Response

NOW = datetime(2026, 3, 1, 12)
CLIENT = oauth.Client("id 1", "s3cr3t+/")
FLOW = oauth.Flow(
    "code",
    "https://net.example/token",
    authorize_url="https://net.example/authorize",
    scopes=("read", "write"),
)


def answer(values, status=200):
    raw = values if isinstance(values, bytes) else json.dumps(values).encode()
    return Response(status, {}, raw)


class TestOAuthRequests(BaseCase):
    """C14: what we send follows RFC 6749, RFC 7636 and RFC 8628."""

    def authorize(self, flow=FLOW):
        url = oauth.make_authorize_url(flow, CLIENT, "https://us/r", "st", "verifier")
        parts = urlsplit(url)
        return parts, {k: v for k, (v,) in parse_qs(parts.query).items()}

    def test_challenge_of_the_rfc(self):
        """RFC 7636, appendix B."""
        verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        self.assertEqual(oauth.make_challenge(verifier), challenge)

    def test_secrets_are_long_unlike_and_allowed_as_verifier(self):
        """RFC 7636, 4.1: 43 to 128 unreserved characters."""
        made = {oauth.make_secret() for _ in range(50)}
        self.assertEqual(len(made), 50)
        for secret in made:
            self.assertRegex(secret, r"\A[A-Za-z0-9._~-]{43,128}\Z")
            self.assertNotIn(secret, oauth.hash_secret(secret))

    def test_authorize_page(self):
        parts, params = self.authorize()
        self.assertEqual(parts.netloc + parts.path, "net.example/authorize")
        self.assertEqual(
            params,
            {
                "response_type": "code",
                "client_id": "id 1",
                "redirect_uri": "https://us/r",
                "scope": "read write",
                "state": "st",
                "code_challenge": oauth.make_challenge("verifier"),
                "code_challenge_method": "S256",
            },
        )

    def test_networks_that_name_and_join_otherwise(self):
        flow = oauth.Flow(
            "code",
            "https://net.example/token",
            authorize_url="https://net.example/authorize?lang=pl",
            scopes=("a", "b"),
            separator=",",
            client_id_name="client_key",
            params={"access_type": "offline"},
        )
        parts, params = self.authorize(flow)
        self.assertTrue(parts.query.startswith("lang=pl&"))
        self.assertEqual(params["client_key"], "id 1")
        self.assertNotIn("client_id", params)
        self.assertEqual((params["scope"], params["access_type"]), ("a,b", "offline"))
        sent = oauth.make_refresh_request(flow, CLIENT, "r1").data
        self.assertEqual(sent["client_key"], "id 1")

    def test_no_scope_where_none_is_declared(self):
        bare = oauth.Flow("client", "https://net.example/token")
        self.assertNotIn("scope", oauth.make_client_request(bare, CLIENT).data)

    def test_code_for_tokens(self):
        sent = oauth.make_code_request(FLOW, CLIENT, "c1", "https://us/r", "verifier")
        self.assertEqual(sent.url, FLOW.token_url)
        self.assertEqual(
            sent.data,
            {
                "grant_type": "authorization_code",
                "code": "c1",
                "redirect_uri": "https://us/r",
                "code_verifier": "verifier",
                "client_id": "id 1",
                "client_secret": "s3cr3t+/",
            },
        )

    def test_secret_in_the_header(self):
        """RFC 6749, 2.3.1: both parts are encoded as in a form."""
        basic = oauth.Flow("client", FLOW.token_url, client_auth="basic")
        sent = oauth.make_client_request(basic, CLIENT)
        kind, pair = sent.headers["Authorization"].split()
        self.assertEqual(kind, "Basic")
        self.assertEqual(base64.b64decode(pair), b"id+1:s3cr3t%2B%2F")
        self.assertEqual(sent.data, {"grant_type": "client_credentials"})

    def test_a_public_client_sends_no_secret(self):
        for way in ("body", "basic"):
            flow = oauth.Flow("code", FLOW.token_url, client_auth=way)
            sent = oauth.make_refresh_request(flow, oauth.Client("id"), "r1")
            self.assertEqual(sent.data["client_id"], "id")
            self.assertNotIn("client_secret", sent.data)
            self.assertNotIn("Authorization", sent.headers)

    def test_device(self):
        flow = oauth.Flow(
            "device", FLOW.token_url, device_url="https://net.example/d", scopes=("x",)
        )
        first = oauth.make_device_request(flow, CLIENT)
        self.assertEqual((first.url, first.data["scope"]), (flow.device_url, "x"))
        then = oauth.make_device_token_request(flow, CLIENT, "dc")
        self.assertEqual(then.url, flow.token_url)
        self.assertEqual(then.data["device_code"], "dc")
        self.assertEqual(
            then.data["grant_type"], "urn:ietf:params:oauth:grant-type:device_code"
        )

    def test_nothing_secret_is_printed(self):
        """What is printed ends up in logs."""
        sent = oauth.make_code_request(FLOW, CLIENT, "c1-secret", "r", "v-secret")
        tokens = oauth.Tokens("at-secret", "rt-secret")
        device = oauth.Device("dc-secret", "ABCD", "u", "", 5, NOW)
        shown = repr([CLIENT, sent, tokens, device])
        self.assertNotIn("secret", shown)
        self.assertNotIn("s3cr3t", shown)


class TestOAuthAnswers(BaseCase):
    """C14: any answer becomes tokens or one of our errors, never another exception."""

    def read_answer(self, values, status=200):
        return oauth.read_tokens(answer(values, status), NOW)

    def refused(self, error, values, status=400, read=None):
        with self.assertRaises(error) as caught:
            (read or self.read_answer)(values, status)
        return str(caught.exception)

    def test_tokens(self):
        tokens = self.read_answer(
            {
                "access_token": "a1",
                "token_type": "Bearer",
                "expires_in": 7200,
                "refresh_token": "r1",
                "scope": "fewer than we asked for",
            }
        )
        self.assertEqual(
            tokens, oauth.Tokens("a1", "r1", NOW + timedelta(hours=2), None)
        )
        self.assertIsNone(tokens.needs_person_at())

    def test_a_person_is_needed_when_the_last_token_ends(self):
        day = timedelta(days=1)
        alone = self.read_answer({"access_token": "a", "expires_in": 86400})
        self.assertEqual(alone.needs_person_at(), NOW + day)
        for name in ("refresh_token_expires_in", "refresh_expires_in"):
            both = self.read_answer(
                {
                    "access_token": "a",
                    "expires_in": 60,
                    "refresh_token": "r",
                    name: "864000",
                }
            )
            self.assertEqual(both.needs_person_at(), NOW + 10 * day)

    def test_odd_lifetimes(self):
        longest = NOW + timedelta(seconds=oauth.LONGEST_SECONDS)
        for value, ends in (
            ("3600", NOW + timedelta(hours=1)),
            (3600.9, NOW + timedelta(hours=1)),
            (10**400, longest),
            (10**30, longest),
            (float("inf"), longest),
            (float("nan"), None),
            ("soon", None),
            (-1, None),
            (0, None),
            (True, None),
            ([1], None),
            ({}, None),
            (None, None),
        ):
            tokens = self.read_answer({"access_token": "a", "expires_in": value})
            self.assertEqual(tokens.expires_at, ends, repr(value)[:20])

    def test_no_token(self):
        for token in (None, "", 5, ["a"], {"a": 1}, "a\r\nX-Evil: 1", "ą", "a" * 99999):
            said = self.refused(errors.Temporary, {"access_token": token}, 200)
            self.assertIn("no valid access_token", said)

    def test_a_refresh_token_that_is_none(self):
        said = self.refused(
            errors.Temporary, {"access_token": "a", "refresh_token": ["r"]}, 200
        )
        self.assertIn("refresh_token", said)
        self.assertEqual(
            self.read_answer(
                {"access_token": "a", "refresh_token": None}
            ).refresh_token,
            "",
        )

    def test_a_type_of_token_that_is_not_supported(self):
        """RFC 6749, 7.1: it must not be used."""
        values = {"access_token": "a", "token_type": "mac"}
        self.refused(errors.Rejected, values, 200)

    def test_what_is_no_json_object(self):
        """An answer in HTML: a proxy's, or a login page."""
        for raw in (b"<html>Welcome</html>", b"[]", b"null", b'"x"', b"", b"\xff\x00"):
            said = self.refused(errors.Temporary, raw, 200)
            self.assertNotIn("Welcome", said)
        self.refused(errors.Temporary, b"<h1>Maintenance</h1>", 503)
        self.refused(errors.AuthorizationLost, b"<h1>Forbidden</h1>", 403)
        self.refused(errors.Rejected, b"<h1>Not found</h1>", 404)
        self.refused(errors.Rejected, b"", 302)
        self.refused(errors.Temporary, b"[" * 200_000, 200)

    def test_errors_of_the_rfc(self):
        for code, error in (
            ("invalid_grant", errors.AuthorizationLost),
            ("invalid_client", errors.AuthorizationLost),
            ("unauthorized_client", errors.AuthorizationLost),
            ("expired_token", errors.AuthorizationLost),
            ("access_denied", errors.Rejected),
            ("invalid_scope", errors.Rejected),
            ("invalid_request", errors.Rejected),
            ("unsupported_grant_type", errors.Rejected),
            ("temporarily_unavailable", errors.Temporary),
            ("server_error", errors.Temporary),
        ):
            values = {"error": code, "error_description": "Because\nof that"}
            for status in (200, 400, 401):
                said = self.refused(error, values, status)
                self.assertIn("Because of that", said)

    def test_errors_of_nobody(self):
        self.refused(errors.Rejected, {"error": {"message": "No", "code": 190}}, 400)
        self.refused(errors.AuthorizationLost, {"error": "odd"}, 401)
        self.refused(errors.RateLimited, {"error": "slow"}, 429)
        self.refused(errors.Temporary, {"message": "x"}, 500)
        self.refused(errors.Rejected, {"error": ["a"]}, 200)
        self.refused(errors.Rejected, {"error": 1}, 200)

    def test_words_of_the_network_are_bounded(self):
        long = {"error": "invalid_grant", "error_description": "x\x00\u202e" * 99999}
        said = self.refused(errors.AuthorizationLost, long)
        self.assertLess(len(said), 400)
        self.assertNotIn("\x00", said)
        self.assertNotIn("\u202e", said)

    def test_words_of_the_network_without_our_secrets(self):
        self.assertEqual(oauth.hide("bad secret: abc", "", "abc"), "bad secret: ***")

    def test_not_confirmed_yet(self):
        """RFC 8628, 3.5."""
        for code, longer in (("authorization_pending", 0), ("slow_down", 5)):
            with self.assertRaises(oauth.Pending) as caught:
                self.read_answer({"error": code}, 400)
            self.assertEqual(caught.exception.longer, longer)

    # -- a person comes back ---------------------------------------------------

    def test_return(self):
        self.assertEqual(oauth.read_return({"code": "c1", "state": "s"}), "c1")

    def test_return_without_a_code(self):
        for params in ({}, {"code": ""}, {"code": "a\nb"}, {"code": "c" * 99999}):
            with self.assertRaises(errors.Rejected):
                oauth.read_return(params)

    def test_return_of_a_person_who_declined(self):
        with self.assertRaisesRegex(errors.Rejected, "declined: Not today"):
            oauth.read_return(
                {"error": "access_denied", "error_description": "Not today"}
            )
        with self.assertRaises(errors.Temporary):
            oauth.read_return({"error": "server_error", "code": "c1"})
        with self.assertRaises(errors.Rejected):
            oauth.read_return({"error": "anything else"})

    # -- device ----------------------------------------------------------------

    DEVICE = {
        "device_code": "dc",
        "user_code": "WDJB-MJHT",
        "verification_uri": "https://net.example/device",
        "expires_in": 900,
    }

    def device(self, values, status=200):
        return oauth.read_device(answer(values, status), NOW)

    def test_device(self):
        device = self.device(self.DEVICE)
        self.assertEqual(device.user_code, "WDJB-MJHT")
        self.assertEqual(device.pause, 5)
        self.assertEqual(device.expires_at, NOW + timedelta(minutes=15))
        self.assertEqual(device.url_with_code, "")

    def test_device_of_google(self):
        """verification_url instead of verification_uri."""
        values = {**self.DEVICE, "verification_url": "https://g.example/device"}
        del values["verification_uri"]
        self.assertEqual(self.device(values).url, "https://g.example/device")

    def test_odd_devices(self):
        for change in (
            {"verification_uri": "javascript:alert(1)"},
            {"verification_uri": None},
            {"expires_in": None},
            {"user_code": ""},
            {"device_code": 7},
        ):
            values = {**self.DEVICE, **change}
            self.refused(errors.Temporary, values, 200, self.device)
        odd = self.device({**self.DEVICE, "verification_uri_complete": "data:x"})
        self.assertEqual(odd.url_with_code, "")
        for interval, pause in ((10, 10), ("7", 7), (-1, 5), ("x", 5), (1e9, 600)):
            odd = self.device({**self.DEVICE, "interval": interval})
            self.assertEqual(odd.pause, pause)

    def test_device_refused(self):
        values = {"error": "invalid_client"}
        self.refused(errors.AuthorizationLost, values, 401, self.device)
