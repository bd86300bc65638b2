# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_list, format_time

from odoo.addons.social_care.tools.arguments import is_id_or_false, is_text, takes

STATES = [
    ("available", "Available"),
    ("away", "Away"),
    ("after_work", "After-call work"),
    ("not_responding", "Not responding"),
    ("offline", "Offline"),
]
OWN_STATES = ("available", "away", "after_work", "offline")
OVERTIME = timedelta(hours=4)

# Available agents whose computer has not been seen for the minutes that the company
# sets. Agents who were never seen are left alone. In SQL: compares the latest of three
# columns of two tables.
_ASLEEP = """
    SELECT agent.id, seen.at
    FROM social_care_agent agent
    JOIN res_company company ON company.id = agent.company_id
        AND company.social_care_presence_minutes > 0
    LEFT JOIN social_care_agent_presence presence ON presence.agent_id = agent.id
    LEFT JOIN mail_presence online ON online.user_id = agent.user_id
    CROSS JOIN LATERAL (
        SELECT greatest(agent.state_since, presence.seen_at, online.last_poll) AS at
        WHERE coalesce(presence.seen_at, online.last_poll) IS NOT NULL
    ) seen
    WHERE agent.active AND agent.state = 'available'
        AND (agent.on_shift OR agent.overtime_until > %(now)s)
        AND seen.at < %(now)s - make_interval(
            mins => company.social_care_presence_minutes
        )
"""


class SocialCareAgent(models.Model):
    """An agent: a user who gets work from the queue."""

    _name = "social.care.agent"
    _inherit = ["social.care.agent.shift", "social.care.agent.workload"]
    _description = "Social Care Agent"
    _rec_name = "user_id"
    _order = "name, id"

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade"
    )
    name = fields.Char(related="user_id.name", store=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(related="user_id.company_id", store=True, index=True)
    team_ids = fields.Many2many(related="user_id.helpdesk_team_ids", string="Teams")
    profile_id = fields.Many2one(
        "social.care.capacity.profile",
        string="Capacity",
        required=True,
        ondelete="restrict",
        domain="[('company_id', 'in', [company_id, False])]",
        default=lambda self: self._default_profile(),
    )
    capacity_ids = fields.One2many(
        "social.care.capacity",
        "agent_id",
        string="Individual capacity",
        help="Overrides the profile's capacity for individual media.",
    )
    state = fields.Selection(STATES, default="offline", required=True, readonly=True)
    reason_id = fields.Many2one("social.care.pause.reason", readonly=True)
    state_since = fields.Datetime(readonly=True, default=fields.Datetime.now)
    unseen_since = fields.Datetime(
        string="Not seen since",
        readonly=True,
        help="Since when the agent's computer has been asleep or offline.",
    )
    idle_since = fields.Datetime(
        required=True,
        readonly=True,
        default=fields.Datetime.now,
        help="When the agent last received work.",
    )
    claims = fields.Integer(
        readonly=True,
        default=0,
        help="Incremented with each assignment, so that concurrent workers conflict.",
    )
    time_ids = fields.One2many("social.care.agent.time", "agent_id")

    _once = models.Constraint("UNIQUE (user_id)", "This user is already an agent.")

    @api.model
    def _default_profile(self):
        return self.env.ref("social_care_routing.profile_usual", False)

    def _filter_readable(self):
        """Agents of the reader's companies; a shared team also has others."""
        return self.filtered(lambda agent: agent.company_id in self.env.companies)

    @api.model
    def _ensure_for_users(self, users):
        """Return the agents of users, creating those that are missing."""
        agents = self.with_context(active_test=False).search(
            [("user_id", "in", users.ids)]
        )
        missing = users - agents.user_id
        return agents | self.create([{"user_id": user.id} for user in missing])

    @api.model_create_multi
    def create(self, vals_list):
        agents = super().create(vals_list)
        agents._refresh_shifts()
        agents._log_state()
        return agents

    def write(self, vals):
        result = super().write(vals)
        if {"profile_id", "active"} & vals.keys():
            self.env["social.care.routing.drain"]._schedule()
        if not vals.get("active", True):
            self.sudo()._set_state("offline")
        return result

    def unlink(self):
        self.check_access("unlink")
        self.sudo()._set_state("offline")
        return super().unlink()

    # -- states ----------------------------------------------------------------

    def _set_state(self, state, reason=None):
        """Enter a state. *Away* returns work that was not started to the queue,
        *offline* all open work.

        :param state: code of STATES
        :param reason: social.care.pause.reason, for *away*
        """
        reason = reason or self.env["social.care.pause.reason"]
        self._close_log()
        self.write(
            {
                "state": state,
                "reason_id": reason.id,
                "state_since": fields.Datetime.now(),
                "unseen_since": False,
            }
        )
        self._log_state()
        self._release_work_for_state(state)
        self.env["social.care.routing.drain"]._schedule()
        self._notify_screens()

    def _release_work_for_state(self, state):
        if state == "offline":
            self.write({"overtime_until": False})
            self._release_all()
        elif state != "available":
            self._withdraw_offers()
        if state == "away":
            self._release_unstarted()

    def _close_log(self):
        open_times = self.env["social.care.agent.time"].search(
            [("agent_id", "in", self.ids), ("stop", "=", False)]
        )
        open_times.stop = fields.Datetime.now()
        # Flush the update first: a unique index allows one open row per agent.
        open_times.flush_recordset()

    def _log_state(self):
        self.env["social.care.agent.time"].create(
            [
                {
                    "agent_id": agent.id,
                    "state": agent.state,
                    "reason_id": agent.reason_id.id,
                    "start": agent.state_since,
                }
                for agent in self
            ]
        )

    def _describe_state(self):
        """The state in words, with its reason and absence."""
        if self.state == "available" and self.absence:
            return dict(self._fields["absence"]._description_selection(self.env))[
                self.absence
            ]
        if self.unseen_since:
            return self.env._("Not responding: computer asleep or offline")
        state = dict(self._fields["state"]._description_selection(self.env))
        words = state.get(self.state, "")
        return f"{words}: {self.reason_id.name}" if self.reason_id else words

    # -- work goes back --------------------------------------------------------

    def _withdraw_offers(self):
        self._search_works("offered")._withdraw()

    def _release_unstarted(self):
        """Return offers and work that was not started to the queue."""
        self._withdraw_offers()
        self._search_works("working").filtered(
            lambda w: not w.started
        )._return_to_queue()

    def _release_all(self):
        """Return all offers and open work to the queue."""
        self._withdraw_offers()
        self._search_works("working")._return_to_queue()

    def _search_works(self, state):
        return self.env["social.care.work"].search(
            [("agent_id", "in", self.ids), ("state", "=", state)]
        )

    # -- own desk --------------------------------------------------------------

    @api.model
    def _get_own(self):
        return self.sudo().search([("user_id", "=", self.env.uid)])

    @api.model
    def get_desk(self):
        """Return the values of the switch in the top bar for the current user.

        :return: see ``_read_desk``; False for users who are no agents
        """
        agent = self._get_own()
        agent._mark_seen()
        return agent._read_desk() if agent else False

    @api.model
    @takes(state=is_text, reason_id=is_id_or_false)
    def set_state(self, state, reason_id=False):
        """Set the state of the current user.

        :return: as ``get_desk``, with "given_back": numbers of the tickets that went
            back
        """
        if state not in OWN_STATES:
            raise UserError(self.env._("Unknown state: %s", state))
        agent = self._get_own()
        reasons = agent._get_reasons() if state == "away" else agent.reason_id.browse()
        mine = agent._search_works("working").ticket_id
        agent._set_state(state, reasons.filtered(lambda reason: reason.id == reason_id))
        gone = mine.filtered(lambda ticket: ticket.user_id != agent.user_id)
        desk = self.get_desk()
        return desk and desk | {"given_back": gone.mapped("number")}

    @api.model
    def start_overtime(self):
        """Work overtime for OVERTIME after the end of the shift.

        :return: as ``get_desk``
        """
        agent = self._get_own()
        agent.overtime_until = fields.Datetime.now() + OVERTIME
        agent._refresh_shifts()
        agent._set_state("available")
        return self.get_desk()

    @api.model
    def take_next(self):
        """Pick what is offered to the current user, else the work with the highest
        priority that they can take.

        :return: {"ticket_id": id, "medium": code, "has_conversation": bool}, or
            {"message": words} where there is nothing to take
        """
        agent = self._get_own()
        if not agent:
            return {"message": self.env._("You are not in a team with routing.")}
        if agent.state == "away":
            return {"message": self.env._("You are away. Switch to Available first.")}
        work = agent._search_works("offered")[:1]
        if work:
            work._accept()
        else:
            work = self.env["social.care.queue"].sudo()._take_best(agent)
        if work:
            return {
                "ticket_id": work.ticket_id.id,
                "medium": work.medium_id.code,
                "has_conversation": work._has_conversation(),
            }
        return {"message": agent._explain_no_work()}

    def _explain_no_work(self):
        full = [
            row["name"]
            for row in self._list_loads()
            if row["limit"] and row["count"] >= row["limit"]
        ]
        if full:
            return self.env._(
                "You are at full capacity: %s.", format_list(self.env, full)
            )
        return self.env._("No matching work in the queue.")

    def _read_desk(self):
        offers = self._search_works("offered")
        return {
            "id": self.id,
            "now": fields.Datetime.to_string(fields.Datetime.now()),
            "state": self.state,
            "reason": (self._list_names(self.reason_id) or [False])[0],
            "since": fields.Datetime.to_string(self.state_since),
            "unseen_since": fields.Datetime.to_string(self.unseen_since),
            "reasons": self._list_names(self._get_reasons()),
            "disagreements": self._list_conflicts(),
            "can_work_anyway": self._can_work_anyway(),
            "load": self._list_loads(),
            "waiting_for_me": self._count_waiting(),
            "offers": offers._get_offer_cards(),
        }

    def _get_reasons(self):
        return self.env["social.care.pause.reason"].search_fetch(
            [("company_id", "in", [self.company_id.id, False])], ["name"]
        )

    def _list_names(self, reasons):
        return [[reason.id, reason.name] for reason in reasons]

    def _list_conflicts(self):
        """Sentences where the state and the working hours disagree. Other addons add
        theirs to what ``super()`` returns.
        """
        if self.state != "available" or self._is_on_overtime():
            return []
        if self.break_until:
            return [self._describe_break()]
        words = {
            "off_shift": self.env._("You are available, but you are not on shift."),
            "absent": self.env._("You are available, but you are on leave."),
        }
        return [words[self.absence]] if self.absence else []

    def _describe_break(self):
        return self.env._(
            "You are on a break until %s. Work that you have started stays with you.",
            format_time(self.env, self.break_until, self.user_id.tz, "short"),
        )

    def _can_work_anyway(self):
        return bool(self.absence) and not self._is_on_overtime()

    def _list_loads(self):
        limits, doing = (
            self._get_limits()[self.id],
            self._count_contacts().get(self.id, {}),
        )
        media = self.env["social.care.medium"].search_fetch(
            [], ["name", "code", "icon"]
        )
        return [
            {
                "medium": medium.code,
                "name": medium.name,
                "icon": medium.icon,
                "count": doing.get(medium.id, 0),
                "limit": limits[medium.id].at_once if medium.id in limits else 0,
            }
            for medium in media
            if medium.id in limits or doing.get(medium.id)
        ]

    def _count_waiting(self):
        """Number of work items in progress."""
        return len(self._search_works("working"))

    # -- presence --------------------------------------------------------------

    @api.model
    def report_presence(self):
        """Note that the computer of the current user is awake; the top bar calls this
        each minute. An agent who was not responding for that is available again.

        :return: as ``get_desk`` if the agent became available, else False
        """
        agent = self._get_own()
        agent._mark_seen()
        if not agent.unseen_since:
            return False
        agent._set_state("available")
        return agent._read_desk()

    def _mark_seen(self):
        """Note that the agents are at their computers."""
        self.env["social.care.agent.presence"].sudo()._mark_seen(self)

    @api.model
    def _find_asleep(self):
        """Agents whose computers have not been heard of for too long.

        :return: {agent: when they were last seen}
        """
        self.env.flush_all()
        now = fields.Datetime.now()
        rows = self.env.execute_query(SQL(_ASLEEP, now=now))
        return {self.browse(agent): at for agent, at in rows}

    def _mark_asleep(self, seen):
        """Stop offering them work, and return what was not started to the queue.

        :param seen: {agent: when they were last seen}
        """
        self._set_state("not_responding")
        for agent in self:
            agent.unseen_since = seen[agent]
        self._release_unstarted()

    # -- notifications ---------------------------------------------------------

    def _notify_screens(self):
        """Have the screens of these agents and the wallboards reload."""
        for user in self.user_id:
            user._bus_send("social_care_routing/offers", {})
        if self:
            self.env["social.care.work"]._notify_boards()
