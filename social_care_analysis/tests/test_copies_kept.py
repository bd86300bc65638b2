# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.tests import tagged

from .storm_common import LOST, StormCase

BATCH = 250


@tagged("post_install", "-at_install")
class TestCopiesKept(StormCase):
    """What is stored to find copies, and what goes when a post goes."""

    def copies(self, *numbers):
        return [self.say(n, text=f"RT @person0: {LOST}") for n in numbers]

    def signatures(self):
        return self.env["social.care.signature"].search(
            [("company_id", "=", self.company.id)]
        )

    def test_a_thousand_retweets_keep_few_signatures(self):
        posts = self.copies(*range(4 * BATCH))
        for start in range(0, len(posts), BATCH):
            self.hear_at_once(*posts[start : start + BATCH])
        mentions = self.mentions(*(post.external_id for post in posts))
        self.assertEqual(len(mentions.group_id), 1)
        self.assertEqual(mentions.group_id.mention_count, 4 * BATCH)
        self.assertLess(len(self.signatures()), 10)

    def test_each_other_text_keeps_one(self):
        self.hear_crowd(5, "router")
        self.assertEqual(len(self.signatures()), 5)

    def test_short_and_private_texts_keep_none(self):
        self.hear(self.say(0, text="thanks!"), self.say(1, private=True))
        self.assertFalse(self.signatures())

    def test_what_is_past_the_window_is_swept(self):
        self.hear_crowd(2, "router")
        self.pass_time(hours=73)
        self.hear(self.say(5, "router"))
        self.env["social.care.signature"]._gc_old()
        self.env.invalidate_all()
        self.assertEqual(self.signatures().mention_id, self.mentions("s5"))

    def test_sweeping_goes_on_by_parts(self):
        self.hear_crowd(3, "router")
        self.pass_time(hours=73)
        signatures = self.env["social.care.signature"]
        with patch("odoo.addons.social_care.tools.housekeeping.MOST_ROWS", 2):
            self.assertEqual(signatures._gc_old(), (2, True))
            self.assertEqual(signatures._gc_old(), (1, False))

    def test_the_first_is_deleted_and_its_copies_stay_on_the_ticket(self):
        first, *_rest = self.hear_at_once(*self.copies(0, 1, 2))
        ticket, group = first.ticket_id, first.group_id
        self.hear(self.deletion(self.copies(0)[0], at=500))
        rest = self.mentions("s1", "s2")
        self.assertEqual(rest.ticket_id, ticket)
        self.assertFalse(ticket.closed)
        self.assertEqual(rest.group_id, group)
        self.assertEqual(set(rest.mapped("text")), {f"RT @person0: {LOST}"})

    def test_nothing_of_a_deleted_post_is_kept_to_compare_with(self):
        first = self.hear(self.copies(0)[0])
        self.assertEqual(self.signatures().mention_id, first)
        self.hear(self.deletion(self.copies(0)[0], at=500))
        self.assertFalse(self.signatures())
        first = self.mention("s0")
        self.assertFalse(first.watch_keys)
        self.assertFalse([w for v in first.verdicts.values() for w in v["words"]])

    def test_nothing_of_an_erased_person_is_kept_to_compare_with(self):
        first, second = self.hear(self.copies(0)[0], self.say(1, "router"))
        first.profile_id.with_user(self.manager).action_erase()
        self.env.invalidate_all()
        self.assertEqual(self.signatures().mention_id, second)

    def test_copies_of_a_deleted_post_find_each_other_again(self):
        self.hear_at_once(*self.copies(0, 1))
        self.hear(self.deletion(self.copies(0)[0], at=500))
        later = self.hear(*self.copies(2, 3))
        self.assertEqual(len(later.group_id), 1)
        self.assertEqual(len(later.ticket_id), 1)
