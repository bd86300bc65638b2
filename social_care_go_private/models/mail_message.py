# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _social_care_forget_address(self):
        """Erase to whom these messages were sent by email, also where the email is
        kept.
        """
        emails = self.env["mail.mail"].sudo()
        emails.search([("mail_message_id", "in", self.ids)]).unlink()
        self.sudo().notification_ids.filtered("mail_email_address").unlink()
        self.sudo().outgoing_email_to = False
