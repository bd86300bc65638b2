# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import io
from datetime import timedelta

from PIL import Image

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.text import grapheme_length

from ..tools import tid
from .common import PUT, BlueskyCase
from .network import Party, now, wait_for

FAMILY = "👨‍👩‍👧"


@tagged("post_install", "-at_install")
class TestPublish(BlueskyCase):
    def setUp(self):
        super().setUp()
        self.question = self.customer.post("where is my parcel?", to=self.brand)
        self.mentioned = self.hear(self.question)

    def write_reply(self, text, **vals):
        """A reply as the panel makes it, on its way."""
        reply = self.env["social.care.reply"].create(
            {
                "thread_id": self.mentioned.thread_id.id,
                "mention_id": self.mentioned.id,
                "user_id": self.agent.id,
                "body": text,
                "visibility": "public",
                **vals,
            }
        )
        reply.action_send()
        return reply

    def send(self, text, **vals):
        reply = self.write_reply(text, **vals)
        self.run_job(reply)
        self.assertEqual(reply.state, "published", reply.error_message)
        return reply

    def answers(self):
        """What the customer sees below the question."""
        return wait_for(lambda: self.customer.answers_to(self.question))

    def test_reply_stands_on_the_network(self):
        reply = self.send("We are looking into it.")
        (answer,) = self.answers()
        self.assertEqual(answer["record"]["text"], "We are looking into it.")
        self.assertEqual(answer["author"]["did"], self.brand.did)
        self.assertEqual(answer["uri"], reply.external_id)
        self.assertEqual(answer["record"]["reply"]["root"]["uri"], self.question)
        self.assertEqual(reply.published_mention_id.thread_id, self.mentioned.thread_id)

    def test_reply_deep_in_a_conversation_keeps_the_root(self):
        answer = self.brand.post("How?", parent=self.question)
        second = self.customer.post("Like this", parent=answer)
        self.mentioned = self.hear(second)
        self.send("I see")
        (found,) = wait_for(lambda: self.customer.answers_to(second))
        reference = found["record"]["reply"]
        self.assertEqual(reference["root"]["uri"], self.question)
        self.assertEqual(reference["parent"]["uri"], second)

    def test_reply_speaks_the_language_of_the_question(self):
        self.question = self.customer.post("gdzie?", to=self.brand, langs=["pl"])
        self.mentioned = self.hear(self.question)
        self.send("Już idzie.")
        (answer,) = self.answers()
        self.assertEqual(answer["record"]["langs"], ["pl"])

    def test_poll_recognises_our_own_reply(self):
        reply = self.send("We are looking into it.")
        uri = self.customer.post("Thanks", parent=self.see(reply.external_id))
        self.assertEqual(self.hear(uri).thread_id, self.mentioned.thread_id)
        mention = self.mention(reply.external_id)
        self.assertEqual(mention, reply.published_mention_id)
        self.assertEqual(mention.state, "context")
        self.assertFalse(mention.edited_at)
        self.assertFalse(mention.revision_ids)
        events = self.env["social.care.event"].search(
            [("external_id", "=", reply.external_id)]
        )
        self.assertFalse(events, "we know what we said")

    def see(self, uri):
        return self.customer.see(uri)["uri"]

    # -- facets ----------------------------------------------------------------

    def test_facets_after_emoji(self):
        other = Party("other")
        text = (
            f"{FAMILY}👋🏽 é: https://a.example/ü?x=1, "
            f"ask @{other.handle} or @nobody.test #hélp"
        )
        self.send(text)
        (answer,) = self.answers()
        self.assertEqual(
            self.cut_out(answer["record"]),
            {
                "https://a.example/ü?x=1": {"uri": "https://a.example/ü?x=1"},
                f"@{other.handle}": {"did": other.did},
                "#hélp": {"tag": "hélp"},
            },
        )
        wait_for(lambda: [n for n in other.notices() if n["reason"] == "mention"])

    def cut_out(self, record):
        raw = record["text"].encode()
        found = {}
        for facet in record["facets"]:
            piece = raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]]
            feature = dict(facet["features"][0])
            del feature["$type"]
            found[piece.decode()] = feature
        return found

    # -- length ----------------------------------------------------------------

    def test_longest_reply(self):
        text = FAMILY * 120 + "x" * 180
        self.assertEqual(grapheme_length(text), 300)
        self.send(text)
        (answer,) = self.answers()
        self.assertEqual(answer["record"]["text"], text)

    def test_one_grapheme_too_many(self):
        with self.assertRaisesRegex(UserError, "301 of 300"):
            self.write_reply("x" * 301)

    def test_too_many_bytes(self):
        text = FAMILY * 200
        self.assertLess(grapheme_length(text), 300)
        with self.assertRaises(UserError):
            self.write_reply(text)

    def test_the_network_counts_as_we_do(self):
        for text in ("x" * 301, FAMILY * 167 + "x" * 134, FAMILY * 200):
            reply = self.write_reply("short")
            reply.text = text
            reply.state = "sending"
            with self.assertRaises(errors.Rejected):
                self.connector._publish(reply)
            reply.state = "cancelled"

    # -- pictures --------------------------------------------------------------

    def attachment(self, **vals):
        stream = io.BytesIO()
        Image.new("RGB", (64, 48), "red").save(stream, "PNG")
        return self.env["ir.attachment"].create(
            {"name": "label.png", "datas": base64.b64encode(stream.getvalue()), **vals}
        )

    def test_pictures(self):
        files = self.attachment(description="A red label") + self.attachment()
        self.send("Print these", attachment_ids=[(6, 0, files.ids)])
        (answer,) = self.answers()
        images = answer["embed"]["images"]
        self.assertEqual([i["alt"] for i in images], ["A red label", "label.png"])
        self.assertEqual(images[0]["aspectRatio"], {"width": 64, "height": 48})
        record = answer["record"]["embed"]["images"][0]["image"]
        self.assertEqual(record["mimeType"], "image/png")
        self.assertEqual(record["size"], len(files[0].raw))

    def test_fifth_picture(self):
        files = self.env["ir.attachment"].concat(*(self.attachment() for _ in range(5)))
        with self.assertRaises(UserError):
            self.write_reply("Look", attachment_ids=[(6, 0, files.ids)])

    def test_file_that_is_no_picture(self):
        file = self.env["ir.attachment"].create({"name": "a.txt", "raw": b"text"})
        with self.assertRaises(UserError):
            self.write_reply("Look", attachment_ids=[(6, 0, file.ids)])

    # -- said once -------------------------------------------------------------

    def own_posts(self):
        return [record["value"]["text"] for record in self.brand.own_records()]

    def test_record_key_is_a_tid(self):
        self.assertRegex(self.write_reply("hi").record_key, r"^[2-7a-j][2-7a-z]{12}$")

    def test_publishing_twice_makes_one_post(self):
        reply = self.write_reply("Once")
        first = self.connector._publish(reply)
        again = self.connector._publish(reply)
        self.assertEqual(first, again)
        self.assertEqual(self.own_posts(), ["Once"])

    def test_repetition_does_not_change_what_was_said(self):
        reply = self.write_reply("Once")
        self.connector._publish(reply)
        reply.text = "Something else"
        self.connector._publish(reply)
        self.assertEqual(self.own_posts(), ["Once"])

    def test_lost_answer(self):
        reply = self.write_reply("We are looking into it.")
        self.road.lose_answer(PUT)
        self.run_job(reply)
        self.assertEqual(reply.state, "unknown")
        self.assertEqual(self.own_posts(), ["We are looking into it."])
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertEqual(reply.url.rsplit("/", 1)[1], reply.record_key)
        self.assertEqual(self.own_posts(), ["We are looking into it."])

    def test_fault_before_it_was_taken(self):
        reply = self.write_reply("We are looking into it.")
        self.road.refuse(PUT, 502, "UpstreamFailure")
        self.run_job(reply)
        self.assertEqual(reply.state, "unknown")
        self.assertFalse(self.connector._find_published(reply))
        self.assertEqual(self.own_posts(), [])

    def test_slow_down(self):
        reply = self.write_reply("We are looking into it.")
        self.road.slow_down(PUT, 5000, 0)
        self.run_job(reply)
        self.assertEqual(reply.state, "queued")
        self.assertGreater(reply.next_try_at, self.in_minutes(55))
        self.road.calls.clear()
        with self.assertRaises(errors.RateLimited):
            self.connector._publish(reply)
        self.assertFalse(self.road.calls[PUT], "asked although the budget is spent")

    def in_minutes(self, minutes):
        return fields.Datetime.now() + timedelta(minutes=minutes)

    def test_refused_with_words(self):
        reply = self.write_reply("We are looking into it.")
        self.road.refuse(PUT, 400, "InvalidRequest", message="Record is bad")
        self.run_job(reply)
        self.assertEqual((reply.state, reply.error_kind), ("failed", "rejected"))
        self.assertIn("Record is bad", reply.error_message)

    # -- who may be answered ---------------------------------------------------

    def test_post_is_gone(self):
        self.customer.delete(self.question)
        reply = self.write_reply("Hello?")
        self.run_job(reply)
        self.assertEqual((reply.state, reply.error_kind), ("failed", "recipient"))
        self.assertIn("not shown to this account", reply.error_message)

    def test_author_lets_nobody_answer(self):
        gate = {
            "$type": "app.bsky.feed.threadgate",
            "post": self.question,
            "allow": [],
            "createdAt": now(),
        }
        self.customer.do(
            "com.atproto.repo.createRecord",
            repo=self.customer.did,
            collection="app.bsky.feed.threadgate",
            rkey=self.question.rsplit("/", 1)[1],
            record=gate,
        )
        wait_for(lambda: self.brand.look(self.question)["viewer"].get("replyDisabled"))
        reply = self.write_reply("Hello?")
        self.run_job(reply)
        self.assertIn("does not allow", reply.error_message)
        self.assertEqual(self.own_posts(), [])

    # -- taking back -----------------------------------------------------------

    def test_delete(self):
        reply = self.send("Oops")
        self.connector._delete(self.account, reply.external_id)
        self.assertEqual(self.own_posts(), [])
        self.assertFalse(self.connector._find_published(reply))

    def test_delete_what_is_gone(self):
        uri = f"at://{self.brand.did}/app.bsky.feed.post/{tid.create()}"
        self.connector._delete(self.account, uri)

    @mute_logger("odoo.addons.social_care.models.social_care_reply_publication")
    def test_file_that_only_claims_to_be_a_picture(self):
        file = self.attachment()
        file.raw = b"not a picture"
        file.mimetype = "image/png"
        with self.assertRaisesRegex(UserError, "label.png is not a picture"):
            self.write_reply("Look", attachment_ids=[(6, 0, file.ids)])
