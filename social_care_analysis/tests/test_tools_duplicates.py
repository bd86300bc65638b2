# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import duplicates
from odoo.addons.social_care_analysis.tools.text import read

POST = "The whole city has had no internet since eight this morning, what is going on?"
COPIES = (
    f"RT @somebody: {POST}",
    f'"{POST}" via @another',
    POST.upper(),
    f"{POST} https://t.co/abc",
    f"{POST} #outage #fail 😡😡",
    "The whole city has had no internet since eight this morning, what is goi…",
    POST.replace("internet", "intrenet"),
    POST.replace("whole ", ""),
)
OTHERS = (
    "The whole team was so friendly this morning, what a wonderful start of the day",
    "Since eight I have been standing in the queue of your shop in the city",
    "我的包裹什么时候能到，我已经等了一个星期了",
)


def signatures(*samples):
    return duplicates.signatures([read(sample) for sample in samples])


def similarity(one, other):
    """Of two lists of bins."""
    return duplicates.similarities(np.array(one), np.array([other]))[0]


BANDS = [-482161829, 1432767727, 2118106068]
FIRST_BINS = [1037254710, 612887639, 622831496]


class TestSignatures(BaseCase):
    """Copies are alike and others are not."""

    def test_each_copy_is_like_the_post(self):
        post, *copies = signatures(POST, *COPIES)
        for sample, copy in zip(COPIES, copies, strict=True):
            share = similarity(post.bins, copy.bins)
            self.assertGreaterEqual(share, duplicates.ALIKE, sample)

    def test_others_are_not(self):
        post, *others = signatures(POST, *OTHERS)
        for sample, other in zip(OTHERS, others, strict=True):
            share = similarity(post.bins, other.bins)
            self.assertLess(share, duplicates.ALIKE, sample)

    def test_copies_share_a_band(self):
        post, *copies = signatures(POST, *COPIES)
        for sample, copy in zip(COPIES, copies, strict=True):
            self.assertTrue(set(post.bands) & set(copy.bands), sample)

    def test_what_many_say_by_themselves_has_no_signature(self):
        for sample in (
            "",
            "thank you!",
            "@brand hello https://t.co/abc",
            "😡" * 99,
            "好的",
        ):
            self.assertEqual(signatures(sample), [None], sample)

    def test_a_short_text_without_spaces_says_enough(self):
        self.assertEqual(signatures("我的包裹什么时候能到呢").count(None), 0)

    def test_they_fit_the_database(self):
        (found,) = signatures(POST)
        self.assertEqual(len(found.bins), duplicates.BINS)
        self.assertEqual(len(found.bands), duplicates.BINS // duplicates.BAND)
        for number in (*found.bands, *found.bins):
            self.assertIsInstance(number, int)
            self.assertTrue(-(2**31) <= number < 2**31)

    def test_they_never_change(self):
        """Stored ones would no longer be found if they did."""
        (found,) = signatures(POST)
        self.assertEqual(found.bands[:3], BANDS)
        self.assertEqual(found.bins[:3], FIRST_BINS)

    def test_a_text_has_the_same_signature_in_any_batch(self):
        together = signatures(POST, *OTHERS, "", POST)
        alone = [signatures(sample)[0] for sample in (POST, *OTHERS, "", POST)]
        self.assertEqual(together, alone)

    @given(st.lists(st.text(st.characters(codec=None)), max_size=4))
    def test_whatever_comes_is_like_itself(self, samples):
        for found in filter(None, signatures(*samples)):
            self.assertEqual(similarity(found.bins, found.bins), 1)


class TestGroups(BaseCase):
    """A batch falls into groups; each is named after its first."""

    def group(self, *samples):
        return duplicates.group(signatures(*samples))

    def test_copies_join_the_first(self):
        found = self.group(POST, *OTHERS, *COPIES)
        self.assertEqual(found, [0, 1, 2, 3, *[0] * len(COPIES)])

    def test_without_a_signature_each_is_alone(self):
        self.assertEqual(self.group("thanks!", "thanks!", ""), [0, 1, 2])

    def test_two_groups_that_meet_become_one(self):
        half = len(POST) // 2
        begins = POST[: half + 14] + " and my boss is waiting"
        ends = "honestly now " + POST[half - 14 :]
        found = self.group(begins, ends, POST)
        self.assertEqual(found[2], 0)

    def test_a_storm_of_copies_is_one_group(self):
        found = self.group(*(f"RT @user{number}: {POST}" for number in range(2000)))
        self.assertEqual(set(found), {0})


class TestOriginal(BaseCase):
    """Out of what is known, the most alike is the original."""

    def original(self, post, *known):
        (found,) = duplicates.place([post], [("g", *pair) for pair in known])
        return found.original

    def test_the_most_alike(self):
        post, typo, other = signatures(POST, COPIES[6], OTHERS[0])
        known = ("other", other), ("typo", typo), ("post", post)
        self.assertEqual(self.original(post, *known), "post")
        self.assertEqual(self.original(post, *known[:2]), "typo")

    def test_the_first_of_equals(self):
        (post,) = signatures(POST)
        self.assertEqual(self.original(post, ("old", post), ("new", post)), "old")

    def test_none_is_alike(self):
        post, other = signatures(POST, OTHERS[0])
        self.assertIsNone(self.original(post, ("other", other)))
        self.assertIsNone(self.original(post))

    def test_who_names_another_number_has_another_matter(self):
        mine, yours = signatures(f"{POST} order 4711", f"{POST} order 4712")
        self.assertIsNone(self.original(mine, ("yours", yours)))
