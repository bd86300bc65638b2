# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

# Who would be given work and was seen before, but not for as long as their company
# says. Of whom nothing was ever heard nothing is known.
_ASLEEP = """
    SELECT agent.id, seen.at
    FROM social_care_agent agent
    JOIN res_company company ON company.id = agent.company_id
        AND company.presence_minutes > 0
    LEFT JOIN social_care_agent_presence presence ON presence.agent_id = agent.id
    LEFT JOIN mail_presence online ON online.user_id = agent.user_id
    CROSS JOIN LATERAL (
        SELECT greatest(agent.state_since, presence.seen_at, online.last_poll) AS at
        WHERE coalesce(presence.seen_at, online.last_poll) IS NOT NULL
    ) seen
    WHERE agent.active AND agent.state = 'available'
        AND (agent.on_shift OR agent.overtime_until > %(now)s)
        AND seen.at < %(now)s - make_interval(mins => company.presence_minutes)
"""


class SocialCareAgent(models.Model):
    """An agent whose computer sleeps takes no work, whatever the switch says."""

    _inherit = "social.care.agent"

    unseen_since = fields.Datetime(
        string="Not seen since",
        readonly=True,
        help="Their computer is asleep or offline.",
    )

    @api.model
    def beat(self):
        """My computer is awake: the top bar says so each minute. Who was taken as
        asleep is available again.

        :return: as ``my`` for who was taken as asleep, else False
        """
        agent = self._mine()
        agent._see()
        if not agent.unseen_since:
            return False
        agent._enter("available")
        return agent._desk()

    def _see(self):
        """They do something, so they are there."""
        self.env["social.care.agent.presence"].sudo()._see(self)

    @api.model
    def _find_asleep(self):
        """Agents whose computers have not been heard of for too long.

        :return: {agent: when they were last seen}
        """
        self.env.flush_all()
        now = fields.Datetime.now()
        rows = self.env.execute_query(SQL(_ASLEEP, now=now))
        return {self.browse(agent): at for agent, at in rows}

    def _fall_asleep(self, seen):
        """Offer them nothing more; what they have not begun goes to others.

        :param seen: {agent: when they were last seen}
        """
        self._enter("not_responding")
        for agent in self:
            agent.unseen_since = seen[agent]
        self._give_back_unstarted()
