# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.times import utc_now
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
        "social.care.ticket.erasure",
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
        help="The closing that is in force: when a person closed the ticket.",
    )
    team_id = fields.Many2one(domain="[('company_id', 'in', [company_id, False])]")

    @api.model
    def _add_missing_default_values(self, values):
        """A defaulted owner is an agent of the team, or nobody: OCA's default is
        whoever creates the ticket, such as the user of the mail gateway."""
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
        """For who may not read its conversation it is a ticket like any other.

        Searched and not read from ``social_care_thread_ids``: what one person may read
        would stay in the cache for everybody.
        """
        threads = self.env["social.care.thread"]
        if threads.has_access("read"):
            threads = threads.search([("ticket_id", "in", self.ids)], order="id")
        by_ticket = threads.grouped("ticket_id")
        for ticket in self:
            ticket.social_care_thread_id = by_ticket.get(
                ticket._origin, threads.browse()
            )[:1]
            ticket.social_care_is_social = bool(ticket.social_care_thread_id)

    @api.depends("social_care_thread_ids.waiting_since")
    @api.depends_context("uid")
    def _compute_social_care_waiting_since(self):
        """Whoever waits longest, in any of its conversations."""
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
        """Conversations follow their ticket: to another team, and to its end."""
        # A ticket without a team takes that of its owner.
        if not {"team_id", "user_id", "stage_id"} & vals.keys():
            return super().write(vals)
        closed = self.filtered("closed")
        result = super().write(vals)
        (self.filtered("closed") - closed).sudo()._social_care_settle_mentions()
        reopened = closed - self.filtered("closed")
        reopened.sudo()._social_care_reset_mentions()
        # Nobody waits for an owner who has left while the ticket was closed.
        reopened._social_care_release_gone_owner()
        threads = self.sudo().social_care_thread_ids
        threads._follow_team()
        threads._refresh()
        if threads:
            threads._notify_changed()
        return result

    def unlink(self):
        """Who waits on a ticket that goes must not be forgotten with it."""
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
        """Closing a ticket settles what was heard on it before, answered or not; what
        is heard later waits."""
        tickets = self.filtered("social_care_thread_ids")
        if not tickets:
            return
        now = utc_now()
        tickets.social_care_handled_at = now
        self.env["social.care.mention"].search(
            [("ticket_id", "in", tickets.ids), ("handled_at", "=", False)]
        ).handled_at = now

    def _social_care_reset_mentions(self):
        """A person opens what was closed: what that closing settled waits again."""
        tickets = self.filtered("social_care_handled_at")
        handled = self.env["social.care.mention"].search(
            [("ticket_id", "in", tickets.ids), ("handled_at", "!=", False)]
        )
        # Not by the search, which knows no fractions of a second.
        handled.filtered(
            lambda m: m.handled_at == m.ticket_id.social_care_handled_at
        ).handled_at = False
        tickets.social_care_handled_at = False

    # -- the customer comes back -----------------------------------------------

    def _social_care_can_take_back(self):
        """Whether what the customer writes now belongs to this ticket still."""
        self.ensure_one()
        if not self.active:
            return False
        if not self.closed:
            return True
        since = self.closed_date or self.last_stage_update
        days = self.team_id.social_care_reopen_days if self.team_id else 14
        return since > fields.Datetime.now() - timedelta(days=days)

    def _social_care_take_back(self):
        """Whether a new message belongs to this ticket; reopens it where the team
        wants that."""
        if not self._social_care_can_take_back():
            return False
        if self.closed:
            self._social_care_reopen()
        else:
            self._social_care_release_gone_owner()
        return True

    def _social_care_reopen(self):
        """The customer came back: on to the team's stage, and to its owner unless they
        have left the team meanwhile."""
        ticket = self.sudo()
        if ticket._social_care_is_owner_of_another_team():
            ticket._social_care_release_owner()
        ticket._social_care_reopen_for_customer(
            ticket.team_id._social_care_get_reopen_stage()
        )

    def _social_care_reopen_for_customer(self, stage):
        """Open a closed ticket because the customer wrote. Unlike a person who opens
        it again, this does not undo the closing: what it settled stays so.

        :param stage: stage of the ticket from now on
        """
        tickets = self.sudo()
        tickets.social_care_handled_at = False
        tickets.write({"stage_id": stage.id})

    def _social_care_close_as_duplicate(self, ticket):
        """All of this conversation turned out to belong to another ticket."""
        closed = self.team_id._get_applicable_stages().filtered("closed")[:1]
        self.with_context(tracking_disable=True).write(
            {"duplicate_id": ticket.id, "stage_id": (closed or self.stage_id).id}
        )
        self._social_care_note_continuation(ticket)

    def _social_care_note_continuation(self, ticket):
        self._message_log(
            body=self.env._("The conversation goes on in %s.", ticket.display_name)
        )

    # -- telling people --------------------------------------------------------

    def _social_care_notify_owners(self):
        """Tell people of the tickets that a rule gave to them."""
        for ticket in self.filtered("user_id"):
            ticket._social_care_notify(self.env._("This ticket is yours"))

    def _social_care_notify(self, words, people=None):
        """Tell whose it is, without a word of the customer: what they delete must not
        live on in a notice.

        :param people: ``res.partner`` to tell instead
        """
        people = self._social_care_get_recipients() if people is None else people
        if people:
            self.sudo().message_notify(
                partner_ids=people.ids, subject=f"{self.number}: {words}", body=words
            )

    def _social_care_get_recipients(self):
        """The owner; of what nobody has, the members of its team; of what has no such
        people, the supervisors.

        :return: ``res.partner``
        """
        ticket = self.sudo()
        people = ticket.user_id or ticket.team_id.user_ids
        people = people or ticket.company_id._social_care_get_supervisors()
        return people.partner_id

    def _social_care_note_deletion(self):
        """Say on the ticket that the customer took a post down."""
        if self:
            self.sudo()._message_log(body=self.env._("The customer deleted a post."))

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
        """A team without a company works for all of them."""
        company = team.sudo().company_id
        return not company or company == self.company_id

    @api.depends("user_id")
    def _compute_team_id(self):
        """As OCA's, the owner's first team, but one that can see the ticket."""
        without = self.filtered(lambda ticket: not ticket.team_id)
        result = super()._compute_team_id()
        for ticket in without.filtered(
            lambda t: not t._social_care_is_fitting_team(t.team_id)
        ):
            teams = ticket.user_id.helpdesk_team_ids
            ticket.team_id = teams.filtered(ticket._social_care_is_fitting_team)[:1]
        return result

    def _social_care_find_active_team(self):
        """The team of the account, for a ticket whose own is gone; may be empty."""
        team = self.sudo().social_care_thread_ids[:1].account_id.team_id
        return team.filtered(
            lambda one: one.active and self._social_care_is_fitting_team(one)
        )

    def _social_care_leave_archived_team(self, team):
        """Take tickets that go on out of a team that is archived.

        :param team: ``helpdesk.ticket.team`` where they go on, may be empty
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
                    self.env._("The team of this ticket was archived; it has none now")
                )

    def _social_care_is_owner_gone(self):
        """Whether the owner cannot work on it any more."""
        owner = self.user_id
        return bool(owner) and not (
            owner.active and self.company_id in owner.company_ids
        )

    def _social_care_is_owner_of_another_team(self):
        people = self.team_id.user_ids
        return bool(self.user_id and people) and self.user_id not in people

    def _social_care_release_gone_owner(self):
        gone = self.sudo().filtered(lambda ticket: ticket._social_care_is_owner_gone())
        gone._social_care_release_owner()

    def _social_care_release_owner(self):
        """Return these tickets to their teams' queues, and tell the teams' members."""
        places = self.sudo().grouped(lambda ticket: (ticket.team_id, ticket.user_id))
        for (team, owner), tickets in places.items():
            name = owner.name
            tickets.user_id = False
            team._social_care_notify_released(tickets, name)

    @api.model
    def message_new(self, msg, custom_values=None):
        """A team that is archived gets no tickets; a notice of absence that answers
        nothing we know opens none that waits."""
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
        """An automatic mail does not count, but its owner hears of it."""
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
        if ticket._social_care_is_customer_message(heard):
            place = ticket._social_care_find_original()
            if place != ticket:
                place._social_care_quote_from(ticket, heard)
            place._social_care_take_customer_message(heard)
        return result
