# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

STATES = [
    ("available", "Available"),
    ("away", "Away"),
    ("after_work", "After-contact work"),
    ("not_responding", "Not responding"),
    ("offline", "Offline"),
]


class SocialCareAgent(models.Model):
    """Somebody who takes work from the queue."""

    _name = "social.care.agent"
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
        string="Own capacity",
        help="Where this person does more or less at once than their profile says.",
    )
    state = fields.Selection(STATES, default="offline", required=True, readonly=True)
    reason_id = fields.Many2one("social.care.pause.reason", readonly=True)
    state_since = fields.Datetime(readonly=True, default=fields.Datetime.now)
    # -- shift: kept up to date by the drain
    absence = fields.Selection(
        [("off_shift", "Not on shift"), ("absent", "On leave")], readonly=True
    )
    on_shift = fields.Boolean(compute="_compute_on_shift", store=True)
    shift_changes_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now, index=True
    )
    overtime_until = fields.Datetime(
        readonly=True, help="They work on although their shift has ended."
    )
    idle_since = fields.Datetime(
        required=True,
        readonly=True,
        default=fields.Datetime.now,
        help="When they were last given something.",
    )
    claims = fields.Integer(
        readonly=True,
        default=0,
        help="Grows with all that is given: two workers cannot both do so at once.",
    )
    work_ids = fields.One2many("social.care.work", "agent_id")
    time_ids = fields.One2many("social.care.agent.time", "agent_id")

    _once = models.Constraint("UNIQUE (user_id)", "This person is an agent already.")

    @api.model
    def _default_profile(self):
        return self.env.ref("social_care_routing.profile_usual", False)

    def _of_reader(self):
        """Those of the reader's companies: a team may be shared with another, whose
        people are not told by name."""
        return self.filtered(lambda agent: agent.company_id in self.env.companies)

    @api.depends("absence")
    def _compute_on_shift(self):
        for agent in self:
            agent.on_shift = not agent.absence

    @api.model
    def _of_users(self, users):
        """The agents of people, who become some where they are none yet."""
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
            self.env["social.care.work"]._look_again()
        if not vals.get("active", True):
            self.sudo()._enter("offline")
        return result

    def unlink(self):
        self.check_access("unlink")
        self.sudo()._enter("offline")
        return super().unlink()

    # -- states ----------------------------------------------------------------

    def _enter(self, state, reason=None):
        """Be in another state from now on. What was not begun goes back when somebody
        goes away; all that is open when they leave."""
        reason = reason or self.env["social.care.pause.reason"]
        self._log_end()
        self.write(
            {
                "state": state,
                "reason_id": reason.id,
                "state_since": fields.Datetime.now(),
                "unseen_since": False,
            }
        )
        self._log_state()
        self._work_of_state(state)
        self.env["social.care.work"]._look_again()
        self._tell()

    def _work_of_state(self, state):
        if state == "offline":
            self.write({"overtime_until": False})
            self._give_back_all()
        elif state != "available":
            self._withdraw_offers()
        if state == "away":
            self._give_back_unstarted()

    def _log_end(self):
        open_times = self.env["social.care.agent.time"].search(
            [("agent_id", "in", self.ids), ("stop", "=", False)]
        )
        open_times.stop = fields.Datetime.now()
        # The database allows one open row, and inserts before it updates.
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

    def _state_words(self):
        """Their state with its reason, and whether they are on shift."""
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
        self._works("offered")._withdraw()

    def _give_back_unstarted(self):
        """What they have not begun goes to others; offers as well."""
        self._withdraw_offers()
        self._works("working").filtered(lambda w: not w.started)._back_to_queue()

    def _give_back_all(self):
        """Nobody waits for who has left."""
        self._withdraw_offers()
        self._works("working")._back_to_queue()

    def _works(self, state):
        return self.env["social.care.work"].search(
            [("agent_id", "in", self.ids), ("state", "=", state)]
        )

    # -- telling ---------------------------------------------------------------

    def _tell(self):
        """Their screens look again at what is theirs, and wallboards at them."""
        for user in self.user_id:
            user._bus_send("social_care_routing/offers", {})
        if self:
            self.env["social.care.work"]._tell_boards()
