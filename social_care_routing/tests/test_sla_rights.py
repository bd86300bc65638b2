# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user

from .routing_common import RoutingCase


class TestSlaRights(RoutingCase):
    """A clock shows the title of its ticket: who may not read that reads no clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.use_sla = True
        cls.env["helpdesk.sla"].create(
            {
                "name": "Within the hour",
                "team_ids": [(6, 0, cls.team.ids)],
                "target": "first_response",
                "minutes": 60,
            }
        )
        cls.anna = cls.make_agent("anna")
        cls.customer = cls.make_stranger("customer", "base.group_portal")
        cls.ticket = cls.make_ticket(partner_id=cls.customer.partner_id.id)
        cls.ticket.ticket_sla_ids.flush_recordset()

    @classmethod
    def make_stranger(cls, login, group):
        return new_test_user(
            cls.env,
            f"sla_{login}",
            groups=group,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def read_by(self, user):
        clocks = self.env["helpdesk.ticket.sla"].with_user(user)
        found = clocks.with_company(self.company).search([])
        return found.sudo().ticket_id

    def test_portal_users_and_employees_see_none_of_others(self):
        for group in ("base.group_portal", "base.group_user"):
            stranger = self.make_stranger(group.split("_")[-1], group)
            self.assertFalse(self.read_by(stranger), group)

    def test_a_customer_sees_those_of_their_own_tickets(self):
        self.assertEqual(self.read_by(self.customer), self.ticket)

    def test_a_customer_still_writes_on_their_ticket(self):
        """Clocks follow without the customer's rights."""
        ticket = self.ticket.with_user(self.customer)
        message = ticket.message_post(
            body="Where is it?", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(message.sudo().author_id, self.customer.partner_id)
        self.assertTrue(self.ticket.work_ids.waiting_since)

    def test_an_agent_sees_those_of_their_team_alone(self):
        elsewhere = self.make_agent("elsewhere", team=self.make_team("Elsewhere"))
        self.assertEqual(self.read_by(self.anna.user_id), self.ticket)
        self.assertFalse(self.read_by(elsewhere.user_id))

    def test_a_supervisor_sees_all_of_the_company(self):
        self.assertEqual(self.read_by(self.supervisor), self.ticket)
