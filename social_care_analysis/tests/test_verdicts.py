# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo.exceptions import AccessError

from odoo.addons.social_care_demo.tests.channel_common import OURS

from .analysis_common import AnalysisCase

LATE = "My parcel is late, this is terrible"


class TestVerdicts(AnalysisCase):
    """Each mention has its verdicts once it is read."""

    def test_the_language_is_that_of_the_text(self):
        for code, text in (
            ("pl", "Gdzie jest moja paczka? Czekam już trzy tygodnie"),
            ("de", "Wo bleibt mein Paket? Ich warte seit drei Wochen"),
            ("ru", "Где моя посылка? Я жду уже три недели"),
            ("zh", "我的快递在哪里？我已经等了三个星期"),
        ):
            mention = self.say(text, language="en")
            self.assertEqual(
                (mention.detected_language, mention.language), (code, "en")
            )

    def test_the_network_s_tag_decides_what_the_text_leaves_open(self):
        said = [
            self.say("problema de internet", language=tag)
            for tag in ("es-MX", "pt", "pl", "")
        ]
        found = [mention.detected_language for mention in said]
        self.assertEqual(found, ["es", "pt", "pt", "pt"])

    def test_a_language_that_cannot_be_told_is_empty(self):
        for text in ("", "😡😡", "https://t.example/a", "4711"):
            self.assertIs(self.say(text).detected_language, False, text)

    def test_only_languages_that_the_company_expects_are_found(self):
        self.company.social_care_languages = "de, fr"
        found = self.say("Where is my parcel, please?").detected_language
        self.assertIn(found, (False, "de", "fr"))

    def test_the_sentiment_says_on_what_words_it_rests(self):
        bad = self.say("This is terrible, worst service ever")
        good = self.say("Thank you, wonderful service, I love it")
        plain = self.say("Which bus goes to the station?")
        self.assertEqual(
            [m.sentiment for m in bad + good + plain],
            ["negative", "positive", "neutral"],
        )
        self.assertLess(bad.sentiment_score, plain.sentiment_score)
        self.assertLess(plain.sentiment_score, good.sentiment_score)
        self.assertIn("terrible", bad.verdicts["sentiment"]["words"])
        self.assertEqual(plain.verdicts["sentiment"]["words"], [])
        self.assertTrue(0.5 < bad.verdicts["sentiment"]["sure"] <= 1)

    def test_a_verdict_that_may_well_be_wrong_is_unsure_until_a_person_sets_it(self):
        unsure = self.say("Which bus goes to the station?")
        sure = self.say("This is terrible, worst service ever")
        found = unsure.search(
            [("is_unsure", "=", True), ("id", "in", (unsure + sure).ids)]
        )
        self.assertEqual(found, unsure)
        self.assertLess(unsure.verdicts["sentiment"]["sure"], 0.6)
        unsure.with_user(self.agent).correct("sentiment", "neutral")
        self.assertFalse(unsure.is_unsure)

    def test_a_topic_that_is_missing_is_not_unsure(self):
        mention = self.say("This is terrible, worst service ever")
        for topic, unsure in ((self.topic("Billing"), True), (False, False)):
            mention.topic_id = topic
            mention.verdicts = {"topic": {"sure": 0.3, "words": []}}
            self.assertIs(mention.is_unsure, unsure)

    def test_words_of_danger_press_most(self):
        mention = self.say("The charger caught fire, my son is injured")
        self.assertEqual(mention.urgency, "3")
        self.assertTrue(mention.verdicts["urgency"]["words"])

    def test_what_does_not_press_can_wait(self):
        mention = self.say("Which bus goes to the station?")
        self.assertEqual(mention.urgency, "0")
        self.assertEqual(mention.verdicts["urgency"], {"words": [], "because": []})

    def test_the_third_message_of_a_person_presses_more(self):
        who = self.person()
        said = [self.say(f"Where is parcel {n}?", who=who) for n in (1, 2, 3)]
        self.assertEqual([m.urgency for m in said], ["0", "0", "1"])
        self.assertEqual(said[2].verdicts["urgency"]["because"], ["repetition"])

    def test_three_messages_in_one_batch_press_as_if_one_came_after_the_other(self):
        who = self.person()
        events = [self.fresh(f"Where is parcel {n}?", who=who) for n in (1, 2, 3)]
        said = self.hear_at_once(*events)
        self.assertEqual(said.mapped("urgency"), ["0", "0", "1"])

    def test_what_somebody_said_days_ago_is_no_repetition(self):
        who = self.person()
        for day in (4, 3):
            before = self.start - timedelta(days=day)
            self.say("Where is my parcel?", who=who, posted_at=before.isoformat())
        self.assertEqual(self.say("Where is my bill?", who=who).urgency, "0")

    def test_who_is_angry_and_followed_by_many_presses_more(self):
        near = self.say(LATE, who=self.person(50))
        far = self.say(LATE + "!", who=self.person(50_000))
        self.assertLess(near.urgency, far.urgency)
        self.assertIn("reach", far.verdicts["urgency"]["because"])
        self.assertNotIn("reach", near.verdicts["urgency"]["because"])

    def test_the_topic_is_that_of_the_keywords(self):
        mention = self.say(LATE)
        self.assertEqual(mention.topic_id, self.topic("Delivery"))
        self.assertEqual(mention.verdicts["topic"]["words"], ["parcel"])
        self.assertFalse(self.say("Good morning everybody").topic_id)

    def test_what_customers_say_is_worth_an_answer(self):
        mention = self.say(LATE)
        self.assertEqual(mention.relevance, "relevant")
        self.assertEqual(mention.verdicts["relevance"]["words"], [])

    def test_our_own_posts_have_no_verdicts(self):
        mention = self.say(LATE, who=OURS)
        self.assertEqual((mention.sentiment, mention.topic_id.id), (False, False))
        self.assertFalse(mention.verdicts)

    def test_what_is_deleted_before_it_is_read_has_no_verdicts(self):
        event = self.fresh(LATE)
        mention = self.hear_at_once(self.deletion(event, at=9000), event)[0]
        self.assertTrue(mention.deleted_at)
        self.assertFalse(mention.verdicts)

    def test_the_panel_shows_the_verdicts(self):
        shown = self.say(LATE)._get_panel_values()["analysis"]
        self.assertEqual(shown["sentiment"], "negative")
        self.assertEqual(shown["topic"]["name"], "Delivery")
        self.assertEqual(shown["language"], "en")
        self.assertEqual(shown["verdicts"]["topic"]["words"], ["parcel"])


class TestAgain(AnalysisCase):
    """A new text or a new list: judged anew, except what a person said."""

    def test_an_edit_is_judged_anew(self):
        event = self.fresh(LATE)
        mention = self.hear(event)
        self.hear(self.edit(event, "Wunderbar, die Rechnung stimmt, danke", 9000))
        self.assertEqual(mention.sentiment, "positive")
        self.assertEqual(mention.topic_id, self.topic("Billing"))
        self.assertEqual(mention.detected_language, "de")
        self.assertEqual(mention.ticket_id.social_care_topic_id, self.topic("Billing"))

    def test_an_older_version_that_comes_late_changes_nothing(self):
        event = self.fresh(LATE)
        first = self.edit(event, "Wonderful invoice, thank you", 9000)
        mention = self.hear(self.edit(event, LATE, 9500, 2), first)[0]
        self.assertEqual(mention.topic_id, self.topic("Delivery"))

    def test_an_edit_of_our_own_post_has_no_verdicts(self):
        event = self.fresh("We look into it", who=OURS)
        self.hear(event, self.edit(event, LATE, 9000))
        self.assertFalse(self.mention(event.external_id).verdicts)

    def test_what_a_person_said_survives_an_edit(self):
        event = self.fresh(LATE)
        mention = self.hear(event)
        mention.with_user(self.agent).correct("sentiment", "neutral")
        self.hear(self.edit(event, "Wonderful invoice, thank you", 9000))
        self.assertEqual(mention.sentiment, "neutral")
        self.assertEqual(mention.sentiment_score, 0)
        self.assertEqual(mention.verdicts["sentiment"]["by"], self.agent.name)
        self.assertEqual(mention.topic_id, self.topic("Billing"))

    def test_what_a_person_said_survives_an_analysis_of_all(self):
        mention = self.say(LATE)
        values = {
            "language": "nl",
            "sentiment": "positive",
            "urgency": "3",
            "topic": self.topic("Billing").id,
            "relevance": "relevant",
        }
        for kind, value in values.items():
            mention.with_user(self.agent).correct(kind, value)
        mention._analyze_again()
        self.assertEqual(mention.detected_language, "nl")
        self.assertEqual((mention.sentiment, mention.urgency), ("positive", "3"))
        self.assertEqual(mention.topic_id, self.topic("Billing"))
        self.assertIn(f"topic:{self.topic('Billing').id}", mention.watch_keys)

    def test_new_keywords_count_once_it_is_analysed_again(self):
        mention = self.say("My flux capacitor hums")
        self.assertFalse(mention.topic_id)
        self.topic("Billing").keywords = "flux capacitor"
        mention._analyze_again()
        self.assertEqual(mention.topic_id, self.topic("Billing"))
        self.assertEqual(mention.ticket_id.social_care_topic_id, self.topic("Billing"))

    def test_an_analysis_of_all_leaves_what_became_of_them(self):
        mention = self.say("My flux capacitor hums")
        ticket = mention.ticket_id
        self.company.social_care_negative_keywords = "flux capacitor"
        mention._analyze_again()
        self.assertEqual(mention.relevance, "other")
        self.assertEqual((mention.state, mention.ticket_id), ("ticket", ticket))

    def test_an_analysis_of_all_passes_over_our_own_and_what_is_gone(self):
        event = self.fresh(LATE)
        ours, gone = self.say(LATE, who=OURS), self.hear(event)
        self.hear(self.deletion(event, at=9000))
        gone.verdicts = False
        (ours + gone)._analyze_again()
        self.assertFalse(ours.verdicts or gone.verdicts)

    def test_an_analysis_of_all_counts_nothing_twice(self):
        mention = self.say(LATE)
        volume = self.env["social.care.volume"]
        own = [("company_id", "=", self.company.id)]
        before = sum(volume.search(own).mapped("count"))
        self.assertTrue(before)
        mention._analyze_again()
        self.assertEqual(sum(volume.search(own).mapped("count")), before)

    def test_a_supervisor_has_mentions_analysed_again(self):
        mentions = self.say(LATE) + self.say("Thank you, wonderful")
        jobs = self.env["queue.job"].search([("method_name", "=", "_analyze_again")])
        with self.assertRaises(AccessError):
            mentions.with_user(self.agent).action_analyze_again()
        for _twice in range(2):
            mentions.with_user(self.supervisor).action_analyze_again()
        job = self.env["queue.job"].search([("method_name", "=", "_analyze_again")])
        job -= jobs
        self.assertEqual(len(job), 1, "once is enough")
        self.assertEqual(job.records, mentions.sudo())
        self.assertEqual(job[0].channel, "root.social_care.background")
