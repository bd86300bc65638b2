# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.times import subtract_days, utc_now
from .social_care_ticket_mail import AUTOMATIC

AGENT = "social_care.group_social_care_agent"


class HelpdeskTicket(models.Model):
    """A ticket that a social conversation has.

    Customers read their own tickets in the portal, and colleagues without a group of
    Social Care read tickets, too: what the conversation says is for agents, and only
    for those who may read the conversation.
    """

    _name = "helpdesk.ticket"
    _inherit = [
        "helpdesk.ticket",
        "social.care.ticket.mail",
        "social.care.ticket.notes",
        "social.care.ticket.erasure",
        "social.care.ticket.handling",
        "social.care.ticket.snooze",
        "social.care.ticket.joining",
    ]

    social_care_thread_ids = fields.One2many(
        "social.care.thread",
        "ticket_id",
        groups=AGENT,
    )
    social_care_thread_id = fields.Many2one(
        "social.care.thread",
        string="Conversation",
        compute="_compute_social_care_thread_id",
        search="_search_social_care_thread_id",
        groups=AGENT,
    )
    social_care_is_social = fields.Boolean(
        compute="_compute_social_care_thread_id",
        search="_search_social_care_is_social",
        groups=AGENT,
    )
    social_care_account_id = fields.Many2one(
        related="social_care_thread_id.account_id", related_sudo=False, groups=AGENT
    )
    social_care_network = fields.Selection(
        related="social_care_thread_id.network",
        string="Network",
        related_sudo=False,
        groups=AGENT,
    )
    social_care_profile_id = fields.Many2one(
        related="social_care_thread_id.profile_id",
        string="Author",
        related_sudo=False,
        groups=AGENT,
    )
    social_care_author_name = fields.Char(
        related="social_care_profile_id.display_name",
        string="Author's name",
        related_sudo=False,
        groups=AGENT,
    )
    social_care_author_handle = fields.Char(
        related="social_care_profile_id.handle",
        string="Handle",
        related_sudo=False,
        groups=AGENT,
    )
    social_care_author_avatar = fields.Image(
        related="social_care_profile_id.avatar_128",
        string="Avatar",
        related_sudo=False,
        groups=AGENT,
    )
    social_care_reach = fields.Integer(
        related="social_care_profile_id.followers",
        string="Reach",
        related_sudo=False,
        groups=AGENT,
    )
    social_care_preview = fields.Char(
        related="social_care_thread_id.preview",
        string="Last message",
        related_sudo=False,
        groups=AGENT,
    )
    social_care_waiting_since = fields.Datetime(
        compute="_compute_social_care_waiting_since",
        search="_search_social_care_waiting_since",
        string="Waiting since",
        groups=AGENT,
    )
    social_care_private = fields.Boolean(
        related="social_care_thread_id.private",
        string="Private",
        related_sudo=False,
        groups=AGENT,
    )
    social_care_message_count = fields.Integer(
        related="social_care_thread_id.mention_count",
        string="Number of messages",
        related_sudo=False,
        groups=AGENT,
    )
    social_care_handled_at = fields.Datetime(
        readonly=True,
        copy=False,
        groups=AGENT,
        help="When a person closed the ticket last.",
    )
    team_id = fields.Many2one(domain="[('company_id', 'in', [company_id, False])]")

    @api.model
    def _add_missing_default_values(self, values):
        """By default an agent of the team owns a new ticket, or nobody. The parent
        method takes whoever creates it, such as the user of the mail gateway.
        """
        result = super()._add_missing_default_values(values)
        is_default = "user_id" not in values and result.get("user_id")
        if is_default and "default_user_id" not in self.env.context:
            owner = self.env["res.users"].sudo().browse(result["user_id"])
            team = owner.helpdesk_team_ids.browse(result.get("team_id"))
            if not owner._social_care_is_agent_of(team):
                result["user_id"] = False
        return result

    @api.depends("social_care_thread_ids")
    @api.depends_context("uid")
    def _compute_social_care_thread_id(self):
        """For users who may not read the conversation it is a ticket like any other.

        Searched and not read from ``social_care_thread_ids``: what one user may read
        would stay in the cache for all.
        """
        threads = self.env["social.care.thread"]
        if threads.has_access("read"):
            threads = threads.search([("ticket_id", "in", self.ids)])
        # The first of a customer: in others only we may have spoken.
        threads = threads.sorted(lambda t: (t.profile_id.is_own, t.id))
        by_ticket = threads.grouped("ticket_id")
        for ticket in self:
            ticket.social_care_thread_id = by_ticket.get(
                ticket._origin, threads.browse()
            )[:1]
            ticket.social_care_is_social = bool(ticket.social_care_thread_id)

    @api.depends("social_care_thread_ids.waiting_since")
    @api.depends_context("uid")
    def _compute_social_care_waiting_since(self):
        """Compute since when the customer waits, in any conversation."""
        shown = self.filtered("social_care_is_social")
        (self - shown).social_care_waiting_since = False
        for ticket in shown:
            times = ticket.social_care_thread_ids.mapped("waiting_since")
            ticket.social_care_waiting_since = min(filter(None, times), default=False)

    def _search_social_care_waiting_since(self, operator, value):
        return [("social_care_thread_ids.waiting_since", operator, value)]

    def _search_social_care_thread_id(self, operator, value):
        return [("social_care_thread_ids", operator, value)]

    def _search_social_care_is_social(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("social_care_thread_ids", "!=", False)]

    def write(self, vals):
        """Conversations follow their ticket to another team and to its end; an owner
        who left is released when the ticket is reopened.
        """
        # A ticket without a team takes that of its owner.
        if not {"team_id", "user_id", "stage_id"} & vals.keys():
            return super().write(vals)
        closed, owners = self.filtered("closed"), self.sudo().user_id
        result = super().write(vals)
        ended = self.filtered("closed") - closed
        ended.sudo()._social_care_settle_mentions()
        ended._social_care_wake()
        reopened = closed - self.filtered("closed")
        reopened.sudo()._social_care_reset_mentions()
        # Nobody waits for an owner who has left while the ticket was closed.
        reopened._social_care_release_gone_owner()
        threads = self.sudo().social_care_thread_ids
        threads._follow_team()
        threads._refresh()
        if threads:
            threads._notify_changed()
        self.env["social.care.waiting"]._notify(owners - self.sudo().user_id)
        return result

    def unlink(self):
        """Mentions that wait on a deleted ticket return to the inbox."""
        mentions = self.env["social.care.mention"].sudo()
        waiting = mentions.search(
            [
                ("ticket_id", "in", self.ids),
                ("state", "=", "ticket"),
                ("deleted_at", "=", False),
            ]
        )
        result = super().unlink()
        waiting.write({"state": "inbox", "handled_at": False})
        waiting.thread_id._refresh()
        waiting.thread_id._notify_changed(waiting, inbox=bool(waiting))
        return result

    # -- the end, and what undoes it -------------------------------------------

    def _social_care_settle_mentions(self):
        """Settle the mentions of tickets that were closed, answered or not. Later ones
        wait.
        """
        tickets = self.filtered("social_care_thread_ids")
        if not tickets:
            return
        now = utc_now()
        tickets.social_care_handled_at = now
        self.env["social.care.mention"].search(
            [("ticket_id", "in", tickets.ids), ("handled_at", "=", False)]
        ).handled_at = now

    def _social_care_reset_mentions(self):
        """Undo the last closing of tickets that a person reopened: mentions that it
        settled wait again.
        """
        tickets = self.filtered("social_care_handled_at")
        handled = self.env["social.care.mention"].search(
            [("ticket_id", "in", tickets.ids), ("handled_at", "!=", False)]
        )
        # Filtered here, because the search ignores fractions of a second.
        handled.filtered(
            lambda m: m.handled_at == m.ticket_id.social_care_handled_at
        ).handled_at = False
        tickets.social_care_handled_at = False

    # -- the customer comes back -----------------------------------------------

    def _social_care_can_take_back(self):
        """Whether a new message of the customer still belongs to this ticket."""
        self.ensure_one()
        if not self.active:
            return False
        if not self.closed:
            return True
        since = self.closed_date or self.last_stage_update
        days = self.team_id.social_care_reopen_days if self.team_id else 14
        return since > subtract_days(fields.Datetime.now(), days)

    def _social_care_take_back(self):
        """Reopen the ticket for a new message of the customer, if it was closed.

        :return: whether the message belongs to this ticket
        """
        if not self._social_care_can_take_back():
            return False
        if self.closed:
            self._social_care_reopen()
        else:
            self._social_care_release_gone_owner()
            self._social_care_follow_question()
        self._social_care_wake()
        return True

    def _social_care_reopen(self):
        """Reopen the ticket because the customer wrote. The owner keeps it unless they
        left the team meanwhile.
        """
        ticket = self.sudo()
        if ticket._social_care_is_owner_of_another_team():
            ticket._social_care_release_owner()
        ticket._social_care_reopen_for_customer(
            ticket.team_id._social_care_get_reopen_stage()
        )

    def _social_care_reopen_for_customer(self, stage):
        """Open a closed ticket because the customer wrote. Unlike a person who reopens
        it, this does not undo the closing: what it settled stays settled.

        :param stage: ``helpdesk.ticket.stage`` of the ticket from now on
        """
        tickets = self.sudo()
        tickets.social_care_handled_at = False
        tickets.write({"stage_id": stage.id})

    def _social_care_close_as_duplicate(self, ticket):
        """Close the ticket because its conversations belong to another one.

        :param ticket: ``helpdesk.ticket`` that continues it
        """
        closed = self.team_id._get_applicable_stages().filtered("closed")[:1]
        self.with_context(tracking_disable=True).write(
            {"duplicate_id": ticket.id, "stage_id": (closed or self.stage_id).id}
        )
        self._social_care_note_continuation(ticket)

    def _social_care_note_continuation(self, ticket):
        self._message_log(
            body=self.env._("The conversation continues in %s.", ticket.display_name)
        )

    def _social_care_open_form(self):
        """Return the action that opens the form of this ticket."""
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # -- telling people --------------------------------------------------------

    def _social_care_notify_owners(self):
        """Notify users of the tickets that a rule assigned to them."""
        for ticket in self.filtered("user_id"):
            ticket._social_care_notify(self.env._("This ticket was assigned to you"))
        self.env["social.care.waiting"]._notify_heard(self)

    def _social_care_notify(self, words, people=None):
        """Notify the people in charge, without a word of the customer: what they delete
        must not live on in a notification.

        :param words: subject and body
        :param people: ``res.partner`` to notify; by default the people in charge
        """
        people = self._social_care_get_recipients() if people is None else people
        if people:
            self.sudo().message_notify(
                partner_ids=people.ids, subject=f"{self.number}: {words}", body=words
            )

    def _social_care_get_recipients(self):
        """Return whom to notify: the owner, else the members of the team, else the
        supervisors.

        Other addons extend it.

        :return: ``res.partner``
        """
        ticket = self.sudo()
        people = ticket.user_id or ticket.team_id.user_ids
        people = people or ticket.company_id._social_care_get_supervisors()
        return people.partner_id

    def _social_care_note_deletion(self):
        """Note on the ticket that the customer deleted a post."""
        if self:
            self.sudo()._message_log(body=self.env._("The customer deleted a post."))

    # -- buttons ---------------------------------------------------------------

    def action_social_care_resolve(self):
        """Resolve open tickets; see ``_social_care_resolve``."""
        self.check_access("write")
        self._social_care_resolve()

    def action_social_care_reopen(self):
        """Reopen closed tickets; what their closing settled waits again."""
        self.check_access("write")
        self._social_care_reopen_by_hand()

    def action_social_care_wake(self):
        """End the snooze of tickets."""
        self.check_access("write")
        self._social_care_wake()

    def action_social_care_open_others(self):
        """Open the other open tickets of the same customer."""
        self.check_access("read")
        return self._social_care_open_others()

    @api.constrains("team_id", "company_id")
    def _social_care_check_team_company(self):
        for ticket in self.filtered(
            lambda t: not t._social_care_is_fitting_team(t.team_id)
        ):
            raise ValidationError(
                self.env._(
                    "%(ticket)s belongs to %(company)s, but the team %(team)s belongs "
                    "to %(other)s. Choose a team of %(company)s.",
                    ticket=ticket.display_name,
                    company=ticket.company_id.sudo().name,
                    team=ticket.team_id.sudo().name,
                    other=ticket.team_id.sudo().company_id.name,
                )
            )

    @api.constrains("team_id", "stage_id", "active")
    def _social_care_check_team_active(self):
        for ticket in self:
            is_open = ticket.active and not ticket.closed
            if is_open and ticket.team_id and not ticket.team_id.active:
                raise ValidationError(
                    self.env._(
                        "The team %(team)s of %(ticket)s is archived. Choose another "
                        "team.",
                        team=ticket.team_id.name,
                        ticket=ticket.display_name,
                    )
                )

    def _social_care_is_fitting_team(self, team):
        """Whether a team works for the ticket's company. A team without a company works
        for all.
        """
        company = team.sudo().company_id
        return not company or company == self.company_id

    @api.depends("user_id")
    def _compute_team_id(self):
        """Like the parent method, the first team of the owner, but one of the ticket's
        company.
        """
        without = self.filtered(lambda ticket: not ticket.team_id)
        result = super()._compute_team_id()
        for ticket in without.filtered(
            lambda t: not t._social_care_is_fitting_team(t.team_id)
        ):
            teams = ticket.user_id.helpdesk_team_ids
            ticket.team_id = teams.filtered(ticket._social_care_is_fitting_team)[:1]
        return result

    def _social_care_find_active_team(self):
        """Return the team of the account, for a ticket whose own team is archived; may
        be empty.
        """
        team = self.sudo().social_care_thread_ids[:1].account_id.team_id
        return team.filtered(
            lambda one: one.active and self._social_care_is_fitting_team(one)
        )

    def _social_care_leave_archived_team(self, team):
        """Move tickets that continue out of an archived team.

        :param team: ``helpdesk.ticket.team`` that takes them, may be empty
        """
        gone = self.filtered(
            lambda ticket: ticket.team_id and not ticket.team_id.active
        )
        if not gone:
            return
        gone.write({"team_id": team.id, "user_id": False})
        if not team:
            for ticket in gone:
                ticket._social_care_notify(
                    self.env._(
                        "The team of this ticket was archived; it has no team now"
                    )
                )

    @api.model
    def message_new(self, msg, custom_values=None):
        """An archived team gets no tickets, and an automatic mail opens none that
        waits.
        """
        values = dict(custom_values or {})
        team = self.env["helpdesk.ticket.team"].browse(values.get("team_id"))
        if team and not team.active:
            values["team_id"] = False
            values.setdefault("company_id", team.company_id.id or self.env.company.id)
        tickets = self
        if msg.get("message_type") == AUTOMATIC:
            tickets = self.with_context(tracking_disable=True)
            closed = team._get_applicable_stages().filtered("closed")[:1]
            values |= {"stage_id": closed.id} if closed else {}
        ticket = super(HelpdeskTicket, tickets).message_new(msg, custom_values=values)
        ticket.with_env(self.env)._social_care_log_continuation(msg)
        return ticket.with_env(self.env)

    def message_update(self, msg, update_vals=None):
        """The owner is notified of an automatic mail, which does not count as a message
        of the customer.
        """
        result = super().message_update(msg, update_vals=update_vals)
        owner = self.user_id.partner_id
        if msg.get("message_type") == AUTOMATIC and owner.id != msg.get("author_id"):
            self._social_care_notify(self.env._("An automatic reply came in"), owner)
        return result

    # -- what a message is -----------------------------------------------------

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        # Customers read neither their author's record nor the ticket's team.
        ticket, heard = self.sudo(), message.sudo()
        ticket._social_care_show_note(heard)
        if ticket._social_care_is_customer_message(heard):
            place = ticket._social_care_find_original()
            if place != ticket:
                place._social_care_quote_from(ticket, heard)
            place._social_care_take_customer_message(heard)
        return result
