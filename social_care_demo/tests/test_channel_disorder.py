# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from itertools import count, permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo import fields

from .channel_common import JOHN, MARIA, OURS, ChannelCase


class DisorderCase(ChannelCase):
    def setUp(self):
        super().setUp()
        self.done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")

    def bare_edit(self, uid, text, at, revision=1):
        """An edit that tells neither when nor in answer to what it was posted."""
        event = self.edit(self.post(uid, at=at), text, at, revision)
        event.payload["post"]["posted_at"] = event.payload["at"]
        return event

    def ghosts(self):
        """Open tickets that have no conversation."""
        return self.team.ticket_ids.filtered(
            lambda t: not t.closed and not t.social_care_thread_ids
        )

    def assert_any_order(self, make, look):
        straight = make("")
        self.hear(*straight)
        expected = look("")
        for number, order in enumerate(permutations(range(len(straight)))):
            name = f"{number}."
            events = make(name)
            hear = self.hear_at_once if number % 4 == 0 else self.hear
            hear(*(events[index] for index in order))
            self.assertEqual(look(name), expected, f"{hear.__name__} {order}")
            self.assertFalse(self.ghosts(), order)


class TestEditFirst(DisorderCase):
    """What an edit does not tell is repaired by its post."""

    def look(self, name):
        mention, parent = self.mentions(f"{name}b", f"{name}a")
        return {
            "text": mention.text,
            "posted": mention.posted_at,
            "effective": mention.effective_at,
            "edited": mention.edited_at,
            "parent": mention.parent_external_id.removeprefix(name),
            "deleted": mention.deleted_at,
            "earlier": mention.revision_ids.sorted().mapped("text"),
            "together": mention.thread_id == parent.thread_id,
            "ticket": bool(mention.deleted_at) or mention.ticket_id == parent.ticket_id,
            "count": parent.thread_id.mention_count,
            "waiting": parent.thread_id.waiting_since,
            "provisional": mention.is_provisional,
        }

    def make(self, name):
        a, b = f"{name}a", f"{name}b"
        return [
            self.post(a, "Hello"),
            self.post(b, "blue", to=a, at=5),
            self.bare_edit(b, "red", 9),
        ]

    def test_any_order_ends_the_same(self):
        self.assert_any_order(self.make, self.look)
        self.assertEqual(self.look("")["text"], "red")
        self.assertTrue(self.look("")["together"])

    def test_so_it_does_with_a_deletion(self):
        def make(name):
            return [*self.make(name), self.deletion(self.post(f"{name}b"))]

        self.assert_any_order(make, self.look)

    def test_an_answer_to_it_comes_along(self):
        self.hear(self.post("a", "Hello"))
        self.hear(self.bare_edit("b", "red", 9), self.post("c", to="b", at=12))
        self.hear(self.post("b", "blue", to="a", at=5))
        mentions = self.mentions("a", "b", "c")
        self.assertEqual(len(mentions.thread_id), 1)
        self.assertEqual(len(mentions.ticket_id), 1)
        self.assertFalse(self.ghosts())

    def test_our_own_answer_is_no_announcement(self):
        edit = self.bare_edit("r", "red", 9)
        edit.payload["post"]["author"] = OURS
        self.hear(edit, self.post("c", to="r", root="r", at=12))
        self.hear(
            self.post("a", "Hello"),
            self.post("r", "blue", to="a", root="a", who=OURS, at=5),
        )
        self.assertEqual(len(self.mentions("a", "r", "c").thread_id), 1)
        self.assertTrue(self.mention("a").answered_at)

    def test_a_direct_message_is_private_once_its_post_says_so(self):
        mention = self.hear(self.bare_edit("b", "red", 9))
        self.hear(self.post("b", "blue", private=True, at=5))
        self.assertTrue(mention.private)
        self.assertTrue(mention.thread_id.private)

    def test_of_edits_one_that_is_private_makes_it_private_until_its_post_comes(self):
        for name, hear in (("one ", self.hear), ("batch ", self.hear_at_once)):
            for order in (1, -1):
                uid = f"{name}{order}"
                hidden = self.bare_edit(uid, "red", 9)
                hidden.payload["post"]["private"] = True
                shown = self.bare_edit(uid, "gold", 12, 2)
                mention = hear(*(hidden, shown)[::order])[:1]
                self.assertTrue(mention.private, uid)
                self.assertTrue(mention.thread_id.private, uid)
                self.hear(self.post(uid, "blue", at=5))
                self.assertFalse(mention.private, uid)
                self.assertFalse(mention.thread_id.private, uid)

    def test_a_text_that_was_erased_stays_so(self):
        mention = self.hear(self.bare_edit("b", "red", 9))
        mention._erase("(erased)")
        self.hear(self.post("b", "blue", at=5))
        self.assertFalse(mention.text)
        self.assertFalse(mention.url)
        self.assertFalse(mention.revision_ids)
        self.assertEqual(mention.posted_at, self.at(5))

    def test_two_edits_before_the_post(self):
        self.hear(self.bare_edit("b", "red", 9), self.bare_edit("b", "gold", 12, 2))
        mention = self.hear(self.post("b", "blue", at=5))
        self.assertEqual(mention.text, "gold")
        self.assertEqual(mention.posted_at, self.at(5))
        history = mention.revision_ids.sorted().mapped("text")
        self.assertEqual(history, ["red", "blue"])


class TestGhosts(DisorderCase):
    """No ticket stays open without a conversation."""

    def test_a_deleted_answer_whose_parent_belongs_elsewhere(self):
        self.hear(self.post("a", "Hello"))
        child = self.post("c", to="p", root="p", at=9)
        self.hear(child, self.deletion(child, at=10))
        left = self.mention("c").ticket_id
        self.hear(self.post("p", to="a", at=5))
        self.assertTrue(left.closed)
        self.assertFalse(self.ghosts())
        self.assertEqual(self.mention("c").ticket_id, self.mention("a").ticket_id)

    def test_in_any_order(self):
        def make(name):
            a, p, c = f"{name}a", f"{name}p", f"{name}c"
            child = self.post(c, to=p, root=p, at=9)
            return [
                self.post(a, "Hello"),
                self.post(p, to=a, at=5),
                child,
                self.deletion(child, at=10),
            ]

        def look(name):
            mentions = self.mentions(*(f"{name}{uid}" for uid in "apc"))
            alive = mentions.filtered(lambda m: not m.deleted_at)
            tickets = mentions.ticket_id.filtered(lambda t: not t.closed)
            return len(mentions.thread_id), len(alive.ticket_id), len(tickets)

        self.assert_any_order(make, look)
        self.assertEqual(look(""), (1, 1, 1))

    def test_its_parent_does_not_reopen_what_is_closed(self):
        ticket = self.hear(self.post("a", "Hello")).ticket_id
        child = self.post("c", to="p", root="p", at=9)
        self.hear(child, self.deletion(child, at=10))
        left = self.mention("c").ticket_id
        ticket.stage_id = self.done
        self.hear(self.post("p", to="a", at=5, who=OURS))
        self.assertTrue(ticket.closed)
        self.assertTrue(left.closed)

    def test_a_sibling_keeps_the_ticket(self):
        self.hear(self.post("a", "Hello"))
        child = self.post("c", to="p", root="p", at=9)
        self.hear(child, self.post("d", to="x", root="p", at=9, who=JOHN))
        ticket = self.mention("d").ticket_id
        self.hear(self.deletion(child, at=10), self.post("p", to="a", at=5))
        self.assertFalse(ticket.closed)
        self.assertEqual(ticket.social_care_thread_ids, self.mention("d").thread_id)

    def test_what_moves_to_a_conversation_that_was_closed_long_ago(self):
        old = self.hear(self.post("a", "Hello")).ticket_id
        old.stage_id = self.done
        old.closed_date = fields.Datetime.now() - timedelta(days=60)
        child = self.hear(self.post("c", to="p", root="p", at=9))
        ticket = child.ticket_id
        self.hear(self.post("p", to="a", at=5))
        self.assertTrue(old.closed)
        self.assertFalse(self.ghosts())
        self.assertEqual(self.mentions("c", "p").ticket_id, ticket)
        self.assertEqual(child.thread_id.ticket_id, ticket)


#: Who answers whom: for each post of a story the number of an earlier one, or itself.
trees = st.integers(2, 5).flatmap(
    lambda size: st.tuples(*(st.integers(0, number) for number in range(size)))
)


class TestAnyStory(DisorderCase):
    """Any order, over any batches, ends in the same state."""

    names = count()

    def story(self, name, tree, who, edited, deleted):
        posts = []
        for number, parent in enumerate(tree):
            to = f"{name}{parent}" if parent < number else ""
            root = posts[parent].payload["post"]["root"] if to else ""
            author = (MARIA, JOHN, OURS)[who[number]]
            posts.append(self.post(f"{name}{number}", "1", to, root, author, at=number))
        edits = [
            self.bare_edit(posts[number].external_id, f"{revision}", 30, revision)
            for number, revision in edited
            if number < len(posts)
        ]
        for edit in edits:
            original = next(p for p in posts if p.external_id == edit.external_id)
            author = original.payload["post"]["author"]
            edit.payload["post"]["author"] = author
        gone = [self.deletion(posts[n]) for n in deleted if n < len(posts)]
        return [*posts, *edits, *gone]

    def look(self, name, size):
        mentions = self.mentions(*(f"{name}{number}" for number in range(size)))
        alive = mentions.filtered("ticket_id").filtered(lambda m: not m.deleted_at)
        return [
            {
                "text": m.text,
                "earlier": m.revision_ids.sorted().mapped("text"),
                "posted": m.posted_at,
                "edited": m.edited_at,
                "deleted": m.deleted_at,
                "parent": (m.parent_external_id or "").removeprefix(name),
                "own": m.is_own,
                "thread": mentions.thread_id.ids.index(m.thread_id.id),
                "ticket": m in alive and alive.ticket_id.ids.index(m.ticket_id.id),
                "together": m not in alive or m.ticket_id == m.thread_id.ticket_id,
            }
            for m in mentions
        ]

    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(
        trees,
        st.lists(st.sampled_from([0, 0, 1, 2]), min_size=5, max_size=5),
        st.lists(
            st.tuples(st.integers(0, 4), st.integers(1, 12)), unique=True, max_size=3
        ),
        st.sets(st.integers(0, 4), max_size=1),
        st.randoms(use_true_random=False),
    )
    def test_any_story(self, tree, who, edited, deleted, chance):
        straight, shuffled = f"s{next(self.names)}.", f"x{next(self.names)}."
        for event in self.story(straight, tree, who, edited, deleted):
            self.hear_at_once(event)
        events = self.story(shuffled, tree, who, edited, deleted)
        chance.shuffle(events)
        while events:
            size = chance.randint(1, len(events))
            self.hear_at_once(*events[:size])
            events = events[size:]
        self.assertEqual(self.look(shuffled, len(tree)), self.look(straight, len(tree)))
        self.assertFalse(self.ghosts())
