# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import urgency
from odoo.addons.social_care_analysis.tools.lexicon import Hit, lexicon
from odoo.addons.social_care_analysis.tools.matcher import get_matcher
from odoo.addons.social_care_analysis.tools.text import read


def judge(sample, mood=0.0, **facts):
    text = read(sample)
    found = get_matcher("urgency").find(text, "en")
    return urgency.judge(lexicon("en").hits(text), mood, **facts, findings=found)


class TestUrgency(BaseCase):
    """Words of danger press most; anger, repetition and reach add to words."""

    def test_words_alone(self):
        for level, sample in enumerate(
            (
                "what a nice shop",
                "still no answer",
                "I need it urgently",
                "there is smoke and fire, call the police",
            )
        ):
            self.assertEqual(judge(sample).level, level, sample)

    def test_the_pressing_words_are_named(self):
        self.assertEqual(judge("hi, my lawyer will call tomorrow").words, ["my lawyer"])
        self.assertEqual(judge("what a nice shop").words, [])

    def test_anger_repetition_and_reach_raise_it_and_are_named(self):
        for facts, because in (
            ({"mood": -0.9}, "mood"),
            ({"message": 3}, "repetition"),
            ({"mood": -0.1, "reach": 50_000}, "reach"),
        ):
            found = judge("still no answer", **facts)
            self.assertEqual((found.level, found.because), (2, (because,)))

    def test_a_fan_with_reach_does_not_press(self):
        self.assertEqual(judge("love it", mood=0.9, reach=10**6).level, 0)

    def test_danger_is_never_guessed_without_its_words(self):
        found = judge("still no answer", mood=-1.0, message=9, reach=10**6)
        self.assertEqual(found.level, 2)

    def test_a_pleased_person_is_in_no_hurry(self):
        self.assertEqual(judge("I need it urgently, thanks", mood=0.8).level, 1)
        self.assertEqual(judge("my doctor loves it, thanks", mood=0.8).level, 0)

    def test_a_pleased_tone_does_not_calm_danger(self):
        found = judge("Great, the kettle caught fire. Thanks!", mood=0.9)
        self.assertEqual((found.level, found.kind), (3, "danger"))

    @given(
        st.lists(st.integers(0, 3)),
        st.floats(-1, 1),
        st.integers(1, 10**6),
        st.integers(0, 10**9),
    )
    def test_it_stays_within_its_levels(self, levels, mood, message, reach):
        hits = [Hit("word", 0.0, level) for level in levels]
        found = urgency.judge(hits, mood, message, reach)
        self.assertIn(found.level, range(4))
