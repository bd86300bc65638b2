# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareCallHearing(models.Model):
    """That somebody heard the recording of a call. Nobody changes or deletes it."""

    _name = "social.care.call.hearing"
    _description = "Social Care Call Hearing"
    _order = "heard_at desc, id desc"
    _rec_name = "heard_at"

    call_id = fields.Many2one(
        "social.care.call", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="call_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        string="Heard by",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    heard_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
