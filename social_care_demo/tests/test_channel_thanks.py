# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields

from .channel_common import JOHN, OURS, ChannelCase


class TestThanks(ChannelCase):
    """Thanks are read, and nobody has to answer them."""

    def setUp(self):
        super().setUp()
        self.ticket = self.hear(self.post("a", "My parcel is late")).ticket_id
        self.done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.hear(self.post("b", "It comes today", to="a", who=OURS, at=5))

    def say(self, text, uid="c", **post):
        return self.hear(self.post(uid, text, to="a", at=10, **post))

    def test_a_closed_ticket_stays_closed(self):
        self.ticket.stage_id = self.done
        for number, text in enumerate(("👍", "Thanks!", "ok danke", "🙏🏽", "谢谢")):
            with self.subTest(text=text):
                mention = self.say(text, f"t{number}")
                self.assertTrue(self.ticket.closed)
                self.assertEqual(mention.state, "ignored")
                self.assertEqual(mention.no_reply_reason, "thanks")
                self.assertFalse(self.ticket.social_care_waiting_since)

    def test_an_open_ticket_goes_on_waiting_for_the_customer(self):
        self.assertFalse(self.ticket.social_care_waiting_since)
        mention = self.say("Thank you so much @acme ❤️")
        self.assertEqual(mention.ticket_id, self.ticket)
        self.assertFalse(self.ticket.social_care_waiting_since)

    def test_its_owner_is_not_woken(self):
        self.ticket.user_id = self.agent
        before = self.notices_to(self.agent)
        self.say("Thanks!")
        self.assertEqual(self.notices_to(self.agent), before)

    def test_a_ticket_closed_long_ago_gets_no_successor(self):
        self.ticket.stage_id = self.done
        self.ticket.closed_date = fields.Datetime.subtract(
            fields.Datetime.now(), days=40
        )
        mention = self.say("Thanks!")
        self.assertEqual(mention.thread_id.ticket_id, self.ticket)
        self.assertTrue(self.ticket.closed)

    def test_they_can_be_read_in_the_conversation(self):
        mention = self.say("Thanks!")
        threads = self.env["social.care.thread"].with_user(self.agent)
        shown = threads.get_conversation(mention.thread_id.id)["messages"][-1]
        self.assertEqual(shown["text"], "Thanks!")
        self.assertEqual(shown["no_reply_reason"], "thanks")

    def test_an_earlier_question_still_waits(self):
        question = self.say("And the second one?")
        self.say("Thanks!", "d")
        self.assertEqual(question.state, "ticket")
        self.assertEqual(self.ticket.social_care_waiting_since, question.posted_at)

    def test_thanks_with_a_but_reopen(self):
        self.ticket.stage_id = self.done
        mention = self.say("Thanks, but it still does not work")
        self.assertFalse(self.ticket.closed)
        self.assertEqual(mention.state, "ticket")

    def test_a_picture_may_say_more(self):
        self.ticket.stage_id = self.done
        self.say("Thanks!", images=["https://demo.example/broken.png"])
        self.assertFalse(self.ticket.closed)

    def test_a_thumb_that_answers_our_question_counts(self):
        self.hear(self.post("q", "Shall we?", to="a", who=OURS, at=6))
        self.assertEqual(self.say("👍").state, "ticket")

    def test_the_team_may_want_to_hear_of_thanks(self):
        self.team.social_care_ignore_thanks = False
        self.ticket.stage_id = self.done
        self.assertEqual(self.say("Thanks!").state, "ticket")
        self.assertFalse(self.ticket.closed)

    def test_a_first_message_is_no_thanks_for_an_answer(self):
        mention = self.hear(self.post("z", "Thanks!", who=JOHN))
        self.assertFalse(mention.no_reply_reason)
        self.assertEqual(mention.state, "ticket")

    def test_an_edit_that_says_more_reopens(self):
        self.ticket.stage_id = self.done
        event = self.post("c", "Thanks!", to="a", at=10)
        mention = self.hear(event)
        self.hear(self.edit(event, "Thanks! But it is broken", at=20))
        self.assertEqual(mention.state, "ticket")
        self.assertFalse(mention.no_reply_reason)
        self.assertFalse(self.ticket.closed)

    def test_an_edit_that_says_no_more_does_not(self):
        self.ticket.stage_id = self.done
        event = self.post("c", "Thanks", to="a", at=10)
        mention = self.hear(event)
        self.hear(self.edit(event, "Thanks!!", at=20))
        self.assertEqual(mention.no_reply_reason, "thanks")

    def test_a_person_may_say_that_it_needs_a_reply(self):
        self.ticket.stage_id = self.done
        mention = self.say("Thanks!")
        mention.with_user(self.agent).action_restore()
        self.assertEqual(mention.log_ids.mapped("action"), ["restored"])
        self.assertEqual(mention.state, "ticket")
        self.assertFalse(mention.no_reply_reason)
        self.assertFalse(self.ticket.closed)

    def test_also_after_the_ticket_was_closed(self):
        mention = self.say("Thanks!")
        self.ticket.stage_id = self.done
        mention.with_user(self.agent).action_restore()
        self.assertFalse(self.ticket.closed)
        self.assertEqual(mention.thread_id.waiting_since, mention.posted_at)

    def test_after_a_deleted_ticket_thanks_do_not_fill_the_inbox(self):
        mention = self.say("Thanks!")
        self.ticket.unlink()
        self.assertEqual(mention.state, "ignored")
        self.assertEqual(self.mention("a").state, "inbox")


class TestDuplicates(ChannelCase):
    """Who writes on a duplicate goes on in the original."""

    def setUp(self):
        super().setUp()
        self.done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.original, self.duplicate = self.hear(
            self.post("z", "Router broken 4711"),
            self.post("y", "Hello, 4711 again", at=5),
        ).ticket_id
        self.assertNotEqual(self.original, self.duplicate)

    def mark(self, stage=True, duplicate=None, original=None):
        """As the wizard does, into a stage that is closed or not."""
        wizard = self.env["helpdesk.ticket.duplicate.wizard"].create(
            {
                "ticket_id": (duplicate or self.duplicate).id,
                "duplicate_of_id": (original or self.original).id,
                "target_stage_id": self.done.id if stage else False,
            }
        )
        wizard.action_confirm()

    def write_again(self, uid="y2", text="Hello?? still there?"):
        seconds = (fields.Datetime.now() - self.start).total_seconds()
        return self.hear(self.post(uid, text, to="y", at=int(seconds)))

    def test_the_message_goes_to_the_original(self):
        self.mark()
        mention = self.write_again()
        self.assertEqual(mention.ticket_id, self.original)
        self.assertEqual(mention.thread_id.ticket_id, self.original)
        self.assertTrue(self.duplicate.closed)
        self.assertTrue(self.original.social_care_waiting_since)

    def test_the_conversation_is_shown_there(self):
        self.mark()
        mention = self.write_again()
        threads = self.env["social.care.thread"].with_user(self.agent)
        shown = threads.get_conversations(self.original.id)
        self.assertIn(mention.thread_id.id, [thread["id"] for thread in shown])

    def test_mentions_closed_with_the_duplicate_are_settled(self):
        self.mark()
        mention = self.write_again()
        self.assertEqual(mention.thread_id.waiting_since, mention.posted_at)

    def test_a_closed_original_is_reopened(self):
        self.mark()
        self.original.stage_id = self.done
        mention = self.write_again()
        self.assertEqual(mention.ticket_id, self.original)
        self.assertFalse(self.original.closed)

    def test_an_original_closed_long_ago_is_not(self):
        self.mark()
        self.original.stage_id = self.done
        self.original.closed_date = fields.Datetime.subtract(
            fields.Datetime.now(), days=40
        )
        mention = self.write_again()
        self.assertNotIn(mention.ticket_id, self.original | self.duplicate)

    def test_an_open_duplicate_is_closed_and_all_that_waits_goes_along(self):
        self.mark(stage=False)
        self.assertFalse(self.duplicate.closed)
        self.write_again()
        self.assertTrue(self.duplicate.closed)
        first = self.mention("y")
        self.assertEqual(first.ticket_id, self.original)
        self.assertEqual(first.thread_id.waiting_since, first.posted_at)

    def test_all_conversations_of_an_open_duplicate_go_along(self):
        other = self.hear(self.post("x", "Me too", who=JOHN, at=6))
        other.write({"ticket_id": self.duplicate.id})
        other.thread_id.ticket_id = self.duplicate
        self.mark(stage=False)
        self.write_again()
        self.assertEqual(other.thread_id.ticket_id, self.original)
        self.assertTrue(other.thread_id.waiting_since)

    def test_chains_are_followed(self):
        first = self.hear(self.post("w", "Router", at=1)).ticket_id
        self.mark()
        self.original.write({"duplicate_id": first.id, "stage_id": self.done.id})
        self.assertEqual(self.write_again().ticket_id, first)

    def test_a_circle_leads_nowhere(self):
        self.mark()
        self.original.write(
            {"duplicate_id": self.duplicate.id, "stage_id": self.done.id}
        )
        self.assertEqual(self.write_again().ticket_id, self.duplicate)
        self.assertFalse(self.duplicate.closed)

    def test_where_the_original_was_deleted_the_duplicate_is_reopened(self):
        self.mark()
        self.original.unlink()
        self.assertEqual(self.write_again().ticket_id, self.duplicate)
        self.assertFalse(self.duplicate.closed)

    def test_thanks_on_a_duplicate_reopen_nothing(self):
        self.mark()
        self.original.stage_id = self.done
        mention = self.write_again(text="Thanks!")
        self.assertEqual(mention.no_reply_reason, "thanks")
        self.assertTrue(self.original.closed)
