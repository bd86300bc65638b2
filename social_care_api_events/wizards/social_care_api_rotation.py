# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareApiRotation(models.TransientModel):
    """Wizard that replaces the secret of a subscription; the new one is shown once."""

    _name = "social.care.api.rotation"
    _inherit = "social.care.wizard"
    _description = "Replace the Secret of a Subscription"

    subscription_id = fields.Many2one(
        "social.care.api.subscription", required=True, ondelete="cascade", readonly=True
    )
    hours = fields.Integer(
        string="Sign with the old secret for (hours)",
        default=24,
        help="Time to enter the new secret where notifications are received. Until "
        "then they are signed with both.",
    )

    _hours_positive = models.Constraint(
        "CHECK (hours >= 0 AND hours <= 720)",
        "The old secret can be used for 0 to 720 hours.",
    )

    def action_replace(self):
        self.ensure_one()
        subscription = self.subscription_id
        subscription.check_access("write")
        return subscription._action_show_secret(
            subscription._replace_secret(self.hours)
        )
