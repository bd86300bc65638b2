# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from urllib.parse import unquote

from odoo import models
from odoo.exceptions import UserError

from .social_care_confirmation import CONFIRM_PATH


class SocialCareReply(models.Model):
    _inherit = "social.care.reply"

    def _check_sendable(self):
        """Respect “Do not contact”: only messages of the customer may be answered. A
        link by which a contact says who they are is not for everybody.
        """
        result = super()._check_sendable()
        if self.visibility == "public" and CONFIRM_PATH in unquote(self.text).lower():
            raise UserError(
                self.env._(
                    "The text has a confirmation link, with which anybody could claim "
                    "this profile. Send it privately."
                )
            )
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
