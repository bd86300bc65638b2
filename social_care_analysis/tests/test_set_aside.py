# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import ValidationError

from odoo.addons.social_care_demo.tests.channel_common import JOHN

from .analysis_common import ADVERT, SPAM, AnalysisCase

# One sign of an advert: less sure than the company asks for by default.
HALF = "Shop now at the station, they told me: https://station.example"


class TestAside(AnalysisCase):
    """What is surely not worth an answer goes aside, and nothing else does."""

    def test_spam_makes_no_ticket_and_says_why(self):
        mention = self.say(SPAM)
        self.assertEqual((mention.state, mention.relevance), ("ignored", "spam"))
        self.assertFalse(mention.ticket_id or mention.rule_id)
        self.assertIn("subscribe to my channel", mention.verdicts["relevance"]["words"])
        self.assertGreaterEqual(mention.verdicts["relevance"]["sure"], 0.9)

    def test_it_stays_its_team_s(self):
        self.assertEqual(self.say(SPAM).team_id, self.team)

    def test_an_advert_goes_aside_as_an_advert(self):
        mention = self.say(ADVERT)
        self.assertEqual((mention.state, mention.relevance), ("ignored", "advert"))

    def test_nobody_is_woken_for_spam(self):
        self.stream.alert_user_ids = self.supervisor
        self.make_rule(alert_user_ids=self.agent.ids)
        self.say(SPAM)
        self.assertFalse(self.notices_to(self.supervisor + self.agent))
        self.say("Where is my parcel?")
        self.assertTrue(self.notices_to(self.supervisor))
        self.assertTrue(self.notices_to(self.agent))

    def test_who_is_alerted_of_a_batch_does_not_hear_of_its_spam(self):
        self.stream.alert_user_ids = self.supervisor
        real = "Where is my parcel?"
        self.hear_at_once(self.fresh(SPAM, who=JOHN), self.fresh(real))
        (notice,) = self.notices_to(self.supervisor)
        self.assertIn(real, notice.body)

    def test_a_monitored_stream_puts_it_aside_too(self):
        self.stream.write({"stage": "monitored", "alert_user_ids": self.supervisor.ids})
        self.assertEqual(self.say(SPAM).state, "ignored")
        self.assertFalse(self.notices_to(self.supervisor))

    def test_a_manual_stream_shows_all(self):
        self.stream.stage = "manual"
        mention = self.say(SPAM)
        self.assertEqual((mention.state, mention.relevance), ("inbox", "spam"))

    def test_a_known_contact_is_never_put_aside(self):
        who = self.person()
        known = self.say("Good morning", who=who).profile_id
        known.partner_id = self.env["res.partner"].create({"name": "Known"})
        mention = self.say(SPAM, who=who)
        self.assertEqual((mention.state, mention.relevance), ("ticket", "spam"))

    def test_an_answer_in_a_conversation_with_a_ticket_is_never_put_aside(self):
        first = self.say("Where is my parcel?")
        second = self.say(SPAM, to=first.external_id)
        self.assertEqual(second.state, "ticket")
        self.assertEqual(second.ticket_id, first.ticket_id)

    def test_nor_one_that_came_together_with_its_question(self):
        first = self.fresh("Where is my parcel?")
        answer = self.fresh(SPAM, to=first.external_id)
        both = self.hear_at_once(first, answer)
        self.assertEqual(both.mapped("state"), ["ticket", "ticket"])

    def test_a_question_under_spam_makes_a_ticket(self):
        spam = self.say(SPAM)
        mention = self.say("Where is my parcel?", to=spam.external_id)
        self.assertEqual((spam.state, mention.state), ("ignored", "ticket"))

    def test_a_rule_that_asks_for_spam_acts_on_it(self):
        rule = self.make_rule(relevance="spam", action="inbox")
        mention = self.say(SPAM)
        self.assertEqual((mention.state, mention.rule_id), ("inbox", rule))
        self.assertEqual(self.say(ADVERT).state, "ignored")

    def test_a_rule_that_does_not_ask_for_worth_does_not_bring_it_back(self):
        self.make_rule(words="channel", action="ticket")
        self.assertEqual(self.say(SPAM).state, "ignored")

    def test_what_a_rule_ignores_is_ignored_by_that_rule(self):
        rule = self.make_rule(words="parcel", action="ignore")
        mention = self.say("Where is my parcel?")
        self.assertEqual((mention.state, mention.rule_id), ("ignored", rule))


class TestDoubt(AnalysisCase):
    """Precision before recall, as far as the company wants."""

    def test_what_is_half_sure_stays(self):
        mention = self.say(HALF)
        self.assertEqual((mention.state, mention.relevance), ("ticket", "relevant"))

    def test_a_company_may_be_less_strict(self):
        self.company.social_care_relevance_confidence = 0.6
        self.assertEqual(self.say(HALF).state, "ignored")

    def test_a_company_may_be_stricter(self):
        self.company.social_care_relevance_confidence = 1
        self.assertEqual(self.say(ADVERT).state, "ticket")

    def test_how_sure_is_no_less_than_a_half(self):
        for sure in (0.49, 1.01, 0):
            with self.assertRaises(ValidationError):
                self.company.social_care_relevance_confidence = sure

    def test_the_name_in_another_sense_is_each_company_s_own(self):
        _company, _agent, account = self.other_company()
        self.company.social_care_negative_keywords = "acme climbing, summit*"
        text = "The ACME climbing route is closed"
        mention = self.say(text)
        self.assertEqual((mention.state, mention.relevance), ("ignored", "other"))
        self.assertEqual(mention.verdicts["relevance"]["words"], ["acme climbing"])
        theirs = self.hear(self.fresh(text), account=account)
        self.assertEqual((theirs.state, theirs.relevance), ("ticket", "relevant"))

    def test_the_same_words_by_one_person_again_and_again_are_a_machine_s(self):
        who = self.person()
        text = "It is five o'clock in the city and the weather is fine"
        said = [self.say(text, who=who) for _time in range(8)]
        self.assertEqual([m.relevance for m in said], ["relevant"] * 7 + ["bot"])

    def test_who_calls_again_and_again_is_no_machine(self):
        who = self.person()
        said = [self.say("Hello? Anybody?", who=who) for _time in range(9)]
        self.assertEqual({m.relevance for m in said}, {"relevant"})

    def test_pictures_without_words_are_no_machine_s(self):
        who = self.person()
        said = [self.say("", who=who) for _time in range(9)]
        self.assertEqual({m.relevance for m in said}, {"relevant"})

    def test_the_same_words_by_many_are_no_machine_s(self):
        text = "It is five o'clock in the city and the weather is fine"
        said = [self.say(text, who=self.person()) for _time in range(9)]
        self.assertEqual({m.relevance for m in said}, {"relevant"})


class TestBringingBack(AnalysisCase):
    """What went aside can be found, and comes back."""

    def test_it_is_found_by_its_reason(self):
        mention, advert = self.say(SPAM), self.say(ADVERT)
        self.make_rule(action="ignore")
        self.say("Where is my parcel?")
        found = self.env["social.care.mention"].with_user(self.agent)
        aside = [("state", "=", "ignored"), ("company_id", "=", self.company.id)]
        reasons = [("relevance", "!=", "relevant")]
        self.assertEqual(found.search(aside + reasons), advert + mention)
        self.assertEqual(found.search([*aside, ("relevance", "=", "spam")]), mention)

    def test_bringing_it_back_says_that_it_was_wrong(self):
        mention = self.say(SPAM)
        mention.with_user(self.agent).action_restore()
        self.assertEqual((mention.state, mention.relevance), ("inbox", "relevant"))
        correction = self.corrections(mention)
        self.assertEqual(
            (correction.kind, correction.value, correction.before, correction.user_id),
            ("relevance", "relevant", "spam", self.agent),
        )

    def test_bringing_back_what_a_person_ignored_says_nothing(self):
        self.make_rule(action="inbox")
        mention = self.say("Where is my parcel?")
        mention.with_user(self.agent).action_ignore()
        mention.with_user(self.agent).action_restore()
        self.assertEqual(mention.state, "inbox")
        self.assertFalse(self.corrections(mention))

    def test_what_is_worth_an_answer_after_all_goes_its_usual_way(self):
        mention = self.say(SPAM)
        mention.with_user(self.agent).correct("relevance", "relevant")
        self.assertEqual(mention.state, "ticket")
        self.assertEqual(mention.ticket_id.team_id, self.team)

    def test_in_a_monitored_stream_it_comes_back_into_the_inbox(self):
        self.stream.stage = "monitored"
        mention = self.say(SPAM)
        mention.with_user(self.agent).correct("relevance", "relevant")
        self.assertEqual(mention.state, "inbox")

    def test_a_company_may_want_nothing_put_aside(self):
        self.company.social_care_set_aside_irrelevant = False
        mention = self.say(SPAM)
        self.assertEqual((mention.relevance, mention.state), ("spam", "ticket"))

    def test_what_is_private_stays(self):
        mention = self.say(SPAM, private=True)
        self.assertEqual((mention.relevance, mention.state), ("spam", "ticket"))

    def test_who_complains_stays(self):
        text = (
            "Your promo code is a lie, terrible, awful! https://shop.example sale ends"
        )
        self.assertEqual(self.say(text).relevance, "relevant")

    def test_what_is_spam_after_all_leaves_the_inbox(self):
        self.make_rule(action="inbox")
        mention = self.say("Where is my parcel?")
        mention.with_user(self.agent).correct("relevance", "spam")
        self.assertEqual((mention.state, mention.relevance), ("ignored", "spam"))

    def test_what_its_author_makes_a_question_comes_back(self):
        event = self.fresh(SPAM)
        mention = self.hear(event)
        self.hear(self.edit(event, SPAM + "!", 9000))
        self.assertEqual(mention.state, "ignored")
        self.hear(self.edit(event, "Where is my parcel?", 9500, 2))
        self.assertEqual((mention.state, mention.relevance), ("inbox", "relevant"))
        self.assertTrue(mention.thread_id.waiting_since)

    def test_what_a_rule_or_a_person_ignored_stays_aside_when_it_is_edited(self):
        self.make_rule(words="parcel", action="ignore")
        self.make_rule(action="inbox")
        for text in ("Where is my parcel?", "Where is my bill?"):
            event = self.fresh(text)
            mention = self.hear(event)
            mention.with_user(self.agent).action_ignore()
            self.hear(self.edit(event, text + " Please!", 9000))
            self.assertEqual(mention.state, "ignored", text)

    def test_another_reason_leaves_it_aside(self):
        mention = self.say(SPAM)
        mention.with_user(self.agent).correct("relevance", "job")
        self.assertEqual((mention.state, mention.relevance), ("ignored", "job"))

    def test_spam_on_a_ticket_stays_there(self):
        mention = self.say("Where is my parcel?")
        ticket = mention.ticket_id
        mention.with_user(self.agent).correct("relevance", "spam")
        self.assertEqual((mention.state, mention.ticket_id), ("ticket", ticket))
