# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.arguments import is_bool, is_one_of, takes
from ..tools.moderation import ACTIONS
from ..tools.text import remove_unseen, shorten
from ..tools.traces import select_lines
from .social_care_ticket_erasure import forget_in

PREVIEW = 120
# Number of mentions that one transaction erases.
GC_BATCH = 200
STARS = [
    ("1", "1 star"),
    ("2", "2 stars"),
    ("3", "3 stars"),
    ("4", "4 stars"),
    ("5", "5 stars"),
]


class SocialCareMention(models.Model):
    """One post, comment, direct message or review, theirs or ours."""

    _name = "social.care.mention"
    _inherit = [
        "social.care.network.record",
        "social.care.mention.ingestion",
        "social.care.mention.conversation",
        "social.care.mention.routing",
        "social.care.mention.answering",
        "social.care.mention.moderation",
        "social.care.mention.media",
        "social.care.mention.rules",
    ]
    _description = "Social Care Mention"
    _order = "effective_at desc, id desc"
    _rec_name = "external_id"

    stream_id = fields.Many2one(
        "social.care.stream", readonly=True, ondelete="set null", index="btree_not_null"
    )
    thread_id = fields.Many2one(
        "social.care.thread",
        string="Conversation",
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    parent_external_id = fields.Char(readonly=True)
    answer_external_id = fields.Char(
        string="Network's ID of the Newest Version",
        readonly=True,
        help="What a reply names, if the network gives each edit an ID of its own.",
    )
    profile_id = fields.Many2one(
        "social.care.profile",
        string="Author",
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    author_avatar = fields.Image(related="profile_id.avatar_128")
    partner_id = fields.Many2one(related="profile_id.partner_id")
    kind = fields.Selection(
        [
            ("post", "Post"),
            ("comment", "Comment"),
            ("direct", "Direct message"),
            ("review", "Review"),
        ],
        readonly=True,
    )
    is_own = fields.Boolean(readonly=True)
    is_context = fields.Boolean(
        readonly=True,
        help="Another person's post above a mention, shown for context. No reply "
        "needed.",
    )
    private = fields.Boolean(readonly=True)
    text = fields.Text(readonly=True, index="trigram")
    is_text_cut = fields.Boolean(
        string="Shortened",
        readonly=True,
        help="The text was too long and was shortened.",
    )
    preview = fields.Char(compute="_compute_preview")
    language = fields.Char(readonly=True, help="Language as tagged by the network.")
    url = fields.Char(string="Link", readonly=True)
    media = fields.Json(readonly=True)
    media_ids = fields.One2many(
        "social.care.media", "mention_id", string="Stored Media", readonly=True
    )
    # No number: lists would count messages without a rating as the worst.
    stars = fields.Selection(STARS, readonly=True, help="Rating of a review.")
    reach = fields.Integer(
        readonly=True, aggregator="max", help="Followers of the author at that time."
    )
    posted_at = fields.Datetime(
        readonly=True, help="Time told by the network, at most when it was received."
    )
    claimed_at = fields.Char(
        string="Claimed Time (UTC)",
        readonly=True,
        help="Time claimed by the sender, if it cannot be true.",
    )
    effective_at = fields.Datetime(
        string="Effective Time",
        readonly=True,
        default=fields.Datetime.now,
        help="Time used by queue, SLA and retention: when it was posted, or received "
        "if that time cannot be trusted.",
    )
    edited_at = fields.Datetime(readonly=True)
    deleted_at = fields.Datetime(string="Deleted on the network", readonly=True)
    received_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    answered_at = fields.Datetime(readonly=True)
    handled_at = fields.Datetime(
        readonly=True, help="When its ticket was closed, answered or not."
    )
    version = fields.Char(
        readonly=True, help="Sorts the shown text among the versions of this post."
    )
    is_provisional = fields.Boolean(
        readonly=True, help="An edit or a deletion arrived before the post."
    )
    state = fields.Selection(
        [
            ("inbox", "In the inbox"),
            ("ticket", "On a ticket"),
            ("ignored", "Ignored"),
            ("context", "Context"),
        ],
        required=True,
        readonly=True,
        default="context",
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket", readonly=True, index="btree_not_null", ondelete="set null"
    )
    team_id = fields.Many2one(
        "helpdesk.ticket.team", readonly=True, index="btree_not_null"
    )
    rule_id = fields.Many2one(
        "social.care.rule",
        string="Rule that acted",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    reply_id = fields.Many2one(
        "social.care.reply", readonly=True, index="btree_not_null", ondelete="set null"
    )
    revision_ids = fields.One2many("social.care.mention.revision", "mention_id")
    log_ids = fields.One2many("social.care.log", "mention_id", readonly=True)

    _once = models.Constraint(
        "UNIQUE (scope, external_id)", "This mention is known already."
    )
    _inbox_idx = models.Index("(effective_at DESC) WHERE state = 'inbox'")
    _parent_idx = models.Index("(scope, parent_external_id)")
    _answer_idx = models.Index(
        "(scope, answer_external_id) WHERE answer_external_id IS NOT NULL"
    )
    no_reply_reason = fields.Selection(
        [("thanks", "Only says thanks")],
        string="No reply needed",
        readonly=True,
        help="Why this message needs no reply.",
    )

    @api.depends("text", "profile_id", "stars")
    def _compute_display_name(self):
        for mention in self:
            author = mention.profile_id.display_name or self.env._("Somebody")
            mention.display_name = f"{author}: {mention._get_preview()}"

    @api.depends("text", "deleted_at", "stars", "media")
    def _compute_preview(self):
        for mention in self:
            mention.preview = mention._get_preview()

    def _get_language(self):
        """Return the tag of the language that this is written in, '' if unknown.

        Other addons extend it.
        """
        return self.language or ""

    def _get_preview(self):
        """Return one line of the text, or a note why there is none."""
        if not self:
            return ""
        if self.deleted_at:
            return self.env._("(deleted on the network)")
        text = shorten(remove_unseen(self.text or ""), PREVIEW)
        line = text or self._describe_media() or self.env._("(no text)")
        return f"{self.stars}★ {line}" if self.stars else line

    # -- what a person does in the inbox ---------------------------------------

    def action_ignore(self):
        """Set the selected mentions of the inbox aside.

        :return: client action with a notification that offers to undo it
        """
        moved = self._move("inbox", "ignored")
        self.env["social.care.log"]._note(moved, "ignored")
        return {
            "type": "ir.actions.client",
            "tag": "social_care_ignored",
            "params": {
                "ids": moved.ids,
                "message": self.env._("%s mention(s) set aside", len(moved)),
            },
        }

    def action_restore(self):
        """Return ignored mentions to the inbox, and thanks to the ticket on which they
        were said.
        """
        self.check_access("read")
        thanks = self.filtered("no_reply_reason")
        thanks.sudo()._need_reply()
        moved = (self - thanks)._move("ignored", "inbox")
        self.env["social.care.log"]._note(thanks | moved, "restored")

    def _move(self, before, after):
        """Move mentions from one state to another and refresh their conversations.

        :param before: state of the mentions to move; others are left alone
        :param after: state that they get
        :return: the mentions that were moved, in sudo
        :raise AccessError: if the user may not read one of them
        """
        self.check_access("read")
        moved = self.sudo().filtered(lambda mention: mention.state == before)
        moved.state = after
        moved.thread_id._refresh()
        moved.thread_id._notify_changed(moved, inbox=True)
        return moved

    def action_forward(self):
        """Open the wizard that forwards the selected mentions to a team.

        :return: action of the wizard
        :raise UserError: if all of them are on tickets already
        """
        self.check_access("read")
        waiting = self.filtered(lambda mention: mention.state in ("inbox", "ignored"))
        if not waiting:
            raise UserError(self.env._("These mentions already have a ticket."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care.social_care_forward_action"
        )
        action["context"] = {"default_mention_ids": waiting.ids}
        return action

    def action_make_ticket(self):
        """Create tickets for the default team of each mention.

        :return: action that opens the ticket, or the list of them
        """
        self.check_access("read")
        waiting = self.sudo().filtered(lambda m: m.state in ("inbox", "ignored"))
        waiting._open_tickets({})
        waiting.thread_id._refresh()
        waiting.thread_id._notify_changed(waiting, inbox=True)
        return waiting._action_view_tickets()

    def _action_view_tickets(self):
        tickets = self.ticket_id
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Tickets"),
            "res_model": "helpdesk.ticket",
        }
        if len(tickets) == 1:
            return {**action, "res_id": tickets.id, "views": [(False, "form")]}
        return {
            **action,
            "domain": [("id", "in", tickets.ids)],
            "views": [(False, "list"), (False, "form")],
        }

    def action_open_thread(self):
        """Open the ticket, or the conversation where there is no ticket."""
        self.ensure_one()
        if self.ticket_id:
            return self.ticket_id._social_care_open_form()
        return {
            "type": "ir.actions.act_window",
            "res_model": "social.care.thread",
            "res_id": self.thread_id.id,
            "views": [(False, "form")],
        }

    @takes(code=is_one_of(*ACTIONS), undo=is_bool)
    def moderate(self, code, undo=False):
        """Do something about these messages, or their authors, on the network. It is
        done in a job; its result is shown on the message.

        :param code: key of ``tools.moderation.ACTIONS``
        :param undo: whether to take it back instead
        :raise AccessError: if the user may not read one of them, or is no supervisor
            and this is for supervisors
        :raise UserError: if it is not possible on one of them
        """
        self.check_access("read")
        for mention in self:
            mention._request_moderation(code, undo)

    @api.model
    def _action_view(self, domain):
        """Return the action that lists all mentions of a domain."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care.social_care_mention_action"
        )
        return {**action, "domain": domain, "context": {}}

    # -- personal data ---------------------------------------------------------

    def _erase(self, words):
        """Erase the content of these mentions wherever it is kept: text, earlier
        versions, media, raw events, notifications and quotes on tickets. The records
        stay.

        :param words: text that takes its place on tickets
        """
        for mention in self:
            mention._update_ticket_quote(words, words)
        self._forget_quotes(words)
        self._forget_notices()
        names = ("text", "media", "url", "stars", "moderation", "cannot_reply_reason")
        self.write(dict.fromkeys(names, False))
        self.revision_ids.unlink()
        self._forget_payloads()

    def _forget_quotes(self, words):
        """Erase quotes of these mentions from the chatter of their tickets and of
        duplicates of those.
        """
        grouped = self.grouped("ticket_id")
        quotes = {ticket: own._get_quotable() for ticket, own in grouped.items()}
        self.ticket_id._social_care_forget_quotes(quotes, words)

    def _forget_names(self, traces, words):
        """Erase the names of a person from these mentions and their earlier versions.

        :param traces: set of names
        :param words: text that takes their place
        """
        for record in (*self, *self.revision_ids):
            forget_in(record, ("text",), traces, words)

    def _get_quotable(self):
        """Return the texts that somebody may have quoted of these mentions.

        :return: set of str: whole texts and their longer lines
        """
        said = [*self.mapped("text"), *self.revision_ids.mapped("text")]
        return set().union(*(select_lines(text) for text in said if text))

    def _forget_payloads(self):
        """Erase the payloads of events about these mentions. An event that was not read
        yet keeps its payload until then: it tells which conversation the post belongs
        to.
        """
        if not self:
            return
        events = self.env["social.care.event"].search(
            [
                ("state", "!=", "new"),
                ("account_id.scope", "in", self.mapped("scope")),
                ("external_id", "in", self._list_external_ids()),
            ]
        )
        events.write({"payload": False, "error": False})

    def _list_external_ids(self):
        """Return all IDs by which the network knows these posts, as a list."""
        own = [*self.mapped("external_id"), *self.mapped("answer_external_id")]
        return list(filter(None, own))

    def _erase_keys(self, digest):
        """Replace the IDs of these mentions, which often contain the author.

        :param digest: function from an ID to what takes its place
        """
        answers = self.search(
            [
                ("scope", "in", self.mapped("scope")),
                ("parent_external_id", "in", self.mapped("external_id")),
            ]
        )
        for answer in answers:
            answer.parent_external_id = digest(answer.parent_external_id)
        for mention in self:
            newest = mention.answer_external_id
            mention.external_id = digest(mention.external_id)
            mention.answer_external_id = newest and digest(newest)

    def _filter_answering_others(self, scope, profile):
        """Return those of these posts of ours that answer somebody else.

        :param scope: scope of these posts
        :param profile: ``social.care.profile`` who is not somebody else
        """
        parents = self._find_by_external_id(
            scope, self.filtered("parent_external_id").mapped("parent_external_id")
        )
        return self.filtered(
            lambda post: (
                (parent := parents.get(post.parent_external_id))
                and not parent.is_own
                and parent.profile_id != profile
            )
        )

    def _export(self):
        return {
            "id": self.external_id,
            "posted_at": self.posted_at,
            "private": self.private,
            "text": self.text or None,
            "stars": int(self.stars or 0) or None,
            "media": self._export_media(),
            "earlier_versions": self.revision_ids.mapped("text"),
            "ticket": self.ticket_id.number or None,
            "decided": self.log_ids._export(),
        }

    @api.autovacuum
    def _gc_expired(self):
        """Erase mentions older than the retention of their account, in batches.

        :return: (number of mentions, whether more are left)
        """
        old = self.env["social.care.account"]._get_retention_domain("effective_at")
        names = ("text", "media", "stars")
        kept = Domain.OR(Domain(name, "!=", False) for name in names)
        found = self.search(old & kept, order="effective_at", limit=GC_BATCH)
        found._erase(self.env._("(retention period over)"))
        return len(found), len(found) == GC_BATCH

    # -- the conversation panel ------------------------------------------------

    def _get_panel_values(self):
        return {
            "id": self.id,
            "thread_id": self.thread_id.id,
            "external_id": self.external_id,
            "parent_external_id": self.parent_external_id or "",
            "kind": self.kind,
            "is_own": self.is_own,
            "is_context": self.is_context,
            "private": self.private,
            "text": self.text or "",
            "is_text_cut": self.is_text_cut,
            "author": self.profile_id._get_panel_values(),
            # Who of us wrote it, for colleagues
            "agent": self.reply_id.sudo().user_id.name or "",
            "at": fields.Datetime.to_string(self.effective_at),
            "posted_at": fields.Datetime.to_string(self.posted_at),
            "edited_at": fields.Datetime.to_string(self.edited_at),
            "deleted_at": fields.Datetime.to_string(self.deleted_at),
            "url": self.url or "",
            "media": self._get_panel_media(),
            "revisions": [
                {"text": r.text, "at": fields.Datetime.to_string(r.at)}
                for r in self.revision_ids
            ],
            "state": self.state,
            "reply_id": self.reply_id.id,
            "reply_state": self.reply_id.sudo().state or "",
            "answered_at": fields.Datetime.to_string(self.answered_at),
            "no_reply_reason": self.no_reply_reason or "",
            "cannot_reply_reason": self._explain_cannot_reply(),
            "stars": int(self.stars or 0),
            "moderation": self._get_panel_moderation(),
        }
