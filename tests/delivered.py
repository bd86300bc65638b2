# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What was delivered, compared with a plain model of it."""

from .race import RaceCase


class DeliveredCase(RaceCase):
    def assert_as_the_model_says(self, account_id, storm):
        """Nothing is lost, nothing is there twice, nothing is wrong.

        :param storm: a ``storm.Storm`` whose deliveries were all answered and read
        """
        with self.env() as env:
            self.assert_same(self.mentions(env, account_id), storm.mentions)
            self.assert_same(self.earlier(env, account_id), storm.earlier)
            self.assertEqual(self.unknown(env, account_id), storm.unknown)
            self.assert_one_ticket_for_each_conversation(env, account_id)

    def assert_same(self, found, wanted):
        """As assertEqual, but shows only what differs."""
        wrong = {
            key: (found.get(key), wanted.get(key))
            for key in found.keys() | wanted.keys()
            if found.get(key) != wanted.get(key)
        }
        self.assertEqual(wrong, {})

    def mentions(self, env, account_id):
        mentions = env["social.care.mention"].search([("account_id", "=", account_id)])
        values = {m.external_id: (m.text, m.thread_id.external_id) for m in mentions}
        self.assertEqual(len(values), len(mentions))
        return values

    def assert_one_ticket_for_each_conversation(self, env, account_id):
        # One that all its answers have left stays behind, empty.
        threads = env["social.care.thread"].search(
            [("account_id", "=", account_id), ("mention_ids", "!=", False)]
        )
        tickets = env["helpdesk.ticket"].search(
            [("social_care_thread_ids.account_id", "=", account_id)]
        )
        self.assertEqual(len(threads.ticket_id), len(threads))
        self.assertEqual(tickets, threads.ticket_id)
        for thread in threads:
            self.assertLessEqual(thread.mention_ids.ticket_id, thread.ticket_id)

    def earlier(self, env, account_id):
        revisions = env["social.care.mention.revision"].search(
            [("mention_id.account_id", "=", account_id)]
        )
        return {r.mention_id.external_id: r.text for r in revisions}

    def unknown(self, env, account_id):
        events = env["social.care.event"].search(
            [("account_id", "=", account_id), ("kind", "=", "unknown")]
        )
        return set(events.mapped("external_id"))
