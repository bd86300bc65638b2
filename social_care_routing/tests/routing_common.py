# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import file_path

AGENT = "social_care.group_social_care_agent"
SUPERVISOR = "social_care.group_social_care_supervisor"
MANAGER = "social_care.group_social_care_manager"


def migrate(addon, version, name, cr):
    """Run one script of an upgrade."""
    path = file_path(f"{addon}/migrations/{version}/{name}.py")
    load_script(path, name.replace("-", "_")).migrate(cr, version)


@tagged("post_install", "-at_install")
class RoutingCase(TransactionCase):
    """A company whose team has its work offered; nobody else takes anything.

    People have no working calendar: they are there when they say so.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.env["helpdesk.ticket.team"].search(
            [("id", "!=", 0)]
        ).social_care_routing_mode = "manual"
        cls.env.ref("social_care_routing.profile_usual").offers = 0
        cls.company = cls.env["res.company"].create({"name": "Acme Routing"})
        cls.company.resource_calendar_id = False
        cls.stage_closed = cls.make_stage("Closed", 90, closed=True)
        cls.stage_new = cls.make_stage("New", 1)
        cls.supervisor = cls.make_user("supervisor", SUPERVISOR)
        cls.manager = cls.make_user("manager", MANAGER)
        cls.team = cls.make_team("Care")
        cls.levels = cls.make_levels()
        cls.works = cls.env["social.care.work"]
        cls.queue = cls.env["social.care.queue"]

    @classmethod
    def make_stage(cls, name, sequence, **values):
        return cls.env["helpdesk.ticket.stage"].create(
            {"name": name, "sequence": sequence, "company_id": cls.company.id} | values
        )

    @classmethod
    def make_user(cls, login, group=AGENT, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            f"routing_{login}",
            groups=f"base.group_user,{group}",
            name=login.title(),
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    @classmethod
    def make_team(cls, name, social_care_routing_mode="offer", **values):
        return cls.env["helpdesk.ticket.team"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "social_care_routing_mode": social_care_routing_mode,
                "resource_calendar_id": False,
                "user_ids": False,
            }
            | values
        )

    @classmethod
    def make_levels(cls):
        skill_type = cls.env["hr.skill.type"].create(
            {
                "name": "Care",
                "skill_ids": [(0, 0, {"name": "Patience"})],
                "skill_level_ids": [
                    (0, 0, {"name": f"{points}", "level_progress": points})
                    for points in (25, 50, 75, 100)
                ],
            }
        )
        return {level.level_progress: level for level in skill_type.skill_level_ids}

    @classmethod
    def make_skill(cls, name):
        kind = cls.levels[25].skill_type_id
        return cls.env["hr.skill"].create({"name": name, "skill_type_id": kind.id})

    @classmethod
    def make_agent(cls, name, team=None, state="available", skills=None):
        """
        :param skills: {skill: points}
        """
        user = cls.make_user(name)
        (cls.team if team is None else team).user_ids += user
        cls.make_employee(user, skills or {})
        agent = cls.env["social.care.agent"]._ensure_for_users(user)
        agent._refresh_shifts()
        if state != "offline":
            agent._set_state(state)
        return agent

    @classmethod
    def make_employee(cls, user, skills):
        employee = cls.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": user.company_id.id,
            }
        )
        employee.resource_calendar_id = False
        cls.env["hr.employee.skill"].create(
            [
                {
                    "employee_id": employee.id,
                    "skill_id": skill.id,
                    "skill_type_id": skill.skill_type_id.id,
                    "skill_level_id": cls.levels[points].id,
                }
                for skill, points in skills.items()
            ]
        )
        return employee

    @classmethod
    def make_ticket(cls, minutes=0, **values):
        """A customer's mail of some minutes ago."""
        ticket = cls.env["helpdesk.ticket"].create(
            {
                "name": "Where is my parcel?",
                "description": "It is late.",
                "company_id": cls.company.id,
                "team_id": cls.team.id,
                "stage_id": cls.stage_new.id,
                "user_id": False,
            }
            | values
        )
        if minutes:
            cls.wait(ticket, minutes)
        return ticket

    @classmethod
    def wait(cls, ticket, minutes):
        """It has been waiting for so long already."""
        since = fields.Datetime.now() - timedelta(minutes=minutes)
        work = ticket.social_care_work_ids
        work.write({"arrived_at": since, "asked_at": since})
        work._sync_with_tickets()

    def drain(self):
        given = self.env["social.care.routing.drain"]._drain_once()
        self.env.invalidate_all()
        return given

    def holder(self, ticket):
        """Whose it is or to whom it is offered."""
        return ticket.social_care_work_ids.agent_id

    def as_user(self, model, agent):
        return self.env[model].with_user(agent.user_id)

    def accept(self, ticket):
        work = ticket.social_care_work_ids
        return self.as_user("social.care.work", work.agent_id).accept(work.ids)

    def answer(self, ticket, user=None):
        user = user or ticket.user_id
        ticket.message_post(
            body="It is on its way.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=user.partner_id.id,
        )

    def customer_writes(self, ticket):
        customer = self.env["res.partner"].create({"name": "Paula"})
        ticket.message_post(
            body="Hello?",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            author_id=customer.id,
        )
