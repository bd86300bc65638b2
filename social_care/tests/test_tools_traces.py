# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from odoo.tests import BaseCase

from ..tools import traces

WORDS = "(erased)"


class TestDigest(BaseCase):
    """What stays of an id tells it from others and nothing else."""

    def test_it_is_the_same_for_the_same_and_another_for_others(self):
        one = traces.digest("salt", "bluesky#1", "did:plc:x")
        self.assertEqual(one, traces.digest("salt", "bluesky#1", "did:plc:x"))
        for others in (
            ("pepper", "bluesky#1", "did:plc:x"),
            ("salt", "bluesky#2", "did:plc:x"),
            ("salt", "bluesky#1", "did:plc:y"),
            ("salt", "bluesky#1did", ":plc:x"),
        ):
            self.assertNotEqual(one, traces.digest(*others))

    def test_it_shows_nothing_of_the_id(self):
        self.assertRegex(traces.digest("salt", "s", "maria"), r"^erased:[0-9a-f]{40}$")


class TestAbout(BaseCase):
    """A notice is about somebody where their id or handle is one of its values."""

    def test_values_count_wherever_they_are(self):
        for payload in (
            {"author": {"id": "77"}},
            {"a": [{"b": ["x", {"c": "77"}]}]},
            {"id": 77},
            ["77"],
            {"handle": " @maria "},
            {"notice": '[[[{"author": {"id": "77"}}]]]'},
        ):
            self.assertTrue(traces.is_about(payload, {"77", "@maria"}), payload)

    def test_keys_and_parts_of_texts_do_not(self):
        for payload in (
            {"77": "x"},
            {"text": "number 77"},
            {"id": "770"},
            {"notice": '[{"id": "770"}]'},
            {},
            [],
            None,
            False,
        ):
            self.assertFalse(traces.is_about(payload, {"77", "@maria"}), payload)


class TestForget(BaseCase):
    """Names and quotes go, all around them stays."""

    def test_names_go_whatever_their_capitals(self):
        found = traces.select_names("p1", "maria", "Maria Silva")
        self.assertEqual(found, {"maria", "@maria", "Maria Silva"})
        for text, left in (
            ("Call MARIA SILVA back", "Call (erased) back"),
            ("@maria: Hello", "(erased): Hello"),
            ("marianne, maria", "marianne, (erased)"),
            ("nothing", "nothing"),
        ):
            self.assertEqual(traces.forget(text, found, WORDS), left)

    def test_quotes_go_whole_or_by_the_line(self):
        said = "My charger burns!\nCall me: 0612345678"
        found = traces.select_lines(said)
        for text, left in (
            (f"Said: {said}", "Said: (erased)"),
            ("He says: my  charger\nburns!", "He says: (erased)"),
            ("Number Call me: 0612345678.", "Number (erased)."),
            ("short", "short"),
        ):
            self.assertEqual(traces.forget(text, found, WORDS), left)

    def test_html_is_searched_between_its_tags(self):
        found = traces.select_lines("2 < 3 & more\nof the same") | {"span", "style"}
        for before, left in (
            ("<p>2 &lt; 3 &amp; more<br/>of the same</p>", "<p>(erased)</p>"),
            ("<span style='x'>a</span>", "<span style='x'>a</span>"),
            ("<p>a span of time</p>", "<p>a (erased) of time</p>"),
        ):
            after = traces.forget(Markup(before), found, WORDS)
            self.assertEqual(after, Markup(left))
            self.assertIsInstance(after, Markup)

    def test_what_is_said_instead_is_text(self):
        after = traces.forget(Markup("<p>Maria</p>"), {"Maria"}, "<b>")
        self.assertEqual(after, Markup("<p>&lt;b&gt;</p>"))

    def test_nothing_stays_nothing(self):
        for text in ("", False, None):
            self.assertEqual(traces.forget(text, {"Maria"}, WORDS), text)
        self.assertEqual(traces.forget("Maria", set(), WORDS), "Maria")

    @given(st.text(min_size=traces.SHORTEST_LINE, max_size=60))
    def test_whatever_was_said_is_found_in_html_again(self, said):
        found = traces.select_lines(said)
        for line in found:
            quoted = Markup("<p>» {} «</p>").format(line)
            after = traces.forget(quoted, found, WORDS)
            if re.search(r"\w", line):
                self.assertNotIn(f"» {escape(line)} «", after)

    def test_short_words_are_no_trace(self):
        self.assertEqual(traces.select_lines("ok\nthanks"), {"ok\nthanks"})
        self.assertEqual(traces.select_names("7", "al", ""), {"@al"})


class TestPatterns(BaseCase):
    """What is looked for in SQL is what stands there."""

    def test_json_escapes_and_html_escapes(self):
        found = traces.spell_in_json({'Zoë "Z" <b>'})
        self.assertIn('Zoë \\"Z\\" <b>', found)
        self.assertIn('Zo\\u00eb \\"Z\\" &lt;b&gt;', found)

    def test_signs_of_patterns_are_only_signs(self):
        self.assertEqual(traces.build_like("50%_\\"), "%50\\%\\_\\\\%")
