# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from ..tools.secret_links import MASK, has_secret, mask, register, reveal

PATH = "/social_care/test_of_masks/"
LINK = f"https://x.example{PATH}"
TOKEN = "AbCdEf_GhIjKl-MnOpQr12"
register(PATH)


class TestSecretLinks(unittest.TestCase):
    def test_mask_and_reveal_are_inverse(self):
        sent = f"Write here: {LINK}{TOKEN}\nThanks"
        masked = mask(sent)
        self.assertEqual(masked, f"Write here: {LINK}{MASK}\nThanks")
        self.assertEqual(len(masked), len(sent))
        self.assertEqual(reveal(masked, PATH, TOKEN), sent)
        self.assertEqual(mask(masked), masked)

    def test_other_texts_stay(self):
        for text in ("", None, False, "Hello", "/social_care/other/abcdefghijkl"):
            self.assertEqual(mask(text), text)
            self.assertFalse(has_secret(text))
