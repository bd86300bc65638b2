# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tests.test_tools_rules import FACTS
from odoo.addons.social_care.tools.rules import list_unmet
from odoo.addons.social_care_analysis.tools import relevance, topics
from odoo.addons.social_care_analysis.tools.reading import read_known
from odoo.addons.social_care_analysis.tools.text import read

#: A term as a person types it, and texts that have it for a reader.
SAME = {
    "don't": ("it don’t work", "it donʼt work", "it don`t work"),
    "don’t": ("it don't work",),
    "refund": (
        "a re\u00adfund",
        "a re\u200bfund",
        "ＲＥＦＵＮＤ",
        "re\ufeff\u2060fund",
    ),
    "re\u00adfund": ("a refund please",),
    "4711": ("заказ №4711", "nº4711", "Nº 4711"),
    "№4711": ("заказ №4711", "No 4711"),
    "straße": ("STRASSE", "Strasse", "STRAẞE"),
    "STRASSE": ("in der Straße",),
    "iade": ("İADE istiyorum", "IADE"),
    "kırık": ("KIRIK geldi",),
    "acme": ("Acme™ is down",),
    "co-op": ("the co‑op", "the co–op"),
    "delay＊": ("all delayed",),
    "退款，坏了": ("都坏了",),
}
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u202e\u034f\ufe0f"


def judge(sample, keywords):
    batch = read_known([sample], [""])
    (found,) = topics.judge(batch, topics.Keywords({"1": keywords}))
    return found.label


class TestFoldedKeywords(BaseCase):
    """A keyword of a topic is found where the word of a rule is."""

    def test_what_looks_the_same_is_found(self):
        for keyword, samples in SAME.items():
            for sample in samples:
                self.assertEqual(judge(sample, keyword), "1", (keyword, sample))

    def test_what_looks_otherwise_is_not(self):
        for keyword, sample in (
            ("don't", "dont"),
            ("4711", "№47110"),
            ("muller", "Müller"),
            ("refund", "re fund"),
        ):
            self.assertEqual(judge(sample, keyword), "", (keyword, sample))

    @given(
        st.text("abcdßäéžłñİı", min_size=4, max_size=9),
        st.text(INVISIBLE, min_size=1, max_size=3),
        st.integers(1, 3),
        st.sampled_from((str.upper, str.lower, str.title)),
    )
    def test_rules_and_topics_agree(self, word, signs, place, change):
        sample = change(word[:place] + signs + word[place:])
        rule = {"words": word}
        is_found = not list_unmet(rule, replace(FACTS, text=sample))
        self.assertTrue(is_found, ascii(sample))
        self.assertEqual(judge(sample, word), "1", ascii(sample))

    def test_another_sense_of_the_name_is_found_so(self):
        for typed, sample in (
            ("grimm's tales", "Grimm’s ta\u00adles are great for children"),
            ("apple strasse", "a walk along the Apple Straße"),
        ):
            (found,) = relevance.judge(
                read_known([sample], ["en"]), relevance.rules(typed)
            )
            self.assertEqual(found.reason, "other", sample)

    def test_hashtags_are_one_however_they_are_written(self):
        self.assertEqual(
            read("#Straßenbahn").tokens, read("#STRASSEN\u00adBAHN").tokens
        )
