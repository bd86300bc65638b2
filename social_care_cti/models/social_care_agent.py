# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

# Agents on the phone, each once: two legs of a consultation are one conversation. A
# call whose ticket is in progress with the same agent counts by the ticket. In SQL: one
# query for all agents in each run of the queue.
_ON_THE_PHONE = """
    SELECT DISTINCT users.partner_id
    FROM social_care_call_leg leg
    JOIN social_care_call call ON call.id = leg.call_id
    JOIN res_users users ON users.id = leg.user_id
    WHERE leg.state IN ('talking', 'held') AND leg.user_id = ANY(%(users)s)
        AND NOT EXISTS (
            SELECT FROM social_care_work work
            JOIN social_care_medium medium ON medium.id = work.medium_id
                AND medium.code = 'phone'
            WHERE work.ticket_id = call.ticket_id AND work.user_id = leg.user_id
                AND work.state = 'working'
        )
"""


class SocialCareAgent(models.Model):
    """Calls of a phone system count as work, and both know who is available."""

    _inherit = "social.care.agent"

    after_call_until = fields.Datetime(
        readonly=True, help="After-call work ends by itself at this time."
    )

    def _count_calls(self):
        """A person has one conversation at a time, whoever tells of it."""
        counts = super()._count_calls()
        self.env["social.care.call.leg"].flush_model(["state", "user_id"])
        self.env["social.care.call"].flush_model(["ticket_id"])
        self.env["social.care.work"].flush_model(["state", "user_id", "medium_id"])
        rows = self.env.execute_query(SQL(_ON_THE_PHONE, users=self.user_id.ids))
        partners = self.env["res.partner"].browse(row[0] for row in rows)
        return {**counts, **dict.fromkeys(partners, 1)}

    # -- after-call work -----------------------------------------------------------

    def _begin_after_call_work(self, seconds):
        """Give available agents time for after-call work.

        :param seconds: time that the team of the call allows
        """
        agents = self.filtered(lambda agent: agent.state == "available")
        if not seconds or not agents:
            return
        agents._set_state("after_work")
        until = fields.Datetime.now() + timedelta(seconds=seconds)
        agents.after_call_until = until
        for agent in agents:
            agent.with_delay(eta=until)._end_after_call_work(until)

    def _end_after_call_work(self, until):
        """Job: the agent is available again, unless they chose a state meanwhile."""
        if self.state == "after_work" and self.after_call_until == until:
            self._set_state("available")

    # -- one state for both ----------------------------------------------------------

    def _set_state(self, state, reason=None):
        """The queues of the phone system follow the state of the agent."""
        result = super()._set_state(state, reason)
        self.after_call_until = False
        if not self.env.context.get("social_care_phone_said"):
            self._tell_phones()
        return result

    def _tell_phones(self):
        for line in self._find_lines().filtered("system_id.is_enabled"):
            if line.system_id._get_capabilities().pause:
                line.with_delay(max_retries=3)._tell_pause()

    def _find_lines(self):
        lines = self.env["social.care.phone.line"].sudo()
        return lines.search(
            [("user_id", "in", self.user_id.ids), ("system_id.active", "=", True)]
        )

    def _filter_paused_on_phone(self):
        """Agents whom no queue of a phone system rings, because all queues of all their
        phones are paused. One that is not makes them available; phones that are in no
        queue say nothing.
        """
        phones = self._find_lines().filtered("is_queue_member").grouped("user_id")
        return self.filtered(
            lambda agent: (
                agent.user_id in phones
                and all(phones[agent.user_id].mapped("is_paused"))
            )
        )

    def _list_conflicts(self):
        """Say where the phone system differs, and what counts."""
        conflicts = super()._list_conflicts()
        if self.state == "available" and self._filter_paused_on_phone():
            conflicts.append(
                self.env._(
                    "You are available, but your phone is paused in all of its queues. "
                    "What you changed last counts: switch to Available again to "
                    "unpause it."
                )
            )
        return conflicts
