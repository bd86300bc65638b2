# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.addons.social_care_analysis.tools.verdict import is_unsure

from .analysis_common import ADVERT, SPAM, AnalysisCase

TEXTS = (
    "",
    "4711",
    "Where is my parcel?",
    "My parcel is late, this is terrible",
    "The charger caught fire, my son is injured",
    "Gdzie jest moja paczka? To skandal!",
    "Wunderbar, die Rechnung stimmt, danke",
    "我的快递在哪里，太慢了",
    "problema de internet",
    "The ACME climbing route is closed",
    SPAM,
    ADVERT,
    "We are hiring, apply now: https://jobs.example",
)
rules = st.fixed_dictionaries(
    {},
    optional={
        "sentiment": st.sampled_from(("negative", "neutral", "positive")),
        "urgency_min": st.sampled_from(("0", "1", "2", "3")),
        "topic": st.sampled_from(("Delivery", "Billing")),
        "relevance": st.sampled_from(("relevant", "spam", "advert", "other")),
        "languages": st.sampled_from(("en", "pl, de")),
        "words": st.sampled_from(("parcel", "channel")),
        "action": st.sampled_from(("ticket", "inbox", "ignore")),
    },
)
posts = st.fixed_dictionaries(
    {
        "text": st.sampled_from(TEXTS),
        "language": st.sampled_from(("", "en", "es", "pl")),
        "reach": st.sampled_from((0, 50_000)),
        "known": st.booleans(),
        "stage": st.sampled_from(("manual", "monitored", "routed")),
    }
)
examples = settings(
    max_examples=60, suppress_health_check=list(HealthCheck), deadline=None
)
ASIDE = "It is set aside"


class TestAnalysisTester(AnalysisCase):
    """The tester says what the analysis makes of a text, as the real way does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.social_care_negative_keywords = "acme climbing"

    def try_out(self, text, **vals):
        vals = {
            "account_id": self.account.id,
            "stream_id": self.stream.id,
            "text": text,
            **vals,
        }
        return self.env["social.care.rule.test"].with_user(self.supervisor).create(vals)

    @examples
    @given(st.lists(rules, max_size=3), posts)
    def test_the_same_happens_in_the_tester_and_in_production(self, wanted, post):
        with self.env.cr.savepoint() as savepoint:
            self.stream.stage = post["stage"]
            for vals in wanted:
                self.make_asking(vals)
            mention = self.hear_as(post)
            test = self.try_out(
                post["text"],
                language=post["language"],
                reach=post["reach"],
                customer=post["known"],
            )
            self.assert_same(mention, test)
            savepoint.rollback()

    def make_asking(self, vals):
        topic = self.topic(vals.get("topic"))
        rest = {name: value for name, value in vals.items() if name != "topic"}
        return self.make_rule(topic_ids=[(6, 0, topic.ids)], **rest)

    def hear_as(self, post):
        who = self.person(post["reach"])
        if post["known"]:
            before = self.say("Good morning", who=who).profile_id
            before.partner_id = self.env["res.partner"].create({"name": "Known"})
        return self.say(post["text"], who=who, language=post["language"])

    def assert_same(self, mention, test):
        lines = test.result.splitlines()
        is_aside = lines[0].startswith(ASIDE)
        by_rule = (
            test.rule_id.action == "ignore" and mention.stream_id.stage != "manual"
        )
        self.assertEqual(mention.state == "ignored", is_aside or by_rule)
        if not is_aside and mention.stream_id.stage != "manual":
            self.assertEqual(test.rule_id, mention.rule_id)
        elif is_aside:
            self.assertFalse(mention.rule_id)
        if mention.text:
            self.assert_same_verdicts(mention, lines)

    def assert_same_verdicts(self, mention, lines):
        names = {"sentiment": mention.sentiment, "urgency": mention.urgency}
        for kind, value in {**names, "relevance": mention.relevance}.items():
            words = dict(mention._fields[kind]._description_selection(self.env))[value]
            self.assert_told(mention, lines, mention._fields[kind].string, kind, words)
        topic = mention.topic_id.name or "none"
        self.assert_told(mention, lines, "Topic", "topic", topic)
        language = mention.detected_language
        name = self.env["social.care.analysis.language"]._describe(language)
        self.assertIn(f"Language: {name}", lines)

    def assert_told(self, mention, lines, title, kind, value):
        words = ", ".join(mention.verdicts[kind]["words"])
        doubt = ", unsure" if is_unsure(mention.verdicts[kind]) else ""
        on_words = f" (on the words: {words})" if words else ""
        told = f"{title}: {value}{doubt}{on_words}"
        self.assertIn(told, lines)

    def test_it_says_what_goes_aside_and_on_what_words(self):
        first = self.try_out("The ACME climbing route is closed").result.splitlines()[0]
        self.assertIn("It is set aside, whatever the rules say", first)
        self.assertIn("Different meaning", first)
        self.assertIn("acme climbing", first)

    def test_the_language_is_found_as_in_production(self):
        self.stream.stage = "monitored"
        texts = ("problema de internet", "Gdzie jest moja paczka? To skandal!", "4711")
        rules = self.make_rule(name="Spanish", languages="es")
        rules += self.make_rule(name="Polish", languages="pl")
        acting = []
        for text in texts:
            for tag in ("es", "pl", "en"):
                mention = self.say(text, who=self.person(), language=tag)
                test = self.try_out(text, language=tag)
                self.assert_same(mention, test)
                acting.append(test.rule_id)
        spanish, polish = rules
        none = rules.browse()
        expected = [spanish, none, none, polish, polish, polish, spanish, polish, none]
        self.assertEqual(acting, expected)

    def test_a_rule_that_asks_for_spam_keeps_it(self):
        self.make_rule(name="Keep", relevance="spam", action="inbox")
        result = self.try_out(SPAM).result
        self.assertNotIn(ASIDE, result)
        self.assertIn("✓ Keep", result)

    def test_it_says_on_which_verdict_a_rule_does_not_match(self):
        self.make_rule(
            name="Angry",
            sentiment="negative",
            urgency_min="2",
            topic_ids=[(6, 0, self.topic("Billing").ids)],
            relevance="spam",
        )
        line = self.try_out("Where is my parcel?").result.splitlines()[1]
        for title in ("Sentiment", "Minimum urgency", "Topics", "Relevance"):
            self.assertIn(title, line)

    def test_topics_are_those_of_the_account_s_company(self):
        company, _agent, account = self.other_company()
        self.env["social.care.topic"].create(
            {"name": "Theirs", "keywords": "parcel", "company_id": company.id}
        )
        test = self.try_out("My parcel")
        self.assertIn("Topic: Delivery", test.result)
        theirs = self.env["social.care.rule.test"].create(
            {"account_id": account.id, "text": "My parcel"}
        )
        self.assertIn("Topic: Theirs", theirs.result)

    def test_without_a_text_it_says_what_rules_do(self):
        result = self.try_out("").result
        self.assertIn("a ticket for Care", result)
        self.assertNotIn("What the analysis says", result)
