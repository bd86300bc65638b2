# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.happening import Happening, to_text


class SocialCareAgent(models.Model):
    """Outside desktops are told of the states of agents."""

    _name = "social.care.agent"
    _inherit = ["social.care.agent", "social.care.api.watched"]

    _api_event_types = ("agent.state",)

    def _set_state(self, state, reason=None):
        self._watch()
        return super()._set_state(state, reason)

    def _get_api_state(self):
        return self.state, self.reason_id.id

    def _list_happenings(self, before):
        return [
            Happening(
                "agent.state",
                agent.company_id.id,
                f"agent/{agent.id}",
                None,
                agent._get_api_data(*before[agent.id]),
            )
            for agent in self
            if before[agent.id] != agent._get_api_state()
        ]

    def _get_api_data(self, previous_state, _previous_reason):
        return {
            "agent_id": self.id,
            "user_id": self.user_id.id,
            "state": self.state,
            "previous_state": previous_state,
            "reason_id": self.reason_id.id or None,
            "since": to_text(self.state_since),
        }
