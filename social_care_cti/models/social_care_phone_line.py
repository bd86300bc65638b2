# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools.changes import filter_changed
from ..tools.errors import PhoneError

# Comes back with the notice of our own pauses, so that they are told from others.
OWN = "Social Care"
# States of agents in which the queues of the phone system ring them, and in which they
# are there, but not to be rung.
RINGING_STATES = ("available",)
SILENT_STATES = ("away", "after_work", "not_responding")


class SocialCarePhoneLine(models.Model):
    """An agent's phone on a phone system."""

    _name = "social.care.phone.line"
    _description = "Social Care Phone"
    _order = "user_id, id"
    _rec_name = "extension"
    _check_company_auto = True

    system_id = fields.Many2one(
        "social.care.phone.system",
        string="Phone system",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="system_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        string="Agent",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    device = fields.Char(
        required=True,
        help="Name of the phone in the phone system, for example PJSIP/21.",
    )
    extension = fields.Char(help="Number by which colleagues call the agent.")
    is_paused = fields.Boolean(
        readonly=True,
        help="The phone is paused in all queues of the phone system that it is in. An "
        "agent whom one queue still rings is available.",
    )
    is_queue_member = fields.Boolean(
        string="In a queue",
        readonly=True,
        help="The phone is in a queue of the phone system.",
    )

    _device_once = models.UniqueIndex(
        "(system_id, lower(device))", "Another agent has this phone already."
    )

    # -- one state for both ------------------------------------------------------------

    def _tell_pause(self):
        """Job: have the queues of the phone system follow the agent's state. The notice
        of it says on the phone what is so: written here, both would collide.
        """
        agent = self._find_agents()
        if not agent or not self.system_id.is_enabled:
            return
        is_paused = agent.state not in RINGING_STATES
        try:
            connector = self.system_id._get_connector()
            connector._set_paused(self.system_id, self, is_paused, OWN)
        except PhoneError:
            # The conflict is shown to the agent.
            return

    def _take_in_pauses(self, told):
        """These phones left the queues, or came back: what was changed last counts.

        :param told: {phone: ``tools.phone_feed.Pause``}
        """
        for line in self:
            is_paused = told[line].is_paused
            vals = {
                "is_paused": bool(is_paused),
                "is_queue_member": is_paused is not None,
            }
            if changed := filter_changed(line, vals):
                line.write(changed)
        agents = self._find_agents()
        paused, by_user = agents._filter_paused_on_phone(), agents.grouped("user_id")
        for line in self.filtered(lambda line: line.user_id in by_user):
            agent = by_user[line.user_id]
            if told[line].is_found:
                line._follow_found(agent, told[line], agent in paused)
            elif told[line].reason != OWN:
                line._follow_change(agent, told[line], agent in paused)

    def _follow_change(self, agent, pause, is_paused):
        """Somebody paused or unpaused a phone.

        :param is_paused: whether the agent is paused now in all queues of all phones
        """
        agent = agent.with_context(social_care_phone_said=True)
        if is_paused and agent.state == "available":
            agent._set_state("away", self._find_reason(agent, pause.reason))
        elif pause.is_paused is False and agent.state in ("away", "not_responding"):
            agent._set_state("available")

    def _follow_found(self, agent, pause, is_paused):
        """A pause that was there after a gap was made by somebody; that there is none
        may come from a restart of the phone system, which forgets them. So Odoo's
        state counts, and so it does for pauses of ours that were not ended.
        """
        if is_paused and pause.reason != OWN:
            self._follow_change(agent, pause, is_paused)
        elif pause.is_paused is not None and self._has_missed(agent, pause):
            self.with_delay(max_retries=3)._tell_pause()

    def _has_missed(self, agent, pause):
        """Whether the phone does not know the agent's state."""
        if pause.is_paused:
            return pause.reason == OWN and agent.state in RINGING_STATES
        return agent.state in SILENT_STATES

    def _find_agents(self):
        domain = [("user_id", "in", self.user_id.ids)]
        return self.env["social.care.agent"].search(domain)

    def _find_reason(self, agent, text):
        """The reason of this name, if the agent may choose it."""
        reasons = agent._get_reasons()
        return reasons.filtered(
            lambda reason: reason.name.lower() == text.strip().lower()
        )[:1]
