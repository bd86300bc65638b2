# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from ..tools.values import Receipt


class ReviewContract:
    """A reply that the network accepts is not always public, nor for ever."""

    REASON = "This breaks our rules."

    def test_accepted_reply_is_not_called_published(self):
        """C12: accepted, not public yet."""
        reply = self.accepted_reply()
        self.assertEqual(reply.state, "accepted")
        self.assertTrue(reply.external_id)
        self.assertTrue(reply.accepted_at)
        self.assertFalse(reply.published_at)

    def test_accepted_reply_is_an_answer(self):
        """C12: there is nothing left to do for an agent."""
        reply = self.accepted_reply()
        self.assertFalse(reply.thread_id.waiting_since)
        self.assertEqual(reply.published_mention_id.external_id, reply.external_id)

    def test_accepted_reply_becomes_public(self):
        """C12: by a receipt, or because the network is asked."""
        reply = self.accepted_reply()
        self.learn(reply, "published")
        self.assertEqual(reply.state, "published", reply.error_message)
        self.assertTrue(reply.published_at)
        self.assertFalse(reply.next_try_at)

    def test_accepted_reply_is_asked_about_with_growing_pauses(self):
        """C12: polled state."""
        self.require(
            self.capabilities.can_check_publication, "way to ask about a review"
        )
        reply = self.accepted_reply()
        pauses = []
        for _ in range(3):
            before = reply.next_try_at
            self.send(reply)
            self.assertEqual(reply.state, "accepted")
            pauses.append(reply.next_try_at - before)
        self.assertEqual(pauses, sorted(pauses))
        self.assertLess(pauses[0], pauses[-1])

    def test_revoked_reply_waits_again_and_its_author_is_told(self):
        """C12: revoked after a review, with the network's own words."""
        reply = self.accepted_reply()
        self.learn(reply, "revoked")
        self.assert_revoked(reply)

    def test_public_reply_that_is_revoked_waits_again(self):
        """C12: revoked later."""
        self.require(self.has_reviews, "reviews of replies")
        reply = self.answer()
        self.send(reply)
        self.assertEqual(reply.state, "published", reply.error_message)
        notice = self.review(reply.external_id, "revoked", self.REASON)
        self.hear_review(reply, notice)
        self.assert_revoked(reply)

    def test_revoked_reply_can_be_sent_again(self):
        """C12: under a new key, else the network would repeat its first answer."""
        reply = self.accepted_reply()
        key = reply.record_key
        self.learn(reply, "revoked")
        reply.with_user(self.agent).action_retry()
        self.send(reply)
        self.assertNotEqual(reply.record_key, key)
        self.assertEqual(reply.state, "published", reply.error_message)

    def test_review_is_told_and_found_alike(self):
        """C12: the same by a receipt and by asking."""
        reply = self.accepted_reply()
        self.require(
            self.capabilities.can_check_publication, "way to ask about a review"
        )
        self.assertIsNone(self.connector._check_publication(reply))
        self.review(reply.external_id, "revoked", self.REASON)
        found = self.connector._check_publication(reply)
        self.assertIsInstance(found, Receipt)
        self.assertEqual(
            (found.external_id, found.status), (reply.external_id, "revoked")
        )
        self.assertTrue(found.reason)

    # -- publishing in two steps -----------------------------------------------

    def test_container_survives_a_failed_publication(self):
        """C15: a retry goes on from what is prepared."""
        reply = self.prepared_reply()
        self.script_failure("429")
        self.send(reply)
        container = reply.container_id
        self.assertTrue(container)
        self.assertEqual(reply.state, "queued")
        with patch.object(type(self.connector), "_prepare", self.fail):
            self.send(reply)
        self.assert_published_once(reply)
        self.assertEqual(reply.container_id, container)

    def test_container_is_committed_before_publishing(self):
        """C15: publishing is the only step whose outcome can be unknown."""
        reply = self.prepared_reply()
        self.script_failure("lost_answer")
        self.send(reply)
        self.assertTrue(reply.container_id)
        self.assert_comes_right(reply)

    def test_failed_preparation_is_never_in_doubt(self):
        """C15: a lost answer to the first step published nothing."""
        reply = self.prepared_reply()
        self.script_failure("upload")
        self.send(reply)
        self.assertEqual(reply.state, "queued")
        self.assertFalse(reply.container_id)
        self.assertFalse(reply.sending_at)
        self.assertTrue(reply.error_message)
        self.assertFalse(self.said())
        self.assert_comes_right(reply)

    def test_expired_container_is_made_anew(self):
        """C15: networks forget containers."""
        reply = self.prepared_reply()
        self.script_failure("expired")
        self.send(reply)
        self.assertEqual(reply.state, "queued")
        self.assertFalse(reply.container_id)
        self.assert_comes_right(reply)
        self.assertTrue(reply.container_id)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def accepted_reply(self):
        self.require_publishing()
        self.require(self.has_reviews, "reviews of replies")
        reply = self.answer()
        self.script_failure("pending")
        self.send(reply)
        return reply

    def learn(self, reply, verdict):
        """The network decides, and tells it or is asked."""
        notice = self.review(reply.external_id, verdict, self.REASON)
        self.hear_review(reply, notice)

    def hear_review(self, reply, notice):
        if notice and "webhook" in self.capabilities.transports:
            self.hear(notice)
        else:
            self.send(reply)

    def prepared_reply(self):
        self.require_publishing()
        self.require(self.capabilities.can_prepare, "publishing in two steps")
        return self.answer_in_two_steps()

    def assert_revoked(self, reply):
        self.assertEqual((reply.state, reply.error_kind), ("failed", "revoked"))
        self.assertEqual(reply.error_message, self.REASON)
        self.assertTrue(reply.thread_id.waiting_since)
        self.assertTrue(reply.published_mention_id.deleted_at)
        self.assertEqual(self.account.state, "connected")
        self.assertTrue(self.was_told(self.agent, self.REASON))

    def was_told(self, user, words):
        return self.env["mail.notification"].search_count(
            [
                ("res_partner_id", "=", user.partner_id.id),
                ("mail_message_id.body", "ilike", words),
            ]
        )
