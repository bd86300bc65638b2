# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.looks import packed

GC_LIMIT = 5000
ACCEPTED = ("accepted", "unanswered")
# Each stands in the rows of its work and its lane; only the engine knows the rest.
_INSERT = """
    INSERT INTO social_care_decision (round_id, work_id, lane_id, ticket_id, company_id,
        team_id, medium_id, agent_id, user_id, at, ring, score, load, kind, outcome,
        wait_seconds, explanation)
    SELECT %(round)s, work.id, lane.id, work.ticket_id, work.company_id,
        work.team_id, lane.medium_id, made.agent, work.user_id, %(at)s, made.ring,
        made.score, made.load, made.kind, 'open',
        greatest(extract(epoch FROM %(at)s - work.arrived_at), 0)::integer,
        made.explanation::jsonb
    FROM unnest(%(works)s, %(lanes)s, %(agents)s, %(rings)s, %(scores)s,
        %(loads)s::float8[], %(kinds)s, %(explanations)s) WITH ORDINALITY
        AS made (work, lane, agent, ring, score, load, kind, explanation, place)
    JOIN social_care_work work ON work.id = made.work
    JOIN social_care_lane lane ON lane.id = made.lane
    ORDER BY made.place
"""


class SocialCareDecision(models.Model):
    """Who was given what, when, why, and what they did with it."""

    _name = "social.care.decision"
    _description = "Social Care Routing Decision"
    _order = "id desc"
    _rec_name = "ticket_id"

    round_id = fields.Many2one("social.care.round", readonly=True, index=True)
    work_id = fields.Many2one(
        "social.care.work", required=True, readonly=True, index=True, ondelete="cascade"
    )
    lane_id = fields.Many2one("social.care.lane", readonly=True, ondelete="set null")
    ticket_id = fields.Many2one(
        "helpdesk.ticket", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    team_id = fields.Many2one("helpdesk.ticket.team", readonly=True)
    medium_id = fields.Many2one("social.care.medium", readonly=True)
    agent_id = fields.Many2one(
        "social.care.agent", readonly=True, index=True, ondelete="set null"
    )
    user_id = fields.Many2one("res.users", string="Person", readonly=True)
    at = fields.Datetime(required=True, readonly=True, index=True)
    ring = fields.Integer(string="Relaxation step", readonly=True)
    score = fields.Integer(string="Priority (minutes)", readonly=True, aggregator="avg")
    load = fields.Float(
        string="Weighted load", readonly=True, help="As much as it counts."
    )
    kind = fields.Selection(
        [
            ("offered", "Offered"),
            ("assigned", "Given"),
            ("taken", "Picked"),
            ("by_hand", "Assigned manually"),
        ],
        required=True,
        readonly=True,
    )
    outcome = fields.Selection(
        [
            ("open", "Open"),
            ("accepted", "Accepted"),
            ("unanswered", "Accepted, not answered"),
            ("let_go", "Declined"),
            ("timed_out", "Not answered"),
            ("withdrawn", "Withdrawn"),
        ],
        default="open",
        required=True,
        readonly=True,
    )
    answered_at = fields.Datetime(readonly=True)
    given_back_at = fields.Datetime(
        readonly=True, help="When it went back to the queue after they had it."
    )
    given_back_why = fields.Char(readonly=True)
    wait_seconds = fields.Integer(
        string="Seconds until the offer", readonly=True, aggregator="avg"
    )
    explanation = fields.Json(readonly=True)

    _open = models.Index("(work_id) WHERE outcome = 'open'")

    # -- writing down ----------------------------------------------------------

    @api.model
    def _log(self, snapshot, decisions, kinds, now, seconds):
        """What the engine decided, and whom it looked at.

        :param kinds: {lane id: kind of its decisions}
        :param seconds: how long it took
        """
        turn = self.env["social.care.round"].create(
            {
                "at": now,
                "seconds": seconds,
                "offered": len(decisions),
                "lanes": packed(
                    snapshot, {(d.item.lane, d.item.ring) for d in decisions}
                ),
            }
        )
        self.env.flush_all()
        rows = [_row(snapshot, decision, kinds) for decision in decisions]
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        self.env.cr.execute(SQL(_INSERT, round=turn.id, at=now, **columns))

    @api.model
    def _log_by_hand(self, works):
        """Somebody named an owner, or took the ticket, without the queue."""
        now, me = fields.Datetime.now(), self.env.user
        self.create(
            [
                {
                    **work._decision_vals(),
                    "at": now,
                    "answered_at": now,
                    "kind": "by_hand",
                    "outcome": "accepted",
                    "explanation": {"by": me.name, "is_own": work.user_id == me},
                }
                for work in works
            ]
        )

    @api.model
    def _end(self, works, outcome):
        """What came of the offers that are open for ``works``."""
        self.flush_model()
        found = self.search([("work_id", "in", works.ids), ("outcome", "=", "open")])
        found.write({"outcome": outcome, "answered_at": fields.Datetime.now()})

    @api.model
    def _given_back(self, works, why=None):
        """Who has these had to give them back to the queue.

        :param why: {work: words}, by default in what state they are
        """
        found = self.search([("work_id", "in", works.ids), ("outcome", "in", ACCEPTED)])
        latest = {decision.work_id: decision for decision in found.sorted("id")}
        for decision in latest.values():
            decision.write(
                {
                    "given_back_at": fields.Datetime.now(),
                    "given_back_why": (why or {}).get(decision.work_id)
                    or decision.agent_id._state_words(),
                }
            )

    @api.model
    def _leave_unanswered(self, works):
        """Who accepted these has not answered since."""
        found = self.search(
            [("work_id", "in", works.ids), ("outcome", "=", "accepted")]
        )
        latest = {decision.work_id: decision for decision in found.sorted("id")}
        for work, decision in latest.items():
            if not work.answered_at or work.answered_at < decision.answered_at:
                decision.outcome = "unanswered"

    # -- keeping ---------------------------------------------------------------

    @api.autovacuum
    def _gc_old(self):
        """Decisions are kept as long as each company says; some go at a time.

        :return: how many, and whether there are more
        """
        companies = self.env["res.company"].search([("active", "=", True)])
        now = fields.Datetime.now()
        domain = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("at", "<", now - timedelta(days=company.routing_decision_days))
            for company in companies
        )
        found = self.search(domain, order="at", limit=GC_LIMIT)
        found.unlink()
        if len(found) == GC_LIMIT:
            return len(found), True
        rounds, more = self.env["social.care.round"]._gc_unused()
        return len(found) + rounds, more


def _row(snapshot, decision, kinds):
    item = decision.item
    person, lane = snapshot.people[decision.person], snapshot.lanes[item.lane]
    return {
        "works": item.id,
        "lanes": lane.id,
        "agents": person.id,
        "rings": item.ring,
        "scores": int((snapshot.now - item.rank) / 60),
        "loads": person.limits[lane.medium].load,
        "kinds": kinds[lane.id],
        "explanations": json.dumps(decision.explanation()),
    }
