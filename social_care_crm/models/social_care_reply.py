# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class SocialCareReply(models.Model):
    _inherit = "social.care.reply"

    def _check_sendable(self):
        """Respect “Do not contact”: only messages of the customer may be answered."""
        result = super()._check_sendable()
        recipient = self.thread_id.profile_id.sudo().partner_id
        if recipient.social_care_do_not_contact and self._is_proactive():
            raise UserError(
                self.env._(
                    "%s does not want to be contacted. You can only answer their "
                    "messages.",
                    recipient.name,
                )
            )
        return result

    def _is_proactive(self):
        """Return whether this reply answers no message of the customer.

        Addons that send more than answers, such as rating requests, extend it.
        """
        return self.is_proactive or not self.mention_id or self.mention_id.is_own
