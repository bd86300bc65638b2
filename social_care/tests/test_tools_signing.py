# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import signing

# RFC 4231, test case 2
KEY, MESSAGE = "Jefe", b"what do ya want for nothing?"
DIGEST = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"

utf8 = st.text(st.characters(codec="utf-8"))


class TestSignature(BaseCase):
    """Only who has the secret can sign."""

    def test_it_is_hmac_sha256(self):
        self.assertEqual(signing.sign(KEY, MESSAGE), DIGEST)
        self.assertTrue(signing.matches(KEY, MESSAGE, DIGEST))

    def test_another_secret_does_not_match(self):
        self.assertFalse(signing.matches("jefe", MESSAGE, DIGEST))

    def test_another_body_does_not_match(self):
        self.assertFalse(signing.matches(KEY, MESSAGE + b" ", DIGEST))

    def test_without_a_secret_nothing_matches(self):
        for secret in ("", False, None):
            self.assertFalse(
                signing.matches(secret, MESSAGE, signing.sign("", MESSAGE))
            )

    @given(utf8.filter(lambda junk: junk != DIGEST))
    def test_junk_does_not_match(self, junk):
        self.assertFalse(signing.matches(KEY, MESSAGE, junk))

    def test_a_half_sign_does_not_match(self):
        self.assertFalse(signing.matches(KEY, MESSAGE, "\ud83d"))
        self.assertFalse(signing.is_same(KEY, "\ud83d"))


class TestForms(BaseCase):
    """C7: digests and encodings of the networks, after published test vectors."""

    # RFC 2202 and RFC 4231, test case 2
    HEX = {
        "sha1": "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "sha256": DIGEST,
        "sha384": "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
        "8e2240ca5e69e2c78b3239ecfab21649",
        "sha512": "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
        "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
    }

    def test_each_digest(self):
        self.assertEqual(tuple(self.HEX), signing.DIGESTS)
        for digest, expected in self.HEX.items():
            self.assertEqual(signing.sign(KEY, MESSAGE, digest), expected)
            self.assertTrue(signing.matches(KEY, MESSAGE, expected, digest))

    def test_base64(self):
        """X and LINE."""
        signature = signing.sign(KEY, MESSAGE, encoding="base64")
        self.assertEqual(base64.b64decode(signature).hex(), DIGEST)
        self.assertTrue(signing.matches(KEY, MESSAGE, signature, encoding="base64"))
        self.assertFalse(signing.matches(KEY, MESSAGE, signature))

    def test_another_digest_does_not_match(self):
        self.assertFalse(signing.matches(KEY, MESSAGE, self.HEX["sha1"]))

    @given(utf8, st.binary(), st.sampled_from(signing.DIGESTS))
    def test_what_we_sign_matches(self, secret, message, digest):
        for encoding in ("hex", "base64"):
            signature = signing.sign(secret, message, digest, encoding)
            is_right = signing.matches(secret, message, signature, digest, encoding)
            self.assertEqual(is_right, bool(secret))


class TestPrefixed(BaseCase):
    """C7: the sender names the digest, and may name only what we accept."""

    def test_meta_and_discourse(self):
        found = signing.parse_prefixed(f"sha256={DIGEST}")
        self.assertEqual(found, ("sha256", DIGEST))

    def test_base64_keeps_its_padding(self):
        """X signs so."""
        found = signing.parse_prefixed("sha256=W9zBRr9gdU4=")
        self.assertEqual(found.value, "W9zBRr9gdU4=")

    def test_a_name_of_the_network_s_own(self):
        """LinkedIn."""
        found = signing.parse_prefixed("hmacsha256=ab", {"hmacsha256": "sha256"})
        self.assertEqual(found, ("sha256", "ab"))

    def test_a_digest_that_the_sender_chooses(self):
        """WebSub."""
        for digest, value in TestForms.HEX.items():
            found = signing.parse_prefixed(f"{digest.upper()}={value}", signing.DIGESTS)
            self.assertTrue(signing.matches(KEY, MESSAGE, found.value, found.digest))

    def test_a_digest_that_was_not_allowed(self):
        weak = f"sha1={TestForms.HEX['sha1']}"
        self.assertIsNone(signing.parse_prefixed(weak))
        for other in ("md5=ab", "=ab", "sha256", "", "__class__=ab", "sha256 ab"):
            self.assertIsNone(signing.parse_prefixed(other, signing.DIGESTS), other)

    @given(utf8)
    def test_any_text(self, junk):
        found = signing.parse_prefixed(junk, signing.DIGESTS)
        self.assertFalse(found and signing.matches(KEY, MESSAGE, *reversed(found)))


class TestTimed(BaseCase):
    """C7: time and body are signed together."""

    BODY = b'{"event": "video.publish.completed"}'

    def make_header(self, timestamp="1753779600"):
        message = signing.get_timed_message(timestamp, self.BODY)
        return f"t={timestamp},s={signing.sign(KEY, message)}"

    def test_tiktok(self):
        found = signing.parse_timed(self.make_header())
        message = signing.get_timed_message(found.timestamp, self.BODY)
        self.assertEqual(message[:12], b"1753779600.{")
        self.assertTrue(signing.matches(KEY, message, found.values[0]))

    def test_another_time_does_not_match(self):
        found = signing.parse_timed(self.make_header().replace("t=17", "t=18"))
        message = signing.get_timed_message(found.timestamp, self.BODY)
        self.assertFalse(signing.matches(KEY, message, found.values[0]))

    def test_two_values_while_a_secret_is_replaced(self):
        found = signing.parse_timed("t=1, v1=aa, v1=bb, v0=cc", value_name="v1")
        self.assertEqual(found, ("1", ("aa", "bb")))

    def test_a_part_is_missing(self):
        for header in ("", "t=1", "s=ab", "t=1,s=", "t=1,t=2,s=ab", "ts=1,s=ab", "t,s"):
            self.assertIsNone(signing.parse_timed(header), header)

    @given(utf8)
    def test_any_text(self, junk):
        found = signing.parse_timed(junk)
        self.assertTrue(found is None or found.values)


class TestEd25519(BaseCase):
    """C7: Discord signs with a key whose other half it publishes."""

    # RFC 8032, 7.1, test 2
    PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    SIGNATURE = (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )

    def test_a_published_vector(self):
        self.assertTrue(signing.matches_ed25519(self.PUBLIC, b"r", self.SIGNATURE))
        self.assertFalse(signing.matches_ed25519(self.PUBLIC, b"s", self.SIGNATURE))

    def test_as_discord_does_it(self):
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes_raw().hex()
        message = signing.get_timed_message("1753779600", b"{}", "")
        self.assertEqual(message, b"1753779600{}")
        signature = key.sign(message).hex()
        self.assertTrue(signing.matches_ed25519(public, message, signature))
        self.assertFalse(signing.matches_ed25519(self.PUBLIC, message, signature))

    def test_without_a_key_nothing_matches(self):
        for key in ("", False, None, "ab", "x" * 64, "00" * 31):
            self.assertFalse(signing.matches_ed25519(key, b"r", self.SIGNATURE))

    @given(utf8)
    def test_junk_does_not_match(self, junk):
        self.assertFalse(signing.matches_ed25519(self.PUBLIC, b"r", junk))
        self.assertFalse(signing.matches_ed25519(junk, b"r", self.SIGNATURE))


class TestConstantSecret(BaseCase):
    """C6: Telegram and VK sign nothing, and send a secret that both know."""

    def test_who_knows_it(self):
        self.assertTrue(signing.is_same(KEY, "Jefe"))
        for other in ("jefe", "", "Jefe ", None, 7, ["Jefe"], True, b"Jefe"):
            self.assertFalse(signing.is_same(KEY, other), other)

    def test_without_a_secret_nobody_knows_it(self):
        for secret in ("", False, None):
            self.assertFalse(signing.is_same(secret, ""))
            self.assertFalse(signing.is_same(secret, secret))


class TestFreshness(BaseCase):
    """A signed time is good for five minutes, before and after."""

    def test_now_is_fresh(self):
        self.assertTrue(signing.is_fresh(str(int(time.time()))))

    def test_the_edges_of_the_window(self):
        now = time.time()
        for age in (-290, 290):
            self.assertTrue(signing.is_fresh(str(int(now - age))))
        for age in (-310, 310):
            self.assertFalse(signing.is_fresh(str(int(now - age))))

    @given(utf8.filter(lambda junk: not junk.isdecimal()))
    def test_what_is_no_number_is_not_fresh(self, junk):
        self.assertFalse(signing.is_fresh(junk))

    @given(st.integers(0, 10**6) | st.integers(10**12))
    def test_times_far_away_are_not_fresh(self, seconds):
        self.assertFalse(signing.is_fresh(str(seconds)))

    def test_a_number_too_long_to_be_one_is_not_fresh(self):
        self.assertFalse(signing.is_fresh("9" * 5000))
