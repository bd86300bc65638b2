# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.times import utc_now
from ..tools.values import Published, Receipt
from .social_care_reply_checks import ON_NETWORK

SENDABLE = ("draft", "failed")
CANCELLABLE = ("draft", "to_approve", "queued", "unknown", "failed")
SETTLED = ("accepted", "published", "unconfirmed", "failed", "cancelled")
GC_BATCH = 100


class SocialCareReply(models.Model):
    """A reply to publish on a network, and the record of what became of it."""

    _name = "social.care.reply"
    _inherit = [
        "social.care.reply.checks",
        "social.care.reply.meanwhile",
        "social.care.reply.files",
        "social.care.reply.preparation",
        "social.care.reply.publication",
        "social.care.reply.confirmation",
        "social.care.reply.outcome",
        "social.care.reply.acts",
        "social.care.reply.approval",
        "social.care.reply.escalation",
        "social.care.reply.erasure",
    ]
    _description = "Social Care Reply"
    _order = "id desc"
    _rec_name = "body"

    thread_id = fields.Many2one(
        "social.care.thread", required=True, readonly=True, ondelete="cascade"
    )
    mention_id = fields.Many2one(
        "social.care.mention",
        string="Answers",
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    account_id = fields.Many2one(related="thread_id.account_id", store=True, index=True)
    network = fields.Selection(related="thread_id.network")
    company_id = fields.Many2one(related="thread_id.company_id", store=True, index=True)
    team_id = fields.Many2one(related="thread_id.team_id")
    ticket_id = fields.Many2one(related="thread_id.ticket_id")
    user_id = fields.Many2one(
        "res.users",
        string="Author",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    body = fields.Text(required=True, help="Text without the signature.")
    text = fields.Text(
        compute="_compute_text",
        store=True,
        index="trigram",
        help="Text with the signature.",
    )
    visibility = fields.Selection(
        [("public", "Public"), ("private", "Private")], required=True, readonly=True
    )
    attachment_ids = fields.Many2many("ir.attachment", readonly=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("to_approve", "Pending approval"),
            ("queued", "Queued"),
            ("sending", "Being sent"),
            ("accepted", "Accepted, not public yet"),
            ("published", "Published"),
            ("unknown", "Publication being checked"),
            ("unconfirmed", "Publication unconfirmed"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
    )
    record_key = fields.Char(
        readonly=True,
        copy=False,
        help="Idempotency key sent to the network.",
    )
    is_proactive = fields.Boolean(
        string="Proactive",
        readonly=True,
        help="Answers no message, such as a rating request: the customer did not ask "
        "for it, and it counts neither as an answer nor as a response.",
    )
    external_id = fields.Char(string="Network's ID", readonly=True, copy=False)
    url = fields.Char(string="Link", readonly=True, copy=False)
    attempts = fields.Integer(readonly=True, copy=False, help="Number of attempts.")
    looks = fields.Integer(
        readonly=True, copy=False, help="Number of publication checks."
    )
    error_kind = fields.Char(readonly=True, copy=False)
    error_message = fields.Char(readonly=True, copy=False)
    confirmed_at = fields.Datetime(
        readonly=True, copy=False, help="When a person last pressed send."
    )
    known_until = fields.Integer(
        readonly=True,
        copy=False,
        help="ID of the newest message when a person last pressed send.",
    )
    sending_at = fields.Datetime(readonly=True, copy=False)
    accepted_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When the network accepted the reply, if it did not publish it at once.",
    )
    published_at = fields.Datetime(readonly=True, copy=False)
    next_try_at = fields.Datetime(readonly=True, copy=False)
    published_mention_id = fields.Many2one(
        "social.care.mention",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    _one_in_flight = models.UniqueIndex(
        "(thread_id) WHERE state IN ('queued', 'sending', 'unknown')",
        "Another reply in this conversation is being sent. Wait for the result.",
    )
    _thread_idx = models.Index("(thread_id, id)")
    _external_idx = models.Index("(account_id, external_id)")
    _published_idx = models.Index(
        "(user_id, id) WHERE state IN ('accepted', 'published')"
    )
    sent_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        help="Who pressed send: the author or a supervisor.",
    )
    log_ids = fields.One2many("social.care.log", "reply_id", readonly=True)

    @api.depends("body", "user_id", "account_id.signature_template")
    def _compute_text(self):
        for reply in self.filtered(lambda r: r.state in ("draft", "to_approve")):
            signature = reply.account_id._render_signature(reply.user_id)
            reply.text = f"{reply.body.strip()}{signature}"

    @api.model_create_multi
    def create(self, vals_list):
        replies = super().create(vals_list)
        for reply in replies:
            reply.record_key = reply.account_id._get_connector()._make_record_key()
        return replies

    def _take_attachments(self):
        """Make the files part of the reply: the approver sees them, and their owner
        cannot exchange them afterwards.
        """
        files = self.attachment_ids
        files.sudo(False).check_access("read")
        loose = files.filtered(lambda f: not f.res_id and not f.res_field)
        loose.sudo(False).check_access("write")
        own = {"res_model": self._name, "res_id": self.id, "res_field": False}
        loose.write(own)
        # Files of other records, such as the ticket, stay there; the reply gets copies.
        copies = [file.copy({**own, "public": False}).id for file in files - loose]
        self.attachment_ids = [fields.Command.set(loose.ids + copies)]

    def _release_draft(self, user):
        """Return what a cancelled reply said, for the composer. Its author may remove
        the files there again.
        """
        if user == self.user_id:
            self.attachment_ids.res_id = False
        return {
            "body": self.body or "",
            "mention_id": self.mention_id.id,
            "visibility": self.visibility,
            "acts": self._get_panel_acts(),
        }

    # -- what a person does ----------------------------------------------------

    def action_send(self):
        """Queue a draft or a failed reply for publication, or for approval where a
        rule requires it.

        :raise AccessError: for a colleague's reply, unless the user is a supervisor
        :raise UserError: if it must not go out, with the reason
        """
        for reply in self._get_writable_by_author().filtered(
            lambda r: r.state in SENDABLE
        ):
            reply._check_sendable()
            reply._note_confirmed()
            reply.sent_by_id = self.env.user
            reply._send_or_ask()

    def _get_writable(self):
        """Return these replies in sudo. Users have no write access to replies,
        otherwise they could bypass approval.
        """
        self.check_access("read")
        return self.sudo()

    def _get_writable_by_author(self):
        """Like ``_get_writable``, for actions of the author or a supervisor."""
        replies = self._get_writable()
        replies._check_mine()
        return replies

    def _queue(self):
        """Queue the reply for publication.

        :raise UserError: if somebody else is replying in this conversation
        """
        self._check_alone()
        undo_until = self._get_undo_end()
        self.write(
            {
                "state": "queued",
                "undo_until": undo_until,
                "confirmed_at": utc_now(),
                "error_kind": False,
                "error_message": False,
                "next_try_at": undo_until,
                "attempts": 0,
                "looks": 0,
            }
        )
        self._enqueue(eta=undo_until or None)
        self.thread_id._notify_changed()

    def _transition(self, state):
        self.write({"state": state})
        self.thread_id._notify_changed()

    def action_retry(self):
        """Send failed replies again, except those that a supervisor returned: they have
        to be rewritten.
        """
        failed = self._get_writable_by_author().filtered(lambda r: r._can_retry())
        for reply in failed:
            reply.action_send()
        return failed._tell_if_none(
            self.env._("Nothing to retry: no selected reply can be sent again.")
        )

    def _can_retry(self):
        return self.state == "failed" and self.error_kind != "returned"

    def action_cancel(self):
        """Cancel replies that are not being sent at this moment. Only a supervisor may
        cancel one whose publication is unconfirmed; it may still be on the network.
        """
        if "unknown" in self.mapped("state"):
            self.env.user._social_care_check_supervisor()
        for reply in self._get_writable_by_author().filtered(
            lambda r: r.state in CANCELLABLE
        ):
            reply._transition("cancelled")
            reply._record("reply_cancelled")

    def take_back(self):
        """Cancel a reply that is not being sent yet, to go on writing it.

        :return: dict for the composer: ``body``, ``mention_id``, ``visibility`` and
            ``acts``
        :raise AccessError: for a colleague's reply, unless the user is a supervisor
        :raise UserError: if it is being sent or was sent already
        """
        self.ensure_one()
        reply = self._get_writable_by_author()
        reply._check_not_sent(CANCELLABLE)
        self.action_cancel()
        return reply._release_draft(self.env.user)

    def action_delete_published(self):
        """Delete replies on the network: own ones, or any as a supervisor."""
        for reply in self._get_writable_by_author().filtered(
            lambda r: r.state in ON_NETWORK
        ):
            reply._check_deletable()
            reply._record("reply_deleted")
            reply._enqueue_deletion()

    # -- the conversation panel ------------------------------------------------

    def _get_panel_values(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        supervisor = self.env.user._social_care_is_supervisor()
        return {
            "id": self.id,
            "thread_id": self.thread_id.id,
            "state": self.state,
            "state_label": labels[self.state],
            "text": self.text,
            "body": self.body,
            "visibility": self.visibility,
            "user": {"id": self.user_id.id, "name": self.user_id.name},
            "error_message": self.error_message or "",
            "is_revoked": self.error_kind == "revoked",
            "create_date": fields.Datetime.to_string(self.create_date),
            "next_try_at": fields.Datetime.to_string(self.next_try_at),
            "undo_seconds": self._count_undo_seconds(),
            "outcome": self.outcome or "",
            "acts": self._get_panel_acts(),
            "mention_id": self.mention_id.id,
            "media": self.sudo()._get_panel_media(),
            "can_retry": self._can_retry() and self._is_mine(),
            "can_cancel": self.state in CANCELLABLE
            and self._is_mine()
            and (self.state != "unknown" or supervisor),
            "can_check": self._can_check(),
            "can_decide": self.state == "unconfirmed" and self._is_mine(),
            "can_approve": self._can_approve(),
            "approval_reason": self.approval_reason or "",
            "is_on_hold": self.approval_level == "held",
            "original_body": self.original_body or "",
            "edited_by": self.edited_by_id.sudo().name or "",
        }

    # -- on record -------------------------------------------------------------

    def _record(self, action):
        """Record an action of the user on these replies, in the log and on the ticket.

        :param action: value of ``social.care.log.action``
        """
        for reply in self:
            self.env["social.care.log"]._note_reply(reply, action)
            if reply.ticket_id:
                reply.ticket_id._message_log(body=reply._get_record_words(action))

    def _get_record_words(self, action):
        words = {
            "reply_sent": self.env._("%(person)s sent a reply of %(author)s."),
            "approval_requested": self.env._(
                "A reply of %(author)s needs approval: %(reason)s"
            ),
            "approval_escalated": self.env._(
                "Nobody approved a reply of %(author)s in time. More approvers were "
                "asked."
            ),
            "approval_held": self.env._(
                "Nobody approved a reply of %(author)s in time. It is on hold."
            ),
            "reply_edited": self.env._("%(person)s changed a reply of %(author)s."),
            "reply_approved": self.env._("%(person)s approved a reply of %(author)s."),
            "reply_returned": self.env._("%(person)s returned a reply of %(author)s."),
            "reply_cancelled": self.env._(
                "%(person)s cancelled a reply of %(author)s."
            ),
            "reply_deleted": self.env._(
                "%(person)s deleted a published reply of %(author)s."
            ),
            "reply_confirmed": self.env._(
                "%(person)s marked a reply of %(author)s as published."
            ),
            "reply_denied": self.env._(
                "%(person)s marked a reply of %(author)s as not published."
            ),
            "reply_repeated": self.env._(
                "%(person)s sent a reply of %(author)s again."
            ),
        }
        return words[action] % {
            "person": self.env.user.name,
            "author": self.user_id.name,
            "reason": self.approval_reason,
        }

    # -- what a person decides -------------------------------------------------

    def _filter_undecided(self):
        """Return the unconfirmed replies that this user may decide on: their author or
        a supervisor.
        """
        return self._get_writable_by_author().filtered(
            lambda r: r.state == "unconfirmed"
        )

    def _filter_accepted(self):
        """Return the replies under review by the network that this user may decide on:
        a review can be without an end.
        """
        return self._get_writable_by_author().filtered(lambda r: r.state == "accepted")

    def action_confirm_published(self):
        """Mark replies as published, because somebody saw them on the network.

        :raise AccessError: for a colleague's reply, unless the user is a supervisor
        """
        for reply in self._filter_accepted():
            reply._note_public()
            reply._record("reply_confirmed")
        for reply in self._filter_undecided():
            heard = reply._find_heard()
            reply._confirm(Published(heard.external_id or "", heard.url or ""))
            reply._record("reply_confirmed")
            reply.thread_id._notify_changed()

    def action_confirm_unpublished(self):
        """Mark replies as not published, because somebody looked for them on the
        network. They can be sent again.

        :raise AccessError: for a colleague's reply, unless the user is a supervisor
        """
        words = self.env._("This reply was not published.")
        for reply in self._filter_accepted():
            reply._take_back(Receipt(reply.external_id, "failed", words))
            reply._record("reply_denied")
        for reply in self._filter_undecided():
            reply._deny()
            reply._record("reply_denied")
            reply.thread_id._notify_changed()

    def action_send_again(self):
        """Send replies again whose publication is unconfirmed. They keep their
        idempotency key, so that the network can recognize a repetition.

        :raise AccessError: for a colleague's reply, unless the user is a supervisor
        :raise UserError: if one must not go out, with the reason
        """
        undecided = self._filter_undecided()
        undecided._deny()
        undecided._record("reply_repeated")
        undecided.sudo(False).action_send()

    def action_check(self):
        """Ask the network now whether replies in doubt were published."""
        unclear = self._get_writable().filtered(lambda r: r._can_check())
        for reply in unclear:
            reply._enqueue()
        return unclear._tell_if_none(
            self.env._("Nothing to check: no selected reply can be looked up.")
        )

    def _tell_if_none(self, words):
        """Notify the user if a button found no reply to act on.

        :param words: the message
        :return: client action, or None if there is a reply
        """
        if self:
            return None
        params = {"type": "warning", "message": words}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": params,
        }

    @api.autovacuum
    def _gc_expired(self):
        """Erase replies older than the retention of their account, in batches.

        :return: (number of replies, whether more are left)
        """
        old = self.env["social.care.account"]._get_retention_domain("create_date")
        settled = Domain("state", "in", (*SETTLED, "draft"))
        kept = settled & Domain("text", "!=", False)
        found = self.search(old & kept, order="create_date", limit=GC_BATCH)
        found._erase(self.env._("(retention period over)"))
        return len(found), len(found) == GC_BATCH
