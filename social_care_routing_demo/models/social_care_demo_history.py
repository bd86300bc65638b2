# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import namedtuple
from datetime import datetime, timedelta

import pytz
from psycopg2.extras import execute_values

from odoo import api, models

from ..tools import past

SEED = 4711
ADDON = "social_care_routing_demo"
# In the order of LUNCHES in tools.past.
PEOPLE = ("marta", "jonas")
SUBJECTS = (
    "Where is my parcel?",
    "The chain came without a link",
    "May I still change my address?",
    "Do you have the Ridge 2 in blue?",
    "The brakes squeal in the rain",
)
SUBJECTS_BILLING = (
    "I was charged twice",
    "Please send the invoice again",
    "When does my refund come?",
)
Setup = namedtuple("Setup", "company teams stage channels media agents zone sla")


class SocialCareDemoHistory(models.AbstractModel):
    """Closed tickets of past weeks, for staffing and replay. They are inserted with few
    statements, to keep the installation fast."""

    _name = "social.care.demo.history"
    _description = "Social Care Demo History"

    @api.model
    def _make(self):
        """Insert the contacts of the weeks until yesterday, and plan the next week."""
        setup = self._load_setup()
        yesterday = datetime.now(setup.zone).date() - timedelta(days=1)
        contacts = past.list_contacts(SEED, yesterday)
        self.env.flush_all()
        tickets = self._insert(
            "helpdesk_ticket",
            [
                _prepare_ticket(setup, number, row)
                for number, row in enumerate(contacts)
            ],
        )
        rows = list(zip(tickets, contacts, strict=True))
        self._insert("social_care_work", [_prepare_work(setup, *row) for row in rows])
        ticket_slas = [_prepare_ticket_sla(setup, *row) for row in rows]
        self._insert("helpdesk_ticket_sla", ticket_slas)
        self.env.invalidate_all()
        self._add_xmlids(tickets)
        self._plan(setup, past.find_storm_day(yesterday))

    def _load_setup(self):
        company = self.env.ref("base.main_company")
        stages = self.env["helpdesk.ticket.stage"]
        channel = "helpdesk_mgmt.helpdesk_ticket_channel_"
        users = [self.env.ref(f"{ADDON}.user_{name}") for name in PEOPLE]
        agents = self.env["social.care.agent"]
        return Setup(
            company=company,
            teams={
                billing: self.env.ref(f"social_care_demo.team_{name}")
                for billing, name in enumerate(("customer_service", "billing"))
            },
            stage=stages.search([("closed", "=", True)], limit=1),
            channels={
                "phone": self.env.ref(f"{channel}phone").id,
                "email": self.env.ref(f"{channel}email").id,
            },
            media=self.env["social.care.medium"]._get_ids_by_code(),
            agents=[agents._ensure_for_users(user) for user in users],
            zone=pytz.timezone(company.resource_calendar_id.tz or "UTC"),
            sla=self.env.ref(f"{ADDON}.sla_first"),
        )

    def _insert(self, table, rows):
        """Insert rows with one statement: the ORM would compute and notify for each.

        :param table: name of the table
        :param rows: list of {column: value}, all with the same keys
        :return: list of the new ids, in order
        """
        columns = list(rows[0])
        found = execute_values(
            self.env.cr._obj,
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES %s RETURNING id",
            [tuple(row.values()) for row in rows],
            page_size=len(rows),
            fetch=True,
        )
        return [one for (one,) in found]

    def _add_xmlids(self, tickets):
        """The tickets are deleted when this addon is uninstalled."""
        tickets = self.env["helpdesk.ticket"].browse(tickets)
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"{ADDON}.ticket_past_{number}",
                    "record": ticket,
                    "noupdate": True,
                }
                for number, ticket in enumerate(tickets, 1)
            ]
        )

    def _plan(self, setup, storm):
        """Plan the calls of next week, and prepare a replay of the busiest day with one
        agent less."""
        common = {
            "company_id": setup.company.id,
            "team_ids": [(6, 0, setup.teams[False].ids)],
        }
        phone = {"medium_id": setup.media["phone"]}
        self.env["social.care.staffing"].create(common | phone).action_compute_plan()
        change = {"kind": "remove", "agent_id": setup.agents[0].id}
        period = {"date_from": storm, "date_to": storm}
        self.env["social.care.replay"].create(
            common | period | {"change_ids": [(0, 0, change)]}
        )


# -- rows ------------------------------------------------------------------------------


def _to_utc(setup, moment):
    return setup.zone.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)


def _prepare_ticket(setup, number, contact):
    subjects = SUBJECTS_BILLING if contact.is_billing else SUBJECTS
    arrived, done = _to_utc(setup, contact.arrived), _to_utc(setup, contact.done)
    return {
        "number": f"P{number + 1:05}",
        "name": subjects[number % len(subjects)],
        "description": "<p>The customer got an answer.</p>",
        "company_id": setup.company.id,
        "team_id": setup.teams[contact.is_billing].id,
        "stage_id": setup.stage.id,
        "channel_id": setup.channels.get(contact.medium),
        "user_id": setup.agents[contact.person].user_id.id,
        "partner_name": f"Customer {number % 200 + 1}",
        "priority": "1",
        "active": True,
        "unattended": False,
        "create_uid": setup.company.env.uid,
        "create_date": arrived,
        "write_date": done,
        "assigned_date": _to_utc(setup, contact.accepted),
        "closed_date": done,
        "last_stage_update": done,
    }


def _prepare_work(setup, ticket, contact):
    agent = setup.agents[contact.person]
    arrived, accepted, done = (
        _to_utc(setup, moment)
        for moment in (contact.arrived, contact.accepted, contact.done)
    )
    until_done = int((done - arrived).total_seconds())
    return {
        "ticket_id": ticket,
        "company_id": setup.company.id,
        "team_id": setup.teams[contact.is_billing].id,
        "medium_id": setup.media[contact.medium],
        "state": "done",
        "user_id": agent.user_id.id,
        "agent_id": agent.id,
        "last_agent_id": agent.id,
        "relaxation_step": 0,
        "started": True,
        "arrived_at": arrived,
        "rank_at": arrived,
        "first_offered_at": accepted,
        "accepted_at": accepted,
        "first_accepted_at": accepted,
        "first_response_at": done,
        "closed_at": done,
        "wait_seconds": int((accepted - arrived).total_seconds()),
        "response_seconds": until_done,
        "resolution_seconds": until_done,
        "handle_seconds": contact.handling,
    }


def _prepare_ticket_sla(setup, ticket, contact):
    arrived, done = _to_utc(setup, contact.arrived), _to_utc(setup, contact.done)
    deadline = arrived + timedelta(minutes=setup.sla.sla_response_minutes)
    return {
        "ticket_id": ticket,
        "sla_id": setup.sla.id,
        "state": "accomplished" if done <= deadline else "expired",
        "deadline": deadline,
        "last_state_date": done,
        "create_date": arrived,
        "write_date": done,
    }
