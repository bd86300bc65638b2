# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .routing_common import AGENT as AGENT_GROUP
from .routing_common import MANAGER as MANAGER_GROUP
from .routing_common import RoutingCase

HELPDESK_USER = "helpdesk_mgmt.group_helpdesk_user"
MODELS = [
    "social.care.agent",
    "social.care.agent.time",
    "social.care.capacity",
    "social.care.capacity.profile",
    "social.care.decision",
    "social.care.lane",
    "social.care.medium",
    "social.care.skill.requirement",
    "social.care.pause.reason",
    "social.care.skill.relaxation",
    "social.care.routing.run",
    "social.care.skill.rule",
    "social.care.work",
]
# What each may do: r(ead), w(rite), c(reate), u(nlink).
AGENT = {
    "social.care.agent": "r",
    "social.care.medium": "r",
    "social.care.pause.reason": "r",
    "social.care.work": "r",
}
SUPERVISOR = dict.fromkeys(MODELS, "r")
MANAGER = SUPERVISOR | {
    "social.care.agent": "rwcu",
    "social.care.capacity": "rwcu",
    "social.care.capacity.profile": "rwcu",
    "social.care.medium": "rw",
    "social.care.skill.requirement": "rwcu",
    "social.care.pause.reason": "rwcu",
    "social.care.skill.relaxation": "rwcu",
    "social.care.skill.rule": "rwcu",
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


class TestRoutingAccess(RoutingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")

    def rights(self, user):
        found = {}
        for name in MODELS:
            model = self.env[name].with_user(user)
            may = [k for k, op in OPERATIONS.items() if model.has_access(op)]
            if may:
                found[name] = "".join(may)
        return found

    def test_everybody_has_the_rights_of_their_group(self):
        self.assertEqual(self.rights(self.anna.user_id), AGENT)
        self.assertEqual(self.rights(self.supervisor), SUPERVISOR)
        self.assertEqual(self.rights(self.manager), MANAGER)

    def test_who_is_not_in_social_care_has_none(self):
        employee = new_test_user(self.env, "routing_employee", groups="base.group_user")
        self.assertEqual(self.rights(employee), {})

    def test_an_agent_sees_themselves_and_the_queue_of_their_teams(self):
        bert = self.make_agent("bert", team=self.make_team("Other"))
        ours = self.make_ticket()
        theirs = self.make_ticket(team_id=bert.team_ids.id)
        agents = self.env["social.care.agent"].with_user(self.anna.user_id)
        works = self.works.with_user(self.anna.user_id)
        both = (ours | theirs).social_care_work_ids
        self.assertEqual(
            agents.search([("id", "in", (self.anna | bert).ids)]), self.anna
        )
        self.assertEqual(
            works.search([("id", "in", both.ids)]), ours.social_care_work_ids
        )

    def test_an_agent_changes_their_state_by_the_switch_alone(self):
        own = self.anna.with_user(self.anna.user_id)
        with self.assertRaises(AccessError):
            own.state = "offline"
        with self.assertRaises(AccessError):
            own._set_state("offline")
        self.env["social.care.agent"].with_user(self.anna.user_id).set_state("offline")
        self.assertEqual(self.anna.state, "offline")

    def test_somebody_without_rights_in_social_care_still_has_their_switch(self):
        """Members of a routed team who answer mails alone."""
        mailer = new_test_user(
            self.env,
            "routing_mailer",
            groups="base.group_user,helpdesk_mgmt.group_helpdesk_user_team",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.team.user_ids += mailer
        desk = self.env["social.care.agent"].with_user(mailer)
        self.assertEqual(desk.set_state("available")["state"], "available")
        self.anna._set_state("offline")
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(len(desk.get_desk()["offers"]), 1)
        self.works.with_user(mailer).accept(ticket.social_care_work_ids.ids)
        self.assertEqual(ticket.user_id, mailer)

    def test_nobody_sets_up_another_company(self):
        foreign = self.env["res.company"].create({"name": "Foreign"})
        boss = self.make_user("boss", group=MANAGER_GROUP, company=foreign)
        email = self.env.ref("social_care_routing.medium_email")
        step = self.env["social.care.skill.relaxation"].create(
            {"team_id": self.team.id}
        )
        own = self.env["social.care.capacity"].create(
            {"agent_id": self.anna.id, "medium_id": email.id}
        )
        profile = self.env["social.care.capacity.profile"].create(
            {
                "name": "Here",
                "company_id": self.company.id,
                "line_ids": [(0, 0, {"medium_id": email.id})],
            }
        )
        lane = self.make_ticket().social_care_work_ids.lane_id
        for record in (step, own, profile.line_ids, lane):
            with self.subTest(model=record._name):
                self.assertFalse(record.with_user(boss).has_access("read"))
                self.assertTrue(record.with_user(self.manager).has_access("read"))

    def test_who_was_looked_at_is_told_of_one_decision_at_a_time(self):
        self.make_ticket()
        self.drain()
        turn = self.env["social.care.routing.run"].search([], limit=1)
        with self.assertRaises(AccessError):
            turn.with_user(self.manager).read(["lanes"])

    def test_the_queue_of_a_ticket_is_for_social_care_alone(self):
        mailer = new_test_user(
            self.env,
            "routing_reader",
            groups="base.group_user,helpdesk_mgmt.group_helpdesk_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        ticket = self.make_ticket().with_user(mailer)
        (values,) = ticket.read()
        self.assertNotIn("social_care_work_ids", values)
        self.assertNotIn("social_care_thread_ids", values)
        ticket.write({"priority": "2", "team_id": self.make_team("Other").id})
        self.assertEqual(ticket.sudo().social_care_work_ids.team_id.name, "Other")

    def test_clocks_are_set_by_who_may_change_the_ticket(self):
        ticket = self.make_ticket()
        customer = new_test_user(
            self.env, "routing_customer", groups="base.group_portal"
        )
        customer.company_ids += self.company
        ticket.partner_id = customer.partner_id
        employee = new_test_user(
            self.env,
            "routing_employee",
            groups="base.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        ticket.message_subscribe(employee.partner_id.ids)
        for reader in (customer, employee):
            seen = ticket.with_user(reader).with_company(self.company)
            self.assertTrue(seen.has_access("read"))
            for act in (seen.set_sla, seen.refresh_sla):
                with self.assertRaises(AccessError):
                    act()
        own = ticket.with_user(self.anna.user_id)
        own.set_sla()
        own.refresh_sla()

    def test_who_moves_a_ticket_out_of_their_reach_leaves_its_clocks_right(self):
        other = self.make_team("Other", use_sla=True)
        sla = self.env["helpdesk.sla"].create(
            {"name": "Other", "hours": 1, "team_ids": [(6, 0, other.ids)]}
        )
        ticket = self.make_ticket()
        ticket.with_user(self.anna.user_id).team_id = other
        self.assertEqual(ticket.ticket_sla_ids.sla_id, sla)

    def test_the_strip_of_a_ticket_is_for_who_may_see_its_place(self):
        """Who reads all tickets does not see into the queues of other teams."""
        reader = self.make_user("reader", group=f"{AGENT_GROUP},{HELPDESK_USER}")
        ticket = self.make_ticket()
        self.assertTrue(
            ticket.with_user(self.anna.user_id).social_care_get_routing_strip()
        )
        self.assertTrue(ticket.with_user(reader).has_access("read"))
        self.assertFalse(ticket.with_user(reader).social_care_get_routing_strip())
        self.assertFalse(ticket.with_user(reader).social_care_get_routing_story())
