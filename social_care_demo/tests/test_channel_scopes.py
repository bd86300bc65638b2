# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .channel_common import MARIA, ChannelCase


class ScopeCase(ChannelCase):
    """Two accounts of one company on a network that numbers people for each account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_account("acme_care", "us2")
        (cls.account + cls.other).demo_is_scoping_people = True

    def setUp(self):
        super().setUp()
        self.here = self.hear(self.post("a", "Hello"))
        self.there = self.hear(self.post("b", "Hello"), account=self.other)


class TestScopes(ScopeCase):
    """C10: the scope of people is not that of posts."""

    def test_one_id_is_two_people(self):
        self.assertEqual(self.here.scope, self.there.scope)
        self.assertNotEqual(self.here.profile_id, self.there.profile_id)
        self.assertEqual(
            self.here.profile_id.external_id, self.there.profile_id.external_id
        )

    def test_a_post_that_both_hear_is_one(self):
        again = self.hear(self.post("a", "Hello"), account=self.other)
        self.assertEqual(again, self.here)

    def test_by_default_a_person_is_one_on_the_whole_network(self):
        (self.account + self.other).demo_is_scoping_people = False
        people = [
            self.hear(self.post(uid), account=account).profile_id
            for uid, account in (("c", self.account), ("d", self.other))
        ]
        self.assertEqual(people[0], people[1])

    def test_our_own_id_is_ours_only_where_it_is_unique(self):
        """An ID of ours in one scope may be a customer's in another."""
        us = {**MARIA, "external_id": "us"}
        (own,) = self.hear(self.post("c", who=us))
        (theirs,) = self.hear(self.post("d", who=us), account=self.other)
        self.assertTrue(own.is_own)
        self.assertFalse(theirs.is_own)

    def test_who_becomes_ours_later_is_marked_in_the_own_scope(self):
        us = {**MARIA, "external_id": "us3"}
        here = self.hear(self.post("c", who=us)).profile_id
        there = self.hear(self.post("d", who=us), account=self.other).profile_id
        self.account.external_id = "us3"
        self.account._mark_own_profiles()
        self.assertTrue(here.is_own)
        self.assertFalse(there.is_own)


class TestErasure(ScopeCase):
    """C10: erasing finds everything of one person and nothing of another."""

    def erase(self):
        self.here.profile_id.with_user(self.manager).action_erase()
        self.env.invalidate_all()

    def test_the_person_of_the_other_scope_stays(self):
        self.erase()
        self.assertTrue(self.here.profile_id.erased)
        self.assertFalse(self.there.profile_id.erased)
        self.assertEqual(self.there.text, "Hello")

    def test_a_late_event_does_not_restore_an_erased_post(self):
        post = self.post("a", "Hello")
        self.erase()
        self.env["social.care.event"].search([("external_id", "=", "a")]).unlink()
        self.hear_at_once(post)
        self.hear_at_once(self.edit(post, "Hello again", at=90))
        self.assertFalse(self.here.text)
        self.assertFalse(self.mention("a"))

    def test_what_we_answered_is_found_by_the_scope_of_the_post(self):
        own = {"external_id": "us", "handle": "acme", "name": "Acme"}
        answer = self.hear(self.post("a2", "Dear Maria", to="a", who=own, at=9))
        self.erase()
        self.assertFalse(answer.text)

    def test_retention_counts_for_each_scope(self):
        (self.account + self.other).retention_days = 30
        self.env.flush_all()
        for table, column in (
            ("social_care_mention", "effective_at"),
            ("social_care_mention", "received_at"),
            ("social_care_profile", "create_date"),
        ):
            self.env.cr.execute(
                f"UPDATE {table} SET {column} = {column} - interval '60 days'"  # noqa: S608
            )
        self.env.invalidate_all()
        self.env["social.care.mention"]._gc_expired()
        self.env["social.care.profile"]._gc_expired()
        self.assertTrue(self.here.profile_id.erased)
        self.assertTrue(self.there.profile_id.erased)


class TestRenamedEdits(ChannelCase):
    """C11: edits under new IDs."""

    def renamed(self, post, number, text="Second", at=30):
        event = self.edit(post, text, at=at, revision=number)
        event.payload["post"]["version_id"] = f"{post.external_id}-v{number}"
        return event

    def setUp(self):
        super().setUp()
        self.first = self.post("a", "First")

    def test_the_newest_version_is_the_one_to_name(self):
        mention = self.hear(self.first)
        self.hear(self.renamed(self.first, 2, at=60), self.renamed(self.first, 1))
        self.assertEqual(mention.answer_external_id, "a-v2")
        self.assertEqual(mention._get_answered_id(), "a-v2")

    def test_without_edits_the_first_id_is_the_one_to_name(self):
        mention = self.hear(self.first)
        self.assertFalse(mention.answer_external_id)
        self.assertEqual(mention._get_answered_id(), "a")

    def test_an_answer_that_came_before_the_edit_moves_to_its_parent(self):
        mention = self.hear(self.first)
        answer = self.hear(self.post("b", to="a-v1", root="b", at=40))
        self.assertNotEqual(answer.thread_id, mention.thread_id)
        self.hear(self.renamed(self.first, 1))
        self.assertEqual(answer.thread_id, mention.thread_id)
        self.assertEqual(answer.parent_external_id, "a")

    def test_parent_and_answer_in_one_batch(self):
        self.hear_at_once(
            self.post("b", to="a-v1", root="b", at=40),
            self.renamed(self.first, 1),
            self.first,
        )
        mention, answer = self.mentions("a", "b")
        self.assertEqual(answer.thread_id, mention.thread_id)
        self.assertEqual(answer.parent_external_id, "a")

    def test_a_version_deleted_in_one_batch_or_after_its_post(self):
        gone = self._event("deletion", "a-v1", 90)
        self.hear_at_once(gone, self.renamed(self.first, 1), self.first)
        self.assertTrue(self.mention("a").deleted_at)
        self.assertFalse(self.mention("a").text)
        other = self.post("b", "First")
        self.hear(other, self._event("deletion", "b-v1", 90))
        self.assertFalse(self.mention("b").deleted_at)
        self.hear(self.renamed(other, 1))
        self.assertTrue(self.mention("b").deleted_at)

    def test_our_answer_to_a_version_answers_the_post(self):
        own = {"external_id": "us", "handle": "acme", "name": "Acme"}
        mention = self.hear(self.first)
        self.hear(self.renamed(self.first, 1))
        self.hear(self.post("b", to="a-v1", root="a", who=own, at=40))
        self.assertTrue(mention.answered_at)

    def test_a_receipt_may_name_a_version_of_our_reply(self):
        mention = self.hear(self.first)
        reply = self.answer(mention)
        self.run_job(reply)
        reply.published_mention_id.answer_external_id = "ours-v1"
        replies = self.env["social.care.reply"]
        self.assertEqual(replies._find_on_network(self.account, ["ours-v1"]), reply)
        self.assertIn("ours-v1", reply._list_external_ids())

    def test_erasing_leaves_no_id_of_any_version(self):
        mention = self.hear(self.first)
        edit = self.renamed(self.first, 1)
        self.hear(edit)
        self.hear(self.post("b", to="a-v1", root="a", at=40))
        mention.profile_id.with_user(self.manager).action_erase()
        self.env.invalidate_all()
        self.assertNotIn("a-v1", (mention.external_id, mention.answer_external_id))
        self.env["social.care.event"].search([]).unlink()
        self.hear_at_once(edit)
        self.assertFalse(mention.text)
        self.assertFalse(self.mention("a"))

    def test_hostile_ids_are_no_version(self):
        post = self.post("a", "First", version_id={"x": 1})
        self.assertFalse(self.hear(post).answer_external_id)
