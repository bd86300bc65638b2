# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from psycopg2.extras import execute_values

from odoo import api, fields, models

GC_LIMIT = 50_000
_INSERT = """
    INSERT INTO social_care_decision (round_id, work_id, lane_id, ticket_id, company_id,
        team_id, medium_id, agent_id, user_id, at, ring, score, load, kind, outcome,
        wait_seconds, explanation)
    VALUES %s
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
            ("taken", "Took it"),
            ("by_hand", "Given by hand"),
        ],
        required=True,
        readonly=True,
    )
    outcome = fields.Selection(
        [
            ("open", "Open"),
            ("accepted", "Accepted"),
            ("let_go", "Let go"),
            ("timed_out", "Not answered"),
            ("withdrawn", "Withdrawn"),
        ],
        default="open",
        required=True,
        readonly=True,
    )
    answered_at = fields.Datetime(readonly=True)
    wait_seconds = fields.Integer(
        string="Seconds until the offer", readonly=True, aggregator="avg"
    )
    explanation = fields.Json(readonly=True)

    _open = models.Index("(work_id) WHERE outcome = 'open'")

    # -- writing down ----------------------------------------------------------

    @api.model
    def _log(self, snapshot, decisions, kinds, now, seconds):
        """What the engine decided, and whom it looked at.

        :param kinds: {routing of the team: kind of the decision}
        :param seconds: how long it took
        """
        lanes = {(d.item.lane, d.item.ring) for d in decisions}
        turn = self.env["social.care.round"].create(
            {
                "at": now,
                "seconds": seconds,
                "offered": len(decisions),
                "lanes": {
                    f"{lane}:{ring}": snapshot.pool(lane, ring).summary()
                    for lane, ring in lanes
                },
            }
        )
        self.env.flush_all()
        works = self.env["social.care.work"].browse([d.item.id for d in decisions])
        rows = [
            turn._row(work, decision, kinds[work.team_id.routing], snapshot)
            for work, decision in zip(works, decisions, strict=True)
        ]
        execute_values(self.env.cr._obj, _INSERT, rows, page_size=len(rows))

    @api.model
    def _log_by_hand(self, works):
        """Somebody named an owner themselves."""
        now = fields.Datetime.now()
        self.create(
            [
                {
                    **work._decision_vals(),
                    "at": now,
                    "answered_at": now,
                    "kind": "by_hand",
                    "outcome": "accepted",
                    "explanation": {"by": self.env.user.name},
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

    # -- keeping ---------------------------------------------------------------

    @api.autovacuum
    def _gc_old(self):
        """Decisions are kept as long as each company says."""
        for company in self.env["res.company"].search([("active", "=", True)]):
            before = fields.Datetime.now() - timedelta(
                days=company.routing_decision_days
            )
            self.search(
                [("company_id", "=", company.id), ("at", "<", before)], limit=GC_LIMIT
            ).unlink()
        self.env["social.care.round"]._gc_unused()
