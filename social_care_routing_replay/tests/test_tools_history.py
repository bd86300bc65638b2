# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from datetime import datetime, timedelta
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.helpdesk_mgmt_sla_response.tools.working_time import WorkingTime
from odoo.addons.social_care_routing.tools.priority import Facts, get_defaults
from odoo.addons.social_care_routing.tools.priority_terms import TERMS

from ..tools import history
from ..tools.history import (
    list_boost_changes,
    list_relaxations,
    merge_spans,
    to_seconds,
)

NOON = datetime(2026, 3, 2, 12)
HOUR = timedelta(hours=1)
AT = to_seconds(NOON)
WEIGHTS = get_defaults(TERMS)
SPANS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1]))
)


def covered(spans):
    return {moment for start, stop in spans for moment in range(start, stop)}


class TestSeconds(unittest.TestCase):
    def test_seconds_since_the_epoch(self):
        self.assertEqual(to_seconds(datetime(1970, 1, 2)), 86400)

    def test_none_is_infinitely_late(self):
        self.assertEqual(to_seconds(None), inf)
        self.assertEqual(to_seconds(False), inf)


# Half of it, three quarters, and its end.
SLA = NOON + 2 * HOUR, NOON + 3 * HOUR, NOON + 4 * HOUR


class TestStarts(unittest.TestCase):
    def test_an_ordinary_contact_has_no_boost(self):
        self.assertEqual(list_boost_changes(TERMS, Facts(NOON), WEIGHTS), ((AT, 0),))

    def test_an_sla_target_adds_boosts_as_it_comes_nearer(self):
        facts = Facts(NOON, {"urgency": "2", "sla": SLA})
        self.assertEqual(
            list_boost_changes(TERMS, facts, WEIGHTS),
            (
                (AT, 3600),
                (AT + 2 * 3600, 3600 + 1800),
                (AT + 3 * 3600, 3600 + 3600),
                (AT + 4 * 3600, 3600 + 7200),
            ),
        )

    def test_a_closed_reply_window_has_no_boost(self):
        facts = Facts(NOON, {"window": NOON + 3 * HOUR})
        minutes = [
            seconds / 60 for _at, seconds in list_boost_changes(TERMS, facts, WEIGHTS)
        ]
        self.assertEqual(minutes, [0, 240, 0])


class TestRings(unittest.TestCase):
    def hours(self):
        """Work from 9 to 13 each day."""

        def read(start, stop):
            days = (datetime(2026, 3, 1) + timedelta(days=n) for n in range(60))
            spans = [(day + 9 * HOUR, day + 13 * HOUR) for day in days]
            return [span for span in spans if start <= span[0] < stop]

        return WorkingTime(read, datetime(2026, 3, 2))

    def test_relaxation_steps_count_working_hours(self):
        found = list_relaxations([30, 120], self.hours(), NOON)
        tomorrow = NOON + 22 * HOUR
        self.assertEqual(found, (AT + 1800, to_seconds(tomorrow)))

    def test_steps_that_never_apply_are_left_out(self):
        hours = WorkingTime(lambda start, stop: [], NOON)
        self.assertEqual(list_relaxations([30], hours, NOON), ())


class TestSpans(unittest.TestCase):
    def test_touching_spans_are_merged(self):
        self.assertEqual(merge_spans([(5, 8), (1, 3), (3, 4)]), ((1, 4), (5, 8)))

    @given(SPANS)
    def test_merging_covers_the_same_time(self, spans):
        found = merge_spans(spans)
        self.assertEqual(covered(found), covered(spans))
        for before, after in zip(found, found[1:], strict=False):
            self.assertLess(before[1], after[0])


class TestAttention(unittest.TestCase):
    """Agents share their time among concurrent contacts."""

    def test_a_single_contact_takes_its_whole_duration(self):
        spans = {1: ("anna", 0.0, 600.0), 2: ("anna", 600.0, 900.0)}
        self.assertEqual(history.share_attention(spans), {1: 600, 2: 300})

    def test_each_of_three_concurrent_contacts_takes_a_third(self):
        spans = {number: ("anna", 0.0, 900.0) for number in (1, 2, 3)}
        found = history.share_attention(spans)
        for number in spans:
            self.assertAlmostEqual(found[number], 300)

    def test_overlapping_time_is_shared(self):
        spans = {1: ("anna", 0.0, 600.0), 2: ("anna", 300.0, 900.0)}
        self.assertEqual(history.share_attention(spans), {1: 450, 2: 450})

    def test_agents_share_only_their_own_time(self):
        spans = {1: ("anna", 0.0, 600.0), 2: ("bert", 0.0, 600.0)}
        self.assertEqual(history.share_attention(spans), {1: 600, 2: 600})

    @given(
        st.dictionaries(
            st.integers(0, 30),
            st.tuples(st.sampled_from("ab"), st.integers(0, 5000), st.integers(1, 900)),
            max_size=15,
        )
    )
    def test_attention_sums_up_to_busy_time(self, rows):
        spans = {
            key: (who, float(start), float(start + length))
            for key, (who, start, length) in rows.items()
        }
        found = history.share_attention(spans)
        for who in "ab":
            own = [(start, stop) for one, start, stop in spans.values() if one == who]
            busy = sum(stop - start for start, stop in history.merge_spans(own))
            shares = sum(found[key] for key in spans if spans[key][0] == who)
            self.assertAlmostEqual(shares, busy, places=3)
        for key, (_who, start, stop) in spans.items():
            self.assertLessEqual(found[key], stop - start + 1e-6)
            self.assertGreater(found[key], 0)
