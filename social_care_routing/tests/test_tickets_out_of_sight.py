# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.modules.migration import load_script
from odoo.tools import file_path

from .routing_common import RoutingCase

SCRIPT = "social_care/migrations/19.0.1.1.0/end-tickets-out-of-sight.py"


class TestTicketsOutOfSight(RoutingCase):
    """An upgrade brings tickets back that nobody saw."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")

    def upgrade(self):
        self.env.flush_all()
        load_script(file_path(SCRIPT), "out_of_sight").migrate(
            self.env.cr, "19.0.1.0.0"
        )
        self.env.flush_all()
        self.env.invalidate_all()

    def spoil(self, query, *values):
        """As no screen allows any more."""
        self.env.flush_all()
        self.env.cr.execute(query, values)
        self.env.invalidate_all()

    def test_a_mail_that_the_gateway_owned_waits(self):
        ticket = self.make_ticket(user_id=self.env.ref("base.user_root").id)
        self.assertEqual(ticket.social_care_work_ids.state, "working")
        self.upgrade()
        self.assertFalse(ticket.user_id)
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_so_does_one_whose_owner_left_the_team(self):
        ticket = self.make_ticket(user_id=self.anna.user_id.id)
        self.spoil("DELETE FROM helpdesk_ticket_team_res_users_rel")
        self.upgrade()
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_a_supervisor_keeps_what_they_took(self):
        ticket = self.make_ticket(user_id=self.supervisor.id)
        self.upgrade()
        self.assertEqual(ticket.user_id, self.supervisor)

    def test_a_member_keeps_theirs(self):
        ticket = self.make_ticket(user_id=self.anna.user_id.id)
        self.upgrade()
        self.assertEqual(ticket.user_id, self.anna.user_id)

    def test_a_ticket_of_an_archived_team_has_none(self):
        ticket = self.make_ticket()
        self.spoil(
            "UPDATE helpdesk_ticket_team SET active = FALSE WHERE id = %s", self.team.id
        )
        self.upgrade()
        self.assertFalse(ticket.team_id)
        self.assertFalse(ticket.social_care_work_ids.team_id)
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_so_has_one_whose_team_is_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.make_team("Foreign", company_id=other.id)
        ticket = self.make_ticket()
        self.spoil(
            "UPDATE helpdesk_ticket SET team_id = %s WHERE id = %s",
            foreign.id,
            ticket.id,
        )
        self.upgrade()
        self.assertFalse(ticket.team_id)
        self.assertEqual(ticket.company_id, self.company)

    def test_what_is_closed_stays_as_it_was(self):
        ticket = self.make_ticket(user_id=self.env.ref("base.user_root").id)
        ticket.stage_id = self.stage_closed
        self.upgrade()
        self.assertTrue(ticket.user_id)

    def test_a_second_time_changes_nothing(self):
        ticket = self.make_ticket(user_id=self.env.ref("base.user_root").id)
        self.upgrade()
        before = ticket.write_date
        self.upgrade()
        self.assertEqual(ticket.write_date, before)
