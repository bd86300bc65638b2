# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
from dataclasses import replace
from unittest.mock import patch

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import folding, jsons, text
from odoo.addons.social_care.tools.rules import list_unmet
from odoo.addons.social_care.tools.sanitize import sanitize

from .test_tools_rules import FACTS
from .test_tools_sanitize import POST

#: What makes a careless program slow, a little of it.
PIECES = (
    "\u0301",
    "a\u0323\u0301",
    "\u0344",
    "\ufdfa",
    "İ",
    "№",
    "a",
    " ",
    "\n",
    "a ",
    "don't ",
    "https://",
    "@a.",
    "#",
    "<",
    "&amp;",
    "((",
    "1 ",
    "12.",
    "\u200d",
    "\U0001f468\u200d",
    "กา",
    "坏",
    "\U0001f1f3",
    "!?",
    ":-",
)
#: A character may take so long, with much room for a busy machine. What grows with
#: the square takes a hundred times more of it.
SECONDS_PER_CHARACTER = 1e-4
LENGTH = 30_000


def adversarial(length=LENGTH):
    """Long texts, each of one thing over and over, alone and behind a letter."""
    for piece in PIECES:
        yield ("x" + piece * length)[:length]


def seconds(work, *args):
    start = time.process_time()
    work(*args)
    return time.process_time() - start


class TestAdversarialTexts(BaseCase):
    """No text takes a time that grows faster than the text."""

    def assert_quick(self, work):
        for sample in adversarial():
            spent = seconds(work, sample)
            self.assertLess(spent, LENGTH * SECONDS_PER_CHARACTER, ascii(sample[:8]))

    def test_what_is_kept_of_a_text(self):
        self.assert_quick(text.bound)
        self.assert_quick(lambda sample: text.shorten(sample, 120))
        self.assert_quick(text.grapheme_length)

    def test_folding(self):
        self.assert_quick(folding.fold)

    def test_a_post(self):
        self.assert_quick(lambda sample: sanitize(replace(POST, text=sample)))

    def test_rules(self):
        words = ", ".join(["don't", "not working", "a*", "#sale", *map(str, range(99))])
        condition = {"words": words, "words_excluded": words}
        self.assert_quick(
            lambda sample: list_unmet(condition, replace(FACTS, text=sample))
        )

    def test_words_of_a_rule_as_long_as_a_text(self):
        self.assert_quick(
            lambda sample: list_unmet({"words": sample}, FACTS),
        )

    def test_json(self):
        for raw in (
            b"[" * 100_000 + b"]" * 100_000,
            b'{"a":' * 50_000,
            b'"\\' * 50_000,
        ):
            self.assertLess(seconds(self.load, raw), 5)

    def load(self, raw):
        try:
            jsons.load(raw)
        except ValueError:
            return

    def test_a_text_is_folded_once_for_all_rules(self):
        facts = replace(FACTS, text="Ärger mit der Straße")
        with patch(
            "odoo.addons.social_care.tools.rules.fold", side_effect=folding.fold
        ) as folded:
            for number in range(50):
                condition = {"words": f"word{number}", "words_excluded": "never"}
                list_unmet(condition, facts)
        calls = [call for call in folded.call_args_list if call.args == (facts.text,)]
        self.assertEqual(len(calls), 1)

    def test_marks_are_kept_as_far_as_writing_needs_them(self):
        for word in ("Nguyễn Văn Ánh", "שָׁלוֹם", "ཧྐྵྨླྺྼྻྂ", "मुंबई", "a\u0323\u0301"):
            self.assertEqual(text.bound(word), (word, False))

    def test_a_long_text_is_cut_with_a_mark(self):
        self.assertEqual(text.bound("x" * 20_000), ("x" * 20_000, False))
        kept, is_cut = text.bound("x" * 20_001)
        self.assertTrue(is_cut)
        self.assertEqual(kept, "x" * 19_999 + "…")
