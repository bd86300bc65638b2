# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from itertools import permutations

from markupsafe import Markup

from odoo.tools import html2plaintext

from .channel_common import MARIA, OURS, ChannelCase


class TestEdits(ChannelCase):
    """The newest version is shown, the others are its history."""

    def versions(self, name=""):
        post = self.post(f"{name}a", "blue")
        return [post, self.edit(post, "red", 10), self.edit(post, "green", 20, 2)]

    def test_an_edit_is_shown_and_the_former_text_kept(self):
        mention = self.hear(*self.versions()[:2])[0]
        self.assertEqual(mention.text, "red")
        self.assertEqual(mention.edited_at, self.at(10))
        self.assertEqual(mention.revision_ids.mapped("text"), ["blue"])
        self.assertEqual(mention.revision_ids.at, self.at(0))

    def test_versions_in_any_order_end_the_same(self):
        for number, order in enumerate(permutations(range(3))):
            events = self.versions(f"{number}.")
            mention = self.hear(*(events[index] for index in order))[0]
            self.assertEqual(mention.text, "green", order)
            self.assertEqual(mention.edited_at, self.at(20), order)
            history = mention.revision_ids.sorted().mapped(lambda r: (r.text, r.at))
            self.assertEqual(
                history, [("red", self.at(10)), ("blue", self.at(0))], order
            )

    def test_versions_in_one_batch_end_the_same(self):
        mention = self.hear_at_once(*reversed(self.versions()))[0]
        self.assertEqual(mention.text, "green")
        history = mention.revision_ids.sorted().mapped("text")
        self.assertEqual(history, ["red", "blue"])

    def test_the_same_version_twice_changes_nothing(self):
        post, edit, _last = self.versions()
        again = self.edit(post, "red", 10, revision=7)
        mention = self.hear(post, edit, again)[0]
        self.assertEqual(mention.text, "red")
        self.assertEqual(len(mention.revision_ids), 1)

    def test_an_edit_does_not_make_new_work(self):
        mention = self.hear(self.versions()[0])
        mention.ticket_id.user_id = self.agent
        self.hear(*self.versions()[1:])
        self.assertEqual(len(mention.thread_id.mention_ids), 1)
        self.assertEqual(self.team.ticket_ids, mention.ticket_id)

    def test_an_edit_of_an_ignored_post_leaves_it_ignored(self):
        self.account.stream_ids.stage = "manual"
        mention = self.hear(self.versions()[0])
        mention.action_ignore()
        self.hear(*self.versions()[1:])
        self.assertEqual(mention.state, "ignored")

    def test_a_post_without_words_can_get_some(self):
        post = self.post("a", "")
        mention = self.hear(post, self.edit(post, "red", 10))[0]
        self.assertEqual(mention.text, "red")
        self.assertFalse(mention.revision_ids.text)

    def test_an_edit_exchanges_the_pictures(self):
        post = self.post("a", images=["https://demo.example/1.png"])
        edit = self.edit(post, "Hello", 10)
        edit.payload["post"]["images"] = ["https://demo.example/2.png"]
        mention = self.hear(post, edit)[0]
        self.assertEqual(mention.media[0]["url"], "https://demo.example/2.png")


class TestTicketQuotes(ChannelCase):
    """What a ticket quotes follows the post, what a person wrote there does not."""

    def plain(self, ticket):
        return html2plaintext(ticket.description).strip()

    def test_title_and_description_follow_an_edit(self):
        post = self.post("a", "blue")
        ticket = self.hear(post).ticket_id
        self.hear(self.edit(post, "red", 10))
        self.assertEqual(ticket.name, "@maria: red")
        self.assertEqual(self.plain(ticket), "red")

    def test_a_title_that_a_person_wrote_stays(self):
        post = self.post("a", "blue")
        ticket = self.hear(post).ticket_id
        ticket.name = "Colour of the bicycle"
        self.hear(self.edit(post, "red", 10))
        self.assertEqual(ticket.name, "Colour of the bicycle")
        self.assertEqual(self.plain(ticket), "red")

    def test_a_description_that_a_person_wrote_stays(self):
        post = self.post("a", "blue")
        ticket = self.hear(post).ticket_id
        ticket.description = "<p>Wants another colour</p>"
        self.hear(self.edit(post, "red", 10))
        self.assertEqual(ticket.name, "@maria: red")
        self.assertEqual(self.plain(ticket), "Wants another colour")

    def test_the_title_follows_also_after_a_new_handle(self):
        post = self.post("a", "blue")
        ticket = self.hear(post).ticket_id
        self.hear(self.post("b", who={**MARIA, "handle": "mary"}, at=5))
        self.hear(self.edit(post, "red", 10))
        self.assertIn(": red", ticket.name)

    def test_a_note_below_the_quote_stays(self):
        post = self.post("a", "blue")
        ticket = self.hear(post).ticket_id
        ticket.description += Markup("<p>Called her</p>")
        self.hear(self.edit(post, "red", 10))
        self.assertEqual(self.plain(ticket), "red\nCalled her")

    def test_the_description_has_the_direction_of_the_words(self):
        post = self.post("a", "@northwind أين طردي؟")
        ticket = self.hear(post).ticket_id
        self.assertIn('dir="rtl"', ticket.description)
        self.hear(self.edit(post, "@northwind where is it?", 10))
        self.assertIn('dir="ltr"', ticket.description)
        self.assertEqual(self.plain(ticket), "@northwind where is it?")

    def test_a_quote_of_an_older_version_follows_an_edit(self):
        """Up to 19.0.1.2.0 a quote had no direction."""
        post = self.post("a", "blue")
        ticket = self.hear(post).ticket_id
        ticket.description = ticket.description.replace(' dir="ltr"', "")
        self.hear(self.edit(post, "red", 10))
        self.assertEqual(self.plain(ticket), "red")

    def test_an_edit_of_a_later_message_leaves_the_title(self):
        first, later = self.post("a", "blue"), self.post("b", "blue?", to="a", at=1)
        ticket = self.hear(first, later).ticket_id
        self.hear(self.edit(later, "red", 10))
        self.assertEqual(ticket.name, "@maria: blue")

    def test_a_deletion_is_told_on_the_ticket(self):
        post = self.post("a", "blue")
        ticket = self.hear(post).ticket_id
        self.hear(self.deletion(post))
        self.assertIn("deleted", html2plaintext(ticket.message_ids[0].body))

    def test_a_deletion_leaves_what_a_person_wrote(self):
        post = self.post("a", "blue")
        ticket = self.hear(post).ticket_id
        ticket.write({"name": "Colour", "description": "<p>Other colour</p>"})
        self.hear(self.deletion(post))
        self.assertEqual(ticket.name, "Colour")
        self.assertEqual(self.plain(ticket), "Other colour")


class TestDeletions(ChannelCase):
    """What was deleted there is forgotten here, whatever the order."""

    SECRET = "Rumpelstiltskin"
    PLACES = (
        ("social.care.mention", ("text", "media", "url")),
        ("social.care.mention.revision", ("text",)),
        ("social.care.event", ("payload", "error")),
        ("helpdesk.ticket", ("name", "description")),
        ("mail.message", ("subject", "body")),
        ("mail.tracking.value", ("old_value_char", "new_value_char")),
        ("queue.job", ("args", "kwargs", "name")),
    )

    def story(self, name=""):
        post = self.post(f"{name}a", f"I am {self.SECRET}")
        edit = self.edit(post, f"{self.SECRET} is my name", 10)
        return [post, edit, self.deletion(post)]

    def assert_forgotten(self, message=None):
        for model, names in self.PLACES:
            for name in names:
                self.assertFalse(self.rows_with_secret(model, name), (name, message))

    def rows_with_secret(self, model, name):
        self.env.flush_all()
        table = self.env[model]._table
        self.env.cr.execute(
            f"SELECT id, {name} FROM {table} WHERE {name}::text LIKE %s",
            (f"%{self.SECRET}%",),
        )
        return self.env.cr.fetchall()

    def test_in_any_order_the_text_is_gone(self):
        for number, order in enumerate(permutations(range(3))):
            events = self.story(f"{number}.")
            mention = self.hear(*(events[index] for index in order))[0]
            self.assertEqual(mention.deleted_at, self.at(60), order)
            self.assertFalse(mention.text, order)
            self.assertFalse(mention.revision_ids, order)
            self.assert_forgotten(order)

    def test_in_one_batch_the_text_is_gone(self):
        for order in permutations(range(3)):
            events = self.story(f"{order}.")
            mention = self.hear_at_once(*(events[index] for index in order))[0]
            self.assertEqual(mention.deleted_at, self.at(60), order)
            self.assert_forgotten(order)

    def test_alerts_do_not_outlive_the_post(self):
        self.stream.alert_user_ids = self.agent
        post = self.story()[0]
        self.hear(post)
        self.assertTrue(self.notices_to(self.agent))
        self.hear(self.deletion(post))
        self.assert_forgotten()

    def test_alerts_on_several_do_not_outlive_a_post(self):
        self.stream.alert_user_ids = self.agent
        post = self.story()[0]
        self.hear_at_once(post, self.post("b", "Another"))
        self.hear(self.deletion(post))
        self.assert_forgotten()

    def test_a_notification_of_the_owner_is_deleted_with_the_post(self):
        self.make_rule(team_id=self.team.id, user_id=self.agent.id)
        post = self.story()[0]
        self.hear(post)
        self.assertTrue(self.notices_to(self.agent))
        self.hear(self.deletion(post))
        self.assert_forgotten()

    def test_a_ticket_with_a_new_title_forgets_the_text(self):
        post = self.story()[0]
        ticket = self.hear(post).ticket_id
        ticket.name = "Who is it?"
        self.hear(self.deletion(post))
        self.assert_forgotten()

    def test_a_ticket_stays_and_says_why_it_is_empty(self):
        post = self.story()[0]
        mention = self.hear(post)
        ticket = mention.ticket_id
        self.hear(self.deletion(post))
        self.assertEqual(mention.ticket_id, ticket)
        self.assertIn("deleted", ticket.name)

    def test_a_post_in_the_inbox_leaves_it(self):
        self.account.stream_ids.stage = "manual"
        post = self.story()[0]
        mention = self.hear(post)
        self.hear(self.deletion(post))
        self.assertEqual(mention.state, "context")

    def test_a_deletion_before_its_post_makes_no_work(self):
        post, _edit, deletion = self.story()
        mention = self.hear(deletion, post)[0]
        self.assertEqual(mention.state, "context")
        self.assertFalse(mention.ticket_id)
        self.assertEqual(mention.profile_id.handle, "maria")

    def test_a_deletion_of_an_unknown_post_is_kept(self):
        mention = self.hear(self.deletion(self.post("never")))
        self.assertTrue(mention.deleted_at)
        self.assertFalse(mention.thread_id)
        self.assertEqual(mention.display_name, "Somebody: (deleted on the network)")

    def test_a_deletion_twice_is_told_once(self):
        post = self.story()[0]
        ticket = self.hear(post).ticket_id
        self.hear(self.deletion(post))
        count = len(ticket.message_ids)
        again = self.edit(post, "", 0)
        again = self._event("deletion", post.external_id, 70, revision=9)
        self.hear(again)
        self.assertEqual(len(ticket.message_ids), count)

    def test_our_own_post_that_we_delete_is_gone_too(self):
        post = self.post("ours", self.SECRET, who=OURS)
        self.hear(post, self.deletion(post))
        self.assert_forgotten()

    def test_an_answer_to_a_deleted_post_stays(self):
        post = self.story()[0]
        answer = self.post("b", "Me too", to="a", at=5)
        mentions = self.hear(post, answer, self.deletion(post))
        self.assertEqual(mentions[1].text, "Me too")
        self.assertEqual(len(mentions.thread_id), 1)
