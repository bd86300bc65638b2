# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import SUPERUSER_ID, api

_logger = logging.getLogger(__name__)

_IN_NO_TEAM = """
    SELECT ticket.id
    FROM helpdesk_ticket ticket
    JOIN helpdesk_ticket_team team ON team.id = ticket.team_id
    LEFT JOIN helpdesk_ticket_stage stage ON stage.id = ticket.stage_id
    WHERE ticket.active AND NOT COALESCE(stage.closed, FALSE)
        AND (NOT team.active OR team.company_id != ticket.company_id)
"""
_OF_STRANGERS = """
    SELECT ticket.id
    FROM helpdesk_ticket ticket
    JOIN res_users owner ON owner.id = ticket.user_id
    LEFT JOIN helpdesk_ticket_stage stage ON stage.id = ticket.stage_id
    LEFT JOIN helpdesk_ticket_team_res_users_rel member
        ON member.helpdesk_ticket_team_id = ticket.team_id
        AND member.res_users_id = owner.id
    WHERE ticket.active AND NOT COALESCE(stage.closed, FALSE)
        AND (NOT owner.active
            OR ticket.team_id IS NOT NULL AND member.res_users_id IS NULL)
"""


def migrate(cr, version):
    """Open tickets that nobody saw go on: those of archived teams and of teams of
    another company, and those of people who have left, the mail gateway's among them.

    At the end, when the addons that follow tickets are loaded.
    """
    env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
    for ticket in _found(env, _IN_NO_TEAM):
        ticket.write(
            {"team_id": ticket._social_care_find_active_team().id, "user_id": False}
        )
        _logger.info("Ticket %s: its team did not see it", ticket.number)
    for ticket in _found(env, _OF_STRANGERS):
        # Supervisors work on tickets of every team.
        if (
            ticket._social_care_is_owner_gone()
            or not ticket.user_id._social_care_is_supervisor()
        ):
            _logger.info("Ticket %s: its owner cannot work on it", ticket.number)
            ticket.user_id = False


def _found(env, query):
    env.flush_all()
    env.cr.execute(query)
    return env["helpdesk.ticket"].browse([row[0] for row in env.cr.fetchall()])
