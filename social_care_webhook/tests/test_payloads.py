# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import datetime, timedelta
from itertools import product

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care.tests.contract import ContractCase
from odoo.addons.social_care.tests.contract_hostile import PYTHON_NAMES

from .common import WebhookNetwork

PICTURE = "https://cdn.example.com/a.jpg"


class PayloadCase(WebhookNetwork, ContractCase, HttpCase):
    """What tools send in the field."""

    def send(self, **vals):
        """Send a post with these fields. Returns its event, read."""
        payload = {
            "id": self.new_id(),
            "text": "help",
            "author": {"id": "9", "handle": "x"},
            **vals,
        }
        payload = {key: payload[key] for key in payload if payload[key] is not ...}
        raw = json.dumps([payload]).encode()
        response = self.push_raw(raw, self.sign(raw))
        self.assertLess(response.status_code, 300, response.text)
        self.ingest()
        return self.all_events().sorted("id")[-1]

    def heard(self, **vals):
        event = self.send(**vals)
        self.assertEqual(event.state, "done", event.error)
        self.assertTrue(event.mention_id.ticket_id)
        return event.mention_id

    def refused(self, **vals):
        """The words with which a notice is refused."""
        event = self.send(**vals)
        self.assertEqual(event.state, "failed")
        self.assertFalse(event.mention_id)
        self.assertNotRegex(event.error, PYTHON_NAMES)
        return event.error


@tagged("post_install", "-at_install")
class TestNoMessageIsLost(PayloadCase):
    """A message is not lost for what it can do without."""

    def test_a_picture_needs_no_words(self):
        for vals in ({"text": None}, {"text": ...}, {"text": ""}):
            mention = self.heard(**vals, media=[{"url": PICTURE}])
            self.assertEqual(mention.text, "")
            self.assertEqual(mention.media[0]["url"], PICTURE)
            self.assertIn("(no text)", mention.ticket_id.name)

    def test_a_picture_however_it_is_listed(self):
        for media in ({"url": PICTURE}, PICTURE, [PICTURE]):
            self.assertEqual(self.heard(media=media).media[0]["url"], PICTURE)
        self.assertFalse(self.heard(media=None).media)
        self.assertFalse(self.heard(media=5).media)

    def test_a_review_has_its_rating(self):
        for stars in (2, "2"):
            mention = self.heard(kind="review", stars=stars, text="Too late")
            self.assertEqual((mention.kind, mention.stars), ("review", "2"))
            self.assertEqual(mention.preview, "2★ Too late")

    def test_a_review_needs_no_words(self):
        mention = self.heard(kind="review", stars=1, text=None)
        self.assertEqual((mention.stars, mention.text), ("1", ""))
        self.assertEqual(mention.preview, "1★ (no text)")
        self.assertIn("“text” is missing", self.refused(kind="review", text=None))

    def test_a_rating_that_is_none_is_left_out_and_told(self):
        event = self.send(kind="review", stars=11)
        self.assertFalse(event.mention_id.stars)
        self.assertIn("“stars” is not a whole number from 1 to 5: 11.", event.error)

    def test_an_edit_changes_the_rating_or_keeps_it(self):
        mention = self.heard(kind="review", stars=1, text="Bad")
        self.send(id=mention.external_id, kind="edit", of="review", text="Bad!")
        self.assertEqual((mention.text, mention.stars), ("Bad!", "1"))
        vals = {"kind": "edit", "of": "review", "text": "Good!", "stars": 5}
        self.send(id=mention.external_id, **vals)
        self.assertEqual((mention.text, mention.stars), ("Good!", "5"))

    def test_a_link_without_its_scheme(self):
        mention = self.heard(media=[{"url": "//cdn.example.com/a.jpg"}])
        self.assertEqual(mention.media[0]["url"], PICTURE)
        author = {"id": "9", "handle": "x", "avatar_url": "//pbs.example.com/a.jpg"}
        profile = self.heard(author=author).profile_id
        self.assertEqual(profile.avatar_url, "https://pbs.example.com/a.jpg")

    def test_a_link_to_elsewhere_is_left_out_and_told(self):
        event = self.send(media=[{"url": "javascript:alert(1)"}], url="/a")
        self.assertEqual(event.state, "done")
        self.assertFalse(event.mention_id.media or event.mention_id.url)
        self.assertIn("“media.url” is not an address of the web", event.error)
        self.assertIn("“url” is not an address of the web", event.error)

    def test_an_author_without_a_handle(self):
        author = {"id": "9", "handle": None, "name": "Deleted User"}
        mention = self.heard(author=author)
        self.assertEqual(mention.author_name, "Deleted User")
        self.assertEqual(mention.ticket_id.name, "Deleted User: help")

    def test_an_author_who_is_not_told(self):
        for author in (None, ..., {}, {"name": None, "id": None}, 5, []):
            mention = self.heard(author=author)
            self.assertEqual(mention.author_name, "Unknown author")
            self.assertEqual(mention.ticket_id.name, "Unknown author: help")
            self.assertFalse(mention.is_own)

    def test_unknown_authors_are_not_one_person(self):
        profiles = [self.heard(author=None).profile_id for _number in range(3)]
        self.assertEqual(len(set(profiles)), 3)

    def test_an_author_by_name_only_or_by_handle_only(self):
        self.assertEqual(self.heard(author="@maria").author_handle, "maria")
        author = {"name": "Maria", "url": 5, "followers": [], "verified": "yes"}
        mention = self.heard(author=author)
        self.assertEqual(mention.author_name, "Maria")
        self.assertFalse(mention.profile_id.verified)

    def test_a_handle_has_no_case(self):
        profiles = {self.heard(author={"handle": h}).profile_id for h in ("NN1", "nn1")}
        self.assertEqual(len(profiles), 1)

    def test_a_handle_is_not_somebody_elses_id(self):
        profiles = {
            self.heard(author=author).profile_id
            for author in ({"id": "7", "handle": "maria"}, {"handle": "7"})
        }
        self.assertEqual(len(profiles), 2)

    def test_followers_as_people_write_them(self):
        author = {"id": "9", "handle": "x", "followers": "1,234"}
        self.assertEqual(self.heard(author=author).reach, 1234)

    def test_times_as_tools_write_them(self):
        now = datetime.now().replace(microsecond=0) - timedelta(hours=1)
        seconds = int((now - datetime(1970, 1, 1)).total_seconds())
        for written in (
            seconds,
            seconds * 1000,
            str(seconds),
            now.isoformat(),
            now.isoformat(" ") + " UTC",
            now.strftime("%a %b %d %H:%M:%S +0000 %Y"),
            now.strftime("%a, %d %b %Y %H:%M:%S GMT"),
        ):
            mention = self.heard(posted_at=written)
            self.assertEqual(mention.posted_at, now, written)

    def test_a_time_that_is_not_told(self):
        for vals in ({"posted_at": None}, {"posted_at": ""}, {"posted_at": ...}):
            self.assertTrue(self.heard(**vals).posted_at)

    def test_a_kind_in_any_case(self):
        self.assertEqual(self.heard(kind="Post").kind, "post")
        self.assertEqual(self.heard(kind="REVIEW").kind, "review")
        self.assertEqual(self.heard(kind=None).kind, "post")
        direct = self.heard(kind="Direct")
        self.assertEqual((direct.kind, direct.private), ("direct", True))

    def test_numbers_as_text(self):
        self.assertEqual(self.heard(text=4711).text, "4711")

    def test_html_and_references_become_text(self):
        mention = self.heard(text="<p>slow &amp; I can&#39;t</p><p>log in &lt;3</p>")
        self.assertEqual(mention.text, "slow & I can't\n\nlog in <3")
        mention = self.heard(text="<p>", format="text")
        self.assertEqual(mention.text, "<p>")
        author = {"id": "8", "name": "Tom &amp; Jerry"}
        self.assertEqual(self.heard(author=author).author_name, "Tom & Jerry")

    def test_a_text_without_end_is_cut(self):
        mention = self.heard(text="word " * 10_000)
        self.assertEqual(len(mention.text), 20_000)
        self.assertTrue(mention.is_text_cut)
        self.assertTrue(mention.text.endswith("…"))
        self.assertFalse(self.heard(text="word").is_text_cut)

    def test_a_language_that_is_none(self):
        self.assertFalse(self.heard(language="x" * 100_000).language)
        self.assertEqual(self.heard(language="pt-BR").language, "pt-BR")


@tagged("post_install", "-at_install")
class TestExplained(PayloadCase):
    """What cannot be read is explained to the person who runs the tool."""

    def test_words_name_the_field_the_value_and_what_helps(self):
        for vals, words in (
            ({"posted_at": "soon"}, "“posted_at” is not a date: 'soon'. Send ISO 8601"),
            ({"id": ...}, "“id” is missing. Send the id"),
            ({"id": ""}, "“id” is missing. Send the id"),
            ({"id": {"a": 1}}, '“id” must be text or a number: {"a": 1}'),
            ({"text": None}, "“text” is missing, and there is no “media”"),
            ({"text": ["a"]}, '“text” is not text: ["a"]'),
            (
                {"kind": "edit", "of": "like"},
                "“of” must be post, comment, direct or review",
            ),
            (
                {"kind": "receipt"},
                "“status” must be published, failed or revoked: null",
            ),
            ({"kind": "deletion", "deleted_at": "soon"}, "“deleted_at” is not a date"),
        ):
            self.assertIn(words, self.refused(**vals))

    def test_an_unknown_kind_is_named(self):
        event = self.send(kind="like")
        self.assertEqual(event.kind, "unknown")
        self.assertEqual(event.error, "“kind” is not known here: 'like'.")

    def test_the_account_counts_them_and_leads_there(self):
        self.send(posted_at="soon")
        self.send(author={"id": "9", "followers": "many"})
        self.assertEqual(self.account.failed_event_count, 1)
        self.assertEqual(self.account.remark_count, 1)
        action = self.account.action_view_failed_events()
        failed = self.env["social.care.event"].search(action["domain"])
        self.assertIn("posted_at", failed.error)
        action = self.account.action_view_remarks()
        read = self.env["social.care.event"].search(action["domain"])
        self.assertIn("“author.followers” is not a number: 'many'", read.error)

    def test_the_check_tells_of_them(self):
        self.send(posted_at="soon")
        self.account.action_diagnose()
        titles = [finding["title"] for finding in self.account.diagnosis]
        self.assertIn("1 notice could not be read.", titles)


@tagged("post_install", "-at_install")
class TestPrivacy(PayloadCase):
    """Unclear privacy is private."""

    def test_private_in_any_way_is_private(self):
        for value in ("true", 1, "yes", "TRUE", "1", None, "", "perhaps", 2, [1], {}):
            mention = self.heard(private=value, text="my IBAN is DE00, please call me")
            self.assertTrue(mention.private, value)
            self.assertTrue(mention.thread_id.private, value)

    def test_public_is_said_clearly(self):
        for value in (False, "false", "no", 0, ...):
            self.assertFalse(self.heard(private=value).private, value)

    def test_what_is_unclear_is_told(self):
        event = self.send(private="perhaps")
        self.assertIn("“private” is neither true nor false: 'perhaps'", event.error)

    def test_an_edit_that_comes_first_may_be_of_a_direct_message(self):
        mention = self.heard(kind="edit")
        self.assertTrue(mention.private)
        for kind in ("post", "comment", "review", "direct"):
            self.assertTrue(self.heard(kind="edit", of=kind).private, kind)
        self.assertFalse(self.heard(kind="edit", private=False).private)
        self.assertTrue(self.heard(kind="edit", of="direct", private=False).private)

    def test_its_post_says_whether_it_is_private(self):
        for private, edit in product((True, False), ({}, {"of": "post"})):
            uid = f"e{private}{len(edit)}"
            mention = self.heard(id=uid, kind="edit", text="IBAN", **edit)
            self.assertTrue(mention.thread_id.private)
            self.heard(id=uid, kind="post", text="Iban", private=private)
            self.assertEqual(mention.private, private)
            self.assertEqual(mention.thread_id.private, private)
            self.assertEqual(mention.text, "IBAN")

    def test_a_later_edit_does_not_make_it_public(self):
        mention = self.heard(id="e", kind="edit", text="IBAN")
        self.heard(id="e", kind="edit", text="My IBAN", private=False, version=2)
        self.assertTrue(mention.private)
        self.heard(id="p", private=True, text="IBAN")
        for said in ({}, {"private": False}, {"of": "post"}):
            after = self.heard(id="p", kind="edit", text=f"{said}", **said)
            self.assertTrue(after.private, said)
            self.assertTrue(after.thread_id.private, said)


@tagged("post_install", "-at_install")
class TestOwnPosts(PayloadCase):
    """Nobody speaks as us but by the id that we gave the tool."""

    def test_the_own_id_marks_our_own_posts(self):
        mention = self.send(author={"id": self.account.external_id}).mention_id
        self.assertTrue(mention.is_own)
        self.assertFalse(mention.ticket_id)

    def test_nobody_else_is_us(self):
        for author in (
            {"handle": "northwind"},
            {"handle": "@Northwind"},
            {"id": "northwind", "handle": "northwind"},
            {"id": "self"},
            {"id": "@northwind"},
            {"id": None, "handle": self.account.external_id},
            {"id": "", "name": self.account.external_id},
            {"id": "x", "own": True, "is_own": True},
            None,
        ):
            mention = self.heard(author=author, own=True, is_own=True)
            self.assertFalse(mention.is_own, author)

    def test_a_stranger_answers_nobody_for_us(self):
        question = self.heard()
        self.heard(author={"handle": "northwind"}, parent_id=question.external_id)
        self.assertFalse(question.answered_at)
        self.assertTrue(question.thread_id.waiting_since)
