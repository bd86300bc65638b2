# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from itertools import product

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.models.social_care_mention import URGENCY_KINDS
from odoo.addons.social_care_analysis.tools.matcher import get_matcher
from odoo.addons.social_care_analysis.tools.patterns import (
    LANGUAGES,
    URGENCY,
    load_kinds,
)
from odoo.addons.social_care_analysis.tools.text import read

from .patterns_common import MutantsMixin, PatternFilesMixin, read_labeled


def find_kinds(sample, language):
    return [one.kind for one in get_matcher(URGENCY).find(read(sample), language)]


class TestPatternFiles(PatternFilesMixin, BaseCase):
    subject = URGENCY

    def test_the_kinds_are_those_of_the_mention(self):
        known = [kind for kind, _label in URGENCY_KINDS]
        self.assertEqual(list(load_kinds(URGENCY)), known)


class TestMutants(MutantsMixin, BaseCase):
    subject = URGENCY


class TestLabeled(BaseCase):
    """The labeled texts, written before the patterns: what was aimed at is reached."""

    def score(self, kinds):
        """(texts of these kinds, those found, texts in which they are found)"""
        wanted = found = raised = 0
        for language in LANGUAGES:
            for kind, text in read_labeled(URGENCY, language):
                is_raised = bool(kinds & set(find_kinds(text, language)))
                wanted += kind in kinds
                found += kind in kinds and is_raised
                raised += is_raised
        return wanted, found, raised

    def test_forty_texts_half_of_them_traps(self):
        for language in LANGUAGES:
            traps = [
                kind
                for kind, _text in read_labeled(URGENCY, language)
                if "none" in kind
            ]
            self.assertEqual(
                (len(read_labeled(URGENCY, language)), len(traps)), (40, 20)
            )

    def test_danger_is_found(self):
        wanted, found, raised = self.score({"danger"})
        self.assertGreaterEqual(found / wanted, 0.9)
        self.assertGreaterEqual(found / raised, 0.8)

    def test_self_harm_is_found(self):
        wanted, found, raised = self.score({"self_harm"})
        self.assertGreaterEqual(found / wanted, 0.95)
        self.assertGreaterEqual(found / raised, 0.8)

    def test_the_other_kinds_are_found(self):
        for kind in load_kinds(URGENCY):
            wanted, found, _raised = self.score({kind})
            if kind != "press":
                self.assertGreaterEqual(found / wanted, 0.85, kind)

    def test_traps_are_not(self):
        for language in LANGUAGES:
            for kind, text in read_labeled(URGENCY, language):
                if kind.startswith("none"):
                    self.assertEqual(find_kinds(text, language), [], text)


class TestGuards(BaseCase):
    """What a text says around a pattern."""

    def test_a_sentence_further_on_is_another_matter(self):
        self.assertEqual(
            find_kinds("A charger. Nice! We saw no smoke there.", "en"), []
        )

    def test_one_sentence_further_is_near(self):
        self.assertEqual(find_kinds("My charger! Smoke!", "en"), ["danger"])

    def test_a_negation_ends_with_its_clause(self):
        self.assertEqual(find_kinds("no, the charger caught fire", "en")[0], "danger")

    def test_what_is_not_fixed_is_not_solved(self):
        sample = "the boiler is leaking gas and still not fixed"
        self.assertIn("danger", find_kinds(sample, "en"))

    def test_self_harm_is_believed_under_a_condition(self):
        sample = "if nobody helps me I will kill myself"
        self.assertEqual(find_kinds(sample, "en"), ["self_harm"])

    def test_self_harm_is_found_in_whatever_language_it_was_taken_for(self):
        for language in ("", "tt", *LANGUAGES):
            self.assertIn("self_harm", find_kinds("ich bringe mich um", language))

    def test_an_unknown_language_is_read_with_all_patterns(self):
        self.assertEqual(find_kinds("ładowarka się zapaliła", "")[0], "danger")

    def test_accents_and_apostrophes_may_be_missing(self):
        self.assertEqual(find_kinds("nie chce juz zyc", "pl"), ["self_harm"])
        self.assertEqual(find_kinds("I dont want to live", "en"), ["self_harm"])

    def test_the_words_are_those_of_the_text(self):
        (finding,) = get_matcher(URGENCY).find(read("Der AKKU hat gebrannt"), "de")
        self.assertEqual((finding.words, finding.about), ("akku gebrannt", "akku"))


NAMES = (
    "Sue Burns,Will Killigan,Bill Court,Grace Blaze,Ash Fires,Dr. Blood,Ernesto Fuego,"
    "Consuelo Muerte,Frau Brand,Herr Feuer,Rauch GmbH,Hannah Tod,Peter Anwalt,"
    "Madame Feu,Monsieur Lavocat,Signora Fuoco,Dottor Sangue,Anna Pożarska,Jan Dym,"
    "Pozwański,Анна Пожарская,Иван Огнев,Олег Кровин,Суда Иванова,王火明,药天明,"
    "Mohammed Al-Nar,Nguyễn Thị Hỏa,Siobhán O'Hara,DeShawn Jackson,"
    "Lakisha Washington,Ayşe Yangın,Fatima Khan"
).split(",")
TEMPLATES = {
    "en": (
        "Hi, this is {}, could you resend the invoice?",
        "{}: the kettle caught fire",
    ),
    "de": ("Hallo, hier ist {}, wo bleibt die Rechnung?", "{}: der Akku brennt"),
    "fr": ("Bonjour, ici {}, où est la facture ?", "{} : le chargeur a pris feu"),
    "es": ("Hola, soy {}, ¿y la factura?", "{}: se incendió el cargador"),
    "it": ("Salve, sono {}, e la fattura?", "{}: il caricatore ha preso fuoco"),
    "pl": ("Dzień dobry, tu {}, gdzie faktura?", "{}: telefon wybuchł"),
    "pt": ("Olá, aqui é {}, e a fatura?", "{}: o celular explodiu"),
    "ru": ("Здравствуйте, это {}, где счёт?", "{}: телефон взорвался"),
    "zh": ("你好，我是{}，发票呢？", "{}：手机爆炸了"),
}
# The same matter as people of other regions, ages and keyboards say it.
DIALECTS = {
    "en": (
        ("the socket is sparking", "da socket be sparkin, sparks n all"),
        ("my son swallowed a battery", "me bairn, me son swallowed a battery like"),
        ("I want to kill myself", "i wanna unalive myself"),
        ("I do not want to live", "i dont wanna live no more"),
        ("where is my parcel", "wheres me parcel mate"),
    ),
    "de": (
        ("ich will nicht mehr leben", "i mag nimmer leben"),
        ("ich bringe mich um", "i bring mi um"),
        ("die Bremsen gehen nicht mehr", "d Bremsen gehen nimmer"),
        (
            "mein Sohn hat eine Batterie verschluckt",
            "mei Bua hat a Batterie verschluckt",
        ),
        ("wo ist mein Paket", "wo is mei Packerl"),
    ),
    "fr": (
        ("le radiateur brûle", "la fournaise brûle"),
        ("je veux mourir", "j'veux mourir"),
        ("j'en ai marre de vivre", "chu tanné de vivre"),
        ("où est mon colis", "y'est où mon colis"),
    ),
    "es": (
        ("el móvil explotó", "el celular explotó"),
        ("huele a gas en el piso", "hay olor a gas en el depto"),
        ("mi hijo se tragó una pila", "el chaval se tragó una pila"),
        ("los frenos del coche fallaron", "los frenos del carro no sirven"),
        ("dónde está mi paquete", "che, ¿dónde está mi encomienda?"),
    ),
    "it": (
        ("mia figlia ha ingoiato una pila", "la creatura ha ingoiato una pila"),
        ("non voglio più vivere", "nun voglio più vivere"),
        ("dov'è il mio pacco", "ndo sta er pacco mio"),
    ),
    "pl": (
        ("nie chcę żyć", "nie chce zyc"),
        ("czuć gaz w kuchni", "w kuchni wali gazem"),
        ("dziecko połknęło baterię", "bajtel polknal baterie"),
        ("gdzie jest moja paczka", "kaj jest moja paczka"),
    ),
    "pt": (
        ("o telemóvel explodiu", "o celular explodiu"),
        ("os travões falharam", "os freios falharam"),
        ("cheira a gás", "tá com cheiro de gás"),
        ("o meu filho engoliu uma pilha", "o guri engoliu uma pilha"),
        ("onde está a minha encomenda", "cadê minha encomenda"),
    ),
    "ru": (
        ("не хочу жить", "жить чёт не хочется"),
        ("телефон взорвался", "телефон бахнул"),
        ("на кухне пахнет газом", "на кухне газом воняет"),
        ("где моя посылка", "где посылка моя то"),
    ),
    "zh": (
        ("我想自杀", "我想自殺"),
        ("手机爆炸了", "手機爆炸了"),
        ("充电器着火了", "充電器着火了"),
        ("家里有煤气味", "家裡有瓦斯味"),
        ("我的快递在哪", "我的包裹在哪裡"),
    ),
}


class TestFairness(BaseCase):
    """Who writes, and in which dialect or language, does not move the urgency."""

    def test_names(self):
        for (language, templates), name in product(TEMPLATES.items(), NAMES):
            for template, expected in zip(templates, ([], ["danger"]), strict=True):
                kinds = find_kinds(template.format(name), language)
                self.assertEqual(kinds[:1], expected, template.format(name))

    def test_dialects(self):
        for language, pairs in DIALECTS.items():
            for standard, dialect in pairs:
                self.assertEqual(
                    find_kinds(dialect, language)[:1],
                    find_kinds(standard, language)[:1],
                    dialect,
                )

    def test_languages(self):
        """The same matter has the same kind in all languages."""
        calm, danger = zip(*TEMPLATES.values(), strict=True)
        for samples, expected in ((calm, []), (danger, ["danger"])):
            for language, sample in zip(TEMPLATES, samples, strict=True):
                kinds = find_kinds(sample.format("X"), language)
                self.assertEqual(kinds[:1], expected, sample)
