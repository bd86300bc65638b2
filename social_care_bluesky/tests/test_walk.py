# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import datetime, timedelta

from odoo.tests import BaseCase

from ..tools import walk

NOON = datetime(2026, 5, 4, 12)


def ago(**kwargs):
    return NOON - timedelta(**kwargs)


class TestWalk(BaseCase):
    def later(self, step, **kwargs):
        """The walk that follows ``step``, so much later."""
        return walk.resume(step.as_cursor(), step.started + timedelta(**kwargs))

    def test_first_walk_goes_a_day_back(self):
        step = walk.resume({}, NOON)
        self.assertEqual(step.floor, ago(days=1))
        self.assertEqual(step.since, ago(days=1))
        self.assertFalse(step.page)

    def test_ends_below_the_floor(self):
        step = walk.resume({}, NOON)
        self.assertEqual(step.advance([ago(hours=1), ago(hours=2)], "p2").page, "p2")
        self.assertEqual(step.advance([ago(hours=1), ago(hours=25)], "p2").page, "")

    def test_ends_with_the_list(self):
        step = walk.resume({}, NOON)
        self.assertEqual(step.advance([ago(hours=1)], "").page, "")
        self.assertEqual(step.advance([], "").page, "")

    def test_a_page_of_nothing_shown_goes_on(self):
        self.assertEqual(walk.resume({}, NOON).advance([], "p2").page, "p2")

    def test_walk_under_way_is_resumed(self):
        step = walk.resume({}, NOON).advance([ago(hours=1)], "p2")
        self.assertEqual(self.later(step, minutes=3), step)

    def test_next_walk_overlaps(self):
        step = self.later(walk.resume({}, NOON), minutes=5)
        self.assertEqual(step.started, NOON + timedelta(minutes=5))
        self.assertEqual(step.floor, NOON - walk.OVERLAP)

    def test_what_comes_during_a_walk_is_in_the_next(self):
        step = walk.resume({}, NOON).advance([ago(hours=1)], "p2")
        done = self.later(step, hours=2).advance([ago(hours=25)], "p3")
        self.assertLess(self.later(done, hours=3).floor, NOON)

    def test_deep_walk_once_an_hour(self):
        step = walk.resume({}, NOON)
        self.assertEqual(self.later(step, minutes=59).deep_at, NOON)
        deep = self.later(step, minutes=60)
        self.assertEqual(deep.deep_at, deep.started)
        self.assertEqual(deep.floor, deep.started - walk.DEEP)

    def test_after_an_outage_nothing_is_left_out(self):
        step = self.later(walk.resume({}, NOON), hours=20)
        self.assertEqual(step.floor, NOON - walk.OVERLAP)

    def test_once_a_day_to_the_end_of_the_list(self):
        """A clock that is days behind puts a post under all that is younger."""
        step = self.later(walk.resume({}, NOON), days=1)
        self.assertEqual(step.floor, datetime.min)
        self.assertEqual(step.advance([datetime(2006, 1, 1)], "p2").page, "p2")
        self.assertEqual(step.full_at, step.started)
        self.assertNotEqual(self.later(step, minutes=1).floor, datetime.min)

    def test_the_way_to_the_end_is_bounded(self):
        step = self.later(walk.resume({}, NOON), days=1)
        for number in range(walk.FULL_PAGES - 1):
            step = step.advance([NOON], f"p{number}")
            self.assertTrue(step.page)
        self.assertFalse(step.advance([NOON], "more").page)

    def test_what_was_there_before_us_stays_so(self):
        """Else what the retention erased would come back."""
        step = walk.resume({}, NOON)
        for _hour in range(3 * 24):
            step = self.later(step, hours=1)
        self.assertEqual(step.since, ago(days=1))

    def test_a_cursor_of_an_earlier_version_goes_on(self):
        cursor = {
            "started": NOON.isoformat(),
            "floor": ago(minutes=20).isoformat(),
            "deep_at": ago(minutes=30).isoformat(),
            "page": "",
        }
        step = walk.resume(cursor, NOON + timedelta(minutes=1))
        self.assertEqual(step.floor, NOON - walk.OVERLAP)
        self.assertEqual(step.since, ago(minutes=30) - walk.DEEP)

    def test_cursor_is_json(self):
        cursor = walk.resume({}, NOON).advance([NOON], "p2").as_cursor()
        self.assertEqual(json.loads(json.dumps(cursor)), cursor)


class TestWidened(BaseCase):
    def test_time_moves_up(self):
        self.assertEqual(
            walk.shift_page("2026-05-04T12:00:00.999Z", ""), "2026-05-04T12:00:01.000Z"
        )

    def test_whole_page_of_one_time_is_left_behind(self):
        page = "2026-05-04T12:00:00.000Z"
        again = walk.shift_page(page, "")
        self.assertEqual(walk.shift_page(page, again), page)

    def test_other_cursors_are_the_networks_business(self):
        late = "9999-12-31T23:59:59.999Z"
        for page in ("", "1777896000000::bafyrei", "100", late):
            self.assertEqual(walk.shift_page(page, ""), page)
