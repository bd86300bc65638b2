# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.social_care.tests.contract import ContractCase
from odoo.addons.social_care.tests.surroundings import in_good_order
from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.values import Published

from .common import DemoNetwork

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestPolling(DemoNetwork, ContractCase, HttpCase):
    """What a poll of each kind of stream lists."""

    def stream(self, kind, **vals):
        found = self.account.stream_ids.filtered(lambda s: s.kind == kind)
        return found or self.env["social.care.stream"].create(
            {"account_id": self.account.id, "name": kind, "kind": kind, **vals}
        )

    def fetched(self, kind, cursor=None, **vals):
        return self.connector._fetch(self.stream(kind, **vals), cursor or {})

    def ids(self, kind, **vals):
        return [event.external_id for event in self.fetched(kind, **vals).events]

    def test_kinds(self):
        mention = self.customer_posts("Hello")
        reply = self.customer_posts("Hello again", parent=mention)
        direct = self.customer_posts("Psst", private=True)
        talk = self.env["social.care.demo.post"]._say(
            {
                "account_id": self.account.id,
                "person_id": self.person.id,
                "text": "What do you think of Contract?",
            }
        )
        self.assertEqual(self.ids("mentions"), [mention.external_id])
        self.assertEqual(self.ids("replies"), [reply.external_id])
        self.assertEqual(self.ids("direct"), [direct.external_id])
        self.assertEqual(self.ids("search", query="contract"), [talk.uid])

    def test_answer_to_talk_about_us_is_not_for_us(self):
        Post = self.env["social.care.demo.post"]
        vals = {"account_id": self.account.id, "person_id": self.person.id}
        talk = Post._say({**vals, "text": "Talk"})
        among = Post._say({**vals, "text": "Yes", "parent_id": talk.id})
        ours = Post._say(
            {"account_id": self.account.id, "text": "May we?", "parent_id": talk.id}
        )
        to_us = Post._say({**vals, "text": "Oh", "parent_id": ours.id})
        found = [post.addressed for post in (talk, among, ours, to_us)]
        self.assertEqual(found, [False, False, True, True])

    def test_edits_and_deletions_are_listed(self):
        notice = self.customer_posts("Hello")
        self.customer_edits(notice, "Hallo")
        self.customer_deletes(notice)
        kinds = [event.kind for event in self.fetched("mentions").events]
        self.assertEqual(kinds, ["post", "edit", "deletion"])

    def test_cursor_overlaps_and_costs_nothing(self):
        first = self.customer_posts("First")
        stream = self.stream("mentions")
        stream._poll()
        second = self.customer_posts("Second")
        stream._poll()
        stream._poll()
        found = self.all_events().mapped("external_id")
        self.assertCountEqual(found, [first.external_id, second.external_id])

    def test_many_pages(self):
        for number in range(320):
            self.customer_posts(f"Number {number}")
        self.stream("mentions")._poll()
        self.assertEqual(len(self.all_events()), 320)

    def test_other_accounts_are_not_heard(self):
        self.customer_posts("Hello")
        other = self.account.copy({"handle": "contract"})
        other.action_connect()
        stream = other.stream_ids.filtered(lambda s: s.kind == "mentions")
        self.assertFalse(self.connector._fetch(stream, {}).events)

    def test_gone_posts(self):
        stays, goes = self.customer_posts("Stay"), self.customer_posts("Go")
        self.hear(stays, goes)
        self.customer_deletes(goes)
        self.account._reconcile()
        self.ingest()
        self.assertTrue(self.mention(goes).deleted_at)
        self.assertFalse(self.mention(stays).deleted_at)


@tagged("post_install", "-at_install")
class TestPublishing(DemoNetwork, ContractCase, HttpCase):
    """What the network does with an answer."""

    def make_reply(self, private=False, **vals):
        notice = self.customer_posts("Where is my parcel?", private=private)
        self.hear(notice)
        mention = self.mention(notice)
        return self.env["social.care.reply"].create(
            {
                "thread_id": mention.thread_id.id,
                "mention_id": mention.id,
                "body": "We look into it",
                "visibility": "private" if private else "public",
                **vals,
            }
        )

    def publish(self, reply):
        self.env.flush_all()
        reply.container_id = self.connector._prepare(reply)
        self.env.flush_all()
        published = self.connector._publish(reply)
        self.env.invalidate_all()
        uid = published.external_id
        return self.env["social.care.demo.post"].search([("uid", "=", uid)])

    def fault(self, reply):
        """What publishing raises. Not with assertRaises: Odoo's rolls back what the
        network keeps."""
        try:
            self.publish(reply)
        except errors.ConnectorError as error:
            self.env.invalidate_all()
            return error
        return None

    def test_answer_stands_in_the_conversation(self):
        reply = self.make_reply()
        post = self.publish(reply)
        self.assertTrue(post.is_own)
        self.assertEqual(post.text, reply.text)
        self.assertEqual(post.parent_id.uid, reply.mention_id.external_id)
        self.assertEqual(post.root_id, post.parent_id)

    def test_private_answer_to_a_public_post_is_a_conversation_of_its_own(self):
        post = self.publish(self.make_reply(visibility="private"))
        self.assertTrue(post.private)
        self.assertEqual(post.root_id, post)
        self.assertTrue(post.parent_id)

    def test_private_answer_to_a_direct_message_joins(self):
        post = self.publish(self.make_reply(private=True))
        self.assertEqual(post.root_id, post.parent_id)

    def test_own_posts_are_not_pushed_back(self):
        post = self.publish(self.make_reply())
        self.assertEqual(post.notice_ids.state, "held")

    def published_image(self, **kwargs):
        image = self.env["ir.attachment"].create({"name": "a.png", "raw": PIXEL})
        reply = self.make_reply(attachment_ids=[(4, image.id)], **kwargs)
        copy = self.publish(reply).image_ids
        self.assertEqual(copy.raw, PIXEL)
        self.assertNotEqual(copy, image)
        return copy

    def test_images_go_along(self):
        copy = self.published_image()
        self.assertEqual(self.url_open(f"/web/content/{copy.id}").content, PIXEL)

    def test_images_of_direct_messages_are_for_those_who_see_them(self):
        copy = self.published_image(private=True)
        reply = self.env["social.care.reply"].search([], limit=1)
        post = self.env["social.care.demo.post"].search([("image_ids", "in", copy.ids)])
        reply._confirm(Published(post.uid))
        reply.thread_id.team_id = self.team
        self.assertEqual(self.url_open(f"/web/content/{copy.id}").status_code, 404)
        for name, status in (("stranger", 404), ("member", 200)):
            user = new_test_user(
                self.env,
                f"image_{name}",
                groups="social_care.group_social_care_agent",
                password="a long password",
            )
            if name == "member":
                self.team.user_ids |= user
            self.authenticate(user.login, "a long password")
            response = self.url_open(f"/web/content/{copy.id}")
            self.assertEqual(response.status_code, status, name)
        self.assertEqual(response.content, PIXEL)

    def test_failure_is_met_once(self):
        reply = self.make_reply()
        self.script_failure("400")
        self.assertIsInstance(self.fault(reply), errors.Rejected)
        self.assertEqual(self.account.demo_publishing, "ok")
        self.assertTrue(self.publish(reply))

    def test_each_failure(self):
        reply = self.make_reply()
        for failure, kind in (
            ("400", errors.Rejected),
            ("401", errors.AuthorizationLost),
            ("403", errors.AuthorizationLost),
            ("blocked", errors.RecipientUnavailable),
            ("inside_200", errors.Rejected),
            ("429", errors.RateLimited),
            ("500", errors.Ambiguous),
            ("lost_answer", errors.Ambiguous),
        ):
            self.script_failure(failure)
            error = self.fault(reply)
            self.assertIsInstance(error, kind)
            self.assertTrue(str(error), failure)
        self.assertEqual(len(self.published_texts()), 1)

    def test_an_error_inside_200_is_no_publication(self):
        """C3: VK and WeChat answer so; the network's code goes before the status."""
        reply = self.make_reply()
        self.script_failure("inside_200")
        error = self.fault(reply)
        self.assertEqual(error.kind, "rejected")
        self.assertIn("spam", str(error))
        self.assertFalse(self.published_texts())

    def test_slow_down_says_until_when(self):
        reply = self.make_reply()
        self.script_failure("429")
        self.assertGreater(self.fault(reply).until, fields.Datetime.now())

    def test_find(self):
        reply = self.make_reply()
        self.assertIs(self.connector._find_published(reply), False)
        post = self.publish(reply)
        self.assertEqual(self.connector._find_published(reply).external_id, post.uid)

    def test_window_of_direct_messages(self):
        reply = self.make_reply(private=True)
        reply.mention_id.effective_at = fields.Datetime.now() - timedelta(hours=25)
        with self.assertRaises(UserError):
            reply.action_send()

    def test_handle_is_needed(self):
        account = self.account.copy({"handle": False})
        account.action_connect()
        self.assertEqual(account.state, "draft")
        self.assertTrue(account.status_message)

    def test_diagnosis_names_the_script(self):
        in_good_order(self)
        self.account.demo_delivery = "normal"
        self.account.action_diagnose()
        titles = [finding["title"] for finding in self.account.diagnosis]
        self.assertEqual(titles, ["The login works."])
        self.account.demo_publishing = "lost_answer"
        self.account.action_diagnose()
        self.assertIn("time-out", self.account.diagnosis[0]["title"])

    def test_button_opens_the_page(self):
        action = self.account.action_open_demo_network()
        self.assertIn(f"account={self.account.id}", action["url"])
