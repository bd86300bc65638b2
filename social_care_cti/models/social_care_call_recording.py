# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from urllib.parse import quote

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "social_care.group_social_care_supervisor"


class SocialCareCallRecording(models.AbstractModel):
    """The recording of a call is in the phone system; here is who may hear it, and who
    did.
    """

    _name = "social.care.call.recording"
    _description = "Recording of a Call"

    hearing_ids = fields.One2many(
        "social.care.call.hearing", "call_id", string="Hearings", groups=SUPERVISOR
    )
    can_be_heard = fields.Boolean(compute="_compute_can_be_heard", compute_sudo=True)

    def _compute_can_be_heard(self):
        for call in self:
            call.can_be_heard = call._has_recording() and call._may_be_heard()

    def _has_recording(self):
        """Whether there is a link to a recording that is not past its term."""
        if not self.system_id.recording_url or self.is_erased:
            return False
        if self.state != "ended" or self.outcome != "answered":
            return False
        days = self.system_id.recording_days
        since = fields.Datetime.now() - timedelta(days=days)
        return not days or (self.ended_at or self.started_at) > since

    def _may_be_heard(self):
        """Whether the current user may hear it, as the phone system is set up."""
        if self.env["res.users"].browse(self.env.uid).has_group(SUPERVISOR):
            return self.system_id.recording_access != "nobody"
        # A phone that only rang was not in the conversation.
        own = self.env.uid in self.leg_ids.filtered("talk_from").user_id.ids
        return own and self.system_id.recording_access == "agents"

    def hear_recording(self):
        """Return the action that opens the recording, and note who heard it.

        :raise AccessError: if the current user may not hear it
        :raise UserError: if there is none, or its term is over
        """
        self.ensure_one()
        self.check_access("read")
        call = self.sudo()
        if not call._may_be_heard():
            raise AccessError(
                self.env._("You are not allowed to listen to this recording.")
            )
        if not call._has_recording():
            raise UserError(self.env._("There is no recording of this call any more."))
        self.env["social.care.call.hearing"].sudo().create({"call_id": call.id})
        identity = call.system_id._get_connector()._get_identity(call)
        return {
            "type": "ir.actions.act_url",
            "url": call.system_id.recording_url.replace("{id}", quote(identity, "")),
            "target": "new",
        }
