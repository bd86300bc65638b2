# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError

from .analysis_common import AnalysisCase

LATE = "My parcel is late"


class TestTopics(AnalysisCase):
    """What a topic does with its tickets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.delivery = cls.topic("Delivery")
        cls.drivers = cls.make_team("Drivers")
        cls.tags = cls.env["helpdesk.ticket.tag"].create(
            [{"name": name, "company_id": cls.company.id} for name in ("late", "vip")]
        )

    def test_its_team_gets_the_ticket(self):
        self.delivery.team_id = self.drivers
        mention = self.say(LATE)
        self.assertEqual(mention.ticket_id.team_id, self.drivers)
        self.assertEqual(mention.team_id, self.drivers)
        self.assertEqual(self.say("My invoice").ticket_id.team_id, self.team)

    def test_its_team_takes_part_without_account_stream_or_rule(self):
        teams = self.env["helpdesk.ticket.team"]
        self.assertNotIn(self.drivers, teams.search(teams._social_care_get_domain()))
        self.delivery.team_id = self.drivers
        self.assertIn(self.drivers, teams.search(teams._social_care_get_domain()))

    def test_a_rule_s_team_comes_first(self):
        self.delivery.team_id = self.drivers
        named = self.make_team("Named")
        self.make_rule(words="late", team_id=named.id)
        self.assertEqual(self.say(LATE).ticket_id.team_id, named)

    def test_a_rule_without_a_team_leaves_it_to_the_topic(self):
        self.delivery.team_id = self.drivers
        self.make_rule(words="late", priority="1")
        ticket = self.say(LATE).ticket_id
        self.assertEqual((ticket.team_id, ticket.priority), (self.drivers, "1"))

    def test_a_person_s_team_comes_first(self):
        self.delivery.team_id = self.drivers
        self.make_rule(action="inbox")
        mention, named = self.say(LATE), self.make_team("Named")
        mention._open_tickets({"team_id": named.id})
        self.assertEqual(mention.ticket_id.team_id, named)

    def test_its_tags_come_beside_those_of_the_rule(self):
        self.delivery.tag_ids = self.tags[0]
        self.make_rule(words="late", tag_ids=[(6, 0, self.tags[1].ids)])
        self.assertEqual(self.say(LATE).ticket_id.tag_ids, self.tags)

    def test_its_tags_come_without_a_rule_too(self):
        self.delivery.tag_ids = self.tags
        self.assertEqual(self.say(LATE).ticket_id.tag_ids, self.tags)

    def test_a_pressing_mention_makes_a_pressing_ticket(self):
        ticket = self.say("The charger caught fire, my son is injured").ticket_id
        self.assertEqual((ticket.priority, ticket.social_care_urgency), ("3", "3"))
        self.assertEqual(self.say(LATE).ticket_id.priority, "1")

    def test_a_rule_s_priority_comes_first(self):
        self.make_rule(words="fire", priority="0")
        ticket = self.say("The charger caught fire, my son is injured").ticket_id
        self.assertEqual(ticket.priority, "0")

    def test_an_archived_topic_is_found_no_more(self):
        mention = self.say(LATE)
        self.delivery.active = False
        self.assertFalse(self.say("Where is that parcel of mine").topic_id)
        self.assertEqual(mention.topic_id, self.delivery)

    def test_a_deleted_topic_leaves_its_mentions(self):
        mention = self.say(LATE)
        self.delivery.unlink()
        self.env.invalidate_all()
        self.assertFalse(mention.topic_id or mention.ticket_id.social_care_topic_id)

    def test_the_first_of_the_list_counts_where_two_say_as_much(self):
        billing = self.topic("Billing")
        text = "My parcel, my invoice"
        self.assertEqual(self.say(text).topic_id, self.delivery)
        billing.sequence = -1
        self.assertEqual(self.say(text, who=self.person()).topic_id, billing)

    def test_a_team_of_another_company_is_refused(self):
        company, _agent, _account = self.other_company()
        team = self.make_team("Foreign", company=company)
        with self.assertRaises(UserError):
            self.delivery.team_id = team

    def test_it_says_how_often_it_was_found_and_set(self):
        mentions = self.say(LATE) + self.say("My parcel!")
        other = self.say("My invoice")
        for mention in mentions[0] + other:
            mention.with_user(self.agent).correct("topic", self.delivery.id)
        # What looks like its number is none where it is not said of a topic.
        mentions[1].with_user(self.agent).correct("urgency", "1")
        self.corrections(mentions[1]).value = str(self.delivery.id)
        self.delivery.invalidate_recordset()
        self.assertEqual(self.delivery.mention_count, 3)
        self.assertEqual(self.delivery.correction_count, 2)
        action = self.delivery.action_view_mentions()
        found = self.env["social.care.mention"].search(action["domain"])
        self.assertEqual(found, mentions | other)

    def test_an_agent_sees_the_counts_without_reading_corrections(self):
        self.say(LATE).with_user(self.agent).correct("topic", self.delivery.id)
        topic = self.delivery.with_user(self.agent)
        self.assertEqual((topic.mention_count, topic.correction_count), (1, 1))


class TestUsualTopics(AnalysisCase):
    def all_topics(self, company):
        topics = self.env["social.care.topic"].with_context(active_test=False)
        return topics.search([("company_id", "=", company.id)])

    def create_usual(self, company=None):
        topics = self.env["social.care.topic"].with_user(self.supervisor)
        topics.with_company(company or self.company).action_create_usual()

    def test_they_come_once(self):
        before = self.all_topics(self.company)
        self.assertGreater(len(before), 5)
        self.create_usual()
        self.assertEqual(self.all_topics(self.company), before)

    def test_what_is_there_by_that_name_stays_as_it_is(self):
        self.topic("Billing").keywords = "my own"
        self.topic("Delivery").unlink()
        self.create_usual()
        self.assertEqual(self.topic("Billing").keywords, "my own")
        self.assertIn("parcel*", self.topic("Delivery").keywords)

    def test_what_was_archived_does_not_come_back(self):
        self.topic("Billing").active = False
        self.create_usual()
        self.assertFalse(self.topic("Billing"))

    def test_another_company_gets_its_own(self):
        company, _agent, account = self.other_company()
        self.assertFalse(self.all_topics(company))
        self.env["social.care.topic"].with_company(company).action_create_usual()
        theirs = self.hear(self.fresh(LATE), account=account)
        self.assertEqual(theirs.topic_id.company_id, company)
        self.assertEqual(self.say(LATE).topic_id.company_id, self.company)

    def test_they_speak_nine_languages(self):
        texts = {
            "en": "Where is my parcel",
            "pl": "Gdzie jest moja paczka",
            "ru": "Где моя посылка",
            "zh": "我的快递在哪里",
            "de": "Wo bleibt mein Paket",
            "fr": "Où est mon colis",
            "es": "Dónde está mi paquete",
            "it": "Dove si trova il mio pacco",
            "pt": "Onde está a minha encomenda",
        }
        for code, text in texts.items():
            topic = self.say(text, language=code).topic_id
            self.assertEqual(topic, self.topic("Delivery"), text)
