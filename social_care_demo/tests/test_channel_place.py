# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import ValidationError

from .channel_common import ChannelCase


class TestPlace(ChannelCase):
    """A ticket is in a team of its own company, or in a shared one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Other"})
        cls.foreign = cls.make_team("Foreign", company=cls.other)
        cls.shared = cls.make_team("Shared")
        cls.shared.company_id = False

    def setUp(self):
        super().setUp()
        self.ticket = self.hear(self.post("a")).ticket_id

    def test_a_team_of_another_company_is_refused_in_words(self):
        with self.assertRaises(ValidationError) as refused:
            self.ticket.team_id = self.foreign
        for word in (self.ticket.number, "Acme", "Foreign", "Other"):
            self.assertIn(word, str(refused.exception))

    def test_a_shared_team_works_for_all(self):
        self.ticket.team_id = self.shared
        self.assertEqual(self.ticket.company_id, self.company)

    def test_another_company_is_refused_while_the_team_stays(self):
        with self.assertRaises(ValidationError):
            self.ticket.company_id = self.other
        self.ticket.write({"company_id": self.other.id, "team_id": self.foreign.id})
        self.assertEqual(self.ticket.team_id, self.foreign)

    def test_the_form_offers_teams_of_the_company(self):
        domain = self.env["helpdesk.ticket"]._fields["team_id"].domain
        self.assertIn("company_id", domain)

    def test_an_owner_without_a_team_here_brings_none_along(self):
        user = self.make_user("bert", "social_care.group_social_care_agent")
        user.company_ids += self.other
        self.foreign.user_ids += user
        self.ticket.team_id = False
        self.ticket.user_id = user
        self.assertFalse(self.ticket.team_id)
        home = self.make_team("Home", user)
        self.ticket.user_id = False
        self.ticket.user_id = user
        self.assertEqual(self.ticket.team_id, home)

    def test_a_supervisor_s_move_is_refused(self):
        self.supervisor.company_ids += self.other
        works = self.env["social.care.work"].with_user(self.supervisor)
        works = works.with_context(allowed_company_ids=(self.company | self.other).ids)
        with self.assertRaises(ValidationError):
            works.move_team(self.ticket.social_care_work_ids.ids, self.foreign.id)

    def test_a_mail_to_a_team_s_address_is_of_its_company(self):
        ticket = self.env["helpdesk.ticket"].message_new(
            {
                "subject": "Hello",
                "body": "<p>Hello</p>",
                "email_from": "paula@cust.example",
                "references": "",
                "in_reply_to": "",
            },
            {"team_id": self.foreign.id},
        )
        self.assertEqual(ticket.company_id, self.other)

    def test_a_rule_or_an_account_with_such_a_team_loses_nothing(self):
        """As databases of before may have it."""
        self.make_rule()
        self.env.flush_all()
        for table in ("social_care_rule", "social_care_account"):
            self.env.cr.execute(
                f"UPDATE {table} SET team_id = %s WHERE company_id = %s",
                [self.foreign.id, self.company.id],
            )
        self.env.invalidate_all()
        ticket = self.hear(self.post("b", at=3)).ticket_id
        self.assertEqual(ticket.company_id, self.company)
        self.assertFalse(ticket.team_id)

    def test_a_ticket_that_is_wrong_already_can_be_worked_on(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET team_id = %s WHERE id = %s",
            [self.foreign.id, self.ticket.id],
        )
        self.env.invalidate_all()
        self.ticket.priority = "3"
        self.ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.assertTrue(self.ticket.closed)
