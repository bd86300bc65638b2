# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo.addons.social_care.tests.hostile_files import make_image
from odoo.addons.social_care.tools.media import read_file
from odoo.addons.social_care_api.tools.errors import ServiceError
from odoo.addons.social_care_demo.tests.channel_common import AGENT, JOHN
from odoo.addons.social_care_demo.tests.channel_reply_common import ReplyCase


class TestApiConversation(ReplyCase):
    """An outside desktop reads and answers a conversation of the demo network."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls.make_user("colleague", AGENT)
        cls.stranger = cls.make_user("stranger", AGENT)
        cls.team.write(
            {
                "social_care_routing_mode": "offer",
                "user_ids": [(4, cls.colleague.id)],
            }
        )
        group = cls.env.ref("social_care_api.group_social_care_api_user")
        people = cls.agent | cls.colleague | cls.stranger | cls.supervisor
        group.user_ids += people
        cls.env["social.care.agent"]._ensure_for_users(cls.agent | cls.colleague)

    def setUp(self):
        super().setUp()
        self.ticket = self.waiting.ticket_id

    def call(self, name, user=None, /, **values):
        service = self.env["social.care.service"].with_user(user or self.agent)
        answer = getattr(service, name)(**values)
        self.env.flush_all()
        self.env.invalidate_all()
        return answer

    def assert_refused(self, code, name, user=None, /, **values):
        """:return: words of the refusal"""
        with self.assertRaises(ServiceError) as caught, self.env.cr.savepoint():
            self.call(name, user, **values)
        self.assertEqual(caught.exception.code, code, caught.exception)
        return caught.exception.words

    def list_messages(self, **values):
        return self.call("list_messages", ticket_id=self.ticket.id, **values)

    def send(self, user=None, **values):
        values = {"ticket_id": self.ticket.id, "body": "On its way."} | values
        return self.call("send_reply", user, **values)

    # -- reading ---------------------------------------------------------------

    def test_what_comes_later_is_read_by_the_cursor(self):
        first = self.list_messages()
        self.assertEqual(
            [m["text"] for m in first["messages"]], ["Where is my parcel?"]
        )
        self.assertFalse(first["messages"][0]["is_own"])
        self.assertEqual(self.list_messages(after=first["cursor"])["messages"], [])
        self.hear(self.post("b", "Hello?", to="a", root="a", at=9))
        later = self.list_messages(after=first["cursor"])
        self.assertEqual([m["text"] for m in later["messages"]], ["Hello?"])

    def test_pages_have_each_message_once(self):
        for number in range(4):
            self.hear(self.post(f"m{number}", f"{number}", to="a", root="a", at=number))
        found, cursor, more = [], "", True
        while more:
            page = self.list_messages(after=cursor, limit=2)
            found += [message["text"] for message in page["messages"]]
            cursor, more = page["cursor"], page["has_more"]
        self.assertEqual(found, ["Where is my parcel?", "0", "1", "2", "3"])

    def test_what_we_said_names_the_colleague(self):
        self.sent(user=self.colleague)
        own = [
            message for message in self.list_messages()["messages"] if message["is_own"]
        ]
        self.assertEqual([message["agent"] for message in own], [self.colleague.name])

    def test_private_messages_are_marked(self):
        secret = self.hear(self.post("p", "My number is 5", private=True, at=5))
        secret.thread_id.ticket_id = self.ticket
        marks = {m["text"]: m["private"] for m in self.list_messages()["messages"]}
        self.assertEqual(marks, {"Where is my parcel?": False, "My number is 5": True})

    def test_other_teams_conversations_are_not_there(self):
        words = self.assert_refused(
            "not_found", "list_messages", self.stranger, ticket_id=self.ticket.id
        )
        self.assertNotIn("parcel", words)
        self.assert_refused(
            "not_found", "send_reply", self.stranger, ticket_id=self.ticket.id, body="x"
        )

    def test_the_ticket_says_how_it_can_be_answered(self):
        details = self.call("get_work", ticket_id=self.ticket.id)
        conversation = details["conversations"][0]
        self.assertEqual(conversation["network"], "demo")
        self.assertIn("public", conversation["visibilities"])
        self.assertNotIn("cannot_reply_reason", conversation)
        self.assertNotIn("writing", conversation)
        self.env["social.care.thread"].with_user(self.colleague).hold_composer(
            self.thread.id
        )
        details = self.call("get_work", ticket_id=self.ticket.id)
        writing = details["conversations"][0]["writing"]
        self.assertEqual(writing, self.colleague.name)

    def test_messages_cost_as_many_queries_for_more_of_them(self):
        few = self.count_queries()
        for number in range(15):
            self.hear(self.post(f"m{number}", "More", to="a", root="a", at=number))
        self.list_messages()
        self.assertLessEqual(self.count_queries(), few)

    def count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.call("list_messages", ticket_id=self.ticket.id)
        return self.env.cr.sql_log_count - before

    def test_a_picture_of_the_customer_is_downloaded(self):
        self.waiting.media = [
            {"url": "https://cdn.example/a.png", "kind": "image", "alt": "A box"}
        ]
        media = self.waiting.media_ids.sudo()
        self.assertFalse(self.list_messages()["messages"][0]["media"][0]["is_stored"])
        self.assert_refused("not_found", "get_file", media_id=media.id)
        media._store(read_file(make_image()))
        described = self.list_messages()["messages"][0]["media"][0]
        self.assertTrue(described["is_stored"])
        self.assertEqual(described["alt"], "A box")
        file = self.call("get_file", media_id=media.id)
        self.assertEqual(file["mimetype"], media.mimetype)
        stored = media._find_files(["content"]).raw
        self.assertEqual(base64.b64decode(file["content"]), stored)
        self.assert_refused("not_found", "get_file", self.stranger, media_id=media.id)

    # -- answering -------------------------------------------------------------

    def test_a_reply_is_published_by_its_job_alone(self):
        sent = self.send()
        reply = self.env["social.care.reply"].browse(sent["reply_id"])
        self.assertEqual(sent["state"], "queued")
        self.assertEqual(self.said(), [])
        self.assertEqual(reply.mention_id, self.waiting)
        self.assertEqual(self.ticket.user_id, self.agent)
        self.run_job(reply)
        self.assertEqual(self.said(), ["On its way."])
        told = self.call("get_reply", reply_id=reply.id)
        self.assertEqual(told["state"], "published")
        self.assertEqual(told["ticket_id"], self.ticket.id)
        self.assertIn("published_at", told)

    def test_the_newest_message_is_answered(self):
        later = self.hear(self.post("b", "Hello?", to="a", root="a", at=9))
        reply = self.env["social.care.reply"].browse(self.send()["reply_id"])
        self.assertEqual(reply.mention_id, later)

    def test_a_failed_reply_says_why_and_is_sent_again(self):
        reply = self.env["social.care.reply"].browse(self.send()["reply_id"])
        self.script("400")
        self.run_job(reply)
        told = self.call("get_reply", reply_id=reply.id)
        self.assertEqual(told["state"], "failed")
        self.assertTrue(told["error"])
        self.script("ok")
        self.assertEqual(self.call("send_draft", reply_id=reply.id)["state"], "queued")

    def test_who_did_not_read_what_was_said_meanwhile_is_told(self):
        known = self.list_messages()["cursor"]
        self.sent(user=self.colleague)
        words = self.assert_refused(
            "stale",
            "send_reply",
            ticket_id=self.ticket.id,
            body="On its way.",
            known=known,
        )
        self.assertNotIn("We look into it", words)
        sent = self.send(known=self.list_messages()["cursor"])
        self.assertEqual(sent["state"], "queued")

    def test_who_did_not_read_what_the_customer_wrote_is_told(self):
        known = self.list_messages()["cursor"]
        self.hear(self.post("b", "It came!", to="a", root="a", at=9))
        self.assert_refused(
            "stale", "send_reply", ticket_id=self.ticket.id, body="Sorry.", known=known
        )

    def test_a_check_tells_what_is_wrong_and_stores_nothing(self):
        before = self.env["social.care.reply"].search_count([])
        check = self.call("check_reply", ticket_id=self.ticket.id, body="x" * 5000)
        self.assertGreater(check["length"], check["limit"])
        self.assertIn("too long", check["problems"][0])
        check = self.call("check_reply", ticket_id=self.ticket.id, body="Fine.")
        self.assertEqual(check["problems"], [])
        self.assertEqual(check["text"], "Fine.")
        self.assertEqual(self.env["social.care.reply"].search_count([]), before)

    def test_a_draft_waits_until_it_is_sent(self):
        draft = self.call("draft_reply", ticket_id=self.ticket.id, body="Soon.")
        self.assertEqual(draft["state"], "draft")
        self.assertEqual(
            self.call("send_draft", reply_id=draft["reply_id"])["state"], "queued"
        )
        self.assert_refused("refused", "send_draft", reply_id=draft["reply_id"])

    def test_a_reply_is_taken_back_before_it_is_sent(self):
        sent = self.send()
        taken = self.call("take_back_reply", reply_id=sent["reply_id"])
        self.assertEqual(taken["state"], "cancelled")
        self.assertEqual(self.said(), [])

    def test_nobody_sends_or_takes_back_what_a_colleague_wrote(self):
        draft = self.call("draft_reply", ticket_id=self.ticket.id, body="Soon.")
        for name in ("send_draft", "take_back_reply"):
            self.assert_refused(
                "forbidden", name, self.colleague, reply_id=draft["reply_id"]
            )

    def test_a_reply_waits_for_approval_where_a_rule_says_so(self):
        self.require_approval("public")
        check = self.call("check_reply", ticket_id=self.ticket.id, body="Soon.")
        self.assertTrue(check["approval_reason"])
        self.assertEqual(self.send()["state"], "to_approve")

    def test_too_long_a_reply_is_refused_in_words(self):
        words = self.assert_refused(
            "refused", "send_reply", ticket_id=self.ticket.id, body="x" * 5000
        )
        self.assertIn("too long", words)

    def test_a_reply_resolves_the_ticket_once_it_is_published(self):
        sent = self.send(outcome="resolve")
        self.assertFalse(self.ticket.closed)
        self.run_job(self.env["social.care.reply"].browse(sent["reply_id"]))
        self.assertTrue(self.ticket.closed)

    def test_a_file_goes_along(self):
        content = base64.b64encode(make_image()).decode()
        file = self.call("upload_attachment", name="box.png", content=content)
        self.assertEqual(file["mimetype"], "image/png")
        sent = self.send(attachment_ids=[file["attachment_id"]])
        reply = self.env["social.care.reply"].browse(sent["reply_id"])
        self.assertEqual(reply.attachment_ids.ids, [file["attachment_id"]])

    def test_nobody_takes_the_file_of_somebody_else(self):
        content = base64.b64encode(make_image()).decode()
        file = self.call(
            "upload_attachment", self.stranger, name="box.png", content=content
        )
        self.assert_refused(
            "forbidden",
            "send_reply",
            ticket_id=self.ticket.id,
            body="See.",
            attachment_ids=[file["attachment_id"]],
        )

    def test_a_ticket_without_conversation_is_not_answered_here(self):
        ticket = self.ticket.copy({"user_id": self.agent.id})
        self.assert_refused("refused", "send_reply", ticket_id=ticket.id, body="x")
        self.assertEqual(
            self.call("list_messages", ticket_id=ticket.id)["messages"], []
        )

    def test_a_message_of_another_ticket_is_not_answered(self):
        other = self.hear(self.post("z", "Another thing", who=JOHN, at=9))
        self.assert_refused(
            "not_found",
            "send_reply",
            ticket_id=self.ticket.id,
            message_id=other.id,
            body="x",
        )

    def test_a_verdict_is_corrected(self):
        self.call(
            "correct_verdict",
            message_id=self.waiting.id,
            kind="sentiment",
            value="negative",
        )
        self.assertEqual(self.waiting.sentiment, "negative")
        self.assert_refused(
            "refused",
            "correct_verdict",
            message_id=self.waiting.id,
            kind="sentiment",
            value="purple",
        )
