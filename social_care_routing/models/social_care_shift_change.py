# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL


class SocialCareShiftChange(models.Model):
    """An agent whose shift is to be looked at.

    Rows are only added, beside the agents: whoever changes a calendar for minutes holds
    up no drain, and what is rolled back leaves nothing.
    """

    _name = "social.care.shift.change"
    _description = "Social Care Shift Change"
    _log_access = False

    agent_id = fields.Many2one(
        "social.care.agent", required=True, readonly=True, ondelete="cascade"
    )

    @api.model
    def _add(self, agents):
        """Have the shifts of ``agents`` looked at."""
        self.create([{"agent_id": agent.id} for agent in agents])

    @api.model
    def _take(self):
        """The agents whose shifts are to be looked at; they are forgotten here.

        :return: social.care.agent
        """
        self.flush_model()
        rows = self.env.execute_query(
            SQL("DELETE FROM social_care_shift_change RETURNING agent_id")
        )
        self.invalidate_model()
        return self.env["social.care.agent"].browse({agent for (agent,) in rows})
