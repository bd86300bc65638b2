# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from typing import Literal

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import results
from ..tools.errors import ServiceError
from ..tools.operation import SUPERVISOR, operation
from ..tools.values import Id, Moment

LONGEST_HISTORY = timedelta(days=31)
FIGURES = ("waiting", "offered", "working", "at_risk", "overdue", "to_approve")

# In SQL: date_bin cuts intervals of any length.
_HISTORY = """
    SELECT date_bin(make_interval(mins => %(minutes)s), arrived_at, %(start)s) AS begin,
        team_id, medium_id, count(*),
        count(first_accepted_at), count(first_response_at), count(closed_at),
        avg(wait_seconds) FILTER (WHERE first_accepted_at IS NOT NULL),
        avg(response_seconds) FILTER (WHERE first_response_at IS NOT NULL),
        avg(handle_seconds) FILTER (WHERE closed_at IS NOT NULL)
    FROM social_care_work
    WHERE id IN %(works)s
    GROUP BY begin, team_id, medium_id
    ORDER BY begin, team_id, medium_id
"""


class SocialCareServiceSupervision(models.AbstractModel):
    """Figures for supervisors and for workforce planning elsewhere."""

    _name = "social.care.service.supervision"
    _inherit = "social.care.service.base"
    _description = "Service for Outside Desktops: Supervision"

    @operation("GET", "/board", group=SUPERVISOR)
    def get_board(self) -> results.Board:
        """Return the figures of the wallboard by team and medium, and all agents."""
        board = self.env["social.care.wallboard"].read_board()
        teams = {row["id"]: row["name"] for row in board["teams"]}
        media = {row["id"]: row for row in board["media"]}
        return results.Board(
            now=self._read_moment(board["now"]),
            figures=[
                self._describe_figures(load, teams, media) for load in board["loads"]
            ],
            agents=[self._describe_agent(row, media) for row in board["agents"]],
        )

    def _describe_figures(self, load, teams, media):
        team = load["team"]
        return results.Figures(
            team=results.Choice(id=team, name=teams[team]) if team else None,
            medium=media[load["medium"]]["code"],
            oldest=self._read_moment(load["oldest"]),
            **{name: load[name] for name in FIGURES},
        )

    def _describe_agent(self, row, media):
        return results.AgentRow(
            agent_id=row["id"],
            name=row["name"],
            state=row["state"],
            since=self._read_moment(row["since"]),
            team_ids=row["team_ids"],
            loads=[
                results.Load(
                    medium=media[medium]["code"], name=media[medium]["name"], **load
                )
                for medium, load in row["load"].items()
            ],
            reason=row["reason"] or None,
            absence=row["absence"] or None,
        )

    @operation("GET", "/history", group=SUPERVISOR, errors=("refused",))
    def list_history(
        self,
        start: Moment,
        end: Moment,
        minutes: Literal[15, 30, 60] = 15,
        team_id: Id | None = None,
    ) -> results.History:
        """List contacts by the interval in which they arrived, for workforce planning.

        :param start: beginning of the first interval
        :param end: nothing that arrived then or later; at most 31 days after the start
        :param minutes: length of an interval
        :param team_id: only contacts of this team
        """
        if not timedelta() < end - start <= LONGEST_HISTORY:
            words = self.env._("Ask for at least a moment and at most 31 days.")
            raise ServiceError("refused", words)
        domain = Domain("arrived_at", ">=", start) & Domain("arrived_at", "<", end)
        if team_id:
            domain &= Domain("team_id", "=", team_id)
        works = self.env["social.care.work"]
        works.flush_model()
        rows = self.env.execute_query(
            SQL(
                _HISTORY,
                minutes=minutes,
                start=start,
                works=works._search(domain).subselect(),
            )
        )
        return results.History(intervals=self._describe_intervals(rows))

    def _describe_intervals(self, rows):
        teams = self.env["helpdesk.ticket.team"].browse(
            {row[1] for row in rows} - {None}
        )
        names = {team.id: self._make_choice(team) for team in teams.sudo()}
        media = self.env["social.care.medium"].browse({row[2] for row in rows})
        codes = {medium.id: medium.code for medium in media}
        counted = ("arrived", "accepted", "answered", "closed")
        averaged = ("wait_seconds", "response_seconds", "handle_seconds")
        return [
            results.Interval(
                start=row[0],
                team=names.get(row[1]),
                medium=codes[row[2]],
                **dict(zip(counted, row[3:7], strict=True)),
                **{
                    name: None if value is None else round(value)
                    for name, value in zip(averaged, row[7:], strict=True)
                },
            )
            for row in rows
        ]
