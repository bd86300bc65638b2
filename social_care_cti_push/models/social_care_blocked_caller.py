# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SocialCareBlockedCaller(models.Model):
    """A number whose calls the phone system is told to reject."""

    _name = "social.care.blocked.caller"
    _description = "Social Care Blocked Caller"
    _order = "id desc"
    _rec_name = "number"

    system_id = fields.Many2one(
        "social.care.phone.system",
        string="Phone system",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="system_id.company_id", store=True)
    number = fields.Char(required=True, help="With country code, for example +48…")
    reason = fields.Char()

    _number_once = models.UniqueIndex(
        "(system_id, number)", "This number is blocked already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalize(vals) for vals in vals_list])

    def write(self, vals):
        if "number" not in vals:
            return super().write(vals)
        for blocked in self:
            super(SocialCareBlockedCaller, blocked).write(blocked._normalize(vals))
        return True

    def _normalize(self, vals):
        """:return: the values with the number as calls carry it"""
        if not vals.get("number"):
            return vals
        systems = self.env["social.care.phone.system"]
        system = systems.browse(vals.get("system_id")) or self.system_id
        found = system._normalize(vals["number"])
        if not found:
            raise ValidationError(
                self.env._(
                    "“%s” is no phone number. Write it with the country code, for "
                    "example +48.",
                    vals["number"][:40],
                )
            )
        return {**vals, "number": found}
