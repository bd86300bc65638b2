# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.social_care.models.social_care_reply_checks import ON_NETWORK

from ..tools import surge
from .social_care_incident_holding import NOT_SAID
from .social_care_incident_watch import WINDOW


class SocialCareIncident(models.Model):
    """A storm: many people say the same at once. One owner, one ticket, one reply."""

    _name = "social.care.incident"
    _description = "Social Care Incident"
    _inherit = [
        "social.care.incident.holding",
        "social.care.incident.watch",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "state desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    state = fields.Selection(
        [
            ("open", "Open"),
            ("maybe_campaign", "Campaign?"),
            ("calm", "Calmed"),
            ("cancelled", "Not an incident"),
        ],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
    )
    key_ids = fields.One2many(
        "social.care.incident.key", "incident_id", string="Rising keys", readonly=True
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
    usual = fields.Float(readonly=True, help="Usual number of people in half an hour.")
    peak = fields.Integer(
        readonly=True, help="Number of people in the busiest half hour."
    )
    quiet = fields.Integer(readonly=True, help="Number of calm checks in a row.")
    mention_ids = fields.One2many("social.care.mention", "incident_id")
    mention_count = fields.Integer(string="Mentions", compute="_compute_counts")
    author_count = fields.Integer(string="People", compute="_compute_counts")
    exception_count = fields.Integer(
        string="Routed individually", compute="_compute_exception_count"
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

    # -- buttons ---------------------------------------------------------------

    def action_take(self):
        """Become the owner of the incident and its ticket.

        :raises AccessError: if somebody else owns it and the user is no supervisor
        """
        if self.user_id - self.env.user:
            self._check_supervisor()
        self.check_access("read")
        self.sudo().user_id = self.env.user
        self.sudo().ticket_id.user_id = self.env.user

    def action_calm(self):
        """Close incidents: nothing more is collected."""
        self._check_supervisor()
        self.sudo().filtered(lambda i: i.state == "open")._end("calm")

    def action_cancel(self):
        """Dismiss incidents, and what may be campaigns: what was collected is routed
        individually.
        """
        self._check_supervisor()
        watched = self.sudo().filtered(lambda i: i.state in ("open", "maybe_campaign"))
        for incident in watched:
            collected = incident.state == "open"
            incident._end("cancelled")
            if collected:
                incident._enqueue_route_rest()

    def action_treat_as_incident(self):
        """Collect the mentions of what may be a campaign, as of any other incident."""
        self._check_supervisor()
        for incident in self.sudo().filtered(lambda i: i.state == "maybe_campaign"):
            incident._treat_as_incident()

    def action_route_rest(self):
        """Route the mentions that nobody answered individually.

        :raises UserError: while an incident is open
        """
        self._check_supervisor()
        for incident in self.sudo():
            if incident.state == "open":
                raise UserError(
                    self.env._("Close the incident first, or wait until it has calmed.")
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
        return self.env["social.care.mention"]._action_view(self._get_rest_domain())

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

    # -- holding reply ---------------------------------------------------------

    def action_approve_holding(self, seen=None):
        """Approve the holding reply and start sending it.

        :param seen: the text that the supervisor read, if the caller knows it
        :raises AccessError: unless the user is a supervisor
        :raises UserError: if somebody changed the text meanwhile, if there is none, or
            if a network does not accept it
        """
        self.ensure_one()
        self._check_supervisor()
        if seen is not None and seen != (self.holding_body or ""):
            raise UserError(
                self.env._("Somebody has changed the reply. Read it again.")
            )
        if not (self.holding_body or "").strip():
            raise UserError(self.env._("Write a holding reply first."))
        self.sudo()._check_holding_fits()
        self.sudo().reply_ids.filtered(lambda r: r.state in NOT_SAID)._cancel_unsent()
        self.sudo().write(
            {"holding_approved_by_id": self.env.user.id, "holding_stopped": False}
        )
        self.message_post(
            body=self.env._("Approved the holding reply: %s", self.holding_body)
        )
        self.sudo()._resume_holding()

    def action_stop_holding(self):
        """Stop sending the holding reply."""
        self._check_supervisor()
        self.sudo().holding_stopped = True

    def action_view_replies(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care.social_care_reply_action"
        )
        action["domain"] = [("incident_id", "=", self.id)]
        action["context"] = {}
        return action

    # -- campaigns -------------------------------------------------------------

    def _get_campaign_keys(self, company):
        """Return {key: what may be a campaign}."""
        found = self.env["social.care.incident.key"].search(
            [
                ("company_id", "=", company.id),
                ("incident_id.state", "=", "maybe_campaign"),
            ]
        )
        return {own.key: own.incident_id for own in found}

    def _suspect_campaign(self, members, recent, key, rise):
        """Show that many people write, who do not complain. Nothing is collected.

        :param members: mentions of a rising key
        :param recent: all mentions of the window
        :param rise: a ``tools.storm.Rise``
        """
        people = len(members.profile_id)
        own = self._find_campaign(members, recent, key)
        if not own:
            own = self._create_for(members, key, people, rise, "maybe_campaign")
            own._message_log(body=own._describe_campaign())
        own._add_key(key, people, rise)
        own._notify_changed()

    def _find_campaign(self, members, recent, key):
        """Return what may be the campaign that a rising key belongs to: the one that
        has it, or that many of these mentions or most of these people are in.
        """
        campaigns = self._get_campaign_keys(members.company_id)
        if key in campaigns:
            return campaigns[key]
        mentions, people, rising = Counter(), {}, set(members.ids)
        for mention in recent:
            keys = campaigns.keys() & mention._get_volume_keys()
            for own in {campaigns[one] for one in keys}:
                mentions[own] += mention.id in rising
                people.setdefault(own, set()).add(mention.profile_id)
        for own, found in people.items():
            alike = mentions[own] >= surge.SHARED * len(members)
            same = len(found.intersection(members.profile_id))
            if alike or 2 * same >= len(members.profile_id):
                return own
        return self.browse()

    def _begin(self, account):
        """Make what may be a campaign an incident: from now on it collects mentions.

        :param account: of which the ticket is
        """
        self.state = "open"
        watched = self._get_watched_keys(self.company_id)
        free = self.key_ids.filtered(lambda own: own.key not in watched)
        for own in free:
            own.watched = own == free[0] or self._is_collecting(own.key)
        self._announce(account)

    def _treat_as_incident(self):
        """Begin an incident and collect what came lately."""
        recent = self._search_recent(self.company_id, WINDOW, set())
        keys = set(self.key_ids.mapped("key"))
        members = recent.filtered(lambda m: keys.intersection(m._get_volume_keys()))
        account = members[:1].account_id or self.env["social.care.account"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )
        self._begin(account)
        own = dict.fromkeys(self.key_ids.filtered("watched").mapped("key"), self)
        self._collect_earlier(members.filtered(lambda m: m._find_incident(own)))

    # -- closing ---------------------------------------------------------------

    def _end(self, state):
        """End incidents, and tell the owners who still waits for a reply.

        :param state: ``calm`` or ``cancelled``
        """
        self.key_ids.watched = False
        self.write({"state": state, "calmed_at": fields.Datetime.now()})
        for incident in self:
            incident._notify_end()
            incident._close_ticket()
        self._notify_changed()

    def _close_ticket(self):
        """Close the ticket of an ended incident once nobody waits for a reply."""
        self.invalidate_recordset(["holding_waiting_count"])
        ticket = self.ticket_id
        closed = ticket.team_id._get_applicable_stages().filtered("closed")[:1]
        waits = self.state == "open" or self.holding_waiting_count
        if closed and not waits and not ticket.closed:
            ticket.stage_id = closed

    def _notify_end(self):
        """Schedule an activity for the owner; without one, notify the supervisors."""
        waiting = self.holding_waiting_count
        if self.state != "calm" or not waiting:
            return
        words = self.env._("%s people have no reply yet", waiting)
        note = self.env._(
            "Approve a holding reply, or route their mentions to the teams."
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
            self._notify_supervisors(f"{self.name}: {words}", note)

    def _enqueue_route_rest(self):
        self.with_delay(
            priority=10,
            description=self.env._("Route the remaining mentions of an incident"),
            identity_key=f"social_care.incident_rest.{self.id}",
        )._route_rest()

    @api.model
    def _get_rest_domain(self):
        return [
            ("incident_id", "in", self.ids),
            ("state", "=", "incident"),
            ("answered_at", "=", False),
            ("deleted_at", "=", False),
            ("profile_id.holding_reply_ids", "not any", self._get_published_domain()),
        ]

    def _get_published_domain(self):
        return [("incident_id", "in", self.ids), ("state", "in", ON_NETWORK)]

    def _route_rest(self):
        """Job: route the mentions that nobody answered, some at a time."""
        rest = self.env["social.care.mention"].search(
            self._get_rest_domain(), order="effective_at, id", limit=200
        )
        rest._leave_incident()
        if rest:
            self._enqueue_route_rest()
        else:
            self._close_ticket()

    # -- notifications ---------------------------------------------------------

    def _notify_changed(self):
        """Make the screens that show these incidents reload."""
        self.env["social.care.thread"]._tell_screens(
            ticket_ids=self.ticket_id.ids, incident_ids=self.ids
        )

    def _describe(self):
        return self.env._(
            "%(count)s people in half an hour; %(usual)s are usual. Their mentions are "
            "collected here. Choose an owner and approve a holding reply.",
            count=self.peak,
            usual=round(self.usual, 1),
        )

    def _describe_campaign(self):
        return self.env._(
            "%(count)s people write about the same thing; %(usual)s are usual in half "
            "an hour. They hardly complain, so this may be a campaign. Nothing is "
            "collected unless a supervisor treats it as an incident.",
            count=self.peak,
            usual=round(self.usual, 1),
        )

    def _notify_supervisors(self, subject, body):
        users = self.company_id._social_care_get_supervisors()
        if users:
            self.message_notify(
                partner_ids=users.partner_id.ids, subject=subject, body=body
            )
