# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.values import Published

from .channel_reply_common import ReplyCase

EVIL = (
    '<script>alert(1)</script><img src=x onerror=alert(2)> <a href="//e.example">x</a>'
)
AUTHOR = {
    "external_id": "evil",
    "handle": "<b>evil</b>",
    "name": EVIL,
    "url": "javascript:alert(1)",
    "avatar_url": "data:text/html,<script>alert(1)</script>",
}


class TestMarkup(ReplyCase):
    """What comes from outside is text, wherever it is shown."""

    def assert_text(self, html, *, has="&lt;script&gt;"):
        html = str(html)
        for markup in ("<script", "<img", "<a ", "<b>"):
            self.assertNotIn(markup, html)
        self.assertIn(has, html)

    def evil(self, uid="evil", **post):
        return self.hear(self.post(uid, EVIL, who=AUTHOR, at=9, **post))

    def test_a_ticket_quotes_text(self):
        ticket = self.evil().ticket_id
        self.assert_text(ticket.description)
        self.assertIn("<script>", ticket.name)

    def test_a_name_cannot_turn_the_words_beside_it(self):
        who = {**AUTHOR, "name": "ACME \u202etroppus", "handle": "ac\u2066\u200bme"}
        mention = self.hear(self.post("rlo", "Pay \u202e now", who=who, at=9))
        author, ticket = mention.profile_id, mention.ticket_id
        self.assertEqual((author.name, author.handle), ("ACME troppus", "acme"))
        self.assertEqual(ticket.name, "@acme: Pay now")
        self.assertEqual(ticket.partner_name, "ACME troppus")
        self.assertEqual(mention.display_name, "ACME troppus: Pay now")
        self.assertEqual(mention.text, "Pay \u202e now")
        renamed = {**who, "name": "\u202eeman wen"}
        self.hear(self.post("rlo2", "Hello", who=renamed, at=12))
        self.assertEqual(author.name, "eman wen")

    def test_a_name_of_which_nothing_is_seen_is_none(self):
        who = {**AUTHOR, "name": "\u202e\u200b", "handle": "acme"}
        author = self.hear(self.post("rlo", who=who, at=9)).profile_id
        self.assertEqual(author.display_name, "@acme")

    def test_an_edited_ticket_quotes_text(self):
        ticket = self.waiting.ticket_id
        self.hear(self.edit(self.post("a"), EVIL, 5))
        self.assert_text(ticket.description)

    def test_the_message_itself_is_kept_as_it_is(self):
        self.assertEqual(self.evil().text, EVIL)

    def test_an_alert_on_one_is_text(self):
        self.stream.alert_user_ids = self.agent
        self.evil()
        self.assert_text(self.notices_to(self.agent).body)
        self.assert_mails_are_text()

    def test_an_alert_on_several_is_text(self):
        self.stream.alert_user_ids = self.agent
        self.hear_at_once(*(self.post(n, EVIL, who=AUTHOR, at=9) for n in ("x", "y")))
        body = str(self.notices_to(self.agent).body)
        self.assertIn(self.account.name, body)
        self.assertNotIn("alert(1)", body)
        self.assert_mails_are_text()

    def assert_mails_are_text(self):
        mails = self.env["mail.mail"].search([("body_html", "ilike", "alert(1)")])
        for body in mails.mapped("body_html"):
            self.assertNotIn("<script", str(body))
            self.assertNotIn("onerror=alert(2)>", str(body))

    def test_what_the_owner_is_told_is_text(self):
        mention = self.evil()
        mention.ticket_id.user_id = self.agent
        self.hear(self.post("more", EVIL, to="evil", who=AUTHOR, at=12))
        for notice in self.notices_to(self.agent):
            self.assertNotIn("<script", str(notice.body))

    def test_the_network_s_words_on_a_failed_reply_are_text(self):
        reply = self.queued()
        with self.network("_publish", errors.Rejected(EVIL)):
            self.run_job(reply)
        self.assertEqual(reply.error_message, EVIL)
        self.assert_text(self.notices_to(self.agent).body)

    def test_the_network_s_words_on_a_lost_connection_are_text(self):
        reply = self.queued()
        with self.network("_publish", errors.AuthorizationLost(EVIL)):
            self.run_job(reply)
        activities = self.account.activity_ids
        self.assertTrue(activities)
        for activity in activities:
            self.assert_text(activity.note)

    def test_links_lead_to_the_web_alone(self):
        post = self.post("evil", "Hi", who=AUTHOR, url="javascript:alert(1)", at=9)
        post.payload["post"]["images"] = ["javascript:alert(1)"]
        mention = self.hear(post)
        self.assertFalse(mention.url)
        self.assertFalse(mention.profile_id.url)
        self.assertFalse(mention.profile_id.avatar_url)
        self.assertNotIn("javascript", str(mention.media))
        shown = mention.thread_id.get_conversation(mention.thread_id.id)
        self.assertNotIn("javascript", str(shown))

    def test_a_published_link_leads_to_the_web_alone(self):
        reply = self.queued()
        with self.network("_publish", Published("p", "javascript:alert(1)")):
            self.run_job(reply)
        self.assertFalse(reply.url)
        self.assertFalse(reply.published_mention_id.url)

    def test_what_a_person_writes_is_sent_as_text(self):
        self.sent(body="1 < 2 & <b>3</b>")
        self.assertEqual(self.said(), ["1 < 2 & <b>3</b>"])
