# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools import portable
from ..tools.portable import Section, Unfit

RULES = Section("rules", "rule", ("name",), "Rules")
STREAMS = Section("streams", "stream", ("account", "name"), "Streams")
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)
rows = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from("abc"), "words": values}), max_size=6
)


class TestLoad(BaseCase):
    """A file that does not fit is refused in words."""

    def file(self, **changes):
        data = {"format": portable.FORMAT, "version": portable.VERSION, "sections": {}}
        return json.dumps({**data, **changes}).encode()

    def assert_refused(self, raw, words):
        with self.assertRaisesRegex(Unfit, words):
            portable.load(raw)

    def test_a_file_that_was_exported(self):
        raw = portable.dump({"company": "A"}, {"rules": [{"name": "ü"}]}).encode()
        self.assertEqual(portable.load(raw), {"rules": [{"name": "ü"}]})
        self.assertIn("ü".encode(), raw)

    def test_what_is_no_json(self):
        for raw in (b"", b"\xff\xfe", b"{", b"PK\x03\x04", b"[" * 100_000):
            self.assert_refused(raw, "not JSON")

    def test_what_is_no_configuration(self):
        for raw in (b"{}", b"[]", b"3", b"null", self.file(format="else")):
            self.assert_refused(raw, "no configuration")

    def test_another_version(self):
        for version in (0, 2, "1", None):
            self.assert_refused(self.file(version=version), "export it again")

    def test_sections_that_are_none(self):
        self.assert_refused(self.file(sections=[]), "no sections")
        self.assert_refused(self.file(sections={"rules": {}}), "“rules”")
        self.assert_refused(self.file(sections={"rules": ["a"]}), "“rules”")

    def test_a_file_that_is_too_large(self):
        self.assert_refused(b" " * (portable.LARGEST + 1), "larger")


class TestFormerNames(BaseCase):
    """What an earlier version exported is read under the names of this one."""

    FORMER = {"levels": [{"name": "Many", "worth": "worth"}, {"name": "Few"}]}

    def test_a_section(self):
        renamed = portable.rename_section(self.FORMER, "levels", "thresholds")
        self.assertEqual(renamed, {"thresholds": self.FORMER["levels"]})

    def test_a_field(self):
        renamed = portable.rename_field(self.FORMER, "levels", "worth", "relevance")
        first, second = renamed["levels"]
        self.assertEqual(first, {"name": "Many", "relevance": "worth"})
        self.assertEqual(second, {"name": "Few"})

    def test_choices(self):
        choices = {"worth": "relevant"}
        renamed = portable.rename_choices(self.FORMER, "levels", "worth", choices)
        first, second = renamed["levels"]
        self.assertEqual(first, {"name": "Many", "worth": "relevant"})
        self.assertEqual(second, {"name": "Few"})

    def test_a_section_that_is_not_in_the_file(self):
        self.assertEqual(portable.rename_field({}, "levels", "a", "b"), {})
        self.assertEqual(portable.rename_choices({}, "levels", "a", {}), {})


class TestCompare(BaseCase):
    """What a row of the file changes."""

    def test_a_row_that_is_not_here_is_new(self):
        change = portable.change(RULES, None, {"name": "A", "words": "x", "tags": []})
        self.assertEqual((change.kind, change.name), ("new", "A"))
        self.assertEqual(change.values, {"name": (None, "A"), "words": (None, "x")})

    def test_a_row_that_is_so_already_is_no_change(self):
        self.assertIsNone(portable.change(RULES, {"name": "A", "x": 1}, {"name": "A"}))

    def test_only_what_differs_is_a_change(self):
        here = {"name": "A", "words": "x", "team": "T"}
        change = portable.change(RULES, here, {**here, "words": "y"})
        self.assertEqual(change.values, {"words": ("x", "y")})

    def test_to_whom_a_record_belongs_is_no_change(self):
        row = {"name": "A", portable.SHARED: True}
        self.assertIsNone(portable.change(RULES, {"name": "A"}, row))

    def test_rows_of_one_name_are_paired_in_their_order(self):
        first, second = {"name": "A", "n": 1}, {"name": "A", "n": 2}
        found = portable.match_rows([first, second], [first, second, first], ("name",))
        self.assertEqual(found, [(first, first), (second, second), (None, first)])

    def test_a_name_in_several_languages_is_known_by_the_first(self):
        row = {"name": {"en_US": "Billing", "de_DE": "Rechnung"}}
        self.assertEqual(
            portable.match_rows([{"name": "Billing"}], [row], ("name",)),
            [({"name": "Billing"}, row)],
        )
        self.assertEqual(portable.name_of(row, ("name",)), "Billing")

    def test_a_name_of_several_parts(self):
        row = {"account": ["webhook", "Tool"], "name": "Mentions"}
        name = portable.name_of(row, STREAMS.key)
        self.assertEqual(name, "webhook; Tool · Mentions")

    @given(rows)
    def test_what_was_exported_changes_nothing(self, exported):
        for here, row in portable.match_rows(exported, exported, ("name",)):
            self.assertIsNone(portable.change(RULES, here, row))

    @given(values)
    def test_any_value_is_shown_in_one_line(self, value):
        self.assertNotIn("\n", portable.format_value(value))


class TestAddress(BaseCase):
    """An address is told without what may be secret in it."""

    def test_log_in_query_and_fragment_are_left_out(self):
        plain = "https://tool.example:8443/replies"
        for url in (
            plain,
            "https://me:s3cret@tool.example:8443/replies",
            plain + "?token=s3cret",
            plain + "#s3cret",
        ):
            self.assertEqual(portable.clean_address(url), plain)

    def test_what_is_no_address_is_none(self):
        self.assertEqual(portable.clean_address("https://[s3cret"), "")
