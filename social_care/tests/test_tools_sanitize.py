# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import jsons
from odoo.addons.social_care.tools.errors import Unreadable
from odoo.addons.social_care.tools.nesting import prune
from odoo.addons.social_care.tools.sanitize import sanitize, sanitize_event
from odoo.addons.social_care.tools.values import (
    Author,
    Deletion,
    Event,
    Media,
    Post,
    Receipt,
    Unknown,
)

NOW = datetime(2026, 5, 4, 12, 0, 0, 123456)
POST = Post(
    external_id="1",
    thread_external_id="1",
    author=Author("7", "maria", "Maria"),
    text="Where is my parcel?",
    posted_at=NOW,
    media=(Media("https://cdn.example/a.jpg", "image", "A box"),),
    private=False,
)
ODDITIES = (None, True, 5, -1, 10**30, 1.5, float("nan"), float("inf"), "", "x", b"x")
ODDITIES += ([], ["a"], {}, {"a": 1}, (), (1,), NOW, POST, POST.author, object())


class TestSanitize(BaseCase):
    """Whatever a connector hands over can be stored, or is refused in words."""

    def test_a_good_post_stays_as_it_is(self):
        self.assertEqual(sanitize(POST), POST)

    def assert_stays_sound(self, value):
        try:
            post = sanitize(value)
        except Unreadable as error:
            self.assertTrue(str(error))
            return
        self.assertIsInstance(post.text, str)
        self.assertTrue(post.external_id and post.thread_external_id)
        self.assertIsNone(post.posted_at.tzinfo)
        self.assertIn(post.private, (True, False))
        self.assertTrue(0 <= post.author.followers < 2**31)
        json.dumps([medium.as_dict() for medium in post.media])

    def test_any_field_may_be_anything(self):
        for field in fields(Post):
            for oddity in ODDITIES:
                self.assert_stays_sound(replace(POST, **{field.name: oddity}))

    def test_any_field_of_an_author_may_be_anything(self):
        for field in fields(Author):
            for oddity in ODDITIES:
                author = replace(POST.author, **{field.name: oddity})
                self.assert_stays_sound(replace(POST, author=author))

    def test_any_field_of_a_picture_may_be_anything(self):
        for field in fields(Media):
            for oddity in ODDITIES:
                medium = replace(POST.media[0], **{field.name: oddity})
                self.assert_stays_sound(replace(POST, media=(medium,)))

    def test_what_a_connector_hands_over_may_be_anything(self):
        for oddity in (None, "post", {}, [], NOW):
            with self.assertRaises(Unreadable):
                sanitize(oddity)
        for oddity in ODDITIES:
            for value in (
                Deletion(oddity, NOW),
                Deletion("1", oddity),
                Receipt("1", oddity),
                Receipt(oddity, "failed"),
                Receipt("1", "failed", oddity),
                Unknown(oddity),
            ):
                self.assert_refused_or_kept(value)

    def assert_refused_or_kept(self, value):
        try:
            self.assertIs(type(sanitize(value)), type(value))
        except Unreadable as error:
            self.assertTrue(str(error))

    def test_privacy_that_is_not_clearly_denied_is_private(self):
        for private in (None, 0, "", "false", [], True):
            self.assertIs(sanitize(replace(POST, private=private)).private, True)
        self.assertIs(sanitize(replace(POST, private=False)).private, False)

    def test_numbers_come_within_bounds(self):
        for followers, kept in ((-1, 0), (10**30, 2**31 - 1), (1.9, 1), ("7", 0)):
            author = replace(POST.author, followers=followers)
            found = sanitize(replace(POST, author=author)).author.followers
            self.assertEqual(found, kept)

    def test_a_rating_is_whole_and_from_one_to_five(self):
        for stars, kept in (
            (1, 1),
            (5, 5),
            (4.0, 4),
            (4.5, None),
            (0, None),
            (6, None),
            (True, None),
            ("4", None),
            (float("nan"), None),
            (10**400, None),
            (None, None),
        ):
            self.assertEqual(sanitize(replace(POST, stars=stars)).stars, kept, stars)

    def test_times_come_to_utc(self):
        zone = timezone(timedelta(hours=2))
        post = sanitize(replace(POST, posted_at=NOW.replace(tzinfo=zone)))
        self.assertEqual(post.posted_at, NOW - timedelta(hours=2))
        last = datetime.max.replace(tzinfo=timezone(-timedelta(hours=12)))
        self.assertEqual(sanitize(replace(POST, posted_at=last)).posted_at.year, 9999)
        post = sanitize(replace(POST, edited_at=NOW.replace(tzinfo=UTC)))
        self.assertEqual(post.edited_at, NOW)

    def test_languages_are_codes(self):
        for language, kept in (
            ("pl", "pl"),
            ("pt-BR", "pt-BR"),
            ("x" * 99, ""),
            (5, ""),
        ):
            self.assertEqual(sanitize(replace(POST, language=language)).language, kept)

    def test_links_lead_to_the_web(self):
        for url in (
            "javascript:alert(1)",
            "//a.example",
            "https://" + "x" * 3000,
            None,
        ):
            self.assertEqual(sanitize(replace(POST, url=url)).url, "")
        media = (Media("javascript:alert(1)"), *POST.media * 99)
        kept = sanitize(replace(POST, media=media)).media
        self.assertEqual({m.url for m in kept}, {"https://cdn.example/a.jpg"})
        self.assertEqual(len(kept), 49)

    def test_ids_fit_into_an_index(self):
        self.assertTrue(sanitize(replace(POST, external_id="x" * 2500)))
        for long in ("x" * 2501, "ä" * 1251):
            for name in ("external_id", "thread_external_id", "parent_external_id"):
                with self.assertRaisesRegex(Unreadable, "longer than 2500 bytes"):
                    sanitize(replace(POST, **{name: long}))

    def test_a_long_text_is_cut_and_says_so(self):
        post = sanitize(replace(POST, text="x" * 99_999))
        self.assertEqual((len(post.text), post.is_cut), (20_000, True))
        self.assertFalse(sanitize(POST).is_cut)

    def test_an_event_can_be_told_from_others(self):
        good = Event("1", "post", payload={"a": 1}, occurred_at=NOW)
        self.assertEqual(sanitize_event(good), good)
        for bad in (None, {}, Event(5, "post"), Event("1", "like"), Event("", "post")):
            with self.assertRaises(Unreadable):
                sanitize_event(bad)
        odd = sanitize_event(Event("1", "post", version=5, occurred_at="soon"))
        self.assertEqual((odd.version, odd.occurred_at), ("", None))


class TestPrune(BaseCase):
    """What nests without end is read as far as anybody looks."""

    def deep(self, levels):
        value = "end"
        for level in range(levels):
            value = [value] if level % 2 else {"a": value}
        return value

    def depth(self, value):
        levels = 0
        while isinstance(value, dict | list):
            value = value[0] if isinstance(value, list) else value["a"]
            levels += 1
        return levels

    def test_levels(self):
        self.assertEqual(prune(self.deep(100)), self.deep(100))
        self.assertEqual(self.depth(prune(self.deep(900))), 100)

    def test_json_deeper_than_python_reads(self):
        raw = b'{"good": [1, "]"], "bad": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
        found = jsons.load(raw)
        self.assertEqual(found["good"], [1, "]"])
        self.assertTrue(found["bad"])

    def test_a_number_longer_than_python_reads(self):
        found = jsons.load(b'{"a": 1' + b"0" * 5000 + b', "b": 2}')
        self.assertEqual((len(found["a"]), found["b"]), (5001, 2))

    def test_what_is_no_json_is_said_to_be_none(self):
        for raw in (b"", b"{", b"[" * 50_000, b"]" * 50_000, b'"\\', b"[1,]"):
            with self.assertRaises(ValueError):
                jsons.load(raw)

    @given(
        st.recursive(
            st.none() | st.text() | st.integers(-(10**9), 10**9),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        )
    )
    def test_what_is_not_deep_stays(self, value):
        self.assertEqual(prune(value), value)
        self.assertEqual(jsons.load(json.dumps(value).encode()), value)
