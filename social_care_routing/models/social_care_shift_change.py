# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL


class SocialCareShiftChange(models.Model):
    """An agent whose shift has to be recomputed.

    Rows are only inserted and kept apart from agents: a long transaction that changes a
    calendar does not block the queue, and a rollback leaves nothing behind.
    """

    _name = "social.care.shift.change"
    _description = "Social Care Shift Change"
    _log_access = False

    agent_id = fields.Many2one(
        "social.care.agent", required=True, readonly=True, ondelete="cascade"
    )

    @api.model
    def _add(self, agents):
        """Request that the shifts of ``agents`` be recomputed."""
        self.create([{"agent_id": agent.id} for agent in agents])

    @api.model
    def _take(self):
        """Take the pending requests.

        :return: social.care.agent whose shifts have to be recomputed
        """
        self.flush_model()
        # In SQL: reads and deletes in one statement, so that no request is lost.
        rows = self.env.execute_query(
            SQL("DELETE FROM social_care_shift_change RETURNING agent_id")
        )
        self.invalidate_model()
        return self.env["social.care.agent"].browse({agent for (agent,) in rows})
