# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from itertools import product
from pathlib import Path

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.models.social_care_mention import URGENCY_KINDS
from odoo.addons.social_care_analysis.tools import urgency_matcher
from odoo.addons.social_care_analysis.tools.text import read
from odoo.addons.social_care_analysis.tools.urgency_matcher import Matcher, get_matcher
from odoo.addons.social_care_analysis.tools.urgency_patterns import (
    GUARDS,
    KEEP,
    LANGUAGES,
    load_kinds,
    load_patterns,
)

LABELED = Path(__file__).parent / "urgency"


def find_kinds(sample, language, matcher=None):
    matcher = matcher or get_matcher()
    return [finding.kind for finding in matcher.find(read(sample), language)]


def read_labeled(language):
    """[(kind, text)] of the labeled texts of a language; the kind of a trap is none."""
    lines = (LABELED / f"{language}.txt").read_text("utf-8").splitlines()
    return [line.split(" | ", 1) for line in lines]


def mutate(patterns, line, *mutants):
    """A Matcher of one language in which other lines stand for a line."""
    lines = [own for own in patterns.lines if own is not line]
    return Matcher([replace(patterns, lines=(*lines, *mutants))])


class TestPatternFiles(BaseCase):
    """What the files promise of each line holds."""

    def get_lines(self):
        for language in LANGUAGES:
            patterns = load_patterns(language)
            for line in patterns.lines:
                yield patterns, line, f"{language}:{line.number}"

    def test_the_kinds_are_those_of_the_mention(self):
        self.assertEqual(list(load_kinds()), [kind for kind, _label in URGENCY_KINDS])

    def test_every_kind_has_patterns_in_every_language(self):
        for language in LANGUAGES:
            sections = {line.section for line in load_patterns(language).lines}
            self.assertLessEqual(set(load_kinds()), sections, language)

    def test_every_line_has_its_examples(self):
        for _patterns, line, place in self.get_lines():
            if line.section in load_kinds():
                self.assertTrue(line.matches, place)
            if line.section != KEEP:
                self.assertTrue(line.traps, place)

    def test_no_term_is_longer_than_guards_look_back(self):
        for _patterns, line, place in self.get_lines():
            longest = max(len(term) for part in line.parts for term in part)
            self.assertLessEqual(longest, urgency_matcher.LONGEST_TERM, place)

    def test_every_line_finds_its_examples(self):
        for patterns, line, place in self.get_lines():
            for sample in line.matches:
                kinds = find_kinds(sample, patterns.language)
                self.assertIn(line.section, kinds, f"{place} {sample}")

    def test_no_line_finds_its_traps(self):
        for patterns, line, place in self.get_lines():
            for sample in line.traps if line.section != KEEP else ():
                kinds = find_kinds(sample, patterns.language)
                self.assertEqual(kinds, [], f"{place} {sample}")


class TestMutants(BaseCase):
    """A pattern that somebody removes, widens or leaves unguarded is missed by a test:
    by one of its own examples or by a labeled text."""

    def check_lines(self, sections, check):
        survivors = []
        for language in LANGUAGES:
            patterns = load_patterns(language)
            for line in patterns.lines:
                if line.section in sections and not check(patterns, line):
                    survivors.append(f"{language}:{line.number} [{line.section}]")
        self.assertEqual(survivors, [])

    def test_every_pattern_is_needed(self):
        """Without a line, one of the texts that it has to find is not found."""

        def is_missed(patterns, line):
            without = mutate(patterns, line)
            needed = [*line.matches, *self.get_labeled(patterns.language, line)]
            return any(
                line.section not in find_kinds(sample, patterns.language, without)
                for sample in needed
            )

        self.check_lines(load_kinds(), is_missed)

    def get_labeled(self, language, line):
        return [text for kind, text in read_labeled(language) if kind == line.section]

    def test_every_part_is_needed(self):
        """A line of two parts with one of them alone finds one of the traps."""

        def is_widened(patterns, line):
            if len(line.parts) == 1:
                return True
            return all(
                any(
                    find_kinds(sample, patterns.language, mutant)
                    for sample in self.get_traps(patterns.language)
                )
                for mutant in (
                    mutate(patterns, line, replace(line, parts=(part,), joint=None))
                    for part in line.parts
                )
            )

        self.check_lines(load_kinds(), is_widened)

    def get_traps(self, language):
        """What no line of this language may find."""
        labeled = [text for kind, text in read_labeled(language) if "none" in kind]
        lines = load_patterns(language).lines
        own = [trap for line in lines if line.section != KEEP for trap in line.traps]
        return [*own, *labeled]

    def test_every_guard_is_needed(self):
        """Without a line of guards, one of its traps is found."""

        def is_found(patterns, line):
            without = mutate(patterns, line)
            return any(
                find_kinds(sample, patterns.language, without) for sample in line.traps
            )

        self.check_lines(GUARDS, is_found)

    def test_every_guard_of_a_kind_is_needed(self):
        """A guard that is dropped from all kinds lets a trap through."""
        for name in GUARDS:
            found = 0
            for language in LANGUAGES:
                patterns = load_patterns(language)
                lines = [own for own in patterns.lines if own.section != name]
                without = Matcher([replace(patterns, lines=tuple(lines))])
                guards = [own for own in patterns.lines if own.section == name]
                traps = [trap for line in guards for trap in line.traps]
                found += sum(bool(find_kinds(one, language, without)) for one in traps)
            self.assertGreater(found, 0, name)


class TestLabeled(BaseCase):
    """The labeled texts, written before the patterns: what was aimed at is reached."""

    def score(self, kinds):
        """(texts of these kinds, those found, texts in which they are found)"""
        wanted = found = raised = 0
        for language in LANGUAGES:
            for kind, text in read_labeled(language):
                is_raised = bool(kinds & set(find_kinds(text, language)))
                wanted += kind in kinds
                found += kind in kinds and is_raised
                raised += is_raised
        return wanted, found, raised

    def test_forty_texts_half_of_them_traps(self):
        for language in LANGUAGES:
            traps = [kind for kind, _text in read_labeled(language) if "none" in kind]
            self.assertEqual((len(read_labeled(language)), len(traps)), (40, 20))

    def test_danger_is_found(self):
        wanted, found, raised = self.score({"danger"})
        self.assertGreaterEqual(found / wanted, 0.9)
        self.assertGreaterEqual(found / raised, 0.8)

    def test_self_harm_is_found(self):
        wanted, found, raised = self.score({"self_harm"})
        self.assertGreaterEqual(found / wanted, 0.95)
        self.assertGreaterEqual(found / raised, 0.8)

    def test_the_other_kinds_are_found(self):
        for kind in load_kinds():
            wanted, found, _raised = self.score({kind})
            if kind != "press":
                self.assertGreaterEqual(found / wanted, 0.85, kind)

    def test_traps_are_not(self):
        for language in LANGUAGES:
            for kind, text in read_labeled(language):
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
        (finding,) = get_matcher().find(read("Der AKKU hat gebrannt"), "de")
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
