# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import versions
from odoo.addons.social_care.tools.values import Author, Post

NOON = datetime(2026, 3, 1, 12)
RECEIVED = NOON + timedelta(hours=1)
MARIA = Author("1", "maria")


def said(text, edited=None, number="", received=RECEIVED, posted=NOON, **vals):
    post = Post("p", "p", MARIA, text, posted_at=posted, edited_at=edited, **vals)
    return versions.Version(post, received, number)


def after(seconds):
    return NOON + timedelta(seconds=seconds)


def texts(heard):
    """What is shown, and what was said before, newest first."""
    shown, *earlier = reversed([v.text for v in versions.fold(heard).values()])
    return shown, earlier


class TestOrder(BaseCase):
    """The later version wins and the other is kept, in any order."""

    def assert_any_order(self, expected, *heard):
        for order in permutations(heard):
            shown, earlier = texts(order)
            self.assertEqual([shown, *earlier], expected, order)

    def test_edits_follow_one_another_by_time(self):
        self.assert_any_order(
            ["green", "red", "blue"],
            said("blue"),
            said("red", after(10)),
            said("green", after(20)),
        )

    def test_fractions_of_a_second_count(self):
        self.assert_any_order(
            ["green", "red", "blue"],
            said("blue"),
            said("red", after(10.25)),
            said("green", after(10.75)),
        )

    def test_in_the_same_second_the_networks_number_counts(self):
        self.assert_any_order(
            ["green", "red", "blue"],
            said("blue"),
            said("red", after(10), "9"),
            said("green", after(10), "10"),
        )

    def test_numbers_inside_of_words_count(self):
        self.assert_any_order(
            ["green", "red", "blue"],
            said("blue"),
            said("red", after(10), "v1.9"),
            said("green", after(10), "v1.10"),
        )

    def test_an_edit_is_newer_than_its_post_whatever_its_clock_says(self):
        for edited in (after(-30), after(0), datetime(1970, 1, 1), datetime.min):
            self.assert_any_order(["red", "blue"], said("blue"), said("red", edited))

    def test_an_edit_of_the_year_9999_does_not_rule_those_that_are_heard_later(self):
        never = said("red", datetime.max, received=after(60))
        self.assertEqual(
            texts([said("blue"), never, said("green", after(90), received=after(91))]),
            ("green", ["red", "blue"]),
        )

    def test_local_times_without_their_zone_keep_their_order(self):
        ahead = timedelta(hours=14)
        self.assert_any_order(
            ["green", "red", "blue"],
            said("blue", posted=NOON + ahead),
            said("red", after(10) + ahead),
            said("green", after(20) + ahead),
        )

    def test_without_any_order_what_is_heard_last_is_newest(self):
        blue, red, green = said("blue"), said("red", after(9)), said("green", after(9))
        self.assertEqual(texts([blue, red, green]), ("green", ["red", "blue"]))
        self.assertEqual(texts([blue, green, red]), ("red", ["green", "blue"]))

    def test_a_digest_is_no_order(self):
        digests = "f" * 64, "0" * 64
        heard = [said(text, after(9), text[0] * 64) for text in ("9z", "1a")]
        self.assertEqual(texts(heard), ("1a", ["9z"]))
        self.assertEqual(len({versions.make_key(True, NOON, d) for d in digests}), 1)


class TestRepetition(BaseCase):
    """What was heard already changes nothing."""

    def test_the_same_version_twice(self):
        heard = [said("blue"), said("red", after(10)), said("red", after(10))]
        self.assertEqual(texts(heard), ("red", ["blue"]))

    def test_the_same_version_under_another_number(self):
        red, again = said("red", after(10), "1"), said("red", after(10), "7")
        self.assertEqual(texts([said("blue"), red, again]), ("red", ["blue"]))
        self.assertEqual(texts([said("blue"), again, red]), ("red", ["blue"]))

    def test_a_second_of_three_is_no_repetition_of_the_first(self):
        heard = [
            said("red", after(10), "1"),
            said("red", after(10), "3"),
            said("green", after(10), "2"),
        ]
        self.assertEqual(texts(heard)[0], "red")
        self.assertEqual(texts(reversed(heard))[0], "red")

    def test_a_post_that_comes_again_whatever_time_it_gives_itself(self):
        heard = [said("blue"), said("blue, too", posted=after(5))]
        self.assertEqual(texts(heard), ("blue", []))

    def test_text_that_no_database_takes_is_the_same_text(self):
        heard = [said("red\x00", after(10)), said("red", after(10))]
        self.assertEqual(texts(heard), ("red", []))


class TestParents(BaseCase):
    """Parents come before their answers, whatever their clocks say."""

    def ids(self, *posts):
        posts = [
            Post(eid, eid, MARIA, "", NOON, parent_external_id=to) for eid, to in posts
        ]
        return [post.external_id for post in versions.put_parents_first(posts)]

    def test_a_chain_that_comes_backwards(self):
        self.assertEqual(self.ids(("c", "b"), ("b", "a"), ("a", "")), ["a", "b", "c"])

    def test_what_has_nothing_to_do_with_each_other_stays_in_its_order(self):
        self.assertEqual(self.ids(("b", ""), ("a", ""), ("c", "x")), ["b", "a", "c"])

    def test_a_circle_ends(self):
        circle = (("a", "c"), ("b", "a"), ("c", "b"))
        self.assertEqual(sorted(self.ids(*circle)), ["a", "b", "c"])
        self.assertEqual(self.ids(("a", "a")), ["a"])

    @given(st.permutations([(str(n), str(n - 1)) for n in range(1, 9)]))
    def test_each_comes_once_and_behind_its_parent(self, posts):
        ids = self.ids(*posts)
        self.assertEqual(ids, sorted(ids))
        self.assertEqual(len(ids), 8)


#: Edits as networks number them: no two with one time and one number.
histories = st.lists(
    st.tuples(st.sampled_from([0, 0.5, 1, 2]), st.integers(0, 12)),
    unique=True,
    max_size=6,
)


class TestAnyOrder(BaseCase):
    """Whatever the order and the batches in which versions are heard."""

    @given(histories, st.randoms(use_true_random=False))
    def test_any_order_ends_the_same(self, edits, chance):
        heard = [said("first")] + [
            said(f"{at} {number}", after(at), str(number)) for at, number in edits
        ]
        expected = texts(sorted(heard, key=lambda v: v.key))
        chance.shuffle(heard)
        self.assertEqual(texts(heard), expected)

    @given(histories, st.integers(0, 7))
    def test_one_after_the_other_ends_as_all_at_once(self, edits, cut):
        heard = [
            said(f"{at} {number}", after(at), str(number)) for at, number in edits
        ] + [said("first")]
        known = {k: v.text for k, v in versions.fold(heard[:cut]).items()}
        for version in heard[cut:]:
            key = versions.find_new_key(known, version)
            known |= {key: version.text} if key else {}
        at_once = {k: v.text for k, v in versions.fold(heard).items()}
        self.assertEqual(dict(sorted(known.items())), at_once)


class TestNames(BaseCase):
    """C11: answers name the first ID of their parent, whichever version they saw."""

    def version(self, external_id, parent="", newest=""):
        post = Post(
            external_id,
            "root",
            MARIA,
            "Hello",
            posted_at=NOON,
            parent_external_id=parent,
            version_external_id=newest,
        )
        return versions.Version(post, RECEIVED)

    def parents(self, *heard):
        posts = {}
        for version in heard:
            posts.setdefault(version.post.external_id, []).append(version)
        named = versions.name_parents(posts)
        return {
            external_id: [version.post.parent_external_id for version in own]
            for external_id, own in named.items()
        }

    def test_a_version_is_replaced_by_the_first_id(self):
        heard = self.version("a", newest="a2"), self.version("b", parent="a2")
        self.assertEqual(self.parents(*heard), {"a": [""], "b": ["a"]})

    def test_any_version_of_the_batch_counts(self):
        heard = (
            self.version("a", newest="a2"),
            self.version("a", newest="a3"),
            self.version("b", parent="a2"),
            self.version("c", parent="a3"),
            self.version("d", parent="a"),
        )
        found = self.parents(*heard)
        self.assertEqual([found[name] for name in "bcd"], [["a"], ["a"], ["a"]])

    def test_without_versions_nothing_is_touched(self):
        posts = {"a": [self.version("a")], "b": [self.version("b", parent="a")]}
        self.assertIs(versions.name_parents(posts), posts)

    def test_an_unknown_parent_stays(self):
        version = self.version("b", parent="x")
        self.assertIs(versions.name_parent(version, {"a2": "a"}), version)

    def test_no_parent_stays_none(self):
        version = self.version("b")
        self.assertIs(versions.name_parent(version, {"a2": "a"}), version)
