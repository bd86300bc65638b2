# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.markup import read_markup

PIECES = st.sampled_from(
    ["<p>", "</p>", "<br>", "<a href='https://x.example'>", "</a>", "<", ">", "&amp;"]
    + ["&", "&#39;", "&lt;", "a < b", "I <3 you", "\n", " word ", "<b", "&#x;", "@you"]
)


class TestMarkup(BaseCase):
    """A reader sees what people on the network see."""

    def assert_read(self, text, seen, **kwargs):
        self.assertEqual(read_markup(text, **kwargs), seen)

    def assert_stays(self, *texts):
        for text in texts:
            self.assert_read(text, text)

    def test_references_become_what_they_stand_for(self):
        self.assert_read(
            "Your app is slow &amp; I can&#39;t log in &lt;3",
            "Your app is slow & I can't log in <3",
        )
        self.assert_read("caf&eacute; &#x1F600;&nbsp;!", "café 😀\xa0!")

    def test_references_are_resolved_once(self):
        self.assert_read("write &amp;amp; for it", "write &amp; for it")

    def test_paragraphs_of_mastodon(self):
        self.assert_read(
            '<p>Hi <span class="h-card"><a href="https://m.example/@northwind">@<span>'
            "northwind</span></a></span> my parcel</p><p>is late</p>",
            "Hi @northwind my parcel\n\nis late",
        )

    def test_a_long_link_of_mastodon_is_whole(self):
        self.assert_read(
            '<p>see <a href="https://a.example/long"><span class="invisible">https://'
            '</span><span class="ellipsis">a.example/lo</span><span class="invisible">'
            "ng</span></a></p>",
            "see https://a.example/long",
        )

    def test_lines(self):
        self.assert_read("one<br>two<br />three", "one\ntwo\nthree")
        self.assert_read("<ul>\n <li>one</li>\n <li>two</li>\n</ul>", "one\ntwo")
        self.assert_read("<div>one\n  word</div>", "one word")

    def test_the_address_of_a_link_is_not_lost(self):
        self.assert_read(
            'my <a href="https://p.example/7?a=1&amp;b=2">picture</a>',
            "my picture (https://p.example/7?a=1&b=2)",
        )

    def test_what_people_write_stays(self):
        self.assert_stays(
            "a < b and b > c",
            "I <3 you",
            "I <3 you &amp; yours",
            "AT&T & me",
            "AT&T &amp; me",
            "https://shop.example/?a=1&b=2",
            "https://shop.example/?a=1&copy=2",
            "<b onclick=alert(1)>hi</b> & bye",
            "<b>bold</b> or <i>italic</i>?",
            "<script>alert(1)</script>",
            "How do I use <p> here?",
            "x <y> z",
            "&unknown; &;",
            "",
        )

    def test_the_sender_can_say_what_it_is(self):
        self.assert_read("&amp; <br>", "&amp; <br>", form="text")
        self.assert_read("<b>bold</b> & <i>more</i>", "bold & more", form="html")

    def test_a_script_is_words_at_most(self):
        seen = read_markup("<p>hi</p><script>alert(1)</script>", "html")
        self.assertNotIn("<", seen)

    @given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["", "html"]))
    def test_nothing_breaks_it(self, text, form):
        self.assertIsInstance(read_markup(text, form), str)

    @given(st.text())
    def test_a_text_that_was_escaped_comes_back(self, text):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if escaped != text:
            self.assert_read(escaped, text)

    def test_time_grows_with_the_text_and_no_faster(self):
        for piece in ("<", "<p>", "&amp;", "&", "<a href='https://x'>", "</a>", "<a "):
            for form in ("", "html"):
                start = time.process_time()
                read_markup(piece * 50_000, form)
                self.assertLess(time.process_time() - start, 5, (piece, form))
