# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError

from odoo.addons.social_care_demo.tests.channel_common import AGENT

from .analysis_common import AnalysisCase

LATE = "My parcel is late"


class TestRulesAgain(AnalysisCase):
    """After a corrected verdict, the rules can change the open ticket."""

    def setUp(self):
        super().setUp()
        self.colleague = self.make_user("billing", AGENT)
        self.billing = self.make_team("Billing", self.colleague)
        self.tag = self.env["helpdesk.ticket.tag"].create(
            {"name": "Invoice", "company_id": self.company.id}
        )
        self.rule = self.make_rule(
            topic_ids=[(6, 0, self.topic("Billing").ids)],
            team_id=self.billing.id,
            priority="3",
            tag_ids=[(6, 0, self.tag.ids)],
        )
        self.mention = self.say(LATE)
        self.ticket = self.mention.ticket_id

    def correct(self):
        topic = self.topic("Billing")
        self.mention.with_user(self.agent).correct("topic", topic.id)

    def as_agent(self):
        return self.mention.with_user(self.agent)

    def test_it_says_what_would_change_and_changes_nothing(self):
        self.correct()
        words = self.as_agent().get_rule_changes()
        self.assertIn("Billing", words)
        self.assertIn("Invoice", words)
        self.assertEqual(self.ticket.team_id, self.team)
        self.assertFalse(self.ticket.tag_ids & self.tag)

    def test_it_changes_team_priority_and_tags(self):
        own = self.env["helpdesk.ticket.tag"].create(
            {"name": "Own", "company_id": self.company.id}
        )
        self.ticket.tag_ids |= own
        self.correct()
        self.as_agent().apply_rules_again()
        self.assertEqual(self.ticket.team_id, self.billing)
        self.assertEqual(self.ticket.priority, "3")
        self.assertEqual(self.ticket.tag_ids & (own | self.tag), own | self.tag)

    def test_who_is_not_in_the_new_team_no_longer_has_the_ticket(self):
        self.ticket.user_id = self.agent
        self.correct()
        self.as_agent().apply_rules_again()
        self.assertFalse(self.ticket.user_id)

    def test_who_is_in_the_new_team_keeps_the_ticket(self):
        self.billing.user_ids |= self.agent
        self.ticket.user_id = self.agent
        self.correct()
        self.as_agent().apply_rules_again()
        self.assertEqual(self.ticket.user_id, self.agent)

    def test_a_team_given_by_hand_stays_if_the_rule_names_none(self):
        own = self.make_team("Own", self.agent)
        self.rule.team_id = False
        self.ticket.write({"team_id": own.id, "user_id": self.agent.id})
        self.correct()
        self.assertNotIn("Team", self.as_agent().get_rule_changes())
        self.as_agent().apply_rules_again()
        self.assertEqual((self.ticket.team_id, self.ticket.user_id), (own, self.agent))
        self.assertEqual(self.ticket.priority, "3")

    def test_the_screens_show_it_at_once(self):
        # A change of the team would notify them by itself.
        self.rule.team_id = False
        self.correct()
        threads = type(self.env["social.care.thread"])
        told = []
        self.patch(threads, "_notify_changed", lambda thread: told.extend(thread.ids))
        self.as_agent().apply_rules_again()
        self.assertIn(self.mention.thread_id.id, told)

    def test_the_person_whom_the_rule_names_gets_it(self):
        self.rule.user_id = self.colleague
        self.ticket.user_id = self.agent
        self.correct()
        self.as_agent().apply_rules_again()
        self.assertEqual(self.ticket.user_id, self.colleague)

    def test_a_second_time_there_is_nothing_to_change(self):
        self.correct()
        self.as_agent().apply_rules_again()
        mention = self.mention.with_user(self.colleague)
        self.assertEqual(mention.get_rule_changes(), "")
        with self.assertRaisesRegex(UserError, "change nothing"):
            mention.apply_rules_again()

    def test_without_a_correction_there_is_nothing_to_change(self):
        self.assertEqual(self.as_agent().get_rule_changes(), "")

    def test_a_rule_that_ignores_the_message_now_changes_no_ticket(self):
        self.rule.action = "ignore"
        self.correct()
        self.assertEqual(self.as_agent().get_rule_changes(), "")

    def test_a_closed_ticket_is_left_alone(self):
        self.correct()
        self.ticket.stage_id = self.closed_stage()
        self.assertEqual(self.as_agent().get_rule_changes(), "")

    def closed_stage(self):
        return self.env["helpdesk.ticket.stage"].search(
            [("closed", "=", True)], limit=1
        )

    def test_a_stranger_learns_and_changes_nothing(self):
        self.correct()
        _company, stranger, _account = self.other_company()
        for method in ("get_rule_changes", "apply_rules_again"):
            with self.assertRaises(AccessError):
                getattr(self.mention.with_user(stranger), method)()
        self.assertEqual(self.ticket.team_id, self.team)

    def test_it_takes_few_queries(self):
        self.correct()
        mention = self.as_agent()
        self.assertLess(self.queries(mention.get_rule_changes), 60)
