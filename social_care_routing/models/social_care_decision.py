# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.social_care.tools.times import subtract_days

from ..tools.candidate_log import pack_candidates

GC_LIMIT = 5000
ACCEPTED = ("accepted", "unanswered")
# In SQL: thousands of rows in one statement, most values from work item and lane.
_INSERT = """
    INSERT INTO social_care_decision (run_id, work_id, lane_id, ticket_id, company_id,
        team_id, medium_id, agent_id, user_id, at, relaxation_step, score, load, kind,
        outcome, wait_seconds, explanation)
    SELECT %(run)s, work.id, lane.id, work.ticket_id, work.company_id,
        work.team_id, lane.medium_id, made.agent, work.user_id, %(at)s, made.step,
        made.score, made.load, made.kind, 'open',
        greatest(extract(epoch FROM %(at)s - work.arrived_at), 0)::integer,
        made.explanation::jsonb
    FROM unnest(%(works)s, %(lanes)s, %(agents)s, %(steps)s, %(scores)s,
        %(loads)s::float8[], %(kinds)s, %(explanations)s) WITH ORDINALITY
        AS made (work, lane, agent, step, score, load, kind, explanation, place)
    JOIN social_care_work work ON work.id = made.work
    JOIN social_care_lane lane ON lane.id = made.lane
    ORDER BY made.place
"""


class SocialCareDecision(models.Model):
    """A routing decision: which agent got which work item, why, and the outcome."""

    _name = "social.care.decision"
    _description = "Social Care Routing Decision"
    _order = "id desc"
    _rec_name = "ticket_id"

    run_id = fields.Many2one("social.care.routing.run", readonly=True, index=True)
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
    user_id = fields.Many2one("res.users", string="Agent User", readonly=True)
    at = fields.Datetime(required=True, readonly=True, index=True)
    relaxation_step = fields.Integer(string="Relaxation step", readonly=True)
    score = fields.Integer(string="Priority (minutes)", readonly=True, aggregator="avg")
    load = fields.Float(
        string="Weighted load",
        readonly=True,
        help="What the contact counts towards the total load.",
    )
    kind = fields.Selection(
        [
            ("offered", "Offered"),
            ("assigned", "Assigned automatically"),
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
            ("declined", "Declined"),
            ("timed_out", "Not answered"),
            ("withdrawn", "Withdrawn"),
        ],
        default="open",
        required=True,
        readonly=True,
    )
    answered_at = fields.Datetime(readonly=True)
    given_back_at = fields.Datetime(
        readonly=True,
        help="When the work returned to the queue after the agent had accepted it.",
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
        """Store the decisions of the engine with their candidates.

        :param snapshot: tools.engine.Snapshot after its decisions
        :param decisions: list of tools.engine.Decision, not empty
        :param kinds: {lane id: kind of its decisions}
        :param now: datetime of the run
        :param seconds: duration of the run
        """
        run = self.env["social.care.routing.run"].create(
            {
                "at": now,
                "seconds": seconds,
                "offered": len(decisions),
                "lanes": pack_candidates(
                    snapshot, {(d.item.lane, d.item.step) for d in decisions}
                ),
            }
        )
        self.env.flush_all()
        rows = [_prepare_row(snapshot, decision, kinds) for decision in decisions]
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        self.env.cr.execute(SQL(_INSERT, run=run.id, at=now, **columns))

    @api.model
    def _log_by_hand(self, works):
        """Log tickets that a user assigned, or picked, without the queue."""
        now, me = fields.Datetime.now(), self.env.user
        self.create(
            [
                {
                    **work._prepare_decision(),
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
    def _close(self, works, outcome):
        """Set the outcome of the open offers of ``works``."""
        self.flush_model()
        found = self.search([("work_id", "in", works.ids), ("outcome", "=", "open")])
        found.write({"outcome": outcome, "answered_at": fields.Datetime.now()})

    @api.model
    def _log_return(self, works, why=None):
        """Log in the latest decisions that the work returned to the queue.

        :param why: {work: reason}, by default the state of the agent
        """
        found = self.search([("work_id", "in", works.ids), ("outcome", "in", ACCEPTED)])
        latest = {decision.work_id: decision for decision in found.sorted("id")}
        for decision in latest.values():
            decision.write(
                {
                    "given_back_at": fields.Datetime.now(),
                    "given_back_why": (why or {}).get(decision.work_id)
                    or decision.agent_id._describe_state(),
                }
            )

    @api.model
    def _mark_unanswered(self, works):
        """Mark the latest accepted decisions of ``works`` that were not answered
        since."""
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
        """Delete decisions that are older than the retention of their company, in
        batches.

        :return: (number of deleted records, whether there are more)
        """
        companies = self.env["res.company"].search([("active", "=", True)])
        now = fields.Datetime.now()
        domain = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("at", "<", subtract_days(now, company.social_care_decision_days))
            for company in companies
        )
        found = self.search(domain, order="at", limit=GC_LIMIT)
        found.unlink()
        if len(found) == GC_LIMIT:
            return len(found), True
        runs, more = self.env["social.care.routing.run"]._gc_unused()
        return len(found) + runs, more

    def _list_reasons(self):
        """Explain the decision.

        :return: list of reasons as text, the most important first
        """
        if not self:
            return []
        if self.kind == "by_hand":
            if self.explanation.get("is_own"):
                return [self.env._("Picked without the queue")]
            return [self.env._("Assigned by %s", self.explanation["by"])]
        return [
            *self._list_last_agent_reasons(),
            *self._list_skill_reasons(),
            *self._list_load_reasons(),
        ]

    def _list_reasons_for_agent(self):
        """As ``_list_reasons``, addressed to the agent."""
        return [
            *(
                [self.env._("You are the customer's last agent")]
                if self._list_last_agent_reasons()
                else []
            ),
            *self._list_skill_reasons(),
            *self._list_load_reasons_for_agent(),
        ]

    def _list_load_reasons_for_agent(self):
        why = self.explanation
        if why["choice"] == 1:
            return [self.env._("No other agent can take it now")]
        if not why["load"]:
            return [self.env._("You have no other work")]
        if why["known"]:
            return []
        if why.get("weight"):
            words = self.env._(
                "Best fit of skills and load among %s agents", why["choice"]
            )
            return [words]
        return [self.env._("You have the lowest load of %s agents", why["choice"])]

    def _list_last_agent_reasons(self):
        known = self.explanation["known"]
        return [self.env._("Last agent of the customer")] if known else []

    def _list_skill_reasons(self):
        """The requested skills, and how well the agent fits."""
        requirements = self.lane_id.requirements or []
        if not requirements:
            return []
        names = (
            self.env["hr.skill"]
            .browse(requirement[0] for requirement in requirements)
            .mapped("name")
        )
        fit = self.explanation["fit"]
        words = [self.env._("%(skills)s: %(fit)s %%", skills=", ".join(names), fit=fit)]
        if self.relaxation_step:
            words.append(self.env._("After relaxation step %s", self.relaxation_step))
        return words

    def _list_load_reasons(self):
        why = self.explanation
        words = self._list_least_load_reasons()
        if why["idle"]:
            words.append(self.env._("Idle for %s min", why["idle"]))
        return words

    def _list_least_load_reasons(self):
        """Why the load spoke for the agent; empty for the last agent."""
        why = self.explanation
        if why["choice"] == 1:
            return [self.env._("No other agent can take it now")]
        if not why["load"]:
            return [self.env._("Has no other work")]
        if why["known"]:
            return []
        if why.get("weight"):
            return [
                self.env._("Best fit of skills and load among %s agents", why["choice"])
            ]
        return [self.env._("Lowest load of %s agents", why["choice"])]

    def _list_return_reasons(self):
        """Why the work returned to the queue, if it did."""
        if not self.given_back_at:
            return []
        return [self.env._("Returned to the queue (%s)", self.given_back_why)]


def _prepare_row(snapshot, decision, kinds):
    item = decision.item
    person, lane = snapshot.people[decision.person], snapshot.lanes[item.lane]
    return {
        "works": item.id,
        "lanes": lane.id,
        "agents": person.id,
        "steps": item.step,
        "scores": int((snapshot.now - item.rank) / 60),
        "loads": person.limits[lane.medium].load,
        "kinds": kinds[lane.id],
        "explanations": json.dumps(decision.explain()),
    }
