# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError

from odoo.addons.social_care_demo.tests.channel_common import OURS

from .learning_common import BAD, GOOD, LearningCase

GAS = "I smell gas after your technician left!!"
BURNING = "the charger is burning and my child is injured"


class TestRelevance(LearningCase):
    """Learning what is irrelevant never loses a customer."""

    def spam(self, count=30, text=f"{BAD} deal"):
        return [(f"{text} {n}", "spam") for n in range(count)]

    def relevant(self, count=30):
        return [(f"{GOOD} question {n}", "relevant") for n in range(count)]

    def ready(self):
        """A model that learned from as much spam as customers."""
        self.corrected(self.spam(50) + self.relevant(50), "relevance")
        return self.learn("relevance")

    def test_sixty_corrections_of_spam_set_no_customer_aside(self):
        adverts = [(f"{GOOD} offer {n}", "advert") for n in range(30)]
        self.corrected(self.spam() + adverts, "relevance")
        self.assertFalse(self.learn("relevance"))
        for text in (GAS, "Where is my parcel?", f"{BAD} deal"):
            self.assertNotEqual(self.say(text, who=self.person()).state, "ignored")

    def test_it_says_what_is_missing(self):
        self.corrected(self.spam(60), "relevance")
        with self.assertRaisesRegex(UserError, "10 relevant mentions"):
            self.models.with_user(self.manager).action_learn_now()

    def test_the_first_model_waits_for_an_administrator(self):
        model = self.ready()
        self.assertEqual(
            (model.state, self.in_use("relevance")), ("ready", self.models)
        )
        self.assertNotEqual(self.say(f"{BAD} deal", who=self.person()).state, "ignored")

    def test_the_administrator_sees_what_it_would_set_aside(self):
        self.made([f"{BAD} deal again {n}" for n in range(3)])
        self.company.social_care_relevance_confidence = 0.6
        model = self.ready()
        self.assertEqual(model.sample_count, 103)
        self.assertEqual((model.aside_count, model.aside_before_count), (3, 0))

    def test_after_the_first_was_switched_on_better_ones_follow_by_themselves(self):
        first = self.ready()
        first.with_user(self.manager).action_activate()
        second = self.learn("relevance")
        self.assertEqual((first.state, second.state), ("retired", "active"))

    def test_of_two_that_wait_the_later_one_is_offered(self):
        first, second = self.ready(), self.learn("relevance")
        self.assertEqual((first.state, second.state), ("retired", "ready"))

    def test_a_model_that_sets_customers_aside_is_refused(self):
        self.company.social_care_relevance_confidence = 0.6
        self.made([f"{BAD} deal for whoever waits {n}" for n in range(20)])
        model = self.ready()
        self.assertEqual(model.state, "rejected")
        self.assertIn("20 of 120 recent mentions", model.refusal)

    def test_nor_can_an_administrator_use_it(self):
        self.test_a_model_that_sets_customers_aside_is_refused()
        model = self.models.search([("company_id", "=", self.company.id)], limit=1)
        with self.assertRaisesRegex(UserError, "cannot be used"):
            model.with_user(self.manager).action_activate()
        self.assertFalse(self.in_use("relevance"))

    def test_an_old_model_is_checked_on_what_customers_write_today(self):
        self.company.social_care_relevance_confidence = 0.6
        model = self.ready()
        self.assertEqual(model.state, "ready")
        self.made([f"{BAD} deal for whoever waits {n}" for n in range(20)])
        with self.assertRaisesRegex(UserError, "20 of 120 recent mentions"):
            model.with_user(self.manager).action_activate()

    def test_an_upgrade_stops_using_a_model_that_sets_customers_aside(self):
        self.company.social_care_relevance_confidence = 0.6
        model = self.ready()
        model._use()
        self.made([f"{BAD} deal for whoever waits {n}" for n in range(20)])
        model._retire_unless_safe()
        self.assertEqual(
            (model.state, self.in_use("relevance")), ("rejected", self.models)
        )

    def test_an_upgrade_keeps_a_model_that_is_safe(self):
        model = self.ready()
        model._use()
        model._retire_unless_safe()
        self.assertEqual(model.state, "active")

    def test_what_people_called_spam_is_not_held_against_it(self):
        self.company.social_care_relevance_confidence = 0.6
        self.assertEqual(self.ready().aside_count, 0)

    def test_the_mentions_of_another_company_say_nothing(self):
        _company, _stranger, account = self.other_company()
        self.made([f"{BAD} deal {n}" for n in range(20)], account)
        self.assertEqual(self.ready().sample_count, 100)

    def test_without_a_model_to_stop_using_it_says_so(self):
        with self.assertRaisesRegex(UserError, "Open a model"):
            self.models.with_user(self.manager).action_go_back_to_start()


class TestChanges(LearningCase):
    """On recent mentions the old verdicts are the standard where nobody spoke."""

    def learned(self, plain=240, waiting=100):
        """A model that would call ``waiting`` neutral mentions positive, after people
        handled ``plain`` others without a correction.
        """
        self.good_and_bad(24)
        self.accepted([f"plain day {n}" for n in range(plain)], "neutral")
        untouched = self.accepted(
            [f"{GOOD} hour {n}" for n in range(waiting)], "neutral"
        )
        untouched.answered_at = False
        return self.learn()

    def test_a_model_that_changes_more_than_people_find_wrong_is_not_used(self):
        model = self.learned()
        self.assertEqual((model.state, model.changed_count), ("rejected", 100))
        self.assertEqual(model.most_changed_count, 90)
        self.assertIn("change 100 of 364 recent verdicts", model.refusal)

    def test_where_people_correct_much_it_may_change_as_much(self):
        model = self.learned(plain=24)
        self.assertEqual((model.state, model.changed_count), ("active", 100))
        self.assertFalse(model.refusal)

    def test_an_administrator_may_use_it_all_the_same(self):
        model = self.learned()
        model.with_user(self.manager).action_activate()
        self.assertEqual(model.state, "active")

    def test_what_a_person_corrected_is_no_old_verdict(self):
        self.good_and_bad(24)
        model = self.learn()
        self.assertEqual((model.changed_count, model.most_changed_count), (0, 0))


class TestAlwaysRead(LearningCase):
    """Whom no machine sets aside."""

    def setUp(self):
        super().setUp()
        self.company.social_care_relevance_confidence = 0.6
        rows = [(f"{BAD} deal {n}", "spam") for n in range(50)]
        rows += [(f"{GOOD} question {n}", "relevant") for n in range(50)]
        self.corrected(rows, "relevance")
        self.learn("relevance").action_activate()
        self.assertEqual(self.of(self.person()).state, "ignored")

    def of(self, who, text=f"{BAD} deal"):
        return self.say(text, who=who)

    def test_a_word_of_danger(self):
        mention = self.of(self.person(), f"{BAD} deal {BAD} my charger is burning")
        self.assertEqual((mention.relevance, mention.state), ("relevant", "ticket"))

    def test_somebody_whom_we_answered_once(self):
        who = self.person()
        first = self.of(who, "Where is my parcel?")
        first.answered_at = first.posted_at
        first.flush_recordset()
        self.assertTrue(first.profile_id.is_answered)
        self.assertEqual(self.of(who).state, "ticket")

    def test_a_contact(self):
        who = self.person()
        profile = self.of(who).profile_id
        profile.partner_id = self.env["res.partner"].create({"name": "Known"})
        self.assertEqual(self.of(who).state, "ticket")

    def test_whether_they_were_answered_is_asked_once_for_all(self):
        mentions = self.hear_at_once(
            *(self.fresh(f"{BAD} deal", who=self.person()) for _n in range(5))
        )
        profiles = mentions.profile_id.browse(mentions.profile_id.ids)
        one = self.queries(lambda: profiles[:1].is_answered)
        self.assertEqual(self.queries(lambda: profiles.mapped("is_answered")), one)


class TestDanger(LearningCase):
    """Danger is never unlearned."""

    def false_alarms(self, count=130):
        """Somebody says of many posts with words of danger that they can wait."""
        rows = [(f"the new single is burning hot {n}", "0") for n in range(count)]
        rows += [(f"{BAD} day {n}", "2") for n in range(30)]
        self.corrected(rows, "urgency")

    def test_many_false_alarms_do_not_make_danger_wait(self):
        self.false_alarms()
        self.learn("urgency")
        mention = self.say(BURNING, who=self.person())
        self.assertIn(mention.urgency, ("2", "3"))

    def test_a_model_that_misses_danger_among_recent_mentions_is_refused(self):
        self.made([BURNING])
        self.false_alarms()
        model = self.learn("urgency")
        self.assertEqual((model.state, model.lost_danger_count), ("rejected", 1))
        self.assertIn("miss danger in 1", model.refusal)
        self.assertEqual(self.say(BURNING, who=self.person()).urgency, "3")

    def test_a_mood_does_not_hide_danger(self):
        """Who seems pleased seems less urgent, but not where a pattern found danger."""
        self.made([BURNING])
        rows = [
            (f"the charger is burning and my child {n}", "positive") for n in range(60)
        ]
        rows += [(f"{BAD} day {n}", "negative") for n in range(60)]
        mentions = self.corrected(rows)
        mentions.with_user(self.agent).correct("urgency", "0")
        model = self.learn("sentiment")
        self.assertEqual((model.state, model.lost_danger_count), ("active", 0))
        mention = self.say(BURNING, who=self.person())
        self.assertEqual((mention.sentiment, mention.urgency), ("positive", "3"))

    def test_what_a_person_called_harmless_is_no_danger_missed(self):
        self.false_alarms()
        model = self.learn("urgency")
        self.assertEqual((model.state, model.lost_danger_count), ("active", 0))


class TestTicketUrgency(LearningCase):
    """A ticket is as urgent as the most urgent of what is not answered."""

    def setUp(self):
        super().setUp()
        self.event = self.fresh(BURNING)
        self.first = self.hear(self.event)
        self.second = self.say("hello again", to=self.first.external_id)
        self.ticket = self.first.ticket_id

    def test_hello_does_not_calm_it(self):
        self.assertEqual(self.second.ticket_id, self.ticket)
        self.assertLess(self.second.urgency, "3")
        self.assertEqual(self.ticket.social_care_urgency, "3")

    def test_the_order_in_which_they_come_does_not_matter(self):
        calm = self.say("Where is my parcel?", who=self.person())
        self.say(BURNING, to=calm.external_id, who=self.person())
        self.assertEqual(calm.ticket_id.social_care_urgency, "3")

    def test_an_answer_to_both_calms_it(self):
        own = self.fresh("We call you", who=OURS, to=self.second.external_id)
        self.hear(own)
        self.env.invalidate_all()
        self.assertTrue(self.first.answered_at and self.second.answered_at)
        self.assertEqual(self.ticket.social_care_urgency, self.second.urgency)

    def test_what_its_author_deleted_presses_no_more(self):
        self.hear(self.deletion(self.event))
        self.env.invalidate_all()
        self.assertEqual(self.ticket.social_care_urgency, self.second.urgency)

    def test_a_correction_counts(self):
        self.first.with_user(self.agent).correct("urgency", "1")
        self.assertEqual(self.ticket.social_care_urgency, "1")
