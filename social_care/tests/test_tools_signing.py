# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

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
