# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from datetime import UTC, datetime

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.checks import LONGEST_ID, check
from odoo.addons.social_care.tools.values import (
    Author,
    Deletion,
    Media,
    Post,
    Receipt,
    Unknown,
)

NOON = datetime(2026, 3, 1, 12)
AUTHOR = Author("p1", "maria")
POST = Post("a", "a", AUTHOR, "Hello", NOON)


class TestChecks(BaseCase):
    """What the database would refuse is refused before, in words."""

    def assert_refused(self, words, *values):
        for value in values:
            with self.assertRaisesRegex(ValueError, words):
                check(value)

    def assert_taken(self, *values):
        for value in values:
            self.assertIs(check(value), value)

    def posts(self, name, *values):
        return [replace(POST, **{name: value}) for value in values]

    def authors(self, name, *values):
        return self.posts(
            "author", *(replace(AUTHOR, **{name: value}) for value in values)
        )

    def test_ordinary_values_are_taken(self):
        self.assert_taken(
            POST,
            replace(POST, edited_at=NOON, parent_external_id="b"),
            replace(POST, media=(Media("https://x.example/1.jpg"),)),
            Deletion("a", NOON),
            Receipt("a", "failed", "Why not"),
            Unknown("nobody knows"),
        )

    def test_an_empty_id_is_refused(self):
        self.assert_refused("is empty", *self.posts("external_id", "", "\x00"))
        self.assert_refused("is empty", *self.posts("thread_external_id", ""))
        self.assert_refused("is empty", *self.authors("external_id", ""))
        self.assert_refused("is empty", Deletion("", NOON), Receipt("", "failed"))

    def test_an_id_is_text(self):
        self.assert_refused("must be text", *self.posts("external_id", 7, None, ["a"]))

    def test_an_id_fits_into_an_index(self):
        self.assert_taken(*self.posts("external_id", "a" * LONGEST_ID))
        self.assert_refused(
            "longer", *self.posts("external_id", "a" * (LONGEST_ID + 1), "ä" * 2000)
        )

    def test_a_post_has_an_author(self):
        self.assert_refused("author is missing", *self.posts("author", None, "maria"))

    def test_words_are_text(self):
        for name in ("text", "url", "language", "stream"):
            self.assert_refused("must be text", *self.posts(name, None, 7, ["a"]))

    def test_followers_are_a_number_that_fits(self):
        self.assert_refused(
            "followers", *self.authors("followers", -1, 2**31, "7", 7.5)
        )

    def test_a_time_is_one_in_utc(self):
        for name in ("posted_at", "edited_at"):
            self.assert_refused(
                "must be a time",
                *self.posts(name, "2026-03-01", NOON.replace(tzinfo=UTC)),
            )
        self.assert_refused("must be a time", Deletion("a", None))

    def test_a_kind_is_one_that_we_know(self):
        self.assert_refused("must be one of", *self.posts("kind", "song", None))
        self.assert_refused("must be one of", Receipt("a", "perhaps"))

    def test_media_are_media(self):
        self.assert_refused("no picture", *self.posts("media", ({"type": "url"},)))
        self.assert_refused("must be text", *self.posts("media", (Media(None),)))

    def test_nothing_is_no_meaning(self):
        self.assert_refused("nothing", None, "text", {"id": "a"})
