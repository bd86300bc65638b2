# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Agents have the time of their team, from now on, to answer what they have got
    from the queue."""
    cr.execute(
        """
        UPDATE social_care_work work
        SET touched_at = now() AT TIME ZONE 'UTC',
            answer_until = now() AT TIME ZONE 'UTC'
                + make_interval(mins => team.social_care_answer_minutes)
        FROM helpdesk_ticket_team team
        WHERE team.id = work.team_id AND team.social_care_routing_mode != 'manual'
            AND team.social_care_answer_minutes > 0 AND work.state = 'working'
            AND work.agent_id IS NOT NULL AND work.answer_until IS NULL
            AND (
                SELECT decision.kind FROM social_care_decision decision
                WHERE decision.work_id = work.id ORDER BY decision.id DESC LIMIT 1
            ) != 'by_hand'
        """
    )
    # Of what was assigned by hand, which stays, supervisors are told after that time.
    cr.execute(
        """
        UPDATE social_care_work work
        SET answer_until = now() AT TIME ZONE 'UTC'
            + make_interval(mins => team.social_care_answer_minutes)
        FROM helpdesk_ticket_team team
        WHERE team.id = work.team_id AND team.social_care_routing_mode != 'manual'
            AND team.social_care_answer_minutes > 0 AND work.state = 'working'
            AND work.touched_at IS NULL AND work.answer_until IS NULL
        """
    )
