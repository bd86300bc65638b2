# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.notice import DERIVED_IDS


class SocialCareAccount(models.Model):
    _inherit = "social.care.account"

    network = fields.Selection(
        selection_add=[("webhook", "Other tool (webhook)")],
        ondelete={"webhook": lambda accounts: accounts._unlink_with_all()},
    )
    reply_url = fields.Char(
        string="Address for replies",
        groups="social_care.group_social_care_manager",
        help="Replies are posted to this address, signed like the notices. Leave "
        "empty if the account only listens.",
    )
    reply_limit = fields.Integer(
        string="Longest reply (characters)",
        default=2000,
        help="Limit of the network behind the tool, at most 20,000.",
    )

    _reply_limit_positive = models.Constraint(
        "CHECK (reply_limit > 0)", "A reply must be allowed at least one character."
    )

    @api.constrains("network", "external_id")
    def _check_own_id(self):
        """Check that an account has an ID, so that nobody without one is taken for
        us.
        """
        for account in self.filtered(lambda a: a.network == "webhook"):
            if (account.external_id or "").startswith(DERIVED_IDS):
                raise ValidationError(
                    self.env._(
                        "The own author ID cannot begin with %s.",
                        ", ".join(DERIVED_IDS),
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if "external_id" in vals:
            for account in self.filtered(lambda a: a.network == "webhook"):
                account._mark_own_profiles()
        return result
