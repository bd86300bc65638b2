# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


class IdentityContract:
    """Which ID is whose: people, posts, and versions of posts."""

    def test_people_and_posts_have_scopes_of_their_own(self):
        """C10: the IDs of people can be unique in less than the network."""
        notice = self.customer_posts("Where is my parcel?")
        self.hear(notice)
        mention = self.mention(notice)
        self.assertEqual(mention.scope, self.account.scope)
        self.assertEqual(mention.profile_id.scope, self.account.profile_scope)
        for scope in (self.account.scope, self.account.profile_scope):
            self.assertTrue(scope.endswith(f"#{self.account.company_id.id}"), scope)

    def test_edit_under_a_new_id_is_the_same_post(self):
        """C11: the first ID names the post, the newest the version."""
        post, edit = self.renamed_edit()
        self.hear(post, edit)
        mention = self.mention(post)
        self.assertEqual(len(mention), 1)
        self.assertIn("second", mention.text)
        self.assertEqual(len(mention.revision_ids), 1)
        self.assertTrue(mention.answer_external_id)
        self.assertNotEqual(mention.answer_external_id, mention.external_id)
        self.assertEqual(len(self.all_mentions()), 1)

    def test_edit_under_a_new_id_before_its_post(self):
        """C11: in either order."""
        post, edit = self.renamed_edit()
        self.hear(edit, post)
        mention = self.all_mentions()
        self.assertEqual(mention, self.mention(post))
        self.assertIn("second", mention.text)
        self.assertTrue(mention.answer_external_id)

    def test_reply_names_the_newest_version(self):
        """C11: the network refuses a reply to another one."""
        self.require_publishing()
        post, edit = self.renamed_edit()
        self.hear(post, edit)
        mention = self.mention(post)
        reply = self.write_answer(mention)
        self.assertEqual(reply._get_parent_external_id(), mention.answer_external_id)
        self.send(reply)
        self.assert_published_once(reply)
        own = reply.published_mention_id
        self.assertEqual(own.parent_external_id, mention.external_id)
        self.assertTrue(mention.answered_at)

    def test_answer_to_a_newer_version_joins_the_conversation(self):
        """C11: parents are found by either ID, in any order."""
        post, edit = self.renamed_edit()
        answer = self.customer_posts("Anybody there?", parent=post)
        self.hear(post, edit, answer)
        self.assert_joined(post, answer)

    def test_answer_to_a_newer_version_that_comes_first_joins_later(self):
        """C11: the edit that explains the parent comes last."""
        post, edit = self.renamed_edit()
        answer = self.customer_posts("Anybody there?", parent=post)
        self.hear(post, answer, edit)
        self.assert_joined(post, answer)

    def test_deletion_of_the_newest_version_deletes_the_post(self):
        """C11: deleting one version deletes all."""
        post, edit = self.renamed_edit()
        self.hear(post, edit, self.customer_deletes(post))
        mention = self.all_mentions()
        self.assertEqual(mention, self.mention(post))
        self.assertTrue(mention.deleted_at)
        self.assertFalse(mention.text)

    def test_deletion_of_a_version_that_comes_first_deletes_the_post(self):
        """C11: in any order, nothing comes back."""
        post, edit = self.renamed_edit()
        self.hear(self.customer_deletes(post), edit, post)
        mention = self.mention(post)
        self.assertTrue(mention.deleted_at)
        self.assertFalse(any(self.all_mentions().mapped("text")))

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def renamed_edit(self):
        """A post, and an edit of it that the network gives an ID of its own."""
        self.require(self.has_renamed_edits, "edits under new IDs")
        self.rename_edits()
        post = self.customer_posts("first")
        return post, self.customer_edits(post, "second")

    def all_mentions(self):
        return self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id)]
        )

    def assert_joined(self, post, answer):
        mentions = self.mention(post) + self.mention(answer)
        self.assertEqual(len(mentions.thread_id), 1)
        self.assertEqual(len(mentions.ticket_id), 1)
        self.assertEqual(self.mention(answer).parent_external_id, post.external_id)
