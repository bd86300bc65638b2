# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from odoo.addons.social_care.tools.arguments import is_id, is_ids, takes
from odoo.addons.social_care.tools.text import shorten

from ..tools.priority_terms import PUSHED

PREVIEW = 200
# An agent who declined an offer is not asked again for this long.
COOL_DOWN = timedelta(minutes=15)


class SocialCareWork(models.Model):
    """A work item: the place of one ticket in the queue."""

    _name = "social.care.work"
    _inherit = ["social.care.work.sync", "social.care.work.placement"]
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
            ("working", "In Progress"),
            ("parked", "Waiting for Customer"),
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
        "res.users", string="Agent User", readonly=True, index="btree_not_null"
    )
    decision_ids = fields.One2many("social.care.decision", "work_id")
    last_agent_id = fields.Many2one(
        "social.care.agent", readonly=True, ondelete="set null"
    )
    partner_name = fields.Char(related="ticket_id.partner_name", string="Customer")
    first_term = fields.Char(
        compute="_compute_first_term",
        help="The largest priority boost, in minutes of waiting time.",
    )
    # -- times
    arrived_at = fields.Datetime(readonly=True, index=True)
    waiting_since = fields.Datetime(readonly=True, help="Customer waiting since.")
    asked_at = fields.Datetime(
        readonly=True, help="When the customer last wrote by mail."
    )
    mailed_at = fields.Datetime(readonly=True, help="When we last answered by mail.")
    mails = fields.Integer(readonly=True, help="Number of answers by mail.")
    answers = fields.Integer(readonly=True, help="Number of answers.")
    answered_at = fields.Datetime(
        readonly=True, help="When we last answered the customer."
    )
    offered_at = fields.Datetime(readonly=True)
    offer_until = fields.Datetime(readonly=True)
    accepted_at = fields.Datetime(readonly=True)
    started = fields.Boolean(
        readonly=True, help="The agent has answered or worked on it since accepting it."
    )
    first_offered_at = fields.Datetime(readonly=True)
    first_accepted_at = fields.Datetime(readonly=True)
    first_response_at = fields.Datetime(readonly=True)
    closed_at = fields.Datetime(readonly=True)
    touched_at = fields.Datetime(
        readonly=True,
        help="When the agent accepted it or last worked on it. Empty for work that was "
        "assigned manually.",
    )
    answer_until = fields.Datetime(
        readonly=True, help="When it is checked whether the agent has answered."
    )
    unanswered_id = fields.Many2one(
        "social.care.agent",
        string="Not answered by",
        readonly=True,
        ondelete="set null",
    )
    # -- place in the queue
    relaxation_step = fields.Integer(readonly=True, help="0: all requirements apply.")
    rank_at = fields.Datetime(
        readonly=True,
        help="Effective queueing time: waiting since, minus all priority boosts.",
    )
    terms = fields.Json(readonly=True, help="[[code, minutes], …]")
    next_step_at = fields.Datetime(
        readonly=True,
        help="When its position or its requirements change with time alone.",
    )
    sla_risk_at = fields.Datetime(
        readonly=True,
        help="When three quarters of the SLA target that is due first have passed.",
    )
    sla_due_at = fields.Datetime(readonly=True)
    pushed_at = fields.Datetime(readonly=True)
    held_until = fields.Datetime(
        readonly=True, help="Reserved for the last agent until then."
    )
    refused = fields.Json(
        readonly=True, help="{agent id: when they may be asked again}"
    )
    # -- for reports
    wait_seconds = fields.Integer(readonly=True, aggregator="avg")
    response_seconds = fields.Integer(readonly=True, aggregator="avg")
    resolution_seconds = fields.Integer(readonly=True, aggregator="avg")
    handle_seconds = fields.Integer(readonly=True, aggregator="avg")

    _once = models.Constraint("UNIQUE (ticket_id)", "A ticket has one work item.")
    _queue = models.Index(
        "(lane_id, relaxation_step, rank_at, id) WHERE state = 'waiting'"
    )
    _special = models.Index(
        "(lane_id, relaxation_step, rank_at, id) WHERE state = 'waiting'"
        " AND (refused IS NOT NULL OR held_until IS NOT NULL)"
    )
    _board = models.Index(
        "(state, rank_at) WHERE state IN ('waiting', 'offered', 'working')"
    )
    _offers = models.Index("(offer_until) WHERE state = 'offered'")
    _steps = models.Index("(next_step_at) WHERE state = 'waiting'")
    _answers = models.Index("(answer_until) WHERE state = 'working'")

    @api.depends("terms")
    @api.depends_context("lang")
    def _compute_first_term(self):
        labels = self.env["social.care.priority"]._get_labels()
        for work in self:
            code, minutes = (work.terms or [("", 0)])[0]
            label = labels.get(code, code)
            words = self.env._("%(what)s: %(minutes)s min", what=label, minutes=minutes)
            work.first_term = label if code == "pushed" else code and words

    def action_open_ticket(self):
        self.ensure_one()
        return self.ticket_id._social_care_open_form()

    def action_push_front(self):
        """Move the selected items to the front of the queue."""
        self.push_front(self.ids)

    # -- agents ----------------------------------------------------------------

    @api.model
    @takes(work_ids=is_ids)
    def accept(self, work_ids):
        """Accept offers of the current user.

        :return: {"ticket_id": id of the first}
        :raises UserError: when none of them is offered to the user any more
        """
        works = self._search_own_offers(work_ids)
        if not works:
            raise UserError(self.env._("This offer has expired or was withdrawn."))
        works._accept()
        agent = self.env["social.care.agent"]._get_own()
        agent._mark_seen()
        agent._notify_screens()
        return {"ticket_id": works[0].ticket_id.id}

    @api.model
    @takes(work_ids=is_ids)
    def decline(self, work_ids):
        """Decline offers of the current user; those that have ended are skipped."""
        works = self._search_own_offers(work_ids)
        self.env["social.care.agent"]._get_own()._mark_seen()
        self.env["social.care.decision"].sudo()._close(works, "declined")
        works._return_declined()
        self.env["social.care.routing.drain"]._schedule()

    @api.model
    def _search_own_offers(self, work_ids):
        return self.sudo().search(
            [
                ("id", "in", work_ids),
                ("state", "=", "offered"),
                ("user_id", "=", self.env.uid),
            ]
        )

    def _accept(self):
        """Give the items to the agents to whom they are offered or assigned."""
        now = fields.Datetime.now()
        self.env["social.care.decision"]._close(self, "accepted")
        for work in self:
            taken = work._prepare_taken(work.agent_id, work.user_id, now)
            work.write(taken | work._prepare_answer())
        # Flush before the tickets are written: of two agents who accept at once the
        # database refuses one here.
        self.flush_recordset()
        for user, works in self.grouped("user_id").items():
            tickets = works.ticket_id.sudo()
            tickets.with_context(mail_auto_subscribe_no_notify=True).user_id = user

    def _prepare_answer(self):
        """Values that start the time to answer of work from the queue."""
        return {"touched_at": fields.Datetime.now()} | self._prepare_manual_answer()

    def _prepare_manual_answer(self):
        """Values that start the time to answer of work that was assigned manually."""
        minutes = self.team_id._get_social_care_answer_minutes()
        until = fields.Datetime.now() + timedelta(minutes=minutes)
        return {"answer_until": until if minutes else False}

    def _mark_started(self):
        """Note that agents work on these items; their time to answer starts again."""
        for work in self:
            again = work._prepare_answer() if work.touched_at else {}
            work.write({"started": True} | again)

    # -- supervisors -----------------------------------------------------------

    @api.model
    @takes(work_ids=is_ids, agent_id=is_id)
    def assign(self, work_ids, agent_id):
        """Assign work to an agent manually, regardless of their capacity.

        :raises AccessError: for users who are not supervisors
        :raises UserError: for closed tickets, and agents of other teams or companies
        """
        works = self._get_for_supervisor(work_ids)
        agent = self.env["social.care.agent"].browse(agent_id)
        agent.check_access("read")
        works._check_open()
        works._check_company_of(agent)
        for team in works.team_id:
            if agent.user_id not in team.sudo().user_ids:
                raise UserError(
                    self.env._(
                        "%(person)s is not in the team %(team)s. Move the ticket to "
                        "one of their teams first.",
                        person=agent.name,
                        team=team.name,
                    )
                )
        works.ticket_id.user_id = agent.user_id
        works._notify_assigned(agent.sudo())

    def _check_company_of(self, agent):
        """Raise UserError for work of a company for which an agent does not work."""
        for company in self.company_id - agent.sudo().user_id.company_ids:
            raise UserError(
                self.env._(
                    "%(person)s does not belong to %(company)s.",
                    person=agent.name,
                    company=company.name,
                )
            )

    def _notify_assigned(self, agent):
        """Notify the agent at once, and on the tickets."""
        words = self.env._("%s assigned this ticket to you", self.env.user.name)
        for ticket in self.ticket_id:
            ticket._social_care_notify(words)
        agent.user_id._bus_send(
            "simple_notification",
            {
                "type": "info",
                "title": ", ".join(self.ticket_id.mapped("number")),
                "message": words,
            },
        )
        agent._notify_screens()

    @api.model
    @takes(work_ids=is_ids)
    def push_front(self, work_ids):
        """Move work to the front of the queue.

        :raises AccessError: for users who are not supervisors
        :raises UserError: for closed tickets
        """
        works = self._get_for_supervisor(work_ids)
        works._check_open()
        works.pushed_at = fields.Datetime.now()
        words = self.env._(
            "%s moved this to the front of the queue.", self.env.user.name
        )
        works.ticket_id._message_log_batch(
            bodies=dict.fromkeys(works.ticket_id.ids, words)
        )
        works._place()
        works._notify_boards()

    @api.model
    @takes(work_ids=is_ids, team_id=is_id)
    def move_team(self, work_ids, team_id):
        """Move work to the queue of another team.

        :raises AccessError: for users who are not supervisors
        :raises UserError: for closed tickets
        """
        works = self._get_for_supervisor(work_ids)
        works._check_open()
        team = self.env["helpdesk.ticket.team"].browse(team_id)
        team.check_access("read")
        works.ticket_id.write({"team_id": team.id, "user_id": False})

    @api.model
    def _get_for_supervisor(self, work_ids):
        self.env.user._social_care_check_supervisor()
        works = self.browse(work_ids)
        works.check_access("read")
        return works.sudo()

    def _check_open(self):
        if "done" in self.mapped("state"):
            raise UserError(self.env._("This ticket is closed."))

    # -- offers that end -------------------------------------------------------

    def _expire_offer(self):
        """Offers that timed out: the work waits again, the agents stop responding. An
        offer that came while its agent was writing a reply is withdrawn instead.
        """
        writing = self._filter_offered_to_writers()
        if writing:
            writing._withdraw()
        missed = self - writing
        self.env["social.care.decision"]._close(missed, "timed_out")
        agents = missed.agent_id
        missed._return_declined()
        agents.filtered(lambda a: a.state == "available")._set_state("not_responding")

    def _filter_offered_to_writers(self):
        """Offers whose agent was writing a reply, or sent one, after they got it."""
        offered = self.filtered("offered_at")
        wrote = self.env["social.care.composer"]._read_last_writing(
            offered.user_id, min(offered.mapped("offered_at"), default=False)
        )
        return offered.filtered(
            lambda w: w.user_id in wrote and wrote[w.user_id] >= w.offered_at
        )

    def _withdraw(self):
        """Withdraw offers, through no fault of the agents."""
        self.env["social.care.decision"]._close(self, "withdrawn")
        self._requeue()

    def _return_declined(self):
        """Return declined or missed offers; their agents are not asked for a while."""
        self._cool_down()
        self._requeue()

    def _cool_down(self):
        """Do not ask the current agents again for COOL_DOWN."""
        again = fields.Datetime.now() + COOL_DOWN
        for work in self.filtered("agent_id"):
            refused = dict(work.refused or {})
            refused[str(work.agent_id.id)] = fields.Datetime.to_string(again)
            work.refused = refused
            if work.agent_id == work.last_agent_id:
                work.held_until = False

    def _requeue(self):
        agents = self.agent_id
        self.write(
            {
                "state": "waiting",
                "agent_id": False,
                "user_id": False,
                "offer_until": False,
            }
        )
        self._place()
        agents._notify_screens()
        self._notify_boards()

    # -- what screens show -----------------------------------------------------

    def _get_chip_values(self):
        """Return the values that chips show of these work items: on the wallboard, in
        an offer and on the ticket.

        A chip of another addon adds its value to what ``super()`` returns::

            values = super()._get_chip_values()
            for work in self:
                values[work.id]["vip"] = work.ticket_id.partner_id.is_vip
            return values

        :return: {work item id: {name: JSON value}} for all of ``self``
        """
        return {work.id: {"sla": work._get_sla_state()} for work in self}

    def _get_sla_state(self):
        """:return: "overdue", "risk", or a falsy value"""
        now = fields.Datetime.now()
        if self.sla_due_at and self.sla_due_at <= now:
            return "overdue"
        return self.sla_risk_at and self.sla_risk_at <= now and "risk"

    def _get_offer_cards(self):
        """Values of the offer cards."""
        decisions = self.env["social.care.decision"].search(
            [("work_id", "in", self.ids), ("outcome", "=", "open")]
        )
        reasons = {
            decision.work_id: decision._list_reasons_for_agent()
            for decision in decisions
        }
        chips = self._get_chip_values()
        return [
            chips[work.id] | work._get_offer_card(reasons.get(work, []))
            for work in self
        ]

    def _get_offer_card(self, why):
        ticket = self.ticket_id
        return {
            "id": self.id,
            "ticket_id": ticket.id,
            "number": ticket.number,
            "title": ticket.name,
            "who": ticket.social_care_author_name or ticket.partner_name or "",
            "preview": self._get_preview(),
            "medium": self.medium_id._get_card(),
            "has_conversation": self._has_conversation(),
            "team": self.team_id.name or "",
            "waiting_since": fields.Datetime.to_string(self.waiting_since),
            "until": fields.Datetime.to_string(self.offer_until),
            "seconds": self.team_id.social_care_offer_seconds,
            "why": why,
            "sentiment": ticket.social_care_sentiment or "",
            "urgency": ticket.social_care_urgency or "",
            "topic": ticket.social_care_topic_id.name or "",
        }

    def _has_conversation(self):
        """Whether the customer is answered in a conversation panel, on any medium."""
        return bool(self.ticket_id.social_care_thread_ids)

    def _get_preview(self):
        ticket = self.ticket_id
        said = ticket.social_care_thread_ids[:1].last_mention_id.text
        return shorten(said or html2plaintext(ticket.description or ""), PREVIEW)

    def _get_score(self):
        """Priority score, in equivalent minutes of waiting time."""
        score = int((fields.Datetime.now() - self.rank_at).total_seconds() / 60)
        return score - PUSHED if self.pushed_at else score

    def _list_terms(self):
        """The terms of the priority score with their labels, the waiting time first."""
        now = fields.Datetime.now()
        waited = (now - (self.waiting_since or now)).total_seconds()
        terms = [["wait", int(waited / 60)], *(self.terms or [])]
        labels = self.env["social.care.priority"]._get_labels()
        return [
            {"code": code, "label": labels.get(code, code), "minutes": minutes}
            for code, minutes in terms
        ]

    @api.model
    def _notify_boards(self):
        """Have wallboards reload, once for all changes of this transaction."""
        data = self.env.cr.precommit.data
        if not data.get("social_care_routing.boards"):
            data["social_care_routing.boards"] = True
            group = self.env.ref("social_care.group_social_care_supervisor").sudo()
            group._bus_send("social_care_routing/changed", {})
