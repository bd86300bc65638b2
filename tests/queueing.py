# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""People and tickets for tests of the queue with real transactions."""

from odoo import fields

LONG_AWAY = "2100-01-01 00:00:00"


def make_people(env, team, count, name="queue"):
    """Agents of a team who are available and always on shift."""
    users = env["res.users"].create(
        [
            {
                "name": f"{name} {number}",
                "login": f"{name}_{number}",
                "group_ids": [
                    (4, env.ref("social_care.group_social_care_agent").id),
                ],
            }
            for number in range(count)
        ]
    )
    team.user_ids = users
    agents = env["social.care.agent"]._ensure_for_users(users)
    agents.write({"absence": False, "shift_changes_at": LONG_AWAY})
    # As many offers at once as there is room for: capacity is what is tested.
    agents.profile_id.offers = 0
    agents._set_state("available")
    return agents


def make_team(env, name, **values):
    """A team whose work is offered, at any time."""
    return env["helpdesk.ticket.team"].create(
        {
            "name": name,
            "social_care_routing_mode": "offer",
            "resource_calendar_id": False,
        }
        | values
    )


def make_tickets(env, team, count, **values):
    return env["helpdesk.ticket"].create(
        [
            {
                "name": f"Ticket {number}",
                "description": "Where is it?",
                "team_id": team.id,
                "user_id": False,
            }
            | values
            for number in range(count)
        ]
    )


def over_capacity(agents):
    """Those who have more than their profile says; nobody should."""
    found = []
    for person in agents._build_people():
        for medium, count in person.doing.items():
            if medium in person.limits and count > person.limits[medium].at_once:
                found.append((person.id, medium, count))
        if person.total and person.load > person.total:
            found.append((person.id, "load", person.load))
    return found


def twice_offered(env):
    """Tickets of which two offers are open at once; none should be."""
    env.cr.execute(
        """
        SELECT work_id FROM social_care_decision
        WHERE outcome = 'open' GROUP BY work_id HAVING count(*) > 1
        """
    )
    return env.cr.fetchall()


def not_as_decided(env):
    """Items that are offered without an open decision, or the other way round."""
    env.cr.execute(
        """
        SELECT work.id, work.state, decision.id
        FROM social_care_work work
        FULL JOIN (SELECT * FROM social_care_decision WHERE outcome = 'open') decision
            ON decision.work_id = work.id
        WHERE (work.state = 'offered') IS DISTINCT FROM (decision.id IS NOT NULL)
            AND (work.state = 'offered' OR decision.id IS NOT NULL)
        """
    )
    return env.cr.fetchall()


def expire(env, works):
    works.offer_until = fields.Datetime.now()
