# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import unittest

from hypothesis import given

from ..tools.candidate_log import pack_candidates, unpack_candidates
from ..tools.engine import Snapshot
from .engine_cases import snapshots


class TestLooks(unittest.TestCase):
    @given(snapshots())
    def test_everybody_of_the_teams_asked_is_in_or_out_as_they_were(self, make):
        snapshot = make()
        keys = {(item.lane, item.step) for item in snapshot.items}
        looks = json.loads(json.dumps(pack_candidates(snapshot, keys)))
        for lane, step in keys:
            asked = snapshot.lanes[lane].get_asked(step)
            look = unpack_candidates(looks, lane, step)
            told = dict.fromkeys(look["in"], "in")
            told |= {one: code for code, ones in look["out"].items() for one in ones}
            self.assertEqual(told, self.expected(snapshot, asked))

    def expected(self, snapshot, asked):
        codes = {
            one.id: one.absent or ("skill" if asked.list_missing(one) else "in")
            for one in snapshot.people.values()
            if not asked.teams or asked.teams & one.teams
        }
        return codes

    @given(snapshots())
    def test_what_was_not_decided_about_is_not_told(self, make):
        self.assertIsNone(unpack_candidates(pack_candidates(make(), []), 1, 0))

    @given(snapshots())
    def test_how_well_they_fit_is_kept(self, make):
        snapshot = make()
        looks = pack_candidates(snapshot, [(1, 0)])
        asked = snapshot.lanes[1].get_asked(0)
        for one, fit in unpack_candidates(looks, 1, 0)["in"].items():
            self.assertEqual(fit, asked.fit(snapshot.people[one]))

    def test_an_empty_centre(self):
        self.assertEqual(
            pack_candidates(Snapshot([], [], [], 0), []), {"teams": {}, "lanes": {}}
        )
