# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from .social_care_call_leg import ON_THE_PHONE


class SocialCareWallboard(models.AbstractModel):
    """Supervisors see who is on the phone, and which callers wait in a queue."""

    _inherit = "social.care.wallboard"

    @api.model
    def _get_other_loads(self, team_ids, medium_ids):
        loads = super()._get_other_loads(team_ids, medium_ids)
        medium = self.env["social.care.medium"].search([("code", "=", "phone")])
        if medium_ids and medium.id not in medium_ids:
            return loads
        domain = Domain("state", "=", "queued") & Domain("team_id", "!=", False)
        if team_ids:
            domain &= Domain("team_id", "in", team_ids)
        calls = self.env["social.care.call"]
        for team, count in calls._read_group(domain, ["team_id"], ["__count"]):
            loads.setdefault((team.id, medium.id), {})["callers"] = count
        return loads

    def _get_agent_rows(self, agents, engine, team_ids):
        begins = self._list_calls(agents)
        return [
            {**row, "call_since": begins.get(row["user_id"], False)}
            for row in super()._get_agent_rows(agents, engine, team_ids)
        ]

    def _list_calls(self, agents):
        """:return: {user id: when their call began, text in UTC}"""
        rows = self.env["social.care.call.leg"]._read_group(
            [
                ("user_id", "in", agents.user_id.ids),
                ("state", "in", list(ON_THE_PHONE)),
            ],
            ["user_id"],
            ["talk_from:min"],
        )
        return {user.id: fields.Datetime.to_string(begin) for user, begin in rows}
