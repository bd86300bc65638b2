# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "social_care.group_social_care_supervisor"


class SocialCareCall(models.Model):
    _inherit = "social.care.call"

    can_be_blocked = fields.Boolean(compute="_compute_can_be_blocked")

    def _compute_can_be_blocked(self):
        """Whether the phone system can be told to reject this caller."""
        for call in self:
            call.can_be_blocked = (
                call.direction == "in"
                and bool(call.number)
                and call.system_id.binding == "push"
            )

    def action_block_caller(self):
        """Have the phone system reject further calls of this number.

        :raise UserError: if it cannot be told to
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("Only supervisors block callers."))
        if not self.can_be_blocked:
            raise UserError(self.env._("This phone system cannot reject callers."))
        blocked = self.env["social.care.blocked.caller"].sudo()
        known = [("system_id", "=", self.system_id.id), ("number", "=", self.number)]
        if not blocked.search_count(known, limit=1):
            blocked.create({"system_id": self.system_id.id, "number": self.number})
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%s is blocked.", self._show_number()),
            },
        }

    def _export(self):
        known = self.env["social.care.blocked.caller"].sudo()
        blocked = known.search([("number", "in", self.mapped("number"))])
        keys = {(one.system_id, one.number) for one in blocked}
        return [
            {**said, "blocked": (call.system_id, call.number) in keys}
            for call, said in zip(self, super()._export(), strict=True)
        ]

    def _erase(self):
        """What the phone system posted says who it was, too."""
        notices = self.env["social.care.phone.notice"].sudo()
        for calls in self.grouped("system_id").values():
            notices._search_of_calls(calls).unlink()
        return super()._erase()
