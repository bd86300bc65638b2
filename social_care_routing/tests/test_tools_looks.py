# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import unittest

from hypothesis import given

from ..tools.engine import Snapshot
from ..tools.looks import packed, unpacked
from .engine_cases import snapshots


class TestLooks(unittest.TestCase):
    @given(snapshots())
    def test_everybody_of_the_teams_asked_is_in_or_out_as_they_were(self, make):
        snapshot = make()
        keys = {(item.lane, item.ring) for item in snapshot.items}
        looks = json.loads(json.dumps(packed(snapshot, keys)))
        for lane, ring in keys:
            asked = snapshot.lanes[lane].asked(ring)
            look = unpacked(looks, lane, ring)
            told = dict.fromkeys(look["in"], "in")
            told |= {one: code for code, ones in look["out"].items() for one in ones}
            self.assertEqual(told, self.expected(snapshot, asked))

    def expected(self, snapshot, asked):
        codes = {
            one.id: one.absent or ("skill" if asked.missing(one) else "in")
            for one in snapshot.people.values()
            if not asked.teams or asked.teams & one.teams
        }
        return codes

    @given(snapshots())
    def test_what_was_not_decided_about_is_not_told(self, make):
        self.assertIsNone(unpacked(packed(make(), []), 1, 0))

    @given(snapshots())
    def test_how_well_they_fit_is_kept(self, make):
        snapshot = make()
        looks = packed(snapshot, [(1, 0)])
        asked = snapshot.lanes[1].asked(0)
        for one, fit in unpacked(looks, 1, 0)["in"].items():
            self.assertEqual(fit, asked.fit(snapshot.people[one]))

    def test_an_empty_centre(self):
        self.assertEqual(
            packed(Snapshot([], [], [], 0), []), {"teams": {}, "lanes": {}}
        )
