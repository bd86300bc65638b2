# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.social_care_demo.tests.channel_common import SUPERVISOR

from .storm_common import StormCase

ANGRY = "this is terrible and awful, worst service ever, I hate it"
GLAD = "this is wonderful, I love it, thank you so much"
CHECK_SECONDS = (
    "odoo.addons.social_care_analysis.models.social_care_alert_threshold.CHECK_SECONDS"
)
SPAM = "Click here to win free bitcoin!!! http://spam.example buy now viagra"


@tagged("post_install", "-at_install")
class TestLevel(StormCase):
    """People are told when a level is crossed."""

    def make_level(self, **vals):
        return self.env["social.care.alert.threshold"].create(
            {
                "name": "Too much",
                "company_id": self.company.id,
                "user_ids": [(6, 0, self.supervisor.ids)],
                **vals,
            }
        )

    def look(self):
        self.env["social.care.alert.threshold"]._cron_look()

    def angry(self, count, first=0, **post):
        return self.hear_crowd(count, ANGRY, first=first, **post)

    def value(self, **vals):
        level = self.make_level(threshold=1000, **vals)
        self.look()
        return level.last_value

    # -- measures --------------------------------------------------------------

    def test_mentions(self):
        self.angry(3)
        self.hear_crowd(2, GLAD, first=20)
        self.assertEqual(self.value(measure="count"), 5)

    def test_negative_mentions(self):
        self.angry(3)
        self.hear_crowd(2, GLAD, first=20)
        self.assertEqual(self.value(measure="negative"), 3)

    def test_urgent_mentions(self):
        self.hear_crowd(2, "my doctor needs it urgently")
        self.hear_crowd(1, "there is smoke and fire call the police", first=20)
        self.hear_crowd(3, "when do you open", first=40)
        self.assertEqual(self.value(measure="urgent"), 3)

    def test_share_of_negative(self):
        self.angry(6)
        self.hear_crowd(18, GLAD, first=20)
        self.assertEqual(self.value(measure="negative_share"), 25)

    def test_of_few_a_share_says_nothing(self):
        self.angry(3)
        self.assertEqual(self.value(measure="negative_share"), 0)
        self.assertEqual(self.value(measure="negative"), 3)

    # -- what counts -----------------------------------------------------------

    def test_only_the_last_hours_count(self):
        self.angry(4, at=-3 * 3600)
        self.angry(2, first=20)
        self.assertEqual(self.value(measure="negative", hours=1), 2)
        self.assertEqual(self.value(measure="negative", hours=0.5), 2)
        self.assertEqual(self.value(measure="negative", hours=5), 6)

    def test_what_a_wrong_clock_dates_ahead_counts_when_it_is_received(self):
        self.angry(2, at=24 * 3600)
        self.assertEqual(self.value(measure="negative"), 2)

    def test_a_tool_that_always_says_1970_is_counted_when_it_is_received(self):
        self.angry(3, posted_at="1970-01-01T00:00:00")
        self.assertEqual(self.value(measure="negative"), 3)
        self.pass_time(hours=2)
        self.assertEqual(self.value(measure="negative"), 0)

    def test_what_is_fetched_a_day_late_counts_for_its_own_time(self):
        self.angry(3, at=-24 * 3600)
        self.assertEqual(self.value(measure="negative"), 0)
        self.assertEqual(self.value(measure="negative", hours=30), 3)

    def test_only_the_chosen_accounts_count(self):
        account = self.make_account("acme.help", "us2")
        self.angry(2)
        self.hear_at_once(*self.crowd(3, ANGRY, first=20), account=account)
        mine = {"account_ids": [(6, 0, account.ids)]}
        self.assertEqual(self.value(measure="negative", **mine), 3)
        self.assertEqual(self.value(measure="negative"), 5)

    def test_only_the_chosen_topics_count(self):
        self.hear_crowd(2, "parcel", ANGRY)
        self.hear_crowd(3, "router", ANGRY, first=20)
        topic = {"topic_ids": [(6, 0, self.router.ids)]}
        self.assertEqual(self.value(measure="negative", **topic), 3)

    def test_another_company_does_not_count(self):
        company = self.env["res.company"].create({"name": "Other"})
        account = self.make_account(
            "other", "them", company=company, team=self.make_team("O", company=company)
        )
        self.hear_at_once(*self.crowd(3, ANGRY), account=account)
        self.assertEqual(self.value(measure="count"), 0)

    def test_spam_and_our_own_words_do_not_count(self):
        ours = {"external_id": "us", "handle": "acme", "name": "Acme"}
        self.hear(self.say(0, text=SPAM), self.say(1, ANGRY, who=ours))
        self.assertEqual(self.value(measure="count"), 0)

    def test_a_look_ends_in_time_and_nobody_is_forgotten(self):
        self.env["social.care.alert.threshold"].search([]).active = False
        levels = [self.make_level(measure="count", threshold=99) for _ in range(2)]
        self.angry(1)
        with patch(CHECK_SECONDS, 0):
            self.look()
            seen = sorted(level.last_value for level in levels)
            self.assertEqual(seen, [0, 1])
            for _look in range(100):
                self.look()
        self.assertEqual([level.last_value for level in levels], [1, 1])

    # -- telling ---------------------------------------------------------------

    def test_a_crossed_level_is_told_with_what_it_is(self):
        level = self.make_level(measure="negative", threshold=3, hours=2)
        self.angry(3)
        self.look()
        (notice,) = self.notices_to(self.supervisor)
        self.assertIn("Too much", notice.subject)
        self.assertIn(
            "Negative mentions in the last 2 h: 3 (threshold: 3)", notice.body
        )
        self.assertEqual((notice.model, notice.res_id), (level._name, level.id))
        self.assertTrue(level.is_crossed)
        self.assertTrue(level.crossed_at)

    def test_below_it_nobody_is_told(self):
        level = self.make_level(measure="negative", threshold=3)
        self.angry(2)
        self.look()
        self.assertFalse(self.notices_to(self.supervisor))
        self.assertFalse(level.is_crossed)
        self.assertEqual(level.last_value, 2)

    def test_it_is_told_once_until_it_was_below_again(self):
        self.make_level(measure="negative", threshold=3)
        self.angry(3)
        self.look()
        self.angry(3, first=20)
        self.look()
        self.assertEqual(len(self.notices_to(self.supervisor)), 1)
        self.pass_time(hours=2)
        self.look()
        self.angry(3, first=40)
        self.look()
        self.assertEqual(len(self.notices_to(self.supervisor)), 2)

    def test_nobody_else_is_told(self):
        self.make_level(measure="negative", threshold=1)
        self.angry(1)
        self.look()
        self.assertFalse(self.notices_to(self.agent))

    def test_only_who_works_here_and_may_read_mentions_is_told(self):
        other = self.env["res.company"].create({"name": "Other"})
        people = {
            "gone": self.make_user("gone", SUPERVISOR, other),
            "outsider": self.make_user("outsider", "base.group_user"),
            "archived": self.make_user("archived", SUPERVISOR),
            "agent": self.agent,
        }
        users = self.env["res.users"].union(*people.values())
        self.make_level(measure="negative", threshold=1, user_ids=[(6, 0, users.ids)])
        people["archived"].active = False
        self.angry(1)
        self.look()
        told = {name for name, user in people.items() if self.notices_to(user)}
        self.assertEqual(told, {"agent"})

    def test_a_level_whose_people_have_all_gone_is_crossed_all_the_same(self):
        outsider = self.make_user("outsider", "base.group_user")
        level = self.make_level(
            measure="negative", threshold=1, user_ids=[(6, 0, outsider.ids)]
        )
        self.angry(1)
        self.look()
        self.assertTrue(level.is_crossed)
        self.assertFalse(self.notices_to(outsider))

    def test_an_archived_level_is_quiet(self):
        self.make_level(measure="negative", threshold=1).active = False
        self.angry(1)
        self.look()
        self.assertFalse(self.notices_to(self.supervisor))

    # -- what makes no sense ---------------------------------------------------

    def test_hours_and_threshold_are_more_than_nothing(self):
        for vals in ({"hours": 0}, {"hours": -1}, {"threshold": 0}):
            with self.assertRaisesRegex(ValidationError, "must be positive"):
                self.make_level(**vals)

    def test_hours_are_no_years(self):
        with self.assertRaisesRegex(ValidationError, "hours at most 744"):
            self.make_level(hours=1e9)

    def test_agents_do_not_make_levels(self):
        with self.assertRaises(AccessError):
            self.env["social.care.alert.threshold"].with_user(self.agent).create(
                {"name": "Mine", "company_id": self.company.id}
            )
        level = self.env["social.care.alert.threshold"].with_user(self.supervisor)
        self.assertTrue(level.create({"name": "M", "company_id": self.company.id}))
