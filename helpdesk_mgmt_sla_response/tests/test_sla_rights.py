# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user

from .sla_common import SlaCase


class TestSlaRights(SlaCase):
    """An SLA target shows the title of its ticket: users who may not read the ticket
    may not read the target."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Acme SLA"})
        cls.team = cls.make_team("Care", company_id=cls.company.id)
        cls.env["helpdesk.sla"].create(
            {
                "name": "Within the hour",
                "team_ids": [(6, 0, cls.team.ids)],
                "sla_response_target": "first_response",
                "sla_response_minutes": 60,
            }
        )
        cls.anna = cls.make_user("anna", "helpdesk_mgmt.group_helpdesk_user_team")
        cls.team.user_ids = cls.anna
        cls.customer = cls.make_user("customer", "base.group_portal")
        cls.ticket = cls.make_ticket(partner_id=cls.customer.partner_id.id)
        cls.ticket.ticket_sla_ids.flush_recordset()

    @classmethod
    def make_ticket(cls, **vals):
        common = {"name": "Where is my parcel?", "description": "It is late."}
        place = {"company_id": cls.company.id, "team_id": cls.team.id, "user_id": False}
        return cls.env["helpdesk.ticket"].create({**common, **place, **vals})

    @classmethod
    def make_user(cls, login, group):
        return new_test_user(
            cls.env,
            f"sla_{login}",
            groups=group,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def read_by(self, user, model="helpdesk.ticket.sla"):
        targets = self.env[model].with_user(user)
        found = targets.with_company(self.company).search([])
        return found.sudo().ticket_id

    def test_portal_users_and_employees_see_none_of_others(self):
        for group in ("base.group_portal", "base.group_user"):
            stranger = self.make_user(group.split("_")[-1], group)
            self.assertFalse(self.read_by(stranger), group)

    def test_a_customer_sees_those_of_their_own_tickets(self):
        self.assertEqual(self.read_by(self.customer), self.ticket)

    def test_a_customer_still_writes_on_their_ticket(self):
        """Targets are updated without the customer's rights."""
        ticket = self.ticket.with_user(self.customer)
        message = ticket.message_post(
            body="Where is it?", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(message.sudo().author_id, self.customer.partner_id)
        self.assertTrue(self.ticket.sla_response_waiting_since)

    def test_an_agent_sees_those_of_their_team_alone(self):
        group = "helpdesk_mgmt.group_helpdesk_user_team"
        elsewhere = self.make_user("elsewhere", group)
        self.make_team("Elsewhere", company_id=self.company.id, user_ids=elsewhere.ids)
        self.assertEqual(self.read_by(self.anna), self.ticket)
        self.assertFalse(self.read_by(elsewhere))

    def test_a_user_of_all_tickets_sees_all_of_the_company(self):
        user = self.make_user("all", "helpdesk_mgmt.group_helpdesk_user")
        self.assertEqual(self.read_by(user), self.ticket)

    def test_a_manager_sees_none_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        team = self.make_team("Theirs", company_id=other.id)
        self.make_sla("resolution", hours=1, team_ids=team.ids)
        theirs = self.make_ticket(team_id=team.id, company_id=other.id)
        self.assertTrue(theirs.ticket_sla_ids)
        self.env.flush_all()
        manager = self.make_user("manager", "helpdesk_mgmt.group_helpdesk_manager")
        for model in ("helpdesk.ticket.sla", "helpdesk.sla.report"):
            self.assertEqual(self.read_by(manager, model), self.ticket)

    def test_only_who_may_write_a_ticket_sets_its_slas(self):
        seen = self.ticket.with_user(self.customer)
        self.assertTrue(seen.has_access("read"))
        for act in (seen.set_sla, seen.refresh_sla):
            with self.assertRaises(AccessError):
                act()
        own = self.ticket.with_user(self.anna)
        own.set_sla()
        own.refresh_sla()


class TestSlaForms(SlaCase):
    def test_a_stage_is_asked_for_only_where_it_is_the_target(self):
        form = Form(self.env["helpdesk.sla"])
        self.assertTrue(form._get_modifier("stage_id", "required"))
        form.sla_response_target = "first_response"
        self.assertTrue(form._get_modifier("stage_id", "invisible"))
        self.assertFalse(form._get_modifier("stage_id", "required"))
        self.assertIn("can see", form.sla_response_target_help)
        form.name = "Soon"
        form.sla_response_minutes = 30
        self.assertEqual(form.save().sla_response_time_allowed, "30 min")

    def test_targets_are_read_and_not_written(self):
        arch = self.env["helpdesk.ticket.sla"].get_view(view_type="list")["arch"]
        self.assertIn('edit="0"', arch)
        self.assertIn('create="0"', arch)
