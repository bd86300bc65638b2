# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


class InboundContract:
    """What customers do ends in the same state, in whatever order we hear of it."""

    def test_post_becomes_a_ticket(self):
        notice = self.customer_posts("Where is my parcel?")
        self.hear(notice)
        mention = self.mention(notice)
        self.assertIn("Where is my parcel?", mention.text)
        self.assertFalse(mention.is_own)
        self.assertTrue(mention.profile_id.handle)
        self.assertTrue(mention.posted_at)
        self.assertEqual(mention.ticket_id.team_id, self.team)
        self.assertEqual(mention.thread_id.ticket_id, mention.ticket_id)

    def test_text_is_never_markup(self):
        notice = self.customer_posts("<b onclick=alert(1)>hi</b> & bye")
        self.hear(notice)
        ticket = self.mention(notice).ticket_id
        self.assertIn("<b onclick=alert(1)>hi</b> & bye", self.mention(notice).text)
        self.assertNotIn("<b onclick", str(ticket.description))

    def test_reply_joins_thread_and_ticket(self):
        first = self.customer_posts("Where is my parcel?")
        second = self.customer_posts("Anybody there?", parent=first)
        self.hear(first, second)
        mentions = self.mention(first) + self.mention(second)
        self.assertEqual(len(mentions.thread_id), 1)
        self.assertEqual(len(mentions.ticket_id), 1)
        self.assertEqual(self.mention(second).parent_external_id, first.external_id)

    def test_first_message_of_a_batch_decides(self):
        team = self.env["helpdesk.ticket.team"].create({"name": "Parcels"})
        self.env["social.care.rule"].create(
            {"name": "Parcels", "sequence": -1, "words": "parcel", "team_id": team.id}
        )
        unrelated = self.customer_posts("Is the shop open?")
        first = self.customer_posts("Where is my parcel?")
        second = self.customer_posts("Anybody there?", parent=first)
        for notice in (unrelated, second, first):
            self.bring(notice)
        self.ingest()
        ticket = self.mention(second).ticket_id
        self.assertEqual(self.mention(first).ticket_id, ticket)
        self.assertIn("parcel", ticket.name)
        self.assertEqual(ticket.team_id, team)

    def test_reply_before_parent(self):
        for notices in self.assert_order_does_not_matter(self.post_and_reply):
            tickets = [self.mention(notice).ticket_id for notice in notices]
            self.assertEqual(tickets[0], tickets[1])

    def test_edit_before_post(self):
        self.require(self.has_edits, "edits")
        self.assert_order_does_not_matter(self.post_and_edit)

    def test_second_edit_before_first(self):
        self.require(self.has_edits, "edits")
        self.assert_order_does_not_matter(self.post_and_two_edits)

    def test_deletion_before_post(self):
        self.require_webhook()
        self.assert_order_does_not_matter(self.post_and_deletion)

    def test_edit_keeps_history(self):
        self.require(self.has_edits, "edits")
        self.hear(*(notices := self.post_and_edit()))
        mention = self.mention(notices[0])
        self.assertIn("red bicycle", mention.text)
        self.assertTrue(mention.edited_at)
        self.assertIn("blue bicycle", mention.revision_ids.mapped("text")[0])

    def test_deletion_removes_the_text(self):
        self.hear(*(notices := self.post_and_deletion()))
        mention = self.mention(notices[0])
        self.assertTrue(mention.deleted_at)
        self.assertFalse(mention.text)
        self.assertFalse(mention.revision_ids)
        self.assertFalse(mention.media)

    def test_direct_message_is_private(self):
        self.require(self.has_private, "direct messages")
        notice = self.customer_posts("My number is 123456", private=True)
        self.hear(notice)
        mention = self.mention(notice)
        self.assertTrue(mention.private)
        self.assertTrue(mention.thread_id.private)
        self.assertEqual(mention.kind, "direct")

    def test_no_edit_of_a_direct_message_makes_it_public(self):
        self.require(self.has_private and self.has_edits, "edits of direct messages")
        self.assert_order_does_not_matter(self.direct_and_edit)
        for notices in (self.direct_and_edit(), self.direct_and_edit()[::-1]):
            for notice in notices:
                self.hear(notice)
                self.assertTrue(self.mention(notice).private)
                self.assertTrue(self.mention(notice).thread_id.private)

    def test_polling_twice_brings_it_once(self):
        self.require("poll" in self.capabilities.transports, "polling")
        notice = self.customer_posts("Where is my parcel?")
        self.find(notice)
        for _ in range(2):
            for stream in self.account.stream_ids:
                stream._poll()
            self.ingest()
        self.assertEqual(len(self.mention(notice)), 1)
        self.assertEqual(len(self.mention(notice).ticket_id), 1)

    def post_and_reply(self):
        post = self.customer_posts("Is the shop open?")
        return post, self.customer_posts("Or closed?", parent=post)

    def post_and_edit(self):
        post = self.customer_posts("My blue bicycle is late")
        return post, self.customer_edits(post, "My red bicycle is late")

    def direct_and_edit(self):
        post = self.customer_posts("My number is 123456", private=True)
        return post, self.customer_edits(post, "My number is 654321")

    def post_and_two_edits(self):
        post, edit = self.post_and_edit()
        return post, edit, self.customer_edits(edit, "My green bicycle is late")

    def post_and_deletion(self):
        post = self.customer_posts("I am very angry")
        return post, self.customer_deletes(post)

    def assert_order_does_not_matter(self, make):
        straight, reverse = make(), make()
        self.hear(*straight)
        self.hear(*reversed(reverse))
        self.assertEqual(self.end_state(straight), self.end_state(reverse))
        return straight, reverse

    def end_state(self, notices):
        """What a reader sees of these notices, without ids and times."""
        posts = [notice for notice in notices if notice.kind == "post"]
        mentions = self.env["social.care.mention"].concat(*map(self.mention, posts))
        return [self.mention_state(m) for m in mentions], len(mentions.thread_id)

    def mention_state(self, mention):
        return {
            "text": mention.text,
            "edited": bool(mention.edited_at),
            "deleted": bool(mention.deleted_at),
            "private": (mention.private, mention.thread_id.private),
            "kind": mention.kind,
            "revisions": sorted(mention.revision_ids.mapped("text")),
        }
