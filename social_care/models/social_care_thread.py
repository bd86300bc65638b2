# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.arguments import (
    is_acts_or_false,
    is_id,
    is_id_or_false,
    is_ids,
    is_moment_or_false,
    is_one_of,
    is_text,
    is_text_or_false,
    takes,
)
from ..tools.text import make_storable

# Maximum number of tabs; a post that was reposted often has more conversations.
MOST_SHOWN = 12
_REFRESH_ANSWERS = """
    WITH ours AS (
        SELECT id, thread_id AS answers_in FROM social_care_mention
        WHERE thread_id IN %(threads)s
            AND is_own AND deleted_at IS NULL
        UNION
        SELECT post.id, said.thread_id FROM social_care_reply said
        JOIN social_care_mention post ON post.reply_id = said.id
        WHERE said.thread_id IN %(threads)s AND said.state IN ('accepted', 'published')
            AND post.is_own AND post.deleted_at IS NULL
    )
    UPDATE social_care_mention m
    SET answered_at = own.at
    FROM (
        SELECT theirs.id, min(post.effective_at) FILTER (WHERE CASE
            WHEN reply.is_proactive THEN FALSE
            WHEN reply.id IS NULL
            THEN post.parent_external_id = theirs.external_id
                OR post.received_at >= theirs.received_at
                AND post.effective_at >= theirs.effective_at
            ELSE reply.mention_id = theirs.id
                OR theirs.id <= reply.known_until
                AND theirs.received_at <= reply.confirmed_at
            END) AS at
        FROM social_care_mention theirs
        LEFT JOIN ours ON ours.answers_in = theirs.thread_id
        LEFT JOIN social_care_mention post ON post.id = ours.id
        LEFT JOIN social_care_reply reply ON reply.id = post.reply_id
        WHERE theirs.thread_id IN %(threads)s AND NOT theirs.is_own
            AND theirs.deleted_at IS NULL
        GROUP BY theirs.id
    ) own
    WHERE m.id = own.id AND m.answered_at IS DISTINCT FROM own.at
"""
_REFRESH_SUMMARY = """
    UPDATE social_care_thread t
    SET mention_count = s.mention_count,
        -- A private conversation in which only we spoke is with whom we wrote to
        profile_id = CASE
            WHEN t.private AND s.has_only_ours
            THEN COALESCE(t.profile_id, s.profile_ids[1])
            ELSE s.profile_ids[1]
        END,
        last_mention_id = s.last_ids[1],
        last_mention_at = s.last_mention_at,
        waiting_since = s.waiting_since
    FROM (
        SELECT thread.id, count(m.id) AS mention_count,
            max(m.effective_at) AS last_mention_at,
            bool_and(m.is_own) AS has_only_ours,
            array_agg(
                m.profile_id ORDER BY
                    m.is_own OR COALESCE(m.is_context, false),
                    m.effective_at, m.posted_at, m.id
            ) AS profile_ids,
            array_agg(
                m.id ORDER BY
                    m.is_own OR COALESCE(m.is_context, false),
                    m.effective_at DESC, m.posted_at DESC, m.id DESC
            ) AS last_ids,
            min(m.effective_at) FILTER (
                WHERE m.state IN ('inbox', 'ticket')
                AND m.answered_at IS NULL
                AND m.deleted_at IS NULL
                AND m.handled_at IS NULL
            ) AS waiting_since
        FROM social_care_thread thread
        LEFT JOIN social_care_mention m ON m.thread_id = thread.id
        WHERE thread.id IN %(threads)s
        GROUP BY thread.id
    ) s
    WHERE t.id = s.id
"""


class SocialCareThread(models.Model):
    """A conversation on a network; tickets are opened for conversations."""

    _name = "social.care.thread"
    _inherit = [
        "social.care.network.record",
        "social.care.thread.panel",
        "social.care.thread.timeline",
    ]
    _description = "Social Care Conversation"
    _order = "last_mention_at desc, id desc"
    _rec_name = "external_id"

    team_id = fields.Many2one("helpdesk.ticket.team", index="btree_not_null")
    profile_id = fields.Many2one(
        "social.care.profile",
        string="Customer",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    author_reach = fields.Integer(related="profile_id.followers")
    private = fields.Boolean(readonly=True)
    ticket_id = fields.Many2one(
        "helpdesk.ticket", index="btree_not_null", ondelete="set null"
    )
    mention_ids = fields.One2many("social.care.mention", "thread_id")
    reply_ids = fields.One2many("social.care.reply", "thread_id")
    mention_count = fields.Integer(string="Messages", readonly=True)
    last_mention_id = fields.Many2one(
        "social.care.mention", readonly=True, index="btree_not_null"
    )
    last_mention_at = fields.Datetime(readonly=True, index=True)
    waiting_since = fields.Datetime(readonly=True, index="btree_not_null")
    preview = fields.Char(compute="_compute_preview")

    _once = models.Constraint(
        "UNIQUE (scope, external_id)", "This conversation is known already."
    )
    _waiting = models.Index(
        "(ticket_id, waiting_since) WHERE waiting_since IS NOT NULL"
    )

    @api.depends("profile_id", "preview")
    def _compute_display_name(self):
        for thread in self:
            author = thread.profile_id.display_name or self.env._("Somebody")
            thread.display_name = f"{author}: {thread.preview}"

    @api.depends("last_mention_id.text")
    def _compute_preview(self):
        for thread in self:
            thread.preview = thread.last_mention_id._get_preview()

    def _refresh(self):
        """Recompute message counts, the customer, the last mention and the waiting time
        from the mentions, in two statements for any number of conversations.
        """
        if not self:
            return
        self.env["social.care.mention"].flush_model()
        self.env["social.care.reply"].flush_model(
            ["state", "thread_id", "known_until", "confirmed_at", "is_proactive"]
        )
        self.flush_recordset()
        self._refresh_answers()
        self._refresh_summary()
        self.env["social.care.mention"].invalidate_model(["answered_at"])
        self.invalidate_recordset(
            [
                "mention_count",
                "profile_id",
                "last_mention_id",
                "last_mention_at",
                "waiting_since",
            ]
        )

    def _refresh_answers(self):
        """Recompute when mentions were answered: by our first post after them, in the
        same conversation or in the private one that our reply opened.

        A reply from here answers what was known when a person pressed send; one that
        nobody asked for answers nothing. What we received later is not answered,
        whatever its own time says. A post of ours from elsewhere answers its parent,
        and what we had received before. Deleted mentions keep their value. SQL:
        thousands of mentions may change in one batch.
        """
        self.env.cr.execute(SQL(_REFRESH_ANSWERS, threads=tuple(self.ids)))

    def _refresh_summary(self):
        """Recompute the fields of the conversation itself. SQL: thousands of
        conversations may change in one batch.
        """
        self.env.cr.execute(SQL(_REFRESH_SUMMARY, threads=tuple(self.ids)))

    def _get_newest_id(self):
        """Return the record ID of the newest mention, 0 without one. Mentions of one
        scope are created by one worker at a time, so later ones have higher IDs.
        """
        mentions = self.env["social.care.mention"]
        return mentions.search(
            [("thread_id", "=", self.id)], order="id desc", limit=1
        ).id

    def _find_for_published(self, reply, published):
        """Return the conversation in which our reply is on the network. A private reply
        to a public post opens a new one on the same ticket.

        :param reply: ``social.care.reply``
        :param published: ``tools.values.Published``
        """
        key = published.thread_external_id or self.external_id
        if reply.visibility == "public" or self.private or key == self.external_id:
            return self
        found = self.search([("scope", "=", self.scope), ("external_id", "=", key)])
        thread = found or self.create(
            {
                **self._get_account_vals(self.account_id),
                "external_id": key,
                "profile_id": self.profile_id.id,
                "private": True,
            }
        )
        thread.write({"ticket_id": self.ticket_id.id, "team_id": self.team_id.id})
        return thread

    def _follow_team(self):
        """Set the team of these conversations to that of their ticket: it decides who
        may read them.
        """
        for team, threads in self.grouped(lambda t: t.ticket_id.team_id).items():
            threads.team_id = team
            threads.mention_ids.filtered("ticket_id").team_id = team

    def _move_to_original(self, ticket):
        """Continue the conversation on the original of a duplicate ticket. An open
        duplicate gives up everything that waits there and is closed.

        :param ticket: ``helpdesk.ticket``, the original
        """
        left = self.ticket_id
        if ticket == left:
            return
        place = {"ticket_id": ticket.id, "team_id": ticket.team_id.id}
        if left.closed:
            self.write(place)
            left._social_care_note_continuation(ticket)
            return
        threads = left.social_care_thread_ids
        threads.write(place)
        threads.mention_ids.filtered(lambda m: m.ticket_id == left).write(place)
        left._social_care_close_as_duplicate(ticket)
        (threads - self)._refresh()

    def _notify_changed(self, mentions=None, inbox=False):
        """Notify the screens of agents that these conversations changed.

        :param mentions: the mentions that changed
        :param inbox: whether the inbox changed, too
        """
        self._tell_screens(
            thread_ids=self.ids,
            ticket_ids=self.ticket_id.ids,
            mention_ids=mentions.ids if mentions else [],
            inbox=inbox,
        )
        self.env["social.care.waiting"]._notify(self.sudo().ticket_id.user_id)

    @api.model
    def _tell_screens(self, **changed):
        """Send a bus notification to all agents. It holds IDs only, never content.

        :param changed: lists of IDs by kind, and whether the inbox changed
        """
        group = self.env.ref("social_care.group_social_care_agent").sudo()
        group._bus_send("social_care/changed", changed)

    def action_open_ticket(self):
        """Open the ticket of this conversation."""
        self.ensure_one()
        return self.ticket_id._social_care_open_form()

    def _open_ticket(self):
        """Return the ticket of this conversation while it is open, else no record."""
        return self.ticket_id.filtered(lambda t: t.active and not t.closed)

    @api.model
    @takes(ticket_id=is_id)
    def get_conversations(self, ticket_id):
        """Return the conversations of a ticket for the panel: the first ones that the
        ticket got, most recently active first.

        :param ticket_id: ID of a ``helpdesk.ticket``
        :return: list of at most ``MOST_SHOWN`` dicts, see ``get_conversation``
        """
        threads = self.search(
            [("ticket_id", "=", ticket_id)], order="id", limit=MOST_SHOWN
        )
        liveliest = threads.sorted("last_mention_at", reverse=True)
        return [self.get_conversation(thread.id) for thread in liveliest]

    @api.model
    @takes(ticket_id=is_id)
    def action_view_of_ticket(self, ticket_id):
        """Return the action that lists all conversations of a ticket."""
        self.check_access("read")
        self.env["helpdesk.ticket"].browse(ticket_id).check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care.social_care_thread_action"
        )
        return {**action, "domain": [("ticket_id", "=", ticket_id)], "context": {}}

    @api.model
    @takes(thread_id=is_id, mention_id=is_id_or_false)
    def get_conversation(self, thread_id, mention_id=False):
        """Return everything that the panel shows of a conversation.

        :param thread_id: ID of a ``social.care.thread``
        :param mention_id: ID of a message that is shown in any case, apart from the
            newest ones
        :return: dict of plain values
        :raise AccessError: if the user may not read it
        """
        thread = self.browse(thread_id)
        thread.check_access("read")
        account = thread.account_id.sudo()
        capabilities = thread._get_capabilities()
        return {
            "id": thread.id,
            "ticket_id": thread.ticket_id.id,
            "is_ticket_open": bool(thread.sudo()._open_ticket()),
            "profile_id": thread.profile_id.id,
            "customer": thread.profile_id.display_name or "",
            "private": thread.private,
            **thread._get_panel_account(account),
            **thread._get_panel_permissions(capabilities),
            "capabilities": thread._get_panel_capabilities(capabilities),
            "composer": thread._get_panel_composer(),
            **thread._get_known_until(),
            "warning": thread._get_panel_warning(),
            "waiting_since": fields.Datetime.to_string(thread.waiting_since),
            **thread._get_panel_page(capabilities, wanted_id=mention_id),
            "replies": thread._get_panel_replies(),
            "labels": thread._get_panel_labels(account),
        }

    # -- writing ---------------------------------------------------------------

    @api.model
    @takes(
        thread_id=is_id,
        mention_id=is_id,
        body=is_text,
        visibility=is_one_of("public", "private"),
        attachment_ids=is_ids,
        said_until=is_moment_or_false,
        outcome=is_text_or_false,
        heard_until=is_id_or_false,
        acts=is_acts_or_false,
    )
    def post_reply(
        self,
        thread_id,
        mention_id,
        body,
        visibility,
        attachment_ids,
        said_until=False,
        outcome=False,
        *,
        heard_until=False,
        acts=False,
    ):
        """Write a reply and queue it for publication or approval.

        :param thread_id: ID of the ``social.care.thread``
        :param mention_id: ID of the message that is answered
        :param body: text without the signature
        :param visibility: ``public`` or ``private``, chosen by the user
        :param attachment_ids: IDs of ``ir.attachment``
        :param said_until: ``said_until`` of the conversation when the user began to
            write; the latest value confirms that the reply goes out although somebody
            answered meanwhile
        :param outcome: what becomes of the ticket once the reply is published, a value
            of ``social.care.reply.outcome``; False for nothing
        :param heard_until: the same for what the customer wrote, as the user last saw
            it
        :param acts: what becomes of the ticket besides: dict of ``tag_ids``,
            ``stage_id``, ``team_id`` and ``user_id``, as macros set it
        :return: dict with ``reply_id``, ``state`` and the new ``said_until``
        :raise StaleReply: if somebody answered or the customer wrote since, or the user
            repeats themselves
        :raise UserError: if the reply must not go out, with the reason
        """
        thread = self.browse(thread_id)
        thread.check_access("read")
        reply = thread._create_reply(mention_id, body, visibility, attachment_ids)
        reply._check_meanwhile(said_until, heard_until)
        reply._take_attachments()
        reply.outcome = outcome
        reply._take_acts(acts)
        thread.sudo()._take_on(self.env.user)
        reply.action_send()
        self.env["social.care.composer"].sudo()._end(thread)
        return {
            "reply_id": reply.id,
            "state": reply.state,
            "said_until": thread.sudo()._get_said_until(),
        }

    def _create_reply(self, mention_id, body, visibility, attachment_ids):
        replies = self.env["social.care.reply"].sudo()
        return replies.create(
            {
                "thread_id": self.id,
                "mention_id": self._get_answerable(mention_id).id,
                "body": make_storable(body),
                "visibility": visibility,
                "attachment_ids": [fields.Command.set(attachment_ids)],
            }
        )

    @api.model
    @takes(thread_id=is_id)
    def hold_composer(self, thread_id):
        """Tell the others that the user is writing here. Called while they have a fresh
        draft.

        :return: dict with ``composer``: who holds the conversation
        """
        thread = self.browse(thread_id)
        thread.check_access("read")
        self.env["social.care.composer"].sudo()._hold(thread)
        return {"composer": thread._get_panel_composer()}

    @api.model
    @takes(thread_id=is_id)
    def release_composer(self, thread_id):
        """Tell the others that the user stopped writing here."""
        thread = self.browse(thread_id)
        thread.check_access("read")
        self.env["social.care.composer"].sudo()._release(thread)
