# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields

from .channel_common import JOHN, OURS, ChannelCase
from .channel_reply_common import ReplyCase


class TestClaims(ChannelCase):
    """What a sender says of time is shown, never trusted; both are kept."""

    def say(self, uid, posted_at, **post):
        return self.post(uid, posted_at=posted_at, **post)

    def hear_of(self, posted_at, uid="a", **post):
        return self.hear(self.say(uid, posted_at, **post))

    def assert_now(self, moment):
        self.assertLess(abs(fields.Datetime.now() - moment), timedelta(minutes=1))

    def test_an_ordinary_time_needs_no_second_one(self):
        mention = self.hear(self.post("a"))
        self.assertEqual(mention.posted_at, self.at(0))
        self.assertEqual(mention.effective_at, self.at(0))
        self.assertFalse(mention.claimed_at)
        self.assert_now(mention.received_at)

    def test_the_future_is_now_and_the_claim_is_kept(self):
        for uid, claim in (("a", "2031-01-01T10:00:00"), ("b", "9999-12-31T23:59:59")):
            mention = self.hear_of(claim, uid)
            received = mention.received_at.replace(microsecond=0)
            self.assertEqual(mention.posted_at, received)
            self.assertEqual(mention.effective_at, received)
            self.assertEqual(mention.claimed_at, claim.replace("T", " "))
            self.assertEqual(mention.thread_id.waiting_since, received)
            self.assertEqual(mention.thread_id.last_mention_at, received)

    def test_a_local_time_without_its_zone_is_now(self):
        ahead = (fields.Datetime.now() + timedelta(hours=2)).isoformat()
        mention = self.hear_of(ahead)
        self.assert_now(mention.posted_at)
        self.assertLessEqual(mention.posted_at, fields.Datetime.now())
        self.assertEqual(mention.claimed_at, ahead.replace("T", " "))

    def test_the_past_is_shown_but_counts_from_when_we_received_it(self):
        mention = self.hear_of("1970-01-01T00:00:00")
        self.assertEqual(mention.posted_at, datetime(1970, 1, 1))
        self.assert_now(mention.effective_at)
        self.assertEqual(mention.thread_id.waiting_since, mention.effective_at)

    def test_a_question_decides_though_its_reply_was_received_before(self):
        team = self.make_team("Parcels", self.agent)
        self.make_rule(sequence=-1, words="parcel", team_id=team.id)
        question = self.say("a", "1970-01-01T00:00:00", text="Where is my parcel?")
        reply = self.say("b", "1970-01-01T00:00:01", text="Anybody there?", to="a")
        events = self.env["social.care.event"]
        for at, event in ((-60, reply), (0, question)):
            with freeze_time(self.at(at)):
                events._store(self.account, self.stream, [event], "webhook")
        events._ingest_batch()
        mentions = self.mentions("a", "b")
        self.assertGreater(mentions[0].effective_at, mentions[1].effective_at)
        self.assertEqual(len(mentions.ticket_id), 1)
        self.assertIn("parcel", mentions.ticket_id.name)
        self.assertEqual(mentions.ticket_id.team_id, team)

    def test_a_mention_received_days_later_waits_since_it_was_posted(self):
        mention = self.hear(self.post("a", at=-3 * 86400))
        self.assertEqual(mention.thread_id.waiting_since, self.at(-3 * 86400))

    def test_a_poster_can_come_from_the_first_year(self):
        mention = self.hear_of("0001-01-01T00:00:00")
        self.assertEqual(mention.posted_at, datetime(1970, 1, 1))
        self.assertEqual(mention.claimed_at, "0001-01-01 00:00:00")
        self.assertTrue(self.panel(mention)["messages"])

    def test_the_event_tells_when_we_received_it_not_when_we_read_it(self):
        event = self.post("a")
        with freeze_time(fields.Datetime.now() - timedelta(hours=1)) as frozen:
            self.env["social.care.event"]._store(
                self.account, self.stream, [event], "webhook"
            )
            received = fields.Datetime.now()
            frozen.tick(timedelta(hours=1))
            self.hear_at_once()
        self.assertEqual(self.mention("a").received_at, received)

    def test_the_inbox_begins_with_what_we_received_last(self):
        self.account.stream_ids.stage = "manual"
        old, first, last = self.hear(
            self.say("old", "1970-01-01T00:00:00"),
            self.post("first", at=1),
            self.post("last", at=2),
        )
        inbox = self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id), ("state", "=", "inbox")]
        )
        self.assertEqual(inbox, old + last + first)

    def test_a_conversation_is_read_in_the_order_in_which_it_was_received(self):
        post = self.post("a", "First")
        answer = self.say("b", "1970-01-01T00:00:00", text="Last", to="a")
        mentions = self.hear(post, answer)
        texts = [m["text"] for m in self.panel(mentions[0])["messages"]]
        self.assertEqual(texts, ["First", "Last"])
        self.assertEqual(mentions.thread_id.preview, "Last")

    def test_an_answer_that_is_dated_before_its_parent_is_in_one_batch_with_it(self):
        answer = self.post("b", to="a", at=-3600)
        mentions = self.hear_at_once(answer, self.post("a"))
        self.assertEqual(len(mentions.thread_id), 1)
        self.assertEqual(len(mentions.ticket_id), 1)
        self.assertEqual(
            self.env["social.care.thread"].search_count(
                [("account_id", "=", self.account.id)]
            ),
            1,
        )

    def test_an_edit_of_the_future_is_shown_as_of_now(self):
        post = self.post("a", "blue")
        years = (datetime(2031, 1, 1) - self.start).total_seconds()
        mention = self.hear(post, self.edit(post, "red", years))[0]
        self.assertEqual(mention.text, "red")
        self.assert_now(mention.edited_at)

    def test_an_edit_of_the_future_does_not_hide_the_next_one(self):
        post = self.post("a", "blue")
        years = (datetime(2031, 1, 1) - self.start).total_seconds()
        first, second = self.edit(post, "red", years), self.edit(post, "green", 1, 2)
        with freeze_time(self.at(0)):
            mention = self.hear(post, first)[0]
        self.hear(second)
        self.assertEqual(mention.text, "green")

    def test_a_deletion_of_the_future_is_one_of_now(self):
        post = self.post("a")
        years = (datetime(2031, 1, 1) - self.start).total_seconds()
        mention = self.hear(post, self.deletion(post, at=years))[0]
        self.assert_now(mention.deleted_at)

    def test_an_account_has_received_no_more_than_there_was(self):
        event = self.say("a", "2031-01-01T10:00:00")
        object.__setattr__(event, "occurred_at", datetime(2031, 1, 1))
        self.hear(event)
        self.assertLessEqual(self.account.received_until, fields.Datetime.now())

    def panel(self, mention):
        thread_id = mention.thread_id.id
        return self.env["social.care.thread"].get_conversation(thread_id)


class TestRetentionOfClaims(ChannelCase):
    """How long a text is kept begins when we received it."""

    def setUp(self):
        super().setUp()
        self.account.retention_days = 30

    def clean(self, days=0):
        with freeze_time(fields.Datetime.now() + timedelta(days=days)):
            self.env["social.care.mention"]._gc_expired()

    def test_a_mention_of_1970_is_kept_as_long_as_others(self):
        mention = self.hear(self.post("a", "Hi", posted_at="1970-01-01T00:00:00"))
        self.clean()
        self.assertEqual(mention.text, "Hi")
        self.clean(days=31)
        self.assertFalse(mention.text)

    def test_a_mention_of_2031_is_not_kept_longer(self):
        mention = self.hear(self.post("a", "Hi", posted_at="2031-01-01T00:00:00"))
        self.clean(days=31)
        self.assertFalse(mention.text)


class TestAnswered(ReplyCase):
    """Only what we had received when we answered is answered."""

    def late(self, uid="late", **post):
        """A message that is older than our reply, and heard after it."""
        return self.hear(self.post(uid, "Still broken!", to="a", at=1, **post))

    def test_a_reply_answers_what_was_received_before(self):
        second = self.late()
        self.sent()
        self.assertTrue((self.waiting + second).mapped("answered_at"))
        self.assertFalse(self.thread.waiting_since)

    def test_a_mention_received_after_the_reply_waits_whatever_its_time(self):
        reply = self.sent()
        late = self.late()
        self.assertLess(late.posted_at, reply.published_at)
        self.assertFalse(late.answered_at)
        self.assertEqual(self.thread.waiting_since, late.effective_at)
        self.assertTrue(self.waiting.answered_at)

    def test_a_mention_received_while_the_reply_is_sent_waits(self):
        reply = self.queued()
        late = self.late()
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertFalse(late.answered_at)

    def test_a_mention_received_while_publication_is_unknown_waits(self):
        reply = self.sent("lost_answer")
        late = self.late()
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertFalse(late.answered_at)
        self.assertTrue(self.waiting.answered_at)

    def test_a_mention_stored_before_and_read_after_the_reply_waits(self):
        event = self.post("late", "Still broken!", to="a", at=1)
        self.env["social.care.event"]._store(
            self.account, self.stream, [event], "webhook"
        )
        self.sent()
        self.hear_at_once()
        self.assertFalse(self.mention("late").answered_at)

    def test_a_second_reply_answers_it(self):
        self.sent()
        late = self.late()
        self.run_job(self.answer(late, "We send somebody."))
        self.assertTrue(late.answered_at)
        self.assertFalse(self.thread.waiting_since)

    def test_a_future_date_is_answered_by_a_reply(self):
        event = self.post("future", to="a", posted_at="2031-01-01T00:00:00")
        future = self.hear(event)
        self.sent()
        self.assertTrue(future.answered_at)

    def test_our_own_date_of_the_future_answers_nothing_that_comes_later(self):
        ours = self.post("r", to="a", who=OURS, posted_at="2031-01-01T00:00:00")
        self.hear(ours)
        self.assertLessEqual(self.waiting.answered_at, fields.Datetime.now())
        self.assertFalse(self.late().answered_at)

    def test_our_post_from_elsewhere_answers_its_parent_also_when_that_comes_later(
        self,
    ):
        self.hear(self.post("r", to="b", root="b", who=OURS, at=9))
        self.assertTrue(self.hear(self.post("b", at=3)).answered_at)

    def test_our_post_from_elsewhere_does_not_answer_what_is_received_later(self):
        self.hear(self.post("r", to="a", who=OURS, at=9))
        self.assertFalse(self.late().answered_at)

    def test_our_old_post_that_is_heard_late_answers_nothing_newer(self):
        newer = self.hear(self.post("b", to="a", at=20))
        self.hear(self.post("r", to="a", who=OURS, at=10))
        self.assertFalse(newer.answered_at)
        self.assertTrue(self.waiting.answered_at)

    def test_a_mention_deleted_before_the_reply_is_not_answered(self):
        second = self.hear(self.post("b", to="a", at=5, who=JOHN))
        self.hear(self.deletion(self.post("a")))
        self.run_job(self.answer(second))
        self.assertTrue(second.answered_at)
        self.assertFalse(self.waiting.answered_at)
        self.assertFalse(self.thread.waiting_since)

    def test_a_mention_deleted_after_the_reply_is_answered(self):
        self.sent()
        answered = self.waiting.answered_at
        self.hear(self.deletion(self.post("a")))
        self.assertEqual(self.waiting.answered_at, answered)


class TestClosing(ChannelCase):
    """A closing handles what was received before it, and a person can undo it."""

    def setUp(self):
        super().setUp()
        self.first = self.hear(self.post("a"))
        self.ticket = self.first.ticket_id
        self.thread = self.first.thread_id
        self.done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.cancelled = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_cancelled")
        self.new = self.ticket.stage_id

    def close(self):
        self.ticket.stage_id = self.done

    def drag_back(self):
        self.ticket.stage_id = self.new

    def late(self, uid="b"):
        """Written before the closing, heard after it."""
        return self.hear(self.post(uid, "Still broken!", to="a", at=1))

    def test_a_ticket_that_is_closed_by_mistake_waits_again_when_dragged_back(self):
        self.close()
        self.assertFalse(self.thread.waiting_since)
        self.drag_back()
        self.assertEqual(self.thread.waiting_since, self.at(0))

    def test_so_it_does_by_way_of_another_closed_stage(self):
        self.close()
        self.ticket.stage_id = self.cancelled
        self.assertFalse(self.thread.waiting_since)
        self.drag_back()
        self.assertEqual(self.thread.waiting_since, self.at(0))

    def test_so_it_does_the_second_time(self):
        for _ in range(2):
            self.close()
            self.assertFalse(self.thread.waiting_since)
            self.drag_back()
            self.assertEqual(self.thread.waiting_since, self.at(0))

    def test_so_it_does_for_many_at_once(self):
        other = self.hear(self.post("x", who=JOHN, at=7))
        tickets = self.ticket + other.ticket_id
        tickets.write({"stage_id": self.done.id})
        tickets.write({"stage_id": self.new.id})
        self.assertEqual(self.thread.waiting_since, self.at(0))
        self.assertEqual(other.thread_id.waiting_since, self.at(7))

    def test_what_was_answered_does_not_wait_when_dragged_back(self):
        self.hear(self.post("r", to="a", who=OURS, at=5))
        self.close()
        self.drag_back()
        self.assertFalse(self.thread.waiting_since)

    def test_a_mention_received_after_closing_waits_though_posted_before(self):
        self.close()
        late = self.late()
        self.assertEqual(late.ticket_id, self.ticket)
        self.assertFalse(self.ticket.closed)
        self.assertEqual(self.thread.waiting_since, self.at(1))

    def test_a_customer_who_writes_does_not_undo_the_closing(self):
        self.close()
        self.late()
        self.assertTrue(self.first.handled_at)
        self.drag_back()
        self.assertEqual(self.thread.waiting_since, self.at(1))

    def test_only_the_last_closing_is_undone(self):
        self.close()
        self.late()
        self.close()
        self.assertFalse(self.thread.waiting_since)
        self.drag_back()
        self.assertEqual(self.thread.waiting_since, self.at(1))

    def test_a_mention_received_in_the_second_of_closing_waits(self):
        with freeze_time(self.at(60)):
            self.close()
            self.assertEqual(self.late().thread_id.waiting_since, self.at(1))

    def test_a_future_date_is_handled_by_the_closing(self):
        self.hear(self.post("f", to="a", posted_at="2031-01-01T00:00:00"))
        self.close()
        self.assertFalse(self.thread.waiting_since)

    def test_another_team_closes_and_opens_as_well(self):
        """A team that has not the ticket's stage gives it its own first one."""
        team = self.make_team("Other", self.agent)
        stage = self.new.create({"name": "Archive", "closed": True, "sequence": -1})
        stage.write({"team_ids": team.ids, "company_id": False})
        self.new.team_ids = self.team
        self.ticket.team_id = team
        self.assertEqual(self.ticket.stage_id, stage)
        self.assertFalse(self.thread.waiting_since)
        self.ticket.team_id = self.team
        self.assertFalse(self.ticket.closed)
        self.assertEqual(self.thread.waiting_since, self.at(0))

    def test_the_panel_says_so_too(self):
        panel = self.env["social.care.thread"].get_conversation
        self.assertTrue(panel(self.thread.id)["waiting_since"])
        self.close()
        self.assertFalse(panel(self.thread.id)["waiting_since"])
