# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from functools import partial
from unittest.mock import patch

import regex
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from odoo.tests import BaseCase

from ..tools import folding, jsons, mail, text, thanks, traces
from .growth import GrowthMixin, samples


class TestGrowth(GrowthMixin, BaseCase):
    """The time for a text grows with the text and no faster."""

    def test_the_tools_find_what_grows_faster(self):
        with self.assertRaises(AssertionError):
            self.assert_even(partial(regex.findall, r"\X"))

    def test_parts_of_a_text(self):
        for work in (
            text.bound,
            text.grapheme_length,
            text.remove_unseen,
            text.split_terms,
            partial(text.shorten, width=120),
        ):
            self.assert_even(work)

    def test_one_spelling(self):
        with patch.object(folding, "LONGEST_TEXT", 10**6):
            self.assert_even(folding.fold)

    def test_thanks(self):
        with patch.object(thanks, "_LONGEST", 10**6):
            self.assert_even(thanks.is_thanks, length=1_000)

    def test_the_new_words_of_a_mail(self):
        self.assert_even(mail.cut_quotation)

    def test_what_is_forgotten(self):
        said = {"a " * 2_000 + "b", "maria"}
        self.assert_even(lambda sample: traces.forget(sample, said, "(erased)"))
        self.assert_even(lambda sample: traces.forget(Markup(sample), said, "(erased)"))

    def test_a_long_quote_that_is_there_is_forgotten(self):
        said = "a " * 2_000 + "b"
        for body in (f"You said: {said}", Markup(f"<p>You said: {said}</p>")):
            self.assertNotIn("a a", traces.forget(body, {said}, "(erased)"))

    def test_deep_json_with_texts_that_never_end(self):
        def make(length):
            deep = "[" * 5_000
            return {name: f'{deep}"{one}' for name, one in samples(length).items()}

        def load(sample):
            with self.assertRaises(ValueError):
                jsons.load(sample.encode())

        self.assert_even(load, make=make)


class TestGraphemes(BaseCase):
    """Counting in a time that grows evenly counts the same."""

    @given(
        st.text(
            "aé\u0301\U0001f1f3\U0001f1f1\u200d\ufe0f👍\U0001f3fd\r\n각", max_size=12
        )
    )
    def test_flags_count_as_they_are_seen(self, sample):
        self.assertEqual(
            text.grapheme_length(sample), len(regex.findall(r"\X", sample))
        )
