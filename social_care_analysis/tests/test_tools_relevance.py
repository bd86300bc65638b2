# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import relevance
from odoo.addons.social_care_analysis.tools.reading import read_known
from odoo.addons.social_care_analysis.tools.sentiment import Sentiment
from odoo.addons.social_care_analysis.tools.urgency import Urgency

ASIDE = {
    "spam": "Hey guys check out my new channel, subscribe to my channel please",
    "advert": "Flash sale! Use code SAVE and shop now https://shop.example",
    "job": "We are hiring! Apply now https://jobs.example #hiring",
}
CUSTOMERS = (
    "my parcel is late and nobody answers https://t.co/abc",
    "I applied your discount code and it does not work",
    "the link in your mail says click here but nothing opens https://t.co/x",
    "Thanks!",
    "",
    "I want a refund, this is the third time",
    "can I work for you? are there vacancies",
)
TAUGHT = [
    ("moonrock wallet tips in my group", "spam"),
    ("best moonrock wallet tips", "spam"),
    ("moonrock is up, wallet tips here", "spam"),
    ("my order is late", "relevant"),
    ("where is my refund", "relevant"),
    ("the app does not open", "relevant"),
]


def judge(*samples, other_sense="", **given):
    batch = read_known(samples, ["en"] * len(samples))
    return relevance.judge(batch, relevance.rules(other_sense), **given)


def learn(rows):
    samples, labels = zip(*rows, strict=True)
    return relevance.learn(
        read_known(samples, ["en"] * len(rows)), relevance.rules(), labels
    )


class TestRules(BaseCase):
    """What is plainly no customer goes aside with its reason; nobody else does."""

    def test_each_reason_is_known(self):
        for reason, sample in ASIDE.items():
            self.assertEqual(judge(sample)[0].reason, reason, sample)

    def test_the_words_are_named(self):
        self.assertIn("subscribe to my channel", judge(ASIDE["spam"])[0].words)

    def test_customers_stay(self):
        for sample, found in zip(CUSTOMERS, judge(*CUSTOMERS), strict=True):
            self.assertEqual((found.reason, found.words), ("", []), sample)

    def test_one_suspicious_term_is_not_enough(self):
        self.assertEqual(judge("shop now is what your site says")[0].reason, "")

    def test_the_name_in_another_sense(self):
        sample = "grandma's apple pie is the best"
        self.assertEqual(judge(sample)[0].reason, "")
        (found,) = judge(sample, other_sense="apple pie, orchard*")
        self.assertEqual((found.reason, found.words), ("other", ["apple pie"]))

    def test_the_same_again_and_again_is_a_machines(self):
        sample = "The weather station says: 21.4 degrees, wind from the north, no rain"
        found = judge(sample, sample, repeats=[1, 9])
        self.assertEqual([one.reason for one in found], ["", "bot"])

    def test_who_asks_again_and_again_waits_for_an_answer(self):
        (found,) = judge("Hello? Anybody there?", repeats=[9])
        self.assertEqual(found.reason, "")

    def test_the_threshold_is_the_companys(self):
        (found,) = judge("buy now https://shop.example", sure=0.5)
        self.assertEqual(found.reason, "advert")


class TestReports(BaseCase):
    """Customers quote what spam says."""

    def test_a_sign_of_two_words_is_not_that_of_a_longer_one(self):
        for sample in ("我们的相互关系很好", "互关联的问题", "交互关系"):
            self.assertEqual(judge(sample)[0].reason, "", sample)
        self.assertEqual(judge("求互关")[0].reason, "spam")

    def test_who_asks_for_a_code_is_a_customer(self):
        sample = "is there a promo code? free shipping, limited offer https://a.example"
        self.assertEqual(judge(sample)[0].reason, "")

    def test_who_reports_a_fraud_in_our_name_is_a_customer(self):
        sample = (
            "you have won, claim your prize, they write in your name http://a.example"
        )
        self.assertEqual(judge(sample)[0].reason, "")

    def test_who_misses_a_delivery_is_a_customer(self):
        sample = (
            "free delivery on my order, but the parcel never came https://a.example"
        )
        self.assertEqual(judge(sample)[0].reason, "")

    def test_the_name_in_another_sense_is_that_whoever_writes(self):
        sample = "is there a promo code for apple pie"
        (found,) = judge(sample, other_sense="apple pie")
        self.assertEqual(found.reason, "other")


class TestLearning(BaseCase):
    """Corrections teach new spam, and only when it is sure it acts."""

    def test_new_spam_is_learnt(self):
        (found,) = judge("moonrock wallet tips", model=learn(TAUGHT * 30))
        self.assertEqual(found.reason, "spam")
        self.assertTrue(set(" ".join(found.words).split()) & {"moonrock", "wallet"})

    def test_a_doubt_speaks_for_the_customer(self):
        found = judge("my order is late, moonrock", model=learn(TAUGHT * 30))
        self.assertEqual(found[0].reason, "")

    def test_what_the_company_said_itself_needs_no_learning(self):
        model = learn(TAUGHT * 30)
        (found,) = judge("apple pie recipe", other_sense="apple pie", model=model)
        self.assertEqual((found.reason, found.words), ("other", ["apple pie"]))

    def test_people_can_teach_that_a_rule_is_wrong(self):
        rows = [("we are hiring, is that post yours?", "relevant")] * 300 + TAUGHT
        (found,) = judge("we are hiring, is that yours?", model=learn(rows))
        self.assertEqual(found.reason, "")


class TestCustomersWhoSoundLikeAdverts(BaseCase):
    """A lost customer costs more than a read advert."""

    def test_codes_and_promises_without_a_link(self):
        for sample in (
            "your discount code does not work and free shipping was not applied",
            "my promo code, limited time, the sale ends today",
            "you have won, claim your prize, they write in your name",
        ):
            self.assertEqual(judge(sample)[0].reason, "", sample)

    def test_the_rules_spare_who_complains_or_waits(self):
        batch = read_known(["buy now, shop now https://shop.example"] * 3, ["en"] * 3)
        verdicts = relevance.judge(batch, relevance.rules())
        self.assertEqual({verdict.reason for verdict in verdicts}, {"advert"})
        moods = [Sentiment("x", score, 1, []) for score in (-0.9, 0, 0)]
        hastes = [Urgency(level, [], ()) for level in (0, 2, 0)]
        spared = relevance.spare(verdicts, moods, hastes)
        self.assertEqual([one.reason for one in spared], ["", "", "advert"])
