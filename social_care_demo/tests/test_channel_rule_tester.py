# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .channel_common import ChannelCase

WORDS = ("late", "refund", "坏了", "#sale", "sorry", "c++", "Ärger")
texts = st.lists(st.sampled_from((*WORDS, "delivered", "x")), max_size=5).map(" ".join)
terms = st.lists(st.sampled_from((*WORDS, "deliver*")), max_size=2).map(", ".join)
rules = st.fixed_dictionaries(
    {
        "words": terms,
        "words_excluded": terms,
        "languages": st.sampled_from(("", "en", "pl, nl")),
        "reach_min": st.sampled_from((0, 50, 100)),
        "stars_max": st.sampled_from((False, False, "2")),
        "kind": st.sampled_from((False, "post", "direct")),
        "customer": st.sampled_from(("any", "yes", "no")),
        "action": st.sampled_from(("ticket", "inbox", "ignore")),
    }
)
posts = st.fixed_dictionaries(
    {
        "text": texts,
        "language": st.sampled_from(("", "en", "en-GB", "pl")),
        "private": st.booleans(),
        "known": st.booleans(),
        "reach": st.sampled_from((0, 50, 70)),
        "stars": st.sampled_from((0, 1, 3)),
    }
)
examples = settings(
    max_examples=40, suppress_health_check=list(HealthCheck), deadline=None
)


class TestRuleTester(ChannelCase):
    """The tester says what will happen, and production does it."""

    number = 0

    def tester(self, **vals):
        vals = {
            "account_id": self.account.id,
            "stream_id": self.stream.id,
            "kind": "post",
            "text": "late",
            **vals,
        }
        return self.env["social.care.rule.test"].with_user(self.supervisor).create(vals)

    @examples
    @given(st.lists(rules, min_size=1, max_size=3), posts)
    def test_the_same_rule_acts_in_the_tester_and_in_production(self, wanted, post):
        with self.env.cr.savepoint() as savepoint:
            for vals in wanted:
                self.make_rule(**vals)
            mention = self.hear_as(post)
            test = self.tester(
                kind=mention.kind,
                text=post["text"],
                language=post["language"],
                reach=post["reach"],
                stars=mention.stars,
                customer=post["known"],
            )
            self.assertEqual(test.rule_id, mention.rule_id)
            savepoint.rollback()

    def hear_as(self, post):
        """A post by an author of whom so much is known."""
        TestRuleTester.number += 1
        who = {
            "external_id": f"w{self.number}",
            "handle": "who",
            "followers": post["reach"],
        }
        if post["known"]:
            contact = self.env["res.partner"].create({"name": "Known"})
            before = self.hear(self.post(f"before{self.number}", who=who))
            before.profile_id.partner_id = contact
        event = self.post(
            f"t{self.number}",
            post["text"],
            who=who,
            at=1,
            language=post["language"],
            private=post["private"],
            stars=post["stars"],
        )
        return self.hear(event)

    def test_it_says_which_rule_acts_and_why_others_do_not(self):
        self.make_rule(name="Press", words="interview", sequence=1)
        acting = self.make_rule(name="Late", words="late", sequence=2)
        self.make_rule(name="Rest", sequence=3)
        test = self.tester()
        self.assertEqual(test.rule_id, acting)
        lines = test.result.splitlines()
        self.assertIn("Late", lines[0])
        self.assertRegex(lines[1], "✗ Press.*Contains any of")
        self.assertRegex(lines[2], "✓ Late")
        self.assertRegex(lines[3], "○ Rest")

    def test_it_says_what_becomes_of_a_mention_without_a_rule(self):
        self.assertIn("Care", self.tester().result)

    def test_it_says_that_a_manual_stream_asks_no_rule(self):
        self.make_rule()
        self.stream.stage = "manual"
        self.assertIn("inbox", self.tester().result.splitlines()[0])

    def test_it_says_that_a_monitored_stream_makes_no_tickets(self):
        self.make_rule()
        self.stream.stage = "monitored"
        self.assertIn("inbox", self.tester().result.splitlines()[0])

    def test_a_supervisor_tests_the_rules_of_the_account_s_company_alone(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.make_rule(name="Foreign", company_id=other.id)
        self.assertNotIn("Foreign", self.tester().result)
