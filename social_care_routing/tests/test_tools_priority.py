# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ..tools.priority import (
    Facts,
    get_defaults,
    get_effective_start,
    get_next_change,
    list_boosts,
)
from ..tools.priority_terms import TERMS

NOON = datetime(2026, 3, 2, 12)
HOUR = timedelta(hours=1)
WEIGHTS = get_defaults(TERMS)


def terms(now=NOON, **values):
    return dict(list_boosts(TERMS, Facts(NOON - HOUR, values), WEIGHTS, now))


class TestHeadStarts(unittest.TestCase):
    def test_what_is_like_everything_has_none(self):
        self.assertEqual(terms(), {})

    def test_danger_is_before_urgent_before_soon(self):
        codes = [terms(urgency=urgency)["urgency"] for urgency in ("3", "2", "1")]
        self.assertEqual(codes, [240, 60, 15])

    def test_only_negative_counts(self):
        self.assertEqual(terms(sentiment="negative"), {"sentiment": 10})
        self.assertEqual(terms(sentiment="positive"), {})

    def test_ten_times_the_followers_count_once_more(self):
        self.assertEqual(terms(reach=100), {"reach": 10})
        self.assertEqual(terms(reach=1_000_000), {"reach": 30})

    def test_stars_count_from_the_usual_one(self):
        self.assertEqual(terms(priority=3), {"priority": 60})
        self.assertEqual(terms(priority=0), {"priority": -30})

    def test_an_sla_counts_more_the_less_is_left(self):
        sla = NOON + 2 * HOUR, NOON + 3 * HOUR, NOON + 4 * HOUR
        counts = [
            terms(NOON + hours * HOUR, sla=sla).get("sla", 0) for hours in range(6)
        ]
        self.assertEqual(counts, [0, 0, 30, 60, 120, 120])

    def test_a_window_counts_just_before_it_closes(self):
        window = NOON + 3 * HOUR
        counts = [
            terms(NOON + hours * HOUR, window=window).get("window", 0)
            for hours in range(5)
        ]
        self.assertEqual(counts, [0, 240, 240, 0, 0])

    def test_what_is_pushed_is_before_everything(self):
        self.assertGreater(terms(pushed=NOON)["pushed"], 60 * 24 * 300)

    def test_the_largest_comes_first(self):
        facts = Facts(NOON, {"urgency": "2", "sentiment": "negative", "reach": 1000})
        codes = [code for code, _minutes in list_boosts(TERMS, facts, WEIGHTS, NOON)]
        self.assertEqual(codes, ["urgency", "reach", "sentiment"])


moments = st.integers(0, 600).map(lambda minutes: NOON + timedelta(minutes=minutes))
slas = st.tuples(moments, moments, moments).map(lambda them: tuple(sorted(them)))
facts = st.builds(
    Facts,
    waiting_since=moments,
    known=st.fixed_dictionaries(
        {
            "urgency": st.sampled_from(("", "0", "1", "2", "3")),
            "sentiment": st.sampled_from(("", "negative", "neutral", "positive")),
            "priority": st.integers(0, 3),
            "reach": st.integers(0, 10**8),
            "sla": st.none() | slas,
            "window": st.none() | moments,
        }
    ),
)


def place(facts, now):
    return get_effective_start(facts, list_boosts(TERMS, facts, WEIGHTS, now))


class TestRankProperties(unittest.TestCase):
    @given(facts, moments, moments)
    def test_between_two_changes_the_place_stays(self, known, now, later):
        """So that an index may keep the order."""
        change = get_next_change(TERMS, known, now)
        if now <= later and (change is None or later < change):
            self.assertEqual(
                list_boosts(TERMS, known, WEIGHTS, now),
                list_boosts(TERMS, known, WEIGHTS, later),
            )

    @given(facts, facts, moments)
    def test_nobody_waits_for_ever(self, first, second, now):
        """Whoever came earlier by more than all head starts is in front."""
        most = timedelta(minutes=240 + 10 + 40 + 60 + 30 + 120 + 240)
        second = replace(second, waiting_since=first.waiting_since + most)
        places = [place(one, now) for one in (first, second)]
        self.assertLessEqual(places[0], places[1])

    @given(facts, moments)
    def test_a_change_lies_ahead(self, known, now):
        change = get_next_change(TERMS, known, now)
        self.assertTrue(change is None or change > now)

    @given(facts, moments)
    def test_a_pushed_item_is_in_front_of_all_of_a_year(self, known, now):
        pushed = Facts(NOON + timedelta(days=1), known.known | {"pushed": NOON})
        places = [place(one, now) for one in (pushed, known)]
        self.assertLess(*places)
