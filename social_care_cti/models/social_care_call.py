# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools import numbers

STATES = [
    ("queued", "In queue"),
    ("ringing", "Ringing"),
    ("up", "Connecting"),
    ("talking", "Talking"),
    ("held", "On hold"),
    ("ended", "Ended"),
]
OUTCOMES = [
    ("answered", "Answered"),
    ("missed", "Not answered"),
    ("cancelled", "Cancelled"),
    ("busy", "Busy"),
    ("abandoned", "Abandoned in queue"),
    ("overflow", "Queue overflow"),
    ("voicemail", "Voicemail"),
    ("lost", "End unknown"),
]
# Outcomes after which the customer waits for a call.
TO_CALL_BACK = ("missed", "busy", "abandoned", "overflow", "voicemail")


class SocialCareCall(models.Model):
    """A call, as its phone system tells it."""

    _name = "social.care.call"
    _inherit = [
        "social.care.call.following",
        "social.care.call.ticket",
        "social.care.call.acts",
        "social.care.call.card",
        "social.care.call.wrap.up",
        "social.care.call.erasure",
        "social.care.call.recording",
    ]
    _description = "Social Care Call"
    _order = "started_at desc, id desc"

    system_id = fields.Many2one(
        "social.care.phone.system",
        string="Phone system",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="system_id.company_id", store=True, index=True)
    key = fields.Char(
        required=True, readonly=True, help="ID of the call in the phone system."
    )
    direction = fields.Selection(
        [("in", "Inbound"), ("out", "Outbound"), ("internal", "Internal")],
        required=True,
        readonly=True,
    )
    number_dialed = fields.Char(
        string="Number as dialed", readonly=True, help="As the phone system wrote it."
    )
    number = fields.Char(
        readonly=True, index="btree_not_null", help="Number of the customer."
    )
    caller_name = fields.Char(readonly=True, help="As the phone system wrote it.")
    called = fields.Char(
        string="Called number", readonly=True, help="What the customer dialed."
    )
    partner_id = fields.Many2one(
        "res.partner", string="Contact", index="btree_not_null", ondelete="set null"
    )
    queue = fields.Char(readonly=True)
    team_id = fields.Many2one("helpdesk.ticket.team", readonly=True, index=True)
    user_id = fields.Many2one(
        "res.users", string="Agent", readonly=True, index="btree_not_null"
    )
    state = fields.Selection(STATES, required=True, readonly=True)
    outcome = fields.Selection(OUTCOMES, readonly=True)
    started_at = fields.Datetime(required=True, readonly=True)
    queued_at = fields.Datetime(readonly=True)
    ringing_at = fields.Datetime(readonly=True)
    answered_at = fields.Datetime(readonly=True)
    ended_at = fields.Datetime(readonly=True)
    talk_seconds = fields.Integer(string="Talk time (s)", readonly=True)
    leg_ids = fields.One2many("social.care.call.leg", "call_id", readonly=True)
    ticket_id = fields.Many2one(
        "helpdesk.ticket", readonly=True, index="btree_not_null", ondelete="set null"
    )
    merged_into_id = fields.Many2one(
        "social.care.call",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="The call that this one became part of, by a transfer or a conference.",
    )

    _key_once = models.UniqueIndex("(system_id, key)", "This call is known already.")
    _open_idx = models.Index("(system_id) WHERE state != 'ended'")
    _due_idx = models.Index("(system_id, id) WHERE ticket_due IS NOT NULL")
    _started_idx = models.Index("(started_at DESC, id DESC)")

    @api.depends("number", "number_dialed", "partner_id", "direction")
    def _compute_display_name(self):
        for call in self:
            other = call.partner_id.display_name or call._show_number()
            call.display_name = (
                self.env._("Call to %s", other)
                if call.direction == "out"
                else self.env._("Call from %s", other)
            )

    @api.autovacuum
    def _gc_expired(self):
        """Odoo would run it on a mixin, too: it is declared here."""
        return self._erase_expired()

    def _show_number(self):
        """:return: the number as people read it"""
        if self.number:
            return numbers.show(self.number)
        return self.number_dialed or self.env._("a hidden number")
