# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareWork(models.Model):
    """The place of a ticket in the queue: what it asks for, who has it."""

    _name = "social.care.work"
    _description = "Social Care Work Item"
    _order = "rank_at, id"
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    team_id = fields.Many2one(
        "helpdesk.ticket.team", readonly=True, index="btree_not_null"
    )
    medium_id = fields.Many2one("social.care.medium", required=True, readonly=True)
    lane_id = fields.Many2one(
        "social.care.lane", readonly=True, index=True, ondelete="restrict"
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("offered", "Offered"),
            ("working", "In work"),
            ("parked", "Waiting for the customer"),
            ("done", "Done"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )
    agent_id = fields.Many2one(
        "social.care.agent", readonly=True, index="btree_not_null", ondelete="set null"
    )
    user_id = fields.Many2one(
        "res.users", string="Person", readonly=True, index="btree_not_null"
    )
    decision_ids = fields.One2many("social.care.decision", "work_id")
    last_agent_id = fields.Many2one(
        "social.care.agent", readonly=True, ondelete="set null"
    )
    partner_name = fields.Char(related="ticket_id.partner_name", string="Customer")
    first_term = fields.Char(
        compute="_compute_first_term", help="What puts it most in front, in minutes."
    )
    # -- times
    arrived_at = fields.Datetime(readonly=True, index=True)
    waiting_since = fields.Datetime(readonly=True, help="Customer waiting since.")
    asked_at = fields.Datetime(readonly=True, help="When the customer wrote by mail.")
    mailed_at = fields.Datetime(readonly=True, help="When we last answered by mail.")
    mails = fields.Integer(readonly=True, help="How often we answered by mail.")
    answers = fields.Integer(readonly=True, help="How often we answered.")
    answered_at = fields.Datetime(
        readonly=True, help="When we last answered the customer."
    )
    offered_at = fields.Datetime(readonly=True)
    offer_until = fields.Datetime(readonly=True)
    accepted_at = fields.Datetime(readonly=True)
    started = fields.Boolean(
        readonly=True, help="Whoever has it has answered since they took it."
    )
    first_offered_at = fields.Datetime(readonly=True)
    first_accepted_at = fields.Datetime(readonly=True)
    first_response_at = fields.Datetime(readonly=True)
    closed_at = fields.Datetime(readonly=True)
    # -- place in the queue
    ring = fields.Integer(
        string="Relaxation step", readonly=True, help="0 asks for everything."
    )
    rank_at = fields.Datetime(
        readonly=True,
        help="Since when it would have waited to be as far in front as it is.",
    )
    terms = fields.Json(readonly=True, help="[[code, minutes], …]")
    next_step_at = fields.Datetime(
        readonly=True, help="When its place or what it asks for changes by itself."
    )
    sla_risk_at = fields.Datetime(
        readonly=True, help="When three quarters of the SLA that ends first are over."
    )
    sla_due_at = fields.Datetime(readonly=True)
    pushed_at = fields.Datetime(readonly=True)
    held_until = fields.Datetime(
        readonly=True, help="Until then it waits for whom the customer knows."
    )
    refused = fields.Json(readonly=True, help="{agent: until when not again}")
    # -- for reports
    wait_seconds = fields.Integer(readonly=True, aggregator="avg")
    response_seconds = fields.Integer(readonly=True, aggregator="avg")
    resolution_seconds = fields.Integer(readonly=True, aggregator="avg")
    handle_seconds = fields.Integer(readonly=True, aggregator="avg")

    _once = models.Constraint("UNIQUE (ticket_id)", "A ticket waits once.")
    _queue = models.Index("(lane_id, ring, rank_at, id) WHERE state = 'waiting'")
    _special = models.Index(
        "(lane_id, ring, rank_at, id) WHERE state = 'waiting'"
        " AND (refused IS NOT NULL OR held_until IS NOT NULL)"
    )
    _board = models.Index(
        "(state, rank_at) WHERE state IN ('waiting', 'offered', 'working')"
    )
    _offers = models.Index("(offer_until) WHERE state = 'offered'")
    _steps = models.Index("(next_step_at) WHERE state = 'waiting'")
