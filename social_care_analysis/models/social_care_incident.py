# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SocialCareIncident(models.Model):
    """Many people say the same at once: one owner, one ticket, one holding reply."""

    _name = "social.care.incident"
    _description = "Social Care Incident"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    state = fields.Selection(
        [("open", "Open"), ("calm", "Calmed"), ("cancelled", "Not an incident")],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
    )
    key_ids = fields.One2many(
        "social.care.incident.key", "incident_id", string="What rose", readonly=True
    )
    topic_id = fields.Many2one(
        "social.care.topic", readonly=True, ondelete="set null", index="btree_not_null"
    )
    user_id = fields.Many2one("res.users", string="Owner", tracking=True)
    team_id = fields.Many2one("helpdesk.ticket.team", check_company=True)
    ticket_id = fields.Many2one(
        "helpdesk.ticket", readonly=True, ondelete="set null", index="btree_not_null"
    )
    started_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    calmed_at = fields.Datetime(readonly=True)
    usual = fields.Float(readonly=True, help="In half an hour, usually.")
    peak = fields.Integer(readonly=True, help="People in the busiest half hour.")
    quiet = fields.Integer(readonly=True, help="Calm looks in a row.")
    mention_ids = fields.One2many("social.care.mention", "incident_id")
    mention_count = fields.Integer(string="Mentions", compute="_compute_counts")
    author_count = fields.Integer(string="People", compute="_compute_counts")
    exception_count = fields.Integer(
        string="Routed one by one", compute="_compute_exception_count"
    )

    def _compute_counts(self):
        rows = (
            self.env["social.care.mention"]
            .sudo()
            ._read_group(
                [("incident_id", "in", self.ids)],
                ["incident_id"],
                ["__count", "profile_id:count_distinct"],
            )
        )
        counts = {incident: (mentions, authors) for incident, mentions, authors in rows}
        for incident in self:
            incident.mention_count, incident.author_count = counts.get(incident, (0, 0))

    def _compute_exception_count(self):
        rows = (
            self.env["social.care.mention"]
            .sudo()
            ._read_group(
                [("exception_of_id", "in", self.ids)], ["exception_of_id"], ["__count"]
            )
        )
        counts = dict(rows)
        for incident in self:
            incident.exception_count = counts.get(incident, 0)

    # -- what a person does ----------------------------------------------------

    def action_take(self):
        """I am the owner."""
        if self.user_id - self.env.user:
            self._check_supervisor()
        self.check_access("read")
        self.sudo().user_id = self.env.user
        self.sudo().ticket_id.user_id = self.env.user

    def action_calm(self):
        """It is over: nothing more is collected."""
        self._check_supervisor()
        self.sudo().filtered(lambda i: i.state == "open")._end("calm")

    def action_cancel(self):
        """Not an incident: what was collected goes to the teams one by one."""
        self._check_supervisor()
        for incident in self.sudo().filtered(lambda i: i.state == "open"):
            incident._end("cancelled")
            incident._enqueue_route_rest()

    def action_route_rest(self):
        """Who got no answer yet goes to the teams, one by one."""
        self._check_supervisor()
        for incident in self.sudo():
            if incident.state == "open":
                raise UserError(
                    self.env._("Wait until it has calmed, or close it, before that.")
                )
            incident._enqueue_route_rest()

    def _check_supervisor(self):
        self.check_access("read")
        self.env.user._social_care_check_supervisor()

    def action_view_mentions(self):
        self.check_access("read")
        domain = [("incident_id", "in", self.ids)]
        return self.env["social.care.mention"]._action_view(domain)

    def action_view_waiting(self):
        self.check_access("read")
        return self.env["social.care.mention"]._action_view(self._rest_domain())

    def action_view_exceptions(self):
        self.check_access("read")
        domain = [("exception_of_id", "in", self.ids)]
        return self.env["social.care.mention"]._action_view(domain)

    def action_view_ticket(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "res_id": self.ticket_id.id,
            "views": [(False, "form")],
        }

    # -- its end ---------------------------------------------------------------

    def _end(self, state):
        """Collect no more. Who waits for an answer still does: the owner is told."""
        self.key_ids.watched = False
        self.write({"state": state, "calmed_at": fields.Datetime.now()})
        for incident in self:
            incident._tell_end()
            incident._close_ticket()
        self._notify_changed()

    def _close_ticket(self):
        """After its end there is nothing left to do for the owner once nobody waits."""
        self.invalidate_recordset(["holding_waiting_count"])
        ticket = self.ticket_id
        closed = ticket.team_id._get_applicable_stages().filtered("closed")[:1]
        waits = self.state == "open" or self.holding_waiting_count
        if closed and not waits and not ticket.closed:
            ticket.stage_id = closed

    def _tell_end(self):
        """A task of the owner; without one a word to the supervisors."""
        waiting = self.holding_waiting_count
        if self.state != "calm" or not waiting:
            return
        words = self.env._("%s people were not answered", waiting)
        note = self.env._(
            "Approve a holding reply, or let the teams answer them one by one."
        )
        owner = self.user_id.filtered("active")
        if owner:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=owner.id,
                summary=words,
                note=note,
            )
        else:
            self._tell_supervisors(f"{self.name}: {words}", note)

    def _enqueue_route_rest(self):
        self.with_delay(
            priority=10,
            description=self.env._("Route the rest of an incident"),
            identity_key=f"social_care.incident_rest.{self.id}",
        )._route_rest()

    @api.model
    def _rest_domain(self):
        return [
            ("incident_id", "in", self.ids),
            ("state", "=", "incident"),
            ("answered_at", "=", False),
            ("deleted_at", "=", False),
            ("profile_id.holding_reply_ids", "not any", self._said_domain()),
        ]

    def _said_domain(self):
        return [("incident_id", "in", self.ids), ("state", "=", "published")]

    def _route_rest(self):
        """Job: the mentions that nobody answered go their usual way, some at a time."""
        rest = self.env["social.care.mention"].search(
            self._rest_domain(), order="effective_at, id", limit=200
        )
        rest._leave_incident()
        if rest:
            self._enqueue_route_rest()
        else:
            self._close_ticket()

    # -- telling people --------------------------------------------------------

    def _notify_changed(self):
        """Tell the screens of an incident to look again."""
        self.env["social.care.thread"]._tell_screens(
            ticket_ids=self.ticket_id.ids, incident_ids=self.ids
        )

    def _story(self):
        return self.env._(
            "%(count)s people in half an hour, where %(usual)s are usual. What they "
            "say is collected here: choose an owner, and approve a holding reply.",
            count=self.peak,
            usual=round(self.usual, 1),
        )

    def _tell_supervisors(self, subject, body):
        group = self.env.ref("social_care.group_social_care_supervisor").sudo()
        users = group.all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and not user.share
        )
        if users:
            self.message_notify(
                partner_ids=users.partner_id.ids, subject=subject, body=body
            )
