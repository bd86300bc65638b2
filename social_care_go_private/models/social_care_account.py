# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

MOST_DAYS = 90


class SocialCareAccount(models.Model):
    """What is said in public when a conversation goes private."""

    _inherit = "social.care.account"

    private_message_line = fields.Text(
        string="Public line before a private message",
        help="Suggested when a conversation goes private by a private message; agents "
        "can change it. Empty: “Please check your direct messages.” in the language of "
        "the customer.",
    )
    private_link_line = fields.Text(
        string="Public line with a private form",
        help="Suggested when a conversation goes private by a link, which follows the "
        "text; agents can change it. Empty: “Please write to us privately here:” in "
        "the language of the customer.",
    )
    private_link_days = fields.Integer(
        string="Private forms are valid for (days)", required=True, default=7
    )

    @api.constrains("private_link_days")
    def _check_private_link_days(self):
        for account in self:
            if not 1 <= account.private_link_days <= MOST_DAYS:
                raise ValidationError(
                    self.env._("Private forms are valid for 1 to %s days.", MOST_DAYS)
                )

    def _get_private_line(self, way):
        """Return the public line that agents start with, in the language of ``env``.

        :param way: value of ``capabilities.PRIVATE_WAYS``, or ``link``
        """
        if way == "link":
            words = self.env._("Please write to us privately here:")
            return self.private_link_line or words
        return self.private_message_line or self.env._(
            "Please check your direct messages."
        )

    def _get_private_link_expiry(self):
        return fields.Datetime.now() + timedelta(days=self.private_link_days)

    def _get_checked_domain(self):
        """Leave out what came through a form: the network does not have it."""
        return [
            *super()._get_checked_domain(),
            ("thread_id.private_form_id", "=", False),
        ]
