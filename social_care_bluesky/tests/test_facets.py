# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from ..tools import facets


class TestFacets(BaseCase):
    def values(self, text):
        return [(item.kind, item.value) for item in facets.find(text)]

    def sliced(self, text):
        """What the byte ranges cut out of the text."""
        slices = []
        for item in facets.find(text):
            index = facets.build_facet(text, item, {})["index"]
            piece = text.encode()[index["byteStart"] : index["byteEnd"]]
            slices.append(piece.decode())
        return slices

    def test_link(self):
        self.assertEqual(
            self.values("see https://a.example/b?c=d#e now"),
            [("link", "https://a.example/b?c=d#e")],
        )

    def test_link_without_the_punctuation_around_it(self):
        for text in (
            "Look (https://a.example/b).",
            "https://a.example/b, please",
            "is it https://a.example/b?!",
            "<https://a.example/b>",
            '"https://a.example/b"',
        ):
            self.assertEqual(self.values(text), [("link", "https://a.example/b")])

    def test_link_keeps_its_own_brackets(self):
        url = "https://a.example/wiki/Odoo_(software)"
        self.assertEqual(self.values(f"({url})"), [("link", url)])

    def test_what_is_no_link(self):
        for text in (
            "https://",
            "https://...",
            "ahttps://a.example",
            "ftp://a.example",
        ):
            self.assertEqual(self.values(text), [], text)

    def test_mention(self):
        self.assertEqual(
            self.values("Hi @Alice.bsky.social, (@bob.test) and .@eve.test!"),
            [("mention", "alice.bsky.social"), ("mention", "bob.test")],
        )

    def test_what_is_no_mention(self):
        for text in ("me@a.example", "@nobody", "@ a.example", "@@a.example", "@a..b"):
            self.assertEqual(self.values(text), [], text)

    def test_sentence_after_a_mention(self):
        self.assertEqual(self.values("ask @bob.test."), [("mention", "bob.test")])

    def test_tag(self):
        self.assertEqual(
            self.values("#help me #été2026 (#日本) ＃wide"),
            [("tag", "help"), ("tag", "été2026"), ("tag", "日本"), ("tag", "wide")],
        )

    def test_what_is_no_tag(self):
        for text in ("#1", "#", "a#b", "# b", "#" + "x" * 65):
            self.assertEqual(self.values(text), [], text)

    def test_link_wins_over_what_is_inside_it(self):
        url = "https://a.example/@bob.test/#tag"
        self.assertEqual(self.values(url), [("link", url)])

    def test_bytes_after_wide_signs(self):
        text = "👋🏽 é 👨‍👩‍👧 https://a.example/ü 日本 @bob.test ｗ #été."
        self.assertEqual(
            self.sliced(text), ["https://a.example/ü", "@bob.test", "#été"]
        )

    def test_facet_is_a_lexicon_facet(self):
        (item,) = facets.find("é #tag")
        self.assertEqual(
            facets.build_facet("é #tag", item, {"tag": "tag"}),
            {
                "index": {"byteStart": 3, "byteEnd": 7},
                "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "tag"}],
            },
        )

    def test_nothing(self):
        self.assertEqual(facets.find(""), [])
