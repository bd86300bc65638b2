# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import importlib.util
from unittest import SkipTest
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import language
from odoo.addons.social_care_analysis.tools.text import read

EXPECTED = ("de", "en", "es", "fr", "it", "pl", "pt", "ru", "zh")
SAMPLES = {
    "de": "Wann kommt endlich mein Paket an, ich warte seit einer Woche",
    "en": "When will my parcel finally arrive, I have been waiting for a week",
    "es": "Cuándo va a llegar mi paquete, llevo una semana esperando",
    "fr": "Quand est-ce que mon colis va arriver, j'attends depuis une semaine",
    "it": "Quando arriva il mio pacco, sto aspettando da una settimana",
    "pl": "Kiedy wreszcie dotrze moja paczka, czekam już od tygodnia",
    "pt": "Quando é que a minha encomenda chega, estou à espera há uma semana",
    "ru": "Когда наконец придёт моя посылка, я жду уже неделю",
    "zh": "我的包裹什么时候能到，我已经等了一个星期了",
}

UNLISTED = (
    "Kde je můj balík, čekám už týden",
    "Hei, hvor er pakken min?",
    "Hvor bliver min pakke af, jeg har ventet en uge",
    "Unde este coletul meu, aștept de o săptămână",
)


def detect(sample, hint="", candidates=EXPECTED):
    return language.detect([read(sample)], [hint], candidates)[0]


class Cases:
    """What any detector of ours must do."""

    def test_a_sentence_is_known_by_itself(self):
        for code, sample in SAMPLES.items():
            self.assertEqual(detect(sample), code)

    def test_the_text_outweighs_the_networks_tag(self):
        self.assertEqual(detect(SAMPLES["pl"], "en"), "pl")

    def test_links_handles_and_emoji_are_no_language(self):
        for sample in ("", " ", "😡😡😡", "@united", "https://t.co/abc", "12:30 !!!"):
            self.assertEqual(detect(sample, "en"), "", sample)

    def test_only_what_is_expected_is_answered(self):
        self.assertIn(detect(SAMPLES["pl"], candidates=("de", "en")), ("", "de", "en"))

    def test_shouting_is_understood(self):
        self.assertEqual(detect(SAMPLES["de"].upper()), "de")

    def test_a_language_that_is_not_expected_is_unknown(self):
        for sample in UNLISTED:
            self.assertEqual(detect(sample), "", sample)

    def test_kana_is_japanese_and_han_chinese(self):
        candidates = (*EXPECTED, "ja")
        for sample, code in {"はい": "ja", "荷物まだ": "ja", "漢字": "zh"}.items():
            self.assertEqual(detect(sample, candidates=candidates), code, sample)

    def test_what_a_script_says_is_unknown_where_it_is_not_expected(self):
        self.assertEqual(detect("はい、荷物はどこですか"), "")
        self.assertEqual(detect("我的包裹在哪", candidates=("de", "ja")), "")

    def test_short_cyrillic_is_russian_first(self):
        for sample in ("спасибо", "привет", "Добрый день"):
            self.assertEqual(detect(sample, candidates=(*EXPECTED, "uk")), "ru", sample)

    def test_letters_that_only_ukrainian_has_are_ukrainian(self):
        for sample in ("де мій пакунок", "привіт, де замовлення?"):
            self.assertEqual(detect(sample, candidates=(*EXPECTED, "uk")), "uk", sample)

    def test_a_batch_keeps_its_order(self):
        texts = [read(sample) for sample in SAMPLES.values()]
        found = language.detect(texts, [""] * len(texts), EXPECTED)
        self.assertEqual(found, list(SAMPLES))

    def test_a_language_that_the_detector_does_not_know_is_no_error(self):
        self.assertEqual(detect(SAMPLES["de"], candidates=(*EXPECTED, "tlh")), "de")


class TestLanguage(Cases, BaseCase):
    """The language is told where the text shows it."""

    def test_the_networks_tag_decides_about_a_few_letters(self):
        self.assertEqual(detect("400 error", "en"), "en")

    @given(st.text(st.characters(codec=None)), st.sampled_from(["", "en", "xx-YY"]))
    def test_whatever_comes_is_answered(self, sample, hint):
        self.assertIn(detect(sample, hint), ("", *EXPECTED))


class TestFallback(Cases, BaseCase):
    """py3langid does the same where eldc is not installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not importlib.util.find_spec("py3langid"):
            raise SkipTest("py3langid is not installed")
        without = patch.dict("sys.modules", {"eldc": None})
        without.start()
        cls.addClassCleanup(language._load_detector.cache_clear)
        cls.addClassCleanup(without.stop)
        language._load_detector.cache_clear()


class TestChoice(BaseCase):
    """Between languages that are close the network's tag decides."""

    def choose(self, words, hint, foreign=("xx", 0.0), **scores):
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        detector = language.Detector(
            tuple(scores), lambda _words: ranked, lambda _words: [foreign]
        )
        return language._choose(words, hint, detector)

    def test_a_close_call_goes_to_the_tag(self):
        chosen = self.choose("obrigado amigo meu bem", "pt", es=0.80, pt=0.78)
        self.assertEqual(chosen, "pt")

    def test_a_clear_call_does_not(self):
        chosen = self.choose("obrigado amigo meu bem", "pt", es=0.80, pt=0.70)
        self.assertEqual(chosen, "es")

    def test_a_close_call_about_a_word_is_unknown(self):
        self.assertEqual(self.choose("ok", "", it=0.85, pl=0.83), "")
        self.assertEqual(self.choose("ok", "pl", it=0.85, pl=0.83), "pl")

    def test_a_close_call_about_a_sentence_goes_to_the_first(self):
        chosen = self.choose("gran sorpresa para todos", "", es=0.80, pt=0.78)
        self.assertEqual(chosen, "es")

    def test_what_fits_nothing_is_unknown(self):
        self.assertEqual(self.choose("qwrt zxcv", "en", en=0.1), "")
        self.assertEqual(self.choose("qwrt zxcv", "en"), "")

    def test_a_language_that_fits_better_is_none_of_ours(self):
        words = "hvor er pakken min"
        chosen = self.choose(words, "nl", foreign=("no", 0.91), nl=0.7, de=0.4)
        self.assertEqual(chosen, "nl")
        chosen = self.choose(words, "de", foreign=("no", 0.91), nl=0.7, de=0.4)
        self.assertEqual(chosen, "")

    def test_a_language_that_fits_hardly_better_is_no_reason(self):
        words = "gran sorpresa para todos"
        chosen = self.choose(words, "", foreign=("ca", 0.83), es=0.80, pt=0.7)
        self.assertEqual(chosen, "es")

    def test_a_short_text_that_fits_badly_is_unknown(self):
        self.assertEqual(self.choose("suxx lol", "", sv=0.42, nl=0.2), "")
        self.assertEqual(self.choose("suxx lol suxx lol", "", sv=0.42, nl=0.2), "sv")

    def test_a_tag_may_name_a_region(self):
        for tag in ("pt-BR", "pt_BR", "PT"):
            self.assertEqual(language._normalize_code(tag), "pt")
