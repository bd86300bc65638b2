# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import lexicon
from odoo.addons.social_care_analysis.tools.matcher import get_matcher
from odoo.addons.social_care_analysis.tools.text import read

COMPLAINTS = {
    "de": "Mein Paket ist schon wieder zu spät, das ist eine Frechheit",
    "en": "Worst service ever, my order is still broken and I want a refund",
    "es": "El peor servicio, no funciona y nadie responde. Una vergüenza",
    "fr": "Service nul, toujours pas de réponse, je suis très déçu",
    "it": "Servizio pessimo, non funziona niente, vergognatevi",
    "pl": "Fatalna obsługa, paczka znowu nie dotarła, zdecydowanie nie polecam",
    "pt": "Péssimo atendimento, não funciona e ninguém responde",
    "ru": "Ужасный сервис, ничего не работает, верните деньги",
    "zh": "服务太差了，质量也不好，我要退货",
}
PRAISE = {
    "de": "Vielen Dank für die schnelle Hilfe, ihr seid super!",
    "en": "Thank you so much for the quick help, you are amazing!",
    "es": "Muchas gracias, excelente atención, me encanta",
    "fr": "Merci beaucoup, service rapide et très efficace, bravo",
    "it": "Grazie mille, siete stati gentilissimi e velocissimi",
    "pl": "Bardzo dziękuję, świetna i szybka obsługa, polecam!",
    "pt": "Muito obrigada, atendimento excelente, adorei",
    "ru": "Большое спасибо, отличный сервис, очень доволен",
    "zh": "非常满意，质量很好，谢谢",
}
DANGER = {
    "de": "Das Gerät hat Feuer gefangen, bitte sofort melden",
    "en": "The charger caught fire, my lawyer will call you",
    "es": "Se incendió el cargador, voy a la policía",
    "fr": "Le chargeur a pris feu, je contacte mon avocat",
    "it": "Il caricatore ha preso fuoco, chiamo l'avvocato",
    "pl": "Ładowarka się zapaliła, był pożar, dzwonię na policję",
    "pt": "O carregador pegou fogo, vou à polícia",
    "ru": "Зарядка загорелась, обращусь в полицию",
    "zh": "充电器着火了，我要报警",
}

FAINT_PRAISE = {
    "de": "nicht schlecht, gar nicht übel, kann man nicht meckern",
    "en": "not bad, not half bad, can't complain",
    "es": "no está mal, nada mal",
    "fr": "pas mal, c'est pas mauvais",
    "it": "niente male, mica male",
    "pl": "nieźle, nie najgorzej",
    "pt": "nada mal, não está mal",
    "ru": "неплохо, недурно",
    "zh": "不错, 不坏",
}
ANGRY_HASHTAGS = {
    "de": "#nieWieder #schlechterservice",
    "en": "#NeverAgain #neveragain #nothappy #epic_fail #customerservicefail #WTF",
    "es": "#pésimoservicio",
    "fr": "#plusjamais",
    "pl": "#nigdywięcej",
    "ru": "#УжасныйСервис #большеникогда",
}


def hits(sample, language="en"):
    return lexicon.lexicon(language).hits(read(sample))


def mood(sample, language="en"):
    return lexicon.score(hits(sample, language))


class TestLanguages(BaseCase):
    """Each of our languages knows a complaint, a praise and a danger."""

    def test_a_complaint_sounds_bad(self):
        for language, sample in COMPLAINTS.items():
            self.assertLess(mood(sample, language), -0.3, language)

    def test_a_praise_sounds_good(self):
        for language, sample in PRAISE.items():
            self.assertGreater(mood(sample, language), 0.3, language)

    def test_danger_presses_most(self):
        for language, sample in DANGER.items():
            found = get_matcher("urgency").find(read(sample), language)
            self.assertEqual(found[0].kind, "danger", language)

    def test_each_list_is_long_enough_to_be_of_use(self):
        for language in lexicon.LANGUAGES:
            terms = list(lexicon.sections(language))
            self.assertGreater(len(terms), 400, language)

    def test_no_term_stands_twice_under_one_meaning(self):
        for name in (*lexicon.LANGUAGES, "emoji", "relevance"):
            terms = [
                (meaning, term) for meaning, _weight, term in lexicon.sections(name)
            ]
            self.assertEqual(len(terms), len(set(terms)), name)

    def test_every_star_ends_its_term(self):
        for name in (*lexicon.LANGUAGES, "emoji", "relevance"):
            for _meaning, _weight, term in lexicon.sections(name):
                if any(map(str.isalnum, term)):
                    self.assertNotIn("*", term[:-1], name)

    def test_an_unknown_language_is_read_by_what_all_agree_on(self):
        self.assertGreater(mood("gracias, danke, thanks", ""), 0.3)
        self.assertLess(mood("Katastrophe! worst, terrible", ""), -0.3)

    def test_a_language_without_a_list_has_its_emoji(self):
        self.assertGreater(mood("теше 😍", "tt"), 0)
        self.assertEqual(mood("worst", "tt"), 0)


class TestSigns(BaseCase):
    """What people type instead of words."""

    def test_sad_smileys(self):
        for sign in ":( :-( :'( :'-( >:( :/ =/ -.- >.< T_T ;_; x( :c </3 D: :@".split():
            self.assertLess(mood(f"my parcel {sign}"), 0, sign)

    def test_glad_smileys(self):
        for sign in ":) :-) :D ;D =D :') <3 ^_^ *_* :* \\o/ XD (:".split():
            self.assertGreater(mood(f"my parcel {sign}"), 0, sign)

    def test_what_only_looks_like_a_smiley(self):
        for sample in ("Note: a box", "2 * 3", "a) b) c)", "8:30", "tax(es)"):
            self.assertEqual(hits(sample), [], sample)


class TestHashtags(BaseCase):
    """A hashtag says what its words say."""

    def test_its_words_are_read(self):
        for language, samples in ANGRY_HASHTAGS.items():
            for sample in samples.split():
                self.assertLess(mood(sample, language), 0, sample)

    def test_one_word_is_read_in_its_sentence(self):
        self.assertLess(mood("I am not #happy"), 0)

    def test_the_name_of_a_show_is_no_praise(self):
        for sample in ("#VideoShowAoVivo", "#videoshowaovivo", "#DomingoLegal"):
            self.assertEqual(mood(sample, "pt"), 0, sample)

    def test_a_phrase_of_the_list_counts_whatever_its_mood(self):
        self.assertGreater(mood("#thankyou"), 0)

    def test_an_empty_hashtag_is_no_error(self):
        self.assertEqual(hits("# #_ ##"), [])


class TestWeighing(BaseCase):
    """A word says what the words before it make of it."""

    def test_negation_turns_a_word_round(self):
        self.assertGreater(mood("I am satisfied"), 0)
        self.assertLess(mood("I am not really satisfied"), 0)
        self.assertLess(mood("je n'aime pas", "fr"), 0)

    def test_a_phrase_of_the_list_is_not_turned_again(self):
        self.assertLess(mood("nie polecam", "pl"), 0)
        self.assertGreater(mood("can't wait"), 0)

    def test_faint_praise_is_praise(self):
        for language, samples in FAINT_PRAISE.items():
            for sample in samples.split(", "):
                self.assertGreater(mood(sample, language), 0, sample)

    def test_negation_reaches_the_last_word(self):
        """``bad`` begins longer terms, which end beyond the text here."""
        self.assertGreater(mood("this is not bad"), 0)

    def test_negation_reaches_three_words_only(self):
        self.assertGreater(mood("no but this one was great"), 0)

    def test_intensifiers_raise_and_others_lower(self):
        plain = abs(mood("rude"))
        self.assertGreater(abs(mood("very rude")), plain)
        self.assertLess(abs(mood("somewhat rude")), plain)

    def test_what_is_denied_does_not_press(self):
        self.assertEqual(hits("this is not urgent"), [])

    def test_what_only_looks_like_danger_is_none(self):
        self.assertEqual([hit.urgency for hit in hits("great fire sale")], [0])

    def test_the_words_found_are_named(self):
        self.assertEqual(
            [hit.words for hit in hits("Third time my order is broken :(")],
            ["third time", "broken", ":("],
        )

    def test_the_score_stays_within_its_limits(self):
        self.assertEqual(mood(""), 0)
        self.assertLess(mood("awful " * 300), -0.99)
        self.assertGreaterEqual(mood("awful " * 300), -1)
