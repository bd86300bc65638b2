# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.social_care.models import social_care_thread_timeline as timeline

from .channel_common import JOHN, OURS
from .channel_reply_common import ReplyCase


class TimelineCase(ReplyCase):
    def setUp(self):
        super().setUp()
        self.threads = self.env["social.care.thread"].with_user(self.agent)
        self.ticket = self.waiting.ticket_id

    def shown(self):
        return self.threads.get_conversations(self.ticket.id)


@tagged("post_install", "-at_install")
class TestWhoTheCustomerIs(TimelineCase):
    """Whoever spoke last, the conversation is the customer's."""

    def test_a_private_conversation_that_we_opened_is_with_the_customer(self):
        own = self.sent(visibility="private").published_mention_id
        self.assertTrue(own.profile_id.is_own)
        self.assertEqual(own.thread_id.profile_id, self.waiting.profile_id)
        own.thread_id._refresh()
        self.assertEqual(own.thread_id.profile_id, self.waiting.profile_id)

    def test_the_customer_s_answer_there_changes_nothing(self):
        own = self.sent(visibility="private").published_mention_id
        self.hear(
            self.post("secret", "4711", to=own.external_id, at=9000, private=True)
        )
        self.assertEqual(own.thread_id.profile_id, self.waiting.profile_id)

    def test_both_are_of_one_customer_and_account(self):
        self.sent(visibility="private")
        public, private = sorted(self.shown(), key=lambda one: one["private"])
        self.assertEqual(public["profile_id"], private["profile_id"])
        self.assertEqual(public["account"], private["account"])
        self.assertEqual(private["messages"][0]["thread_id"], private["id"])

    def test_the_author_of_the_ticket_stays_the_customer(self):
        ours = self.hear(self.post("own", "Hello", who=OURS, at=5)).thread_id
        self.assertTrue(ours.profile_id.is_own)
        # One in which only we spoke comes first
        older = self.thread.ticket_id
        later = self.hear(self.post("b", "Help", who=JOHN, at=6))
        later.thread_id.ticket_id = older
        self.thread.ticket_id = False
        ours.ticket_id = older
        self.env.invalidate_all()
        ticket = older.with_user(self.agent)
        self.assertLess(ours.id, later.thread_id.id)
        self.assertEqual(ticket.social_care_profile_id, later.profile_id)
        self.assertEqual(ticket.social_care_preview, "Help")

    def test_a_ticket_of_which_only_we_spoke_has_us(self):
        ours = self.hear(self.post("own", "Hello", who=OURS, at=5)).thread_id
        self.thread.ticket_id = False
        ours.ticket_id = self.ticket
        self.env.invalidate_all()
        ticket = self.ticket.with_user(self.agent)
        self.assertEqual(ticket.social_care_thread_id, ours)


@tagged("post_install", "-at_install")
class TestWhoWroteIt(TimelineCase):
    def test_our_message_names_the_colleague(self):
        self.sent()
        heard, said = self.shown()[0]["messages"]
        self.assertEqual(heard["agent"], "")
        self.assertEqual(said["agent"], self.agent.name)
        self.assertEqual(said["reply_state"], "published")

    def test_what_we_wrote_elsewhere_names_nobody(self):
        self.hear(self.post("r", "Seen", to="a", who=OURS, at=20))
        self.assertEqual(self.shown()[0]["messages"][-1]["agent"], "")


@tagged("post_install", "-at_install")
class TestPages(TimelineCase):
    """A long conversation is read in pages."""

    def setUp(self):
        super().setUp()
        self.patch(timeline, "PAGE", 4)
        posts = [self.post(f"m{n}", to="a", at=n + 1) for n in range(9)]
        self.hear_at_once(*posts)

    def names(self, page):
        return [message["external_id"] for message in page["messages"]]

    def earlier(self, page):
        return self.threads.get_earlier_messages(self.thread.id, page["first_id"])

    def test_the_newest_page_comes_first_and_the_others_on_request(self):
        newest = self.threads.get_conversation(self.thread.id)
        self.assertEqual(self.names(newest), ["m5", "m6", "m7", "m8"])
        before = self.earlier(newest)
        self.assertEqual(self.names(before), ["m1", "m2", "m3", "m4"])
        first = self.earlier(before)
        self.assertEqual(self.names(first), ["a", "m0"])
        self.assertEqual(
            [page["has_earlier"] for page in (newest, before, first)],
            [True, True, False],
        )

    def test_a_message_that_is_asked_for_is_shown_apart(self):
        values = self.threads.get_conversation(self.thread.id, self.waiting.id)
        self.assertEqual(self.names(values), ["a", "m5", "m6", "m7", "m8"])
        self.assertEqual(values["first_id"], self.mention("m5").id)
        newest = self.threads.get_conversation(self.thread.id, self.mention("m7").id)
        self.assertEqual(self.names(newest), ["m5", "m6", "m7", "m8"])

    def test_a_message_of_another_conversation_is_not_shown(self):
        other = self.hear(self.post("b", who=JOHN, at=60))
        values = self.threads.get_conversation(self.thread.id, other.id)
        self.assertNotIn("b", self.names(values))

    def test_an_old_message_that_can_be_answered_keeps_the_composer(self):
        late = self.thread.mention_ids - self.waiting
        late.cannot_reply_reason = "closed"
        self.assertTrue(self.threads.get_conversation(self.thread.id)["can_reply"])
        self.waiting.cannot_reply_reason = "closed"
        self.assertFalse(self.threads.get_conversation(self.thread.id)["can_reply"])

    def test_pages_are_for_those_who_may_read_the_conversation(self):
        stranger = self.env["social.care.thread"].with_user(
            self.make_user("stranger", "base.group_user")
        )
        with self.assertRaises(AccessError):
            stranger.get_earlier_messages(self.thread.id, self.waiting.id)


@tagged("post_install", "-at_install")
class TestNotes(TimelineCase):
    """Notes of colleagues stand between the messages."""

    def note(self, body="<p>Ask <b>the depot</b></p>", user=None):
        ticket = self.ticket.with_user(user or self.agent)
        return ticket.message_post(
            body=body, message_type="comment", subtype_xmlid="mail.mt_note"
        )

    def notes(self, user=None):
        return self.threads.with_user(user or self.agent).get_notes(self.ticket.id)

    def follow_screens(self):
        """Return a list that gets the conversations that screens are told of."""
        told = []

        def follow(threads, *args, **kwargs):
            told.append(threads)

        self.patch(type(self.threads), "_notify_changed", follow)
        return told

    def test_a_note_has_its_author_and_no_markup(self):
        self.ticket.with_user(self.agent).message_post(
            body="Ask <b>the depot</b>",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        (note,) = self.notes()
        self.assertEqual(note["author"], self.agent.partner_id.display_name)
        self.assertIn("the depot", note["text"])
        self.assertTrue(note["at"])

    def test_what_odoo_logs_and_what_is_sent_is_no_note(self):
        self.ticket._message_log(body="Stage changed")
        self.ticket.with_user(self.agent).message_post(
            body="By mail", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(self.notes(), [])

    def test_the_newest_are_shown_the_oldest_first(self):
        self.patch(timeline, "PAGE", 2)
        for number in range(3):
            self.note(body=str(number))
        self.assertEqual([note["text"] for note in self.notes()], ["1", "2"])

    def test_a_new_note_is_told_to_the_screens_of_others(self):
        told = []
        model = type(self.env["social.care.thread"])
        self.patch(
            model, "_notify_changed", lambda threads, *a, **kw: told.append(threads)
        )
        self.note()
        self.assertEqual(told, [self.thread])

    def test_a_ticket_without_conversation_tells_nobody(self):
        told = []
        model = type(self.env["social.care.thread"])
        self.thread.ticket_id = False
        self.patch(
            model, "_notify_changed", lambda threads, *a, **kw: told.append(threads)
        )
        self.note()
        self.assertEqual(told, [])

    def test_notes_are_for_those_who_may_read_the_ticket(self):
        self.note()
        with self.assertRaises(AccessError):
            self.notes(self.make_user("stranger", "base.group_user"))

    def test_many_notes_cost_no_more_queries(self):
        self.note()
        few = self.queries()
        for number in range(20):
            self.note(body=str(number))
        self.assertLessEqual(self.queries(), few)

    def queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.notes()
        return self.env.cr.sql_log_count - before
