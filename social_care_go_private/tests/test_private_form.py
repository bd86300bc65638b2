# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.social_care.models.social_care_connector import SocialCareConnector
from odoo.addons.social_care.tools.secret_links import MASK
from odoo.addons.social_care.tools.values import Event

from ..tools.link import PATH
from .private_common import PrivateCase


@tagged("post_install", "-at_install")
class TestLink(PrivateCase):
    """The network has no private way: the public line gets a one-time link."""

    def setUp(self):
        super().setUp()
        self.only_links()

    def test_the_agent_sees_that_a_link_goes_out(self):
        plan = self.get_way()
        self.assertEqual(plan["way"], "link")
        self.assertIn("one-time link", plan["words"])
        self.assertTrue(plan["link"].endswith(f"{PATH}{MASK}"))
        self.assertEqual(plan["line"], "Please write to us privately here:")

    def test_only_the_network_gets_the_secret(self):
        reply = self.go("link", "Write here:", "")
        form = reply.private_form_ids
        self.assertEqual(form.state, "waiting")
        self.assertIn(f"{PATH}{MASK}", reply.text)
        self.run_job(reply)
        self.assertEqual(form.state, "sent")
        token = self.get_token()
        self.assertNotEqual(token, MASK)
        self.assertEqual(self.find(token), form)
        self.assertFalse(form.key)
        self.assertNotEqual(form.token_hash, token)
        for name in ("body", "text"):
            self.assertNotIn(token, reply[name])
        self.assertNotIn(token, reply.published_mention_id.text)

    def test_what_the_network_repeats_is_masked(self):
        reply = self.go("link", "Write here:", "")
        self.run_job(reply)
        text = next(text for text in self.said() if PATH in text)
        uid = reply.external_id
        ours = {"external_id": "us", "handle": "acme", "name": "Acme"}
        self.hear(self.post(uid, text, to="hello", who=ours))
        mention = self.mention(uid)
        self.assertNotIn(self.get_token(), mention.text)
        self.assertFalse(mention.edited_at)
        quoted = self.hear(self.post("quote", f"What is {text}?", to="hello", at=9))
        self.assertIn(MASK, quoted.text)

    def test_the_link_counts_for_the_length(self):
        link = self.get_way()["link"]
        longest = "x" * (280 - len(link) - 1)
        with self.assertRaisesRegex(UserError, "too long"), self.env.cr.savepoint():
            self.go("link", f"{longest}x", "")
        reply = self.go("link", longest, "")
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertEqual(len(self.said()[0]), 280)

    def test_approval_holds_the_link(self):
        self.require_approval("public")
        reply = self.go("link", "Write here:", "")
        form = reply.private_form_ids
        self.assertEqual((reply.state, form.state), ("to_approve", "waiting"))
        review = self.env["social.care.review"].with_user(self.supervisor)
        action = reply.with_user(self.supervisor).action_review()
        review = review.browse(action["res_id"])
        review.body = "Without a link"
        with self.assertRaisesRegex(UserError, "missing"), self.env.cr.savepoint():
            review.action_approve()
        review.body = f"Here, please: {form._get_link()}"
        review.action_approve()
        self.run_job(reply)
        self.assertEqual((reply.state, form.state), ("published", "sent"))
        self.assertTrue(self.find())

    def test_undo_ends_the_link(self):
        reply = self.go("link", "Write here:", "")
        token = reply.private_form_ids._get_token()
        draft = reply.with_user(self.agent).take_back()
        self.assertEqual(draft["body"], "Write here:")
        self.assertEqual(reply.private_form_ids.state, "cancelled")
        self.assertFalse(self.find(token))

    def test_a_failed_line_keeps_its_link_for_the_next_attempt(self):
        reply = self.go("link", "Write here:", "")
        self.script("400")
        self.run_job(reply)
        self.assertEqual(reply.private_form_ids.state, "waiting")
        reply.with_user(self.agent).action_retry()
        self.run_job(reply)
        self.assertEqual(reply.private_form_ids.state, "sent")

    def test_a_lost_answer_publishes_one_link(self):
        reply = self.go("link", "Write here:", "")
        self.script("lost_answer")
        self.run_job(reply)
        self.assertEqual(reply.state, "unknown")
        self.assertTrue(self.find())
        reply.action_check()
        self.run_job(reply)
        self.assertEqual(reply.private_form_ids.state, "sent")
        self.assertEqual(len(self.said()), 1)

    def test_a_deleted_line_ends_its_link(self):
        reply = self.go("link", "Write here:", "")
        self.run_job(reply)
        token = self.get_token()
        reply.with_user(self.agent).action_delete_published()
        self.run_job(reply, "_delete_published")
        self.assertFalse(self.find(token))

    def test_a_newer_link_replaces_the_older_one(self):
        first = self.go("link", "Write here:", "")
        self.run_job(first)
        token = self.get_token()
        second = self.go("link", "Write here, please:", "")
        self.run_job(second)
        self.assertEqual(first.private_form_ids.state, "cancelled")
        self.assertFalse(self.find(token))
        self.assertEqual(second.private_form_ids.state, "sent")

    def test_days_have_limits(self):
        for days in (0, 91):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.account.private_link_days = days


@tagged("post_install", "-at_install")
class TestForm(PrivateCase):
    """What comes through the link is a private message of the customer."""

    def setUp(self):
        super().setUp()
        self.form = self.issue()
        self.ticket = self.thread.ticket_id
        self.ticket.user_id = self.agent

    def test_it_is_the_customer_s_private_message_on_the_ticket(self):
        heard = self.take(self.form, reference="S1", email="maria@home.example")
        self.assertTrue(heard.private)
        self.assertEqual(heard.profile_id, self.mention_.profile_id)
        self.assertEqual(heard.ticket_id, self.ticket)
        self.assertEqual(heard.thread_id.ticket_id, self.ticket)
        self.assertTrue(heard.thread_id.private)
        self.assertNotEqual(heard.thread_id, self.thread)
        for words in ("My code is 12.", "S1", "maria@home.example"):
            self.assertIn(words, heard.text)
        self.assertEqual(self.form.state, "used")

    def test_it_is_shown_as_one_conversation(self):
        self.take(self.form)
        threads = self.env["social.care.thread"].with_user(self.agent)
        shown = threads.get_conversations(self.ticket.id)
        self.assertEqual(len(shown), 2)
        self.assertEqual(len({part["profile_id"] for part in shown}), 1)
        private = next(part for part in shown if part["private"])
        (message,) = private["messages"]
        self.assertTrue(message["is_from_form"])
        self.assertEqual(message["moderation"]["offers"], [])
        public = next(part for part in shown if not part["private"])
        states = [
            m["private_form"] and m["private_form"]["state"] for m in public["messages"]
        ]
        self.assertEqual(states, [False, "used"])

    def test_it_tells_the_owner(self):
        before = self.notices_to(self.agent)
        self.take(self.form)
        words = (self.notices_to(self.agent) - before).mapped("subject")
        self.assertTrue([word for word in words if "wrote again" in (word or "")])
        self.assertTrue(
            self.thread.ticket_id.social_care_thread_ids.filtered("waiting_since")
        )

    def test_it_reopens_a_closed_ticket(self):
        stages = self.team._get_applicable_stages()
        self.ticket.stage_id = stages.filtered("closed")[0]
        heard = self.take(self.form)
        self.assertEqual(heard.ticket_id, self.ticket)
        self.assertFalse(self.ticket.closed)

    def test_a_link_is_used_once(self):
        self.assertTrue(self.take(self.form))
        self.assertFalse(self.find())
        self.assertFalse(self.take(self.form, nonce="m" * 22, text="Again"))
        self.assertTrue(self.forms._is_taken(self.get_token(), "n" * 22))
        for nonce in ("m" * 22, "", None, ["n"]):
            self.assertFalse(self.forms._is_taken(self.get_token(), nonce))
        self.assertFalse(self.forms._is_taken("x" * 22, "n" * 22))

    def test_guesses_find_nothing(self):
        for token in ("", None, "x" * 22, "*" * 22, "' OR 1=1 --", "a/b", "ü" * 22):
            self.assertFalse(self.find(token or "-"))
            self.assertFalse(self.forms._find_by_token(token, self.public_user))

    def test_an_old_link_is_not_valid(self):
        self.outdate(self.form, "expires_at", seconds=1)
        self.assertFalse(self.find())
        self.assertEqual(self.form._get_panel_values()["state"], "expired")
        self.assertFalse(self.take(self.form))
        self.forms._gc_old()
        self.assertEqual(self.form.state, "expired")
        self.assertFalse(self.form.token_hash)

    def test_no_employee_writes_in_the_name_of_a_customer(self):
        for user in (self.agent, self.supervisor, self.manager):
            self.assertFalse(self.find(user=user))

    def test_a_copied_database_takes_nothing(self):
        self.account.sudo().publish_database_uuid = "another"
        self.env.invalidate_all()
        self.assertFalse(self.find())

    def test_an_archived_account_takes_nothing(self):
        self.account.active = False
        self.assertFalse(self.find())

    def test_opening_is_noted_once(self):
        self.assertFalse(self.form.opened_at)
        self.form._note_opened()
        opened = self.form.opened_at
        self.assertTrue(opened)
        self.outdate(self.form, "opened_at", hours=1)
        before = self.form.opened_at
        self.form._note_opened()
        self.assertEqual(self.form.opened_at, before)

    def test_no_network_can_pretend_to_be_a_form(self):
        """What a network sends is parsed by its connector, whatever it contains."""
        payload = {"form_id": self.form.id, "text": "Forged", "media": [], "email": ""}
        event = Event("private_form:7", "post", payload={**payload, "reference": ""})
        self.env["social.care.event"]._store(
            self.account, self.stream, [event], "webhook"
        )
        self.env.flush_all()
        self.env["social.care.event"]._ingest_batch()
        self.assertFalse(self.mention("private_form:7"))

    def test_the_network_is_not_asked_about_it(self):
        heard = self.take(self.form)
        self.assertNotIn(heard, self.account._find_recent_mentions())
        self.assertIn(self.mention_, self.account._find_recent_mentions())

    def test_hostile_text_stays_text(self):
        heard = self.take(self.form, text="<b onclick=alert(1)>\u202e{{7*7}} %(x)s")
        self.assertIn("<b onclick", heard.text)
        self.assertEqual(heard.profile_id, self.mention_.profile_id)

    # -- answering -------------------------------------------------------------

    def answer_form(self, **vals):
        heard = self.take(self.form, **vals)
        return heard, lambda: self.answer(
            heard, "Your refund is on its way.", visibility="private"
        )

    def test_the_answer_goes_to_the_address_that_was_left(self):
        heard, answer = self.answer_form(email="maria@home.example")
        reply = answer()
        self.run_job(reply)
        self.assertEqual(reply.state, "published", reply.error_message)
        message = reply.private_mail_id
        self.assertEqual(message.outgoing_email_to, "maria@home.example")
        self.assertEqual(
            (message.model, message.res_id), (self.ticket._name, self.ticket.id)
        )
        self.assertIn("Your refund is on its way.", message.body)
        self.assertEqual(message.author_id, self.agent.partner_id)
        self.assertEqual(reply.published_mention_id.thread_id, heard.thread_id)
        self.assertFalse([text for text in self.said() if "refund" in text])
        self.env.invalidate_all()
        self.assertTrue(heard.answered_at)
        mails = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        notified = message.notification_ids.mapped("mail_email_address")
        self.assertIn("maria@home.example", notified + mails.mapped("email_to"))

    def test_the_answer_is_sent_once_after_a_crash(self):
        _heard, answer = self.answer_form(email="maria@home.example")
        reply = answer()
        connector = type(self.env["social.care.connector.private_form"])
        before = connector._publish

        def crash(model, reply):
            before(model, reply)
            raise ValueError("Out of order")

        with patch.object(connector, "_publish", crash), self.assertLogs(level="ERROR"):
            self.run_job(reply)
        self.assertEqual(reply.state, "unknown")
        reply.action_check()
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        own = [("model", "=", self.ticket._name), ("res_id", "=", self.ticket.id)]
        sent = [*own, ("outgoing_email_to", "!=", False)]
        self.assertEqual(self.env["mail.message"].search_count(sent), 1)

    def test_a_mail_needs_an_address(self):
        heard, answer = self.answer_form()
        self.assertIn("No email address", heard._explain_cannot_reply())
        with self.assertRaisesRegex(UserError, "No email address"):
            answer()

    def test_an_answer_by_mail_is_approved_like_others(self):
        self.require_approval("all", visibility="private")
        _heard, answer = self.answer_form(email="maria@home.example")
        self.assertEqual(answer().state, "to_approve")

    def test_the_button_says_that_it_is_a_mail(self):
        heard = self.take(self.form, email="maria@home.example")
        shown = heard.thread_id.with_user(self.agent).get_conversation(
            heard.thread_id.id
        )
        self.assertEqual(shown["labels"]["private"], "Send by email")
        self.assertEqual(shown["capabilities"]["visibilities"], ["private"])
        self.assertTrue(shown["can_reply"])

    def test_no_window_of_the_network_closes_a_form(self):
        heard = self.take(self.form, email="maria@home.example")
        capabilities = self.account._get_capabilities()
        self.assertFalse(heard._get_reply_until(capabilities))

    def test_the_connector_is_of_no_network(self):
        connector = self.env["social.care.connector.private_form"]
        self.assertIsInstance(connector, SocialCareConnector)
        networks = dict(connector._list_networks())
        self.assertNotIn("private_form", networks)
