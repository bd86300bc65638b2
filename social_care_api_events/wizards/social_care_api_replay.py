# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models


class SocialCareApiReplay(models.TransientModel):
    """Wizard that sends the notifications of a subscription again."""

    _name = "social.care.api.replay"
    _inherit = "social.care.wizard"
    _description = "Replay Notifications"

    subscription_id = fields.Many2one(
        "social.care.api.subscription", required=True, ondelete="cascade", readonly=True
    )
    since = fields.Datetime(
        string="Everything since",
        required=True,
        default=lambda self: fields.Datetime.now() - timedelta(hours=1),
        help="The subscriber recognizes what it has already by the message ID.",
    )

    def action_replay(self):
        """Send again what happened since the moment, in a job.

        :return: notification with the number
        """
        self.ensure_one()
        self.subscription_id.check_access("write")
        count = self.subscription_id._replay(self.since)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("Notifications to send again: %s", count),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
