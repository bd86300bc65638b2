# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from itertools import permutations

from .channel_common import JOHN, MARIA, OURS, ChannelCase


class TestThreads(ChannelCase):
    """Who talks with whom about what is one conversation."""

    def test_an_answer_joins_the_conversation_and_the_ticket(self):
        mentions = self.hear(self.post("a"), self.post("b", to="a", at=1))
        self.assertEqual(len(mentions.thread_id), 1)
        self.assertEqual(len(mentions.ticket_id), 1)

    def test_two_people_who_post_have_two_conversations(self):
        mentions = self.hear_at_once(self.post("a"), self.post("b", who=JOHN))
        self.assertEqual(len(mentions.thread_id), 2)
        self.assertEqual(len(mentions.ticket_id), 2)

    def test_comments_under_our_own_post_are_a_conversation_each(self):
        ours, maria, john = self.hear(
            self.post("ours", who=OURS),
            self.post("m", to="ours", at=1),
            self.post("j", to="ours", who=JOHN, at=2),
        )
        self.assertEqual(len((ours + maria + john).thread_id), 3)
        self.assertNotEqual(maria.ticket_id, john.ticket_id)
        self.assertEqual(maria.thread_id.profile_id.handle, "maria")

    def test_comments_under_our_own_post_in_one_batch_are_a_conversation_each(self):
        mentions = self.hear_at_once(
            self.post("ours", who=OURS),
            self.post("m", to="ours", at=1),
            self.post("j", to="ours", who=JOHN, at=2),
            self.post("m2", to="m", root="ours", at=3),
        )
        self.assertEqual(len(mentions.thread_id), 3)
        self.assertEqual(mentions[1].thread_id, mentions[3].thread_id)

    def test_our_answer_in_a_branch_belongs_to_the_branch(self):
        _ours, maria, answer, again = self.hear(
            self.post("ours", who=OURS),
            self.post("m", to="ours", at=1),
            self.post("r", to="m", root="ours", who=OURS, at=2),
            self.post("m2", to="r", root="ours", at=3),
        )
        self.assertEqual(maria.thread_id, answer.thread_id)
        self.assertEqual(maria.thread_id, again.thread_id)
        self.assertEqual(maria.ticket_id, again.ticket_id)

    def test_our_thread_of_posts_is_one_conversation(self):
        mentions = self.hear(
            self.post("ours", who=OURS), self.post("2", to="ours", who=OURS, at=1)
        )
        self.assertEqual(len(mentions.thread_id), 1)

    def test_our_own_posts_are_context_and_never_work(self):
        ours = self.hear(self.post("ours", who=OURS))
        self.assertEqual(ours.state, "context")
        self.assertFalse(ours.ticket_id)
        self.assertFalse(ours.thread_id.waiting_since)

    def test_our_account_that_connects_later_is_ours_too(self):
        later = self.make_account("acme.support", False)
        later.write({"external_id": False, "state": "draft"})
        who = {"external_id": f"company-{later.id}", "handle": "acme.support"}
        self.assertFalse(self.hear(self.post("a", who=who)).is_own)
        later.action_connect()
        mention = self.hear(self.post("b", who=who, at=5))
        self.assertTrue(mention.is_own)
        self.assertFalse(mention.ticket_id)

    def test_a_private_message_has_a_private_conversation(self):
        mention = self.hear(self.post("a", private=True))
        self.assertTrue(mention.private)
        self.assertTrue(mention.thread_id.private)
        self.assertEqual(mention.kind, "direct")

    def test_an_answer_to_what_we_never_heard_opens_the_networks_conversation(self):
        mentions = self.hear(
            self.post("b", to="unheard", root="root"),
            self.post("c", to="unheard2", root="root", at=1),
        )
        self.assertEqual(mentions.thread_id.external_id, "root")
        self.assertEqual(len(mentions.ticket_id), 1)


class TestThreadNumbers(ChannelCase):
    """What a list shows of a conversation is what its messages say."""

    def test_it_waits_since_the_oldest_unanswered_message(self):
        mention = self.hear(self.post("a"), self.post("b", to="a", at=10))[0]
        thread = mention.thread_id
        self.assertEqual(thread.waiting_since, self.at(0))
        self.assertEqual(thread.mention_count, 2)

    def test_an_answer_ends_the_wait(self):
        mention, answer = self.hear(
            self.post("a"), self.post("r", to="a", who=OURS, at=10)
        )
        self.assertFalse(mention.thread_id.waiting_since)
        self.assertEqual(mention.answered_at, answer.posted_at)

    def test_a_question_after_the_answer_waits_again(self):
        mentions = self.hear(
            self.post("a"),
            self.post("r", to="a", who=OURS, at=10),
            self.post("b", to="r", root="a", at=20),
        )
        self.assertEqual(mentions.thread_id.waiting_since, self.at(20))

    def test_an_answer_that_was_deleted_answers_nothing(self):
        answer = self.post("r", to="a", who=OURS, at=10)
        mention = self.hear(self.post("a"), answer, self.deletion(answer))[0]
        self.assertFalse(mention.answered_at)
        self.assertEqual(mention.thread_id.waiting_since, self.at(0))

    def test_a_deleted_question_waits_no_more(self):
        question = self.post("a")
        mention = self.hear(question, self.deletion(question))[0]
        self.assertFalse(mention.thread_id.waiting_since)

    def test_an_ignored_message_does_not_wait(self):
        self.account.stream_ids.stage = "manual"
        mention = self.hear(self.post("a"))
        self.assertTrue(mention.thread_id.waiting_since)
        mention.action_ignore()
        self.assertFalse(mention.thread_id.waiting_since)

    def test_a_closed_ticket_waits_no_more(self):
        mention = self.hear(self.post("a"))
        closed = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        mention.ticket_id.stage_id = closed
        self.assertFalse(mention.thread_id.waiting_since)

    def test_the_preview_is_what_the_customer_said_last(self):
        mentions = self.hear(
            self.post("a", "First"),
            self.post("b", "Second", to="a", at=10),
            self.post("r", "Ours", to="b", root="a", who=OURS, at=20),
        )
        self.assertEqual(mentions.thread_id.preview, "Second")
        self.assertEqual(mentions.thread_id.last_mention_at, self.at(20))


class TestOrder(ChannelCase):
    """Whatever the order in which a conversation is heard, it ends the same."""

    def assert_any_order_is_the_same(self, make):
        """``make(name)`` gives the same story with ids of its own."""
        straight = make("")
        self.hear(*straight)
        expected = self.end_state(straight)
        for number, order in enumerate(permutations(range(len(straight)))):
            events = make(f"{number}.")
            hear = self.hear_at_once if number % 5 == 0 else self.hear
            hear(*(events[index] for index in order))
            state = self.end_state(events)
            self.assertEqual(state, expected, f"{hear.__name__} in the order {order}")

    def end_state(self, events):
        """What a reader sees, with conversations and tickets by their first post."""
        mentions = self.mentions(*dict.fromkeys(event.external_id for event in events))
        threads = mentions.thread_id.ids
        tickets = mentions.filtered(lambda m: not m.deleted_at).ticket_id.ids
        return [
            {
                "text": m.text,
                "deleted": m.deleted_at,
                "answered": m.answered_at,
                "thread": threads.index(m.thread_id.id),
                "count": m.thread_id.mention_count,
                "customer": m.thread_id.profile_id.handle,
                "waiting": m.thread_id.waiting_since,
                "ticket": not m.deleted_at
                and (m.state, m.ticket_id and tickets.index(m.ticket_id.id)),
                "together": m.is_own
                or bool(m.deleted_at)
                or m.thread_id.ticket_id == m.ticket_id,
            }
            for m in mentions
        ]

    def test_a_chain(self):
        def make(name):
            a, b, c = f"{name}a", f"{name}b", f"{name}c"
            return [
                self.post(a, "1"),
                self.post(b, "2", to=a, who=OURS, at=1),
                self.post(c, "3", to=b, root=a, at=2),
            ]

        self.assert_any_order_is_the_same(make)

    def test_branches_under_our_own_post(self):
        def make(name):
            ours, m, j, r = f"{name}o", f"{name}m", f"{name}j", f"{name}r"
            return [
                self.post(ours, "Sale!", who=OURS),
                self.post(m, "Where?", to=ours, who=MARIA, at=1),
                self.post(j, "When?", to=ours, who=JOHN, at=2),
                self.post(r, "Here", to=m, root=ours, who=OURS, at=3),
            ]

        self.assert_any_order_is_the_same(make)

    def test_a_long_branch_under_our_own_post(self):
        def make(name):
            ours, a, b, c = f"{name}o", f"{name}a", f"{name}b", f"{name}c"
            return [
                self.post(ours, "Sale!", who=OURS),
                self.post(a, "1", to=ours, at=1),
                self.post(b, "2", to=a, root=ours, at=2),
                self.post(c, "3", to=b, root=ours, at=3),
            ]

        self.assert_any_order_is_the_same(make)

    def test_a_branch_with_a_deleted_post(self):
        def make(name):
            ours, a, b = f"{name}o", f"{name}a", f"{name}b"
            comment = self.post(a, "1", to=ours, at=1)
            return [
                self.post(ours, "Sale!", who=OURS),
                comment,
                self.post(b, "2", to=a, root=ours, who=JOHN, at=2),
                self.deletion(comment),
            ]

        self.assert_any_order_is_the_same(make)

    def test_no_empty_conversation_keeps_a_ticket(self):
        self.hear(
            self.post("b", to="a", root="ours", at=2),
            self.post("a", to="ours", at=1),
            self.post("ours", who=OURS),
        )
        empty = self.env["social.care.thread"].search(
            [("account_id", "=", self.account.id), ("mention_ids", "=", False)]
        )
        self.assertFalse(empty.ticket_id)
        self.assertFalse(any(empty.mapped("mention_count")))
