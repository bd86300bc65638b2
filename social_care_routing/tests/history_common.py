# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time, timedelta

from odoo import fields

from .routing_common import RoutingCase


class HistoryCase(RoutingCase):
    """A team that works from eight to five, by UTC, and what came to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.make_calendar("Office", 8, 17)
        cls.company.resource_calendar_id = cls.calendar
        cls.team.resource_calendar_id = cls.calendar
        cls.phone = cls.env.ref("social_care_routing.medium_phone")
        cls.mail = cls.env.ref("social_care_routing.medium_email")

    @classmethod
    def make_calendar(cls, name, start, stop, days=range(5)):
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": "UTC",
                "company_id": cls.company.id,
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "name": f"{day}",
                            "dayofweek": str(day),
                            "hour_from": start,
                            "hour_to": stop,
                            "day_period": "morning",
                        },
                    )
                    for day in days
                ],
            }
        )

    @classmethod
    def make_person(cls, name, calendar=None):
        agent = cls.make_agent(name, state="offline")
        employee = cls.env["hr.employee"].search([("user_id", "=", agent.user_id.id)])
        employee.resource_calendar_id = calendar or cls.calendar
        return employee

    @classmethod
    def arrive(cls, at, count=1, medium=None, team=None, seconds=0, agent=None):
        """So many contacts that came at a moment and took so long."""
        tickets = cls.env["helpdesk.ticket"].create(
            [
                {
                    "name": "Hello",
                    "description": "?",
                    "company_id": cls.company.id,
                    "team_id": (team or cls.team).id,
                    "stage_id": cls.stage_new.id,
                }
            ]
            * count
        )
        tickets.social_care_work_ids.write(
            {
                "arrived_at": at,
                "medium_id": (medium or cls.phone).id,
                "first_accepted_at": at if seconds else False,
                "handle_seconds": seconds,
                "last_agent_id": agent and agent.id,
            }
        )
        return tickets.social_care_work_ids

    @classmethod
    def at(cls, day, hour, minute=0):
        return datetime.combine(day, time(hour, minute))

    @classmethod
    def past_days(cls, weeks=2, weekdays=range(5)):
        last = fields.Date.context_today(cls.env.user) - timedelta(days=1)
        days = (last - timedelta(days=back) for back in range(7 * weeks))
        return [day for day in days if day.weekday() in weekdays]

    @classmethod
    def make_history(cls, count=6, hour=10, weeks=2, **arrival):
        """The same each working day."""
        for day in cls.past_days(weeks):
            cls.arrive(cls.at(day, hour), count, **arrival)
