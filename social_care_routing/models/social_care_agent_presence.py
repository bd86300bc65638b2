# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import suppress

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

# Frequent reports write only once in a while. In SQL: one upsert.
_SEE = """
    INSERT INTO social_care_agent_presence AS presence (agent_id, seen_at)
    SELECT unnest(%(agents)s::int[]), %(now)s
    ON CONFLICT (agent_id) DO UPDATE SET seen_at = EXCLUDED.seen_at
    WHERE presence.seen_at < EXCLUDED.seen_at - interval '20 seconds'
"""


class SocialCareAgentPresence(models.Model):
    """When an agent's computer was last seen.

    Kept apart from the agent, so that these frequent writes do not conflict with
    assignments.
    """

    _name = "social.care.agent.presence"
    _description = "Social Care Agent Presence"
    _log_access = False

    agent_id = fields.Many2one(
        "social.care.agent", required=True, readonly=True, ondelete="cascade"
    )
    seen_at = fields.Datetime(required=True, readonly=True)

    _once = models.Constraint("UNIQUE (agent_id)", "An agent has one presence.")

    @api.model
    def _mark_seen(self, agents):
        """Note that the agents are at their computers now."""
        now = fields.Datetime.now()
        query = SQL(_SEE, agents=agents.ids, now=now)
        # Whoever reports the same agent at the same moment has said it already.
        with suppress(SerializationFailure), self.env.cr.savepoint(flush=False):
            self.env.cr.execute(query, log_exceptions=False)
        self.invalidate_model()
