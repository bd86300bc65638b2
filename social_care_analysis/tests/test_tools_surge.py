# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import complaint, storm, subject
from odoo.addons.social_care_analysis.tools.complaint import Moods, is_storm
from odoo.addons.social_care_analysis.tools.surge import (
    CAMPAIGN,
    INCIDENT,
    SHARE,
    Background,
    Voice,
    find_main_topic,
    judge,
)

FAULT, OFFERS = 1, 2
SURE = storm.ENOUGH + 0.1
USUAL = Moods(people=200, negative=40, positive=36)


def words(*own):
    return frozenset(own)


class TestSubject(BaseCase):
    """Whether people speak of one thing."""

    def test_one_thing_is_one_thing(self):
        self.assertTrue(subject.is_shared([words("router")] * 12))

    def test_two_hundred_things_that_are_broken_are_not(self):
        self.assertFalse(subject.is_shared([words(f"thing{n}") for n in range(200)]))

    def test_thirty_things_of_seven_people_each_are_not(self):
        self.assertFalse(
            subject.is_shared([words(f"thing{n % 30}") for n in range(200)])
        )

    def test_people_call_a_thing_by_several_names(self):
        names = ["internet", "wifi", "network", "router"]
        self.assertTrue(subject.is_shared([words(names[n % 4]) for n in range(40)]))

    def test_three_are_not_enough_to_share_it(self):
        few = [words("router")] * 3 + [words(f"thing{n}") for n in range(6)]
        self.assertFalse(subject.is_shared(few))
        self.assertTrue(subject.is_shared([words("router"), *few]))

    def test_where_few_name_anything_nothing_speaks_against_it(self):
        """“Not working again!!!”"""
        silent = [words()] * 12
        self.assertTrue(subject.is_shared(silent))
        self.assertTrue(subject.is_shared(silent + [words(f"x{n}") for n in range(11)]))
        self.assertFalse(
            subject.is_shared(silent + [words(f"x{n}") for n in range(13)])
        )

    def test_what_everybody_always_names_is_no_new_subject(self):
        usual = [words("order", f"thing{n}") for n in range(100)]
        unlike = [words("order", f"other{n}") for n in range(20)]
        self.assertFalse(subject.is_shared(unlike, usual))
        self.assertTrue(subject.is_shared(unlike))

    def test_what_half_always_name_is_one_if_all_do(self):
        usual = [words("internet"), words("invoice")] * 50
        self.assertTrue(subject.is_shared([words("internet")] * 12, usual))
        mostly = [words("internet")] * 26 + [words(f"x{n}") for n in range(14)]
        self.assertTrue(subject.is_shared(mostly, usual + usual[:60]))


class TestNews(BaseCase):
    """How much a word is worth that was rare before."""

    usual = [words(f"thing{n % 30}", "parcel") for n in range(300)]

    def test_a_new_word_that_many_share_is_evidence(self):
        said = [words("lift", f"thing{n}") for n in range(12)]
        self.assertEqual(subject.decades(said, self.usual), subject.MOST)

    def test_a_usual_word_is_none(self):
        said = [words("parcel", f"other{n}") for n in range(12)]
        self.assertEqual(subject.decades(said, self.usual), 0)

    def test_a_new_word_of_three_is_none(self):
        said = [words("lift")] * 3 + [words(f"other{n}") for n in range(9)]
        self.assertEqual(subject.decades(said, self.usual), 0)

    def test_where_nothing_is_known_it_is_hardly_any(self):
        said = [words("lift")] * 5 + [words(f"other{n}") for n in range(7)]
        self.assertLess(subject.decades(said, []), subject.decades(said, self.usual))

    def test_the_more_words_there_are_the_less_one_of_them_tells(self):
        few = [words("lift") if n < 4 else words() for n in range(60)]
        many = [
            own | words(*(f"{n}-{m}" for m in range(40))) for n, own in enumerate(few)
        ]
        self.assertLess(
            subject.decades(many, self.usual), subject.decades(few, self.usual)
        )


class TestComplaint(BaseCase):
    """Whether the moods are those of a storm."""

    def test_many_complaints_are_one(self):
        self.assertTrue(Moods(40, 18, 2).are_complaints(USUAL))

    def test_as_many_as_usual_are_none(self):
        self.assertFalse(Moods(40, 8, 7).are_complaints(USUAL))

    def test_praise_speaks_against_it(self):
        self.assertTrue(Moods(20, 8, 0).are_complaints(USUAL))
        self.assertFalse(Moods(20, 8, 6).are_complaints(USUAL))

    def test_a_few_complaints_are_too_little_evidence(self):
        self.assertFalse(Moods(4, 3, 0).are_complaints(USUAL))

    def test_a_large_crowd_is_not_judged_by_a_few(self):
        """Thirty complaints among five hundred."""
        calm = Moods(1000, 0, 0)
        self.assertFalse(Moods(500, 30, 0).are_complaints(calm))

    def test_where_people_always_complain_it_takes_more(self):
        angry = Moods(200, 110, 10)
        self.assertTrue(Moods(20, 9, 0).are_complaints(USUAL))
        self.assertFalse(Moods(20, 9, 0).are_complaints(angry))

    def test_a_trouble_is_one_in_any_mood_but_joy(self):
        self.assertTrue(is_storm(Moods(12, 0, 0), USUAL, True))
        self.assertTrue(is_storm(Moods(12, 3, 3), USUAL, True))
        self.assertTrue(is_storm(Moods(100, 0, 2), USUAL, True))
        self.assertFalse(is_storm(Moods(12, 1, 5), USUAL, True))
        self.assertFalse(is_storm(Moods(12, 0, 0), USUAL, False))

    def test_many_complaints_are_one_whatever_the_topic(self):
        self.assertTrue(is_storm(Moods(40, 18, 2), USUAL, False))

    @given(st.integers(1, 300), st.integers(0, 300), st.integers(0, 300))
    def test_one_complaint_more_never_calms(self, people, negative, positive):
        before = Moods(people, negative, positive)
        after = Moods(people, negative + 1, positive)
        if before.are_complaints(USUAL):
            self.assertTrue(after.are_complaints(USUAL))

    def test_nothing_known_is_as_usual(self):
        nobody = complaint.Moods(0, 0, 0)
        self.assertTrue(Moods(40, 18, 2).are_complaints(nobody))
        self.assertFalse(Moods(40, 8, 7).are_complaints(nobody))


class TestJudge(BaseCase):
    """Incident, perhaps a campaign, or nothing."""

    background = Background(
        tuple(
            Voice(n, words(f"thing{n % 40}"), -1 if n % 5 == 0 else 0, FAULT)
            for n in range(200)
        ),
        frozenset([FAULT]),
    )

    def crowd(self, count=14, mood=0, topic=FAULT, about=("router",), **vals):
        return [
            Voice(1000 + n, words(*about), mood, topic, **vals) for n in range(count)
        ]

    def judge(self, key, voices, evidence=SURE, share=1.0):
        return judge(key, evidence, voices, self.background, share)

    def test_a_trouble_of_many_is_an_incident(self):
        self.assertEqual(self.judge("topic:1", self.crowd()), INCIDENT)

    def test_many_without_a_trouble_or_complaints_may_be_a_campaign(self):
        for topic in (None, OFFERS):
            crowd = self.crowd(topic=topic)
            self.assertEqual(self.judge("term:#win", crowd), CAMPAIGN)

    def test_many_who_complain_are_an_incident_without_a_topic(self):
        crowd = self.crowd(mood=-1, topic=None)
        self.assertEqual(self.judge("term:#lift", crowd), INCIDENT)

    def test_a_trouble_that_people_are_glad_of_may_be_a_campaign(self):
        self.assertEqual(self.judge("topic:1", self.crowd(mood=1)), CAMPAIGN)

    def test_too_few_are_nothing(self):
        evidence = storm.LEAST - 0.1
        self.assertIsNone(self.judge("topic:1", self.crowd(), evidence))

    def test_too_few_are_nothing_whatever_they_say(self):
        """A new word and the number must both tell something."""
        voices = self.crowd(40)
        with patch.object(subject, "MOST", 9.0):
            self.assertIsNone(self.judge("topic:1", voices, storm.LEAST - 0.1))

    def test_a_topic_is_compared_with_itself(self):
        """What people say of other topics is not usual here."""
        others = [Voice(n, words("router"), 0, OFFERS) for n in range(300, 900)]
        background = Background(
            (*self.background.voices, *others), self.background.troubles
        )
        evidence = storm.ENOUGH - 1
        found = judge("topic:1", evidence, self.crowd(), background)
        self.assertEqual(found, INCIDENT)

    def test_a_term_needs_a_share_of_all(self):
        for key in ("term:#lift", "term:broken"):
            self.assertIsNone(self.judge(key, self.crowd(), share=SHARE - 0.01))
            self.assertEqual(self.judge(key, self.crowd(), share=SHARE), INCIDENT)
        self.assertEqual(self.judge("topic:1", self.crowd(), share=0.01), INCIDENT)

    def test_unlike_complaints_are_nothing(self):
        unlike = [Voice(1000 + n, words(f"x{n}"), -1, FAULT) for n in range(200)]
        for key in ("topic:1", "term:broken", "group:7"):
            self.assertIsNone(self.judge(key, unlike))

    def test_a_hashtag_is_a_subject_itself(self):
        unlike = [Voice(1000 + n, words(f"x{n}"), -1, FAULT) for n in range(20)]
        self.assertEqual(self.judge("term:#lift", unlike), INCIDENT)

    def test_a_hashtag_that_people_copy_is_nothing(self):
        """Ten people below one post share its hashtag."""
        crowd = self.crowd(8, mood=-1) + [Voice(1, words("x"), -1, FAULT)] * 6
        self.assertIsNone(self.judge("term:#lift", crowd))
        self.assertEqual(self.judge("term:#lift", crowd + self.crowd(10)), INCIDENT)

    def test_a_new_word_adds_to_the_number(self):
        evidence = storm.ENOUGH - 1
        self.assertEqual(self.judge("topic:1", self.crowd(), evidence), INCIDENT)
        self.assertIsNone(self.judge("term:#lift", self.crowd(), evidence))

    def test_the_words_of_a_conversation_are_no_other_evidence(self):
        """Ten people below one post share its words."""
        evidence = storm.ENOUGH - 1
        talk = [Voice(1, words("router"), -1, FAULT) for _ in range(14)]
        self.assertIsNone(self.judge("topic:1", talk, evidence))
        self.assertEqual(self.judge("topic:1", talk), INCIDENT, "their number is")

    def test_what_a_campaign_brings_to_a_topic_belongs_to_it(self):
        crowd = self.crowd(12) + self.crowd(4, in_campaign=True)
        self.assertEqual(self.judge("topic:1", crowd), CAMPAIGN)
        crowd = self.crowd(14) + self.crowd(4, in_campaign=True)
        self.assertEqual(self.judge("topic:1", crowd), INCIDENT)

    def test_a_campaign_that_makes_people_angry_is_an_incident(self):
        crowd = self.crowd(mood=-1, in_campaign=True)
        self.assertEqual(self.judge("term:#win", crowd), INCIDENT)

    def test_half_make_a_topic(self):
        self.assertEqual(
            find_main_topic(self.crowd(5) + self.crowd(5, topic=None)), FAULT
        )
        self.assertIsNone(find_main_topic(self.crowd(5) + self.crowd(6, topic=None)))
        thirds = [self.crowd(4, topic=topic) for topic in (1, 2, 3)]
        self.assertIsNone(find_main_topic(sum(thirds, [])))
