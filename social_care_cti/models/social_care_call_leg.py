# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

LEG_STATES = [
    ("ringing", "Ringing"),
    ("up", "Connecting"),
    ("talking", "Talking"),
    ("held", "On hold"),
    ("ended", "Ended"),
]
# An agent in one of these is on the phone.
ON_THE_PHONE = {"talking", "held"}


class SocialCareCallLeg(models.Model):
    """An agent's part in a call."""

    _name = "social.care.call.leg"
    _description = "Social Care Call Leg"
    _order = "rang_at, id"
    _rec_name = "device"

    call_id = fields.Many2one(
        "social.care.call", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="call_id.company_id", store=True)
    line_id = fields.Many2one(
        "social.care.phone.line", readonly=True, ondelete="set null"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Agent",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    device = fields.Char(required=True, readonly=True)
    channel = fields.Char(
        readonly=True, help="ID of the open connection in the phone system."
    )
    state = fields.Selection(LEG_STATES, required=True, readonly=True)
    rang_at = fields.Datetime(readonly=True)
    talk_from = fields.Datetime(readonly=True)
    talk_until = fields.Datetime(readonly=True)
    wrapped_at = fields.Datetime(
        readonly=True, help="When the agent was done with the notes."
    )

    _device_once = models.UniqueIndex("(call_id, device)", "A phone is in a call once.")
    _open_idx = models.Index("(user_id) WHERE state != 'ended'")
