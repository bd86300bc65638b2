# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import duplicates
from odoo.addons.social_care_analysis.tools.text import read

from .test_tools_duplicates import COPIES, OTHERS, POST

LIKE = POST.replace("this morning", "tonight").replace("city", "village")


def signatures(*samples):
    return duplicates.signatures([read(sample) for sample in samples])


def place(samples, known=()):
    return duplicates.place(signatures(*samples), list(known))


def known(*rows):
    """(label of the group, label of its own, text) of what is stored."""
    return [(group, own, signatures(sample)[0]) for group, own, sample in rows]


class TestPlace(BaseCase):
    """Where a batch belongs, after what is known of the last days."""

    def leaders(self, *args):
        return [place.leader for place in place(*args)]

    def originals(self, *args):
        return [place.original for place in place(*args)]

    def test_without_anything_known_the_first_leads(self):
        found = place([POST, *OTHERS, f"RT @a: {POST}"])
        self.assertEqual([one.leader for one in found], [0, 1, 2, 3, 0])
        self.assertEqual([one.original for one in found], [None] * 4 + [0])

    def test_what_is_known_leads_what_is_new(self):
        stored = known(("g", "m", POST))
        self.assertEqual(self.leaders([OTHERS[0], f"RT @a: {POST}"], stored), [0, "g"])
        self.assertEqual(self.originals([f"RT @a: {POST}"], stored), ["m"])

    def test_the_label_may_be_any_thing(self):
        group, own = object(), object()
        (found,) = place([POST], known((group, own, POST)))
        self.assertIs(found.leader, group)
        self.assertIs(found.original, own)

    def test_alike_is_in_the_group_without_being_a_copy(self):
        (found,) = place([LIKE], known(("g", "m", POST)))
        self.assertEqual(found.leader, "g")
        self.assertIsNone(found.original)

    def test_of_several_it_is_a_copy_of_the_closest(self):
        stored = known(("g", "like", LIKE), ("g", "post", POST))
        self.assertEqual(self.originals([f"RT @a: {POST}"], stored), ["post"])

    def test_members_of_one_known_group_stay_one(self):
        stored = known(("g", 1, POST), ("g", 2, LIKE))
        self.assertEqual(self.leaders([POST, LIKE], stored), ["g", "g"])

    def test_what_tells_nothing_new_is_not_kept(self):
        found = place([POST, f"RT @a: {POST}", *OTHERS])
        self.assertEqual([one.tells for one in found], [True, False, True, True, True])
        (again,) = place([f"RT @b: {POST}"], known(("g", "m", POST)))
        self.assertFalse(again.tells)

    def test_a_thousand_retweets_keep_one(self):
        found = place([POST, *(f"RT @user{n}: {POST}" for n in range(1000))])
        self.assertEqual(sum(one.tells for one in found), 1)
        self.assertEqual({one.leader for one in found}, {0})

    def test_without_a_signature_it_is_alone_and_not_kept(self):
        stored = known(("g", "m", POST))
        for one in place(["thanks!", "", "😡"], stored):
            self.assertFalse(one.tells)
            self.assertIsNone(one.original)
        self.assertEqual(self.leaders(["thanks!", "thanks!"], stored), [0, 1])

    @given(st.lists(st.sampled_from([POST, LIKE, *COPIES, *OTHERS, ""]), max_size=8))
    def test_in_two_batches_it_is_as_in_one(self, samples):
        """What goes together does so wherever the batch is cut."""
        whole = self.leaders(samples)
        stored = [
            (f"g{leader}", at, own)
            for at, (leader, own) in enumerate(
                zip(whole, signatures(*samples), strict=True)
            )
            if own
        ]
        again = self.leaders(samples, stored)
        for leader, own, label in zip(whole, signatures(*samples), again, strict=True):
            if own:
                self.assertEqual(label, f"g{leader}")


class TestIsPassedOn(BaseCase):
    """A retweet says of itself that it is one."""

    def test_it_says_so(self):
        for sample in (
            f"RT @maria: {POST}",
            f"wow, rt @maria {POST}",
            f"{POST} via @m",
        ):
            self.assertTrue(duplicates.is_passed_on(read(sample)), sample)

    def test_others_do_not(self):
        for sample in (POST, f"@maria {POST}", "start @maria", "the rt is slow", ""):
            self.assertFalse(duplicates.is_passed_on(read(sample)), sample)
