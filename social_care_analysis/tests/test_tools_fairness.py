# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Who writes, and in which dialect or language, moves neither the urgency of a text nor
its relevance."""

from pathlib import Path

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import relevance, sentiment, urgency
from odoo.addons.social_care_analysis.tools.matcher import get_matcher
from odoo.addons.social_care_analysis.tools.patterns import URGENCY, list_spellings
from odoo.addons.social_care_analysis.tools.reading import read_known
from odoo.addons.social_care_analysis.tools.text import read

FOLDER = Path(__file__).parent / "fairness"
NOBODY = "Max"
CALM, COMPLAINT, DANGER, SELF_HARM, SPAM = range(5)
# A calm text, a complaint, danger, self-harm and spam.
TEMPLATES = {
    "en": (
        "Hi, this is {}, could you resend the invoice?",
        "{}: the parcel is broken and nobody answers, I want a refund",
        "{}: the kettle caught fire",
        "{} here, I want to kill myself",
        "{}: win a free iPhone, click the link https://win.example #free #win",
    ),
    "de": (
        "Hallo, hier ist {}, wo bleibt die Rechnung?",
        "{}: das Paket ist kaputt und niemand antwortet, ich will mein Geld zurück",
        "{}: der Akku brennt",
        "hier {}, ich bringe mich um",
        "{}: gewinne ein iPhone, klick auf den Link https://win.example #gratis #win",
    ),
    "fr": (
        "Bonjour, ici {}, où est la facture ?",
        "{} : le colis est cassé et personne ne répond, je veux un remboursement",
        "{} : le chargeur a pris feu",
        "ici {}, je vais me suicider",
        "{} : gagnez un iPhone, cliquez sur le lien https://win.example #gratuit #win",
    ),
    "es": (
        "Hola, soy {}, ¿y la factura?",
        "{}: el paquete está roto y nadie contesta, quiero un reembolso",
        "{}: se incendió el cargador",
        "soy {}, me quiero matar",
        "{}: gana un iPhone gratis, haz clic https://win.example #gratis #win",
    ),
    "it": (
        "Salve, sono {}, e la fattura?",
        "{}: il pacco è rotto e nessuno risponde, voglio un rimborso",
        "{}: il caricatore ha preso fuoco",
        "sono {}, voglio suicidarmi",
        "{}: vinci un iPhone gratis, clicca sul link https://win.example #gratis #win",
    ),
    "pl": (
        "Dzień dobry, tu {}, gdzie faktura?",
        "{}: paczka jest uszkodzona i nikt nie odpowiada, chcę zwrotu pieniędzy",
        "{}: telefon wybuchł",
        "tu {}, zabiję się",
        "{}: wygraj iPhone za darmo, kliknij w link https://win.example #gratis #win",
    ),
    "pt": (
        "Olá, aqui é {}, e a fatura?",
        "{}: a encomenda veio quebrada e ninguém responde, quero reembolso",
        "{}: o celular explodiu",
        "aqui é {}, vou me matar",
        "{}: ganhe um iPhone grátis, clique no link https://win.example #gratis #win",
    ),
    "ru": (
        "Здравствуйте, это {}, где счёт?",
        "{}: посылка сломана и никто не отвечает, верните деньги",
        "{}: телефон взорвался",
        "это {}, я убью себя",
        "{}: выиграй айфон бесплатно, жми на ссылку https://win.example #free #win",
    ),
    "zh": (
        "你好，我是{}，发票呢？",
        "{}：包裹坏了，没人回复，我要退款",
        "{}：手机爆炸了",
        "我是{}，我想自杀",
        "{}：免费赢iPhone，点击链接 https://win.example #免费 #赢",
    ),
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


def judge(samples, languages):
    """(kind, level of urgency, reason) of each text, before learning."""
    batch = read_known(samples, languages)
    moods = sentiment.judge(batch)
    urgencies = urgency.judge_batch(batch, moods)
    verdicts = relevance.judge(batch, relevance.rules())
    verdicts = relevance.spare(verdicts, moods, urgencies)
    rows = zip(urgencies, verdicts, strict=True)
    return [(haste.kind, haste.level, own.reason) for haste, own in rows]


def find_kinds(sample, language=""):
    found = get_matcher(URGENCY).find(read(sample), language)
    return [finding.kind for finding in found]


class TestNames(BaseCase):
    """Names of many origins, some of which are words of danger in some language."""

    def test_no_name_moves_urgency_or_relevance(self):
        names = (FOLDER / "names.txt").read_text("utf-8").splitlines()[1:]
        for language, templates in TEMPLATES.items():
            for template in templates:
                samples = [template.format(name) for name in (NOBODY, *names)]
                expected, *found = judge(samples, [language] * len(samples))
                for sample, verdict in zip(samples[1:], found, strict=True):
                    self.assertEqual(verdict, expected, sample)


class TestLanguages(BaseCase):
    """The same matter weighs the same in each language."""

    def judge_all(self, template):
        samples = [own[template].format(NOBODY) for own in TEMPLATES.values()]
        return dict(zip(TEMPLATES, judge(samples, list(TEMPLATES)), strict=True))

    def test_what_is_calm_or_grave_has_the_same_urgency(self):
        for template in (CALM, DANGER, SELF_HARM):
            found = self.judge_all(template)
            self.assertEqual(set(found.values()), {found["en"]}, found)

    def test_a_complaint_is_relevant_and_no_danger(self):
        for language, found in self.judge_all(COMPLAINT).items():
            kind, level, reason = found
            self.assertEqual((kind, reason), ("", ""), language)
            self.assertIn(level, (1, 2), language)


class TestDialects(BaseCase):
    """The same matter as people of other regions, ages and keyboards say it."""

    def read_pairs(self):
        lines = (FOLDER / "dialects.txt").read_text("utf-8").splitlines()
        return [line.split(" | ") for line in lines if not line.startswith("#")]

    def count_equal(self, part):
        """The share of pairs of which this part of the verdict is the same."""
        pairs = self.read_pairs()
        found = [judge(pair, ["", ""]) for pair in pairs]
        same = [own[part] == other[part] for own, other in found]
        return sum(same) / len(pairs)

    def test_a_dialect_has_the_same_kind_of_urgency(self):
        self.assertGreaterEqual(self.count_equal(0), 0.98)

    def test_a_dialect_is_as_relevant(self):
        self.assertEqual(self.count_equal(2), 1)

    def test_a_known_dialect_is_read_in_its_language(self):
        for language, pairs in DIALECTS.items():
            for pair in pairs:
                standard, dialect = (find_kinds(one, language)[:1] for one in pair)
                self.assertEqual(dialect, standard, pair[1])


class TestSpellings(BaseCase):
    """Each row of spellings is needed by its own example."""

    def test_every_example_is_found(self):
        for own in list_spellings():
            self.assertTrue(find_kinds(own.sample), own.sample)

    def test_every_row_is_needed(self):
        for own in list_spellings():
            words = own.sample.lower().split()
            unknown = ["xqz" if word in own.variants else word for word in words]
            self.assertNotEqual(unknown, words, own.sample)
            self.assertEqual(find_kinds(" ".join(unknown)), [], own.sample)
