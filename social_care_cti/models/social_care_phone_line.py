# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools.errors import PhoneError

# Comes back with the notice of our own pauses, so that they are told from others.
OWN = "Social Care"
# States of agents in which the queues of the phone system ring them.
RINGING_STATES = ("available",)


class SocialCarePhoneLine(models.Model):
    """An agent's phone on a phone system."""

    _name = "social.care.phone.line"
    _description = "Social Care Phone"
    _order = "user_id, id"
    _rec_name = "extension"

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
        ondelete="cascade",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    device = fields.Char(
        required=True,
        help="Name of the phone in the phone system, for example PJSIP/21.",
    )
    extension = fields.Char(help="Number by which colleagues call the agent.")
    is_paused = fields.Boolean(
        readonly=True, help="The queues of the phone system do not ring this phone."
    )

    _device_once = models.UniqueIndex(
        "(system_id, lower(device))", "Another agent has this phone already."
    )

    # -- one state for both ------------------------------------------------------------

    def _tell_pause(self):
        """Job: have the queues of the phone system follow the agent's state. The notice
        of it says on the phone what is so: written here, both would collide.
        """
        agent = self._find_agent()
        if not agent:
            return
        is_paused = agent.state not in RINGING_STATES
        try:
            connector = self.system_id._get_connector()
            connector._set_paused(self.system_id, self, is_paused, OWN)
        except PhoneError:
            # The conflict is shown to the agent.
            return

    def _take_in_pause(self, pause):
        """The phone left the queues, or came back: what was changed last counts.

        :param pause: ``tools.phone_feed.Pause``
        """
        self.is_paused = pause.is_paused
        agent = self._find_agent().with_context(social_care_phone_said=True)
        if not agent or pause.reason == OWN:
            return
        if pause.is_paused and agent.state == "available":
            agent._set_state("away", self._find_reason(agent, pause.reason))
        elif not pause.is_paused and agent.state in ("away", "not_responding"):
            agent._set_state("available")

    def _find_agent(self):
        return self.env["social.care.agent"].search([("user_id", "=", self.user_id.id)])

    def _find_reason(self, agent, text):
        """The reason of this name, if the agent may choose it."""
        reasons = agent._get_reasons()
        return reasons.filtered(
            lambda reason: reason.name.lower() == text.strip().lower()
        )[:1]
