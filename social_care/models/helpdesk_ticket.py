# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ..tools.times import utc_now

AGENT = "social_care.group_social_care_agent"


class HelpdeskTicket(models.Model):
    """A ticket that a social conversation has.

    Customers read their own tickets in the portal, and colleagues without a group of
    Social Care read tickets, too: what the conversation says is for agents, and only
    for those who may read the conversation.
    """

    _inherit = "helpdesk.ticket"

    social_thread_ids = fields.One2many(
        "social.care.thread",
        "ticket_id",
        groups=AGENT,
    )
    social_thread_id = fields.Many2one(
        "social.care.thread",
        string="Conversation",
        compute="_compute_social_thread_id",
        search="_search_social_thread_id",
        groups=AGENT,
    )
    is_social = fields.Boolean(
        compute="_compute_social_thread_id",
        search="_search_is_social",
        groups=AGENT,
    )
    social_account_id = fields.Many2one(
        related="social_thread_id.account_id", related_sudo=False, groups=AGENT
    )
    social_network = fields.Selection(
        related="social_thread_id.network",
        string="Network",
        related_sudo=False,
        groups=AGENT,
    )
    social_profile_id = fields.Many2one(
        related="social_thread_id.profile_id",
        string="Author",
        related_sudo=False,
        groups=AGENT,
    )
    social_author_name = fields.Char(
        related="social_profile_id.display_name",
        string="Author's name",
        related_sudo=False,
        groups=AGENT,
    )
    social_author_handle = fields.Char(
        related="social_profile_id.handle",
        string="Handle",
        related_sudo=False,
        groups=AGENT,
    )
    social_author_avatar = fields.Image(
        related="social_profile_id.avatar_128",
        string="Avatar",
        related_sudo=False,
        groups=AGENT,
    )
    social_reach = fields.Integer(
        related="social_profile_id.followers",
        string="Reach",
        related_sudo=False,
        groups=AGENT,
    )
    social_preview = fields.Char(
        related="social_thread_id.preview",
        string="Last message",
        related_sudo=False,
        groups=AGENT,
    )
    social_waiting_since = fields.Datetime(
        compute="_compute_social_waiting_since",
        search="_search_social_waiting_since",
        string="Waiting since",
        groups=AGENT,
    )
    social_private = fields.Boolean(
        related="social_thread_id.private",
        string="Private",
        related_sudo=False,
        groups=AGENT,
    )
    social_message_count = fields.Integer(
        related="social_thread_id.mention_count",
        string="Number of messages",
        related_sudo=False,
        groups=AGENT,
    )
    social_handled_at = fields.Datetime(
        readonly=True,
        copy=False,
        groups=AGENT,
        help="The closing that is in force: when a person closed the ticket.",
    )

    @api.depends("social_thread_ids")
    @api.depends_context("uid")
    def _compute_social_thread_id(self):
        """For who may not read its conversation it is a ticket like any other.

        Searched and not read from ``social_thread_ids``: what one person may read
        would stay in the cache for everybody.
        """
        threads = self.env["social.care.thread"]
        if threads.has_access("read"):
            threads = threads.search([("ticket_id", "in", self.ids)], order="id")
        by_ticket = threads.grouped("ticket_id")
        for ticket in self:
            ticket.social_thread_id = by_ticket.get(ticket._origin, threads.browse())[
                :1
            ]
            ticket.is_social = bool(ticket.social_thread_id)

    @api.depends("social_thread_ids.waiting_since")
    @api.depends_context("uid")
    def _compute_social_waiting_since(self):
        """Whoever waits longest, in any of its conversations."""
        shown = self.filtered("is_social")
        (self - shown).social_waiting_since = False
        for ticket in shown:
            times = ticket.social_thread_ids.mapped("waiting_since")
            ticket.social_waiting_since = min(filter(None, times), default=False)

    def _search_social_waiting_since(self, operator, value):
        return [("social_thread_ids.waiting_since", operator, value)]

    def _search_social_thread_id(self, operator, value):
        return [("social_thread_ids", operator, value)]

    def _search_is_social(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("social_thread_ids", "!=", False)]

    def write(self, vals):
        """Conversations follow their ticket: to another team, and to its end."""
        # A ticket without a team takes that of its owner.
        if not {"team_id", "user_id", "stage_id"} & vals.keys():
            return super().write(vals)
        closed = self.filtered("closed")
        result = super().write(vals)
        (self.filtered("closed") - closed).sudo()._handle_social()
        (closed - self.filtered("closed")).sudo()._undo_handling_social()
        threads = self.sudo().social_thread_ids
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

    def _handle_social(self):
        """Closing a ticket settles what was heard on it before, answered or not; what
        is heard later waits."""
        tickets = self.filtered("social_thread_ids")
        if not tickets:
            return
        now = utc_now()
        tickets.social_handled_at = now
        self.env["social.care.mention"].search(
            [("ticket_id", "in", tickets.ids), ("handled_at", "=", False)]
        ).handled_at = now

    def _undo_handling_social(self):
        """A person opens what was closed: what that closing settled waits again."""
        tickets = self.filtered("social_handled_at")
        handled = self.env["social.care.mention"].search(
            [("ticket_id", "in", tickets.ids), ("handled_at", "!=", False)]
        )
        # Not by the search, which knows no fractions of a second.
        handled.filtered(
            lambda m: m.handled_at == m.ticket_id.social_handled_at
        ).handled_at = False
        tickets.social_handled_at = False

    # -- the customer comes back -----------------------------------------------

    def _can_take_back(self):
        """Whether what the customer writes now belongs to this ticket still."""
        self.ensure_one()
        if not self.active:
            return False
        if not self.closed:
            return True
        since = self.closed_date or self.last_stage_update
        days = self.team_id.social_reopen_days if self.team_id else 14
        return since > fields.Datetime.now() - timedelta(days=days)

    def _take_back_social(self):
        """Whether a new message belongs to this ticket; reopens it where the team
        wants that."""
        if not self._can_take_back():
            return False
        if self.closed:
            self._reopen()
        else:
            self._release_gone_owner()
        return True

    def _reopen(self):
        """The customer came back: on to the team's stage, and to its owner unless they
        have left the team meanwhile."""
        ticket = self.sudo()
        if ticket._is_owner_of_another_team():
            ticket._release_owner()
        ticket._reopen_for_customer(ticket.team_id._get_social_reopen_stage())

    def _reopen_for_customer(self, stage):
        """Open a closed ticket because the customer wrote. Unlike a person who opens
        it again, this does not undo the closing: what it settled stays so.

        :param stage: stage of the ticket from now on
        """
        tickets = self.sudo()
        tickets.social_handled_at = False
        tickets.write({"stage_id": stage.id})

    def _give_way_social(self, ticket):
        """All of this conversation turned out to belong to another ticket."""
        closed = self.team_id._get_applicable_stages().filtered("closed")[:1]
        self.with_context(tracking_disable=True).write(
            {"duplicate_id": ticket.id, "stage_id": (closed or self.stage_id).id}
        )
        self._note_continuation(ticket)

    def _note_continuation(self, ticket):
        self._message_log(
            body=self.env._("The conversation goes on in %s.", ticket.display_name)
        )

    # -- telling people --------------------------------------------------------

    def _notify_social_owners(self):
        """Tell people of the tickets that a rule gave to them."""
        for ticket in self.filtered("user_id"):
            ticket._notify_social(self.env._("This ticket is yours"))

    def _notify_social(self, words, people=None):
        """Tell whose it is, without a word of the customer: what they delete must not
        live on in a notice.

        :param people: ``res.partner`` to tell instead
        """
        people = self._get_people_to_tell() if people is None else people
        if people:
            self.sudo().message_notify(
                partner_ids=people.ids, subject=f"{self.number}: {words}", body=words
            )

    def _get_people_to_tell(self):
        """The owner; of what nobody has, the members of its team; of what has no such
        people, the supervisors.

        :return: ``res.partner``
        """
        ticket = self.sudo()
        people = ticket.user_id or ticket.team_id.user_ids
        people = people or ticket.company_id._get_social_care_supervisors()
        return people.partner_id

    def _note_social_deletion(self):
        """Say on the ticket that the customer took a post down."""
        if self:
            self.sudo()._message_log(body=self.env._("The customer deleted a post."))
