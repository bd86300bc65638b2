# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class SocialCareIncident(models.Model):
    """Many people say the same at once: one owner, one ticket, one holding reply."""

    _name = "social.care.incident"
    _description = "Social Care Incident"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state, id desc"
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
    key = fields.Char(
        required=True, readonly=True, help="What rose, as the volume counts it."
    )
    topic_id = fields.Many2one("social.care.topic", readonly=True)
    term = fields.Char(readonly=True)
    account_id = fields.Many2one("social.care.account", readonly=True)
    user_id = fields.Many2one("res.users", string="Owner", tracking=True)
    team_id = fields.Many2one("helpdesk.ticket.team", check_company=True)
    ticket_id = fields.Many2one("helpdesk.ticket", readonly=True, ondelete="set null")
    started_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    calmed_at = fields.Datetime(readonly=True)
    usual = fields.Float(readonly=True, help="Mentions in such a span, usually.")
    peak = fields.Integer(readonly=True, help="Mentions in the busiest span.")
    mention_ids = fields.One2many("social.care.mention", "incident_id")
    mention_count = fields.Integer(compute="_compute_counts")
    author_count = fields.Integer(compute="_compute_counts")
    holding_body = fields.Text(
        string="Holding reply",
        help="Said once to each author, through the ledger, as fast as the network "
        "allows.",
    )
    holding_approved_by_id = fields.Many2one("res.users", readonly=True)
    holding_count = fields.Integer(string="Answered", compute="_compute_holding_count")
    reply_ids = fields.One2many("social.care.reply", "incident_id")

    _one_open = models.UniqueIndex(
        "(company_id, key) WHERE state = 'open'", "This incident is open already."
    )

    def _compute_counts(self):
        rows = self.env["social.care.mention"]._read_group(
            [("incident_id", "in", self.ids)],
            ["incident_id"],
            ["__count", "profile_id:count_distinct"],
        )
        counts = {incident: (mentions, authors) for incident, mentions, authors in rows}
        for incident in self:
            incident.mention_count, incident.author_count = counts.get(incident, (0, 0))

    def _compute_holding_count(self):
        rows = self.env["social.care.reply"]._read_group(
            [("incident_id", "in", self.ids), ("state", "=", "published")],
            ["incident_id"],
            ["__count"],
        )
        counts = dict(rows)
        for incident in self:
            incident.holding_count = counts.get(incident, 0)

    # -- what a supervisor does ------------------------------------------------

    def action_approve_holding(self):
        """Let the holding reply out, to each author once."""
        self.ensure_one()
        if not self.env.user.has_group("social_care.group_social_care_supervisor"):
            raise AccessError(self.env._("Only a supervisor may do this."))
        if not (self.holding_body or "").strip():
            raise UserError(self.env._("Write the holding reply first."))
        self.holding_approved_by_id = self.env.user
        self._enqueue_holding()

    def action_stop_holding(self):
        """No further author gets the holding reply."""
        self.check_access("write")
        self.holding_approved_by_id = False

    def action_take(self):
        self.check_access("write")
        self.user_id = self.env.user

    def action_cancel(self):
        """Not an incident: what was collected is routed one by one."""
        self.check_access("write")
        self._end("cancelled")

    def action_view_mentions(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care.social_care_mention_action"
        )
        action["domain"] = [("incident_id", "in", self.ids)]
        action["context"] = {}
        return action

    def action_view_ticket(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "res_id": self.ticket_id.id,
            "views": [(False, "form")],
        }

    # -- life ------------------------------------------------------------------

    @api.model
    def _open(self, mentions, key, usual, count):
        """Raise an incident over ``mentions`` of one company."""
        first = mentions[0]
        incident = self.create(
            {
                "name": self._title(first, key),
                "company_id": first.company_id.id,
                "key": key,
                "topic_id": first.topic_id.id if key.startswith("topic:") else False,
                "term": key.removeprefix("term:") if key.startswith("term:") else False,
                "account_id": first.account_id.id,
                "team_id": first._default_team().id,
                "usual": usual,
                "peak": count,
            }
        )
        incident._make_ticket(first)
        incident._alert_supervisors()
        return incident

    def _title(self, mention, key):
        kind, _colon, value = key.partition(":")
        subject = {
            "topic": mention.topic_id.name,
            "term": value,
            "group": mention._get_preview(),
        }[kind]
        return self.env._("Unusually many: %s", subject)

    def _make_ticket(self, mention):
        vals = {
            "name": self.name,
            "description": mention._ticket_description(mention.text),
            "team_id": self.team_id.id,
            "channel_id": mention.account_id.channel_id.id,
            "company_id": self.company_id.id,
            "priority": "3",
            "user_id": False,
        }
        tickets = self.env["helpdesk.ticket"].with_context(tracking_disable=True)
        self.ticket_id = tickets.create(vals)

    def _alert_supervisors(self):
        group = self.env.ref("social_care.group_social_care_supervisor")
        users = group.all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and not user.share
        )
        self.message_notify(
            partner_ids=users.partner_id.ids, subject=self.name, body=self.name
        )

    def _end(self, state):
        """Close; whoever was collected and got no answer is routed one by one."""
        self.write({"state": state, "calmed_at": fields.Datetime.now()})
        for incident in self:
            incident.mention_ids.filtered(
                lambda m: m.state == "incident" and not m.answered_at
            )._leave_incident()
