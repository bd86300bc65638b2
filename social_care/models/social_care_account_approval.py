# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

APPROVERS = ("approver_ids", "second_approver_ids", "last_approver_ids")


class SocialCareAccountApproval(models.AbstractModel):
    """Who approves the replies of an account, and what happens if nobody does."""

    _name = "social.care.account.approval"
    _description = "Approval of Replies"

    approver_ids = fields.Many2many(
        "res.users",
        "social_care_account_approver_rel",
        string="Approvers",
        domain=[("share", "=", False)],
        help="Supervisors who are notified of each reply that needs approval. Empty: "
        "all supervisors.",
    )
    approval_minutes = fields.Integer(
        string="Escalate after (minutes)",
        default=30,
        help="How long a reply may be pending approval before more people are asked. "
        "0: never.",
    )
    second_approver_ids = fields.Many2many(
        "res.users",
        "social_care_account_second_approver_rel",
        string="Second approvers",
        domain=[("share", "=", False)],
        help="Supervisors who are asked as well when the time is over.",
    )
    approval_fallback = fields.Selection(
        [
            ("hold", "Hold the reply and tell its author"),
            ("other", "Ask other approvers, then hold"),
        ],
        string="If nobody approves",
        required=True,
        default="hold",
        help="What happens when the time is over again. A reply is never published "
        "without approval.",
    )
    last_approver_ids = fields.Many2many(
        "res.users",
        "social_care_account_last_approver_rel",
        string="Other approvers",
        domain=[("share", "=", False)],
        help="Supervisors who are asked at last.",
    )

    @api.constrains("company_id", "approval_minutes", *APPROVERS)
    def _check_approvers(self):
        for account in self:
            if account.approval_minutes < 0:
                raise ValidationError(self.env._("The time cannot be negative."))
            chosen = self.env["res.users"].union(*(account[n] for n in APPROVERS))
            strangers = chosen - account._filter_approvers(chosen)
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(person)s is not a supervisor of %(company)s.",
                        person=strangers[0].name,
                        company=account.company_id.name,
                    )
                )

    def _filter_approvers(self, users):
        """Return those of the users who may approve replies now."""
        return users & self.company_id._social_care_get_supervisors()

    def _get_approvers(self, level):
        """Return whom to ask for approval.

        :param level: value of ``social.care.reply.approval_level``
        :return: ``res.users``, empty if nobody is asked at this level
        """
        if level == "first":
            chosen = self._filter_approvers(self.approver_ids)
            return chosen or self.company_id._social_care_get_supervisors()
        if level == "second":
            return self._filter_approvers(self.second_approver_ids)
        if level == "last" and self.approval_fallback == "other":
            return self._filter_approvers(self.last_approver_ids)
        return self.env["res.users"]
