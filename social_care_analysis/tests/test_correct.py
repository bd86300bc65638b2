# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError

from odoo.addons.social_care_demo.tests.channel_common import AGENT, OURS

from .analysis_common import AnalysisCase

LATE = "My parcel is late, this is terrible"
FEW, MANY = 5, 50


class TestCorrect(AnalysisCase):
    """One click says what a mention really is."""

    def correct(self, mentions, kind, value, user=None):
        mentions.with_user(user or self.agent).correct(kind, value)

    def test_each_verdict_can_be_corrected(self):
        mention = self.say(LATE)
        values = {
            "language": ("detected_language", "nl"),
            "sentiment": ("sentiment", "positive"),
            "urgency": ("urgency", "3"),
            "relevance": ("relevance", "job"),
        }
        for kind, (field, value) in values.items():
            self.correct(mention, kind, value)
            self.assertEqual(mention[field], value)
            self.assertEqual(
                mention.verdicts[kind], {"by": self.agent.name, "words": [], "sure": 1}
            )
        self.assertTrue(mention.is_corrected)
        self.assertEqual(mention.sentiment_score, 1)

    def test_the_topic_can_be_corrected_and_taken_away(self):
        mention = self.say(LATE)
        billing = self.topic("Billing")
        self.correct(mention, "topic", billing.id)
        self.assertEqual(mention.topic_id, billing)
        self.assertEqual(mention.watch_keys[0], f"topic:{billing.id}")
        self.correct(mention, "topic", False)
        self.assertFalse(mention.topic_id)
        self.assertFalse(
            [k for k in mention.watch_keys or [] if k.startswith("topic:")]
        )

    def test_one_verdict_leaves_the_others(self):
        mention = self.say(LATE)
        before = mention.verdicts
        self.correct(mention, "sentiment", "neutral")
        self.assertEqual(mention.verdicts["topic"], before["topic"])
        self.assertEqual(mention.topic_id, self.topic("Delivery"))

    def test_the_ticket_follows(self):
        mention = self.say(LATE)
        ticket = mention.ticket_id
        self.assertEqual(ticket.social_care_sentiment, "negative")
        self.correct(mention, "sentiment", "neutral")
        self.correct(mention, "urgency", "2")
        self.correct(mention, "topic", self.topic("Billing").id)
        self.assertEqual(
            (
                ticket.social_care_sentiment,
                ticket.social_care_urgency,
                ticket.social_care_topic_id,
            ),
            ("neutral", "2", self.topic("Billing")),
        )

    def test_a_ticket_shows_the_customer_s_last_message(self):
        first = self.say(LATE)
        self.say("The invoice came, wonderful, thank you", to=first.external_id)
        self.say(LATE, to=first.external_id, who=OURS)
        ticket = first.ticket_id
        self.assertEqual(ticket.social_care_sentiment, "positive")
        self.assertEqual(ticket.social_care_topic_id, self.topic("Billing"))
        self.correct(first, "sentiment", "neutral")
        self.assertEqual(ticket.social_care_sentiment, "positive")

    def test_a_ticket_keeps_the_topic_that_was_last_known(self):
        first = self.say(LATE)
        topic = first.topic_id
        last = self.say("Hello, any news?", to=first.external_id)
        self.assertTrue(topic)
        self.assertFalse(last.topic_id)
        self.assertEqual(first.ticket_id.social_care_topic_id, topic)
        self.correct(last, "topic", False)
        self.assertFalse(first.ticket_id.social_care_topic_id, "a person says: none")

    def test_an_agent_corrects_without_being_able_to_write(self):
        mention = self.say(LATE).with_user(self.agent)
        self.assertFalse(mention.has_access("write"))
        mention.correct("sentiment", "neutral")
        with self.assertRaises(AccessError):
            mention.write({"sentiment": "positive"})

    def test_our_own_posts_and_what_is_deleted_are_left_alone(self):
        event = self.fresh(LATE)
        ours, gone = self.say(LATE, who=OURS), self.hear(event)
        self.hear(self.deletion(event, at=9000))
        before = gone.sentiment
        self.correct(ours + gone, "sentiment", "positive")
        self.assertEqual((ours.sentiment, gone.sentiment), (False, before))
        self.assertFalse(self.corrections(ours + gone))

    def test_a_picture_without_words_can_be_corrected_but_teaches_nothing(self):
        mention = self.say("")
        self.correct(mention, "sentiment", "negative")
        self.assertEqual(mention.sentiment, "negative")
        self.assertFalse(self.corrections(mention))

    def test_several_at_once(self):
        said = self.say(LATE) + self.say("Thank you") + self.say("Hello")
        self.correct(said, "urgency", "1")
        self.assertEqual(said.mapped("urgency"), ["1", "1", "1"])
        self.assertEqual(len(self.corrections(said)), 3)

    def test_many_cost_what_few_do(self):
        def said(count):
            events = [
                self.fresh(f"{LATE} {n}", who=self.person()) for n in range(count)
            ]
            return self.hear_at_once(*events)

        few, many = said(FEW), said(MANY)
        self.correct(said(1), "sentiment", "positive")
        costs = [
            self.queries(lambda m=mentions: self.correct(m, "sentiment", "neutral"))
            for mentions in (few, many)
        ]
        self.assertLessEqual(costs[1], costs[0] + 2)


class TestRefused(AnalysisCase):
    """What cannot be said of a mention, and by whom."""

    def assert_refused(self, mentions, kind, value, error=UserError, user=None):
        before = [(m.sentiment, m.topic_id, m.relevance) for m in mentions]
        with self.assertRaises(error):
            mentions.with_user(user or self.agent).correct(kind, value)
        self.env.invalidate_all()
        self.assertEqual(
            [(m.sentiment, m.topic_id, m.relevance) for m in mentions], before
        )
        self.assertFalse(self.corrections(mentions))

    def test_unknown_values(self):
        mention = self.say(LATE)
        for kind, value in (
            ("sentiment", "furious"),
            ("sentiment", False),
            ("urgency", "4"),
            ("urgency", 1),
            ("topic", 10**9),
            ("topic", "1"),
            ("relevance", ""),
            ("language", "xx"),
            ("language", False),
        ):
            self.assert_refused(mention, kind, value)

    def test_an_unknown_kind(self):
        mention = self.say(LATE)
        for kind in ("state", "text", "verdicts", ""):
            self.assert_refused(mention, kind, "inbox")

    def test_a_topic_of_another_company(self):
        company, _agent, _account = self.other_company()
        topic = self.env["social.care.topic"].create(
            {"name": "Theirs", "company_id": company.id}
        )
        self.agent.company_ids += company
        self.assert_refused(self.say(LATE), "topic", topic.id)

    def test_a_topic_that_is_archived(self):
        topic = self.topic("Billing")
        topic.active = False
        self.assert_refused(self.say(LATE), "topic", topic.id)

    def test_one_that_the_agent_may_not_read(self):
        mention = self.say(LATE)
        outsider = self.make_user("outsider", AGENT)
        self.assert_refused(mention, "sentiment", "neutral", AccessError, outsider)

    def test_one_of_another_company(self):
        _company, stranger, account = self.other_company()
        ours = self.say(LATE)
        theirs = self.hear(self.fresh(LATE), account=account)
        for mentions in (ours, ours + theirs):
            self.assert_refused(mentions, "sentiment", "neutral", AccessError, stranger)


class TestChoices(AnalysisCase):
    """What one can choose from."""

    def choices(self, user=None):
        mentions = self.env["social.care.mention"].with_user(user or self.agent)
        return mentions.get_correction_choices()

    def test_each_choice_can_be_said(self):
        mention = self.say(LATE)
        for kind, choices in self.choices().items():
            for choice in choices:
                mention.with_user(self.agent).correct(kind, choice[0])

    def test_topics_are_those_of_the_company_in_their_order(self):
        company, _agent, _account = self.other_company()
        self.env["social.care.topic"].create(
            {"name": "Theirs", "company_id": company.id}
        )
        self.topic("Billing").active = False
        names = [name for _id, name, _color in self.choices()["topic"]]
        self.assertEqual((names[0], names[-1]), ("Delivery", "No topic"))
        self.assertNotIn("Theirs", names)
        self.assertNotIn("Billing", names)

    def test_of_two_companies_each_topic_says_whose_it_is(self):
        company, _agent, _account = self.other_company()
        self.agent.company_ids += company
        mentions = self.env["social.care.mention"].with_user(self.agent)
        both = mentions.with_context(
            allowed_company_ids=[self.company.id, company.id]
        ).get_correction_choices()
        self.assertEqual(both["topic"][0][1], "Delivery (Acme)")

    def test_languages_are_in_the_reader_s_words(self):
        self.company.social_care_languages = "pl, de, en-GB"
        self.assertEqual(
            self.choices()["language"],
            [["en", "English"], ["de", "German"], ["pl", "Polish"]],
        )
