# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    social_care_is_guide_dismissed = fields.Boolean(
        copy=False,
        groups=fields.NO_ACCESS,
        help="The app opens with the inbox instead of the guide.",
    )

    social_care_undo_seconds = fields.Integer(
        string="Undo send (seconds)",
        default=5,
        groups="base.group_user",
        help="How long a reply waits before it is sent, so that its author can take it "
        "back. 0 sends at once.",
    )

    def _social_care_get_supervisors(self):
        """Return whom to notify of what nobody else would see.

        :return: ``res.users`` of this company
        """
        group = self.env.ref("social_care.group_social_care_supervisor").sudo()
        return group.all_user_ids.filtered(
            lambda user: user.active and not user.share and self in user.company_ids
        )

    @api.ondelete(at_uninstall=False)
    def _social_care_check_no_accounts(self):
        accounts = self.env["social.care.account"].sudo()
        used = accounts.with_context(active_test=False).search(
            [("company_id", "in", self.ids)], limit=1
        )
        if used:
            raise UserError(
                self.env._(
                    "%(company)s has the social account %(account)s. Archive the "
                    "company instead.",
                    company=used.company_id.name,
                    account=used.name,
                )
            )

    def _social_care_check_reach(self):
        """Check that these are companies of the user. Record rules look at the company
        that a record had, not at the one it is moved to. (A constraint runs in sudo,
        but keeps the user.)

        :raise ValidationError: otherwise
        """
        user = self.env.user
        if not user._is_superuser() and self - user.company_ids:
            raise ValidationError(self.env._("Choose one of your companies."))
