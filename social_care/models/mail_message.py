# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import html2plaintext

# Beginnings of the names of models whose notices are ours.
MODELS = ("helpdesk.ticket", "social.care.")
FAILED = ("exception", "bounce")


class MailMessage(models.Model):
    """Notices about tickets and incidents that cannot be mailed are shown in Odoo."""

    _inherit = "mail.message"

    def _notify_message_notification_update(self):
        """Show notices whose mail failed in the words of the notice. Odoo would show
        *Email Failure* to their author, until they reload the page.
        """
        notices = self.filtered(
            lambda m: (
                m.message_type == "user_notification"
                and (m.model or "").startswith(MODELS)
            )
        )
        for notice in notices:
            notice._social_care_show_failed()
        return super(MailMessage, self - notices)._notify_message_notification_update()

    def _social_care_show_failed(self):
        """Show the notice to its author, if it is also for them, as from a job about
        their own work. Others are told by what they see in Odoo.
        """
        failed = self.notification_ids.filtered(
            lambda row: row.notification_status in FAILED
        )
        for user in (failed.res_partner_id & self.author_id).user_ids:
            user._bus_send(
                "simple_notification",
                {
                    "type": "warning",
                    "sticky": True,
                    "title": f"{self.subject} ({self.record_name})",
                    "message": html2plaintext(self.body or ""),
                },
            )
