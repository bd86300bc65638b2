# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.text import fits, measure
from ..tools.times import utc_now

SENDABLE = ("draft", "failed")
CANCELLABLE = ("draft", "to_approve", "queued", "unknown", "failed")
# To ask whether an unclear reply stands there can wait for all that is to be said.
RECHECK_PRIORITY = 20
# So many are swept at a time.
SWEPT = 500
_NO_JOB = SQL(
    """
    NOT EXISTS (
        SELECT FROM queue_job job
        WHERE job.identity_key IN (
                'social_care.reply.' || social_care_reply.id || '.now',
                'social_care.reply.' || social_care_reply.id || '.slow',
                'social_care.reply.' || social_care_reply.id || '.later'
            )
            AND job.state IN ('pending', 'enqueued', 'wait_dependencies')
    )
    """
)


class SocialCareReply(models.Model):
    """One thing that we want to say on a network, and the truth about whether it was
    said."""

    _name = "social.care.reply"
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
    body = fields.Text(required=True, help="What the person wrote.")
    text = fields.Text(
        compute="_compute_text",
        store=True,
        index="trigram",
        help="What goes out: with the signature.",
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
    external_id = fields.Char(string="Network's ID", readonly=True, copy=False)
    url = fields.Char(string="Link", readonly=True, copy=False)
    attempts = fields.Integer(readonly=True, copy=False, help="How often it was sent.")
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
        help="Record ID of the newest message that was there when a person last "
        "pressed send.",
    )
    sending_at = fields.Datetime(readonly=True, copy=False)
    published_at = fields.Datetime(readonly=True, copy=False)
    next_try_at = fields.Datetime(readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    published_mention_id = fields.Many2one(
        "social.care.mention",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    _one_in_flight = models.UniqueIndex(
        "(thread_id) WHERE state IN ('queued', 'sending', 'unknown')",
        "Another reply in this conversation is on its way. Wait until it is clear "
        "what became of it.",
    )
    _thread_idx = models.Index("(thread_id, id)")
    _external_idx = models.Index("(account_id, external_id)")

    @api.depends("body", "user_id", "account_id.signature_template")
    def _compute_text(self):
        for reply in self.filtered(lambda r: r.state in ("draft", "to_approve")):
            signature = reply.account_id._render_signature(reply.user_id)
            reply.text = f"{reply.body.strip()}{signature}"

    @api.model_create_multi
    def create(self, vals_list):
        replies = super().create(vals_list)
        for reply in replies:
            reply.record_key = reply.account_id._connector()._new_record_key()
        return replies

    def _take_attachments(self):
        """Files become part of the reply: who approves it sees them, and their owner
        cannot exchange them afterwards."""
        files = self.attachment_ids
        files.sudo(False).check_access("read")
        loose = files.filtered(lambda f: not f.res_id and not f.res_field)
        loose.sudo(False).check_access("write")
        own = {"res_model": self._name, "res_id": self.id, "res_field": False}
        loose.write(own)
        # What belongs elsewhere, as to the ticket, stays there.
        copies = [file.copy({**own, "public": False}).id for file in files - loose]
        self.attachment_ids = [fields.Command.set(loose.ids + copies)]

    # -- what must hold before anything is said --------------------------------

    def _check_sendable(self):
        """Raise UserError with words unless this reply may go out now."""
        self.ensure_one()
        capabilities = self.account_id._capabilities()
        self._check_content()
        self._check_not_returned()
        self._check_account()
        self._check_capabilities(capabilities)
        self._check_length(capabilities)
        self._check_attachments(capabilities)
        self._check_window(capabilities)

    def _check_content(self):
        if self.text is False:
            raise UserError(
                self.env._("The text of this reply was erased. Write a new reply.")
            )
        if not self.body.strip() and not self.attachment_ids:
            raise UserError(self.env._("Write something first."))

    def _check_account(self):
        account = self.account_id
        if not account.active:
            raise UserError(self.env._("%s is archived.", account.name))
        if account.state == "draft":
            raise UserError(self.env._("%s is not connected.", account.name))
        if account.state == "paused":
            raise UserError(self.env._("%s is paused.", account.name))
        if not account.can_publish:
            raise UserError(
                self.env._(
                    "This database is a copy and cannot publish. An administrator "
                    "can allow it on the account %s.",
                    account.name,
                )
            )
        if self.mention_id.deleted_at:
            raise UserError(self.env._("The post was deleted on the network."))
        if self._is_to_erased():
            raise UserError(self.env._("This person was erased."))

    def _is_to_erased(self):
        """Whether who is answered was erased; in answer to ourselves it is whose
        conversation it is."""
        theirs = self.mention_id.filtered(lambda mention: not mention.is_own)
        return (theirs or self.thread_id).profile_id.erased

    def _check_capabilities(self, capabilities):
        if self.visibility not in capabilities.visibilities:
            raise UserError(
                self.env._(
                    "%(account)s cannot answer here in this way (%(visibility)s).",
                    account=self.account_id.name,
                    visibility=self.visibility,
                )
            )
        if self.mention_id.private and self.visibility == "public":
            raise UserError(
                self.env._("A private message cannot be answered in public.")
            )

    def _check_length(self, capabilities):
        if not fits(self.text, capabilities):
            raise UserError(
                self.env._(
                    "Too long: %(length)s of %(limit)s %(unit)s, the signature "
                    "counted. Shorten it.",
                    length=measure(self.text, capabilities.text_unit),
                    limit=capabilities.text_limit,
                    unit=capabilities.text_unit,
                )
            )

    def _check_attachments(self, capabilities):
        files = self.attachment_ids.sudo()
        if len(files) > capabilities.media_max:
            raise UserError(
                self.env._("At most %s files go with a reply.", capabilities.media_max)
            )
        for file in files:
            if file.mimetype not in capabilities.media_mimetypes:
                raise UserError(
                    self.env._("The network does not take %s.", file.mimetype)
                )
            if file.file_size > capabilities.media_bytes:
                raise UserError(
                    self.env._(
                        "%(name)s is larger than the network takes (%(limit)s kB).",
                        name=file.name,
                        limit=capabilities.media_bytes // 1024,
                    )
                )

    def _check_window(self, capabilities):
        until = self.mention_id._reply_until(capabilities)
        if until and until < fields.Datetime.now():
            raise UserError(
                self.env._("The network closed this conversation for answers.")
            )

    def _check_alone(self):
        """Raise unless nobody else answers in this conversation."""
        holder = self.env["social.care.composer"].sudo()._holder(self.thread_id)
        if holder and holder != self.user_id:
            raise UserError(self.env._("%s is replying here.", holder.name))
        others = self.search(
            [
                ("thread_id", "=", self.thread_id.id),
                ("state", "in", ("queued", "sending", "unknown")),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if others:
            raise UserError(
                self.env._(
                    "A reply of %s in this conversation is on its way. Wait until it "
                    "is clear what became of it.",
                    others.user_id.name,
                )
            )

    # -- what a person does ----------------------------------------------------

    def action_send(self):
        """Send what surely was not said, or hand it to a supervisor where the account
        wants that.

        :raises AccessError: for a colleague's reply, unless one is a supervisor
        :raises UserError: where it may not go out, with words
        """
        for reply in self._for_author().filtered(lambda r: r.state in SENDABLE):
            reply._check_sendable()
            reply._note_confirmed()
            reply.sent_by_id = self.env.user
            if reply.account_id._needs_approval(reply.visibility):
                reply._transition("to_approve")
            else:
                reply._send_as_sender()

    def _send_as_sender(self):
        """A supervisor who sends for somebody lets it out and is named."""
        if self.user_id != self.env.user:
            self.approved_by_id = self.env.user
            self._record("reply_sent")
        self._queue()

    def _for_agent(self):
        """These replies with the rights to change them: people may read the ledger
        but never write in it, else approval could be stepped over."""
        self.check_access("read")
        return self.sudo()

    def _for_author(self):
        """As ``_for_agent``, for what an author alone does, or a supervisor."""
        replies = self._for_agent()
        replies._check_mine()
        return replies

    def _queue(self):
        """Say it as soon as a worker is free."""
        self._check_alone()
        self.write(
            {
                "state": "queued",
                "confirmed_at": utc_now(),
                "error_kind": False,
                "error_message": False,
                "next_try_at": False,
                "attempts": 0,
                "looks": 0,
            }
        )
        self._enqueue()
        self.thread_id._notify_changed()

    def _enqueue(self, eta=None):
        """One job for now and one for later: who asks now must not wait for it."""
        channel = self.account_id._channel_of_calls()
        when = "later" if eta else "slow" if channel else "now"
        is_recheck = self.state in ("sending", "unknown")
        self.with_delay(
            priority=RECHECK_PRIORITY if is_recheck else self._job_priority(),
            eta=eta,
            description=self.env._("Reply on %s", self.account_id.name),
            identity_key=f"social_care.reply.{self.id}.{when}",
            channel=channel,
        )._send()

    def _detect_language(self):
        """The code of the language of ``text``, '' where nobody can tell: a reply
        without a tag is better than one that those who read it do not get to see.

        For addons that know languages.
        """
        return ""

    def _job_priority(self):
        """A person waits for it: before all other work."""
        return 1

    def _transition(self, state):
        self.write({"state": state})
        self.thread_id._notify_changed()

    def action_approve(self):
        """A supervisor lets replies out."""
        self.env.user._check_social_care_supervisor()
        waiting = self._for_agent().filtered(lambda r: r.state == "to_approve")
        for reply in waiting:
            reply._check_sendable()
            reply._check_sender()
            reply.approved_by_id = self.env.user
            reply._record("reply_approved")
            reply._queue()
        return waiting._tell_if_none(
            self.env._("Nothing to approve: no selected reply is pending approval.")
        )

    def action_return(self):
        """A supervisor gives replies back to their authors."""
        self.env.user._check_social_care_supervisor()
        waiting = self._for_agent().filtered(lambda r: r.state == "to_approve")
        for reply in waiting:
            reply.write(
                {
                    "state": "failed",
                    "error_kind": "returned",
                    "error_message": self.env._(
                        "%s did not approve this reply.", self.env.user.name
                    ),
                }
            )
            reply._record("reply_returned")
            reply._tell_author(self.env._("Your reply was not approved"))
            reply.thread_id._notify_changed()
        return waiting._tell_if_none(
            self.env._("Nothing to return: no selected reply is pending approval.")
        )

    def action_retry(self):
        """Try again what surely was not said; what a supervisor returned is written
        anew instead."""
        failed = self._for_author().filtered(lambda r: r._can_retry())
        for reply in failed:
            reply.action_send()
        return failed._tell_if_none(
            self.env._("Nothing to retry: no selected reply can be sent again.")
        )

    def _can_retry(self):
        return self.state == "failed" and self.error_kind != "returned"

    def action_cancel(self):
        """Give up on a reply that is not being sent at this moment; on an unclear
        one only a supervisor may, and it stays unclear whether it stands there."""
        if "unknown" in self.mapped("state"):
            self.env.user._check_social_care_supervisor()
        for reply in self._for_author().filtered(lambda r: r.state in CANCELLABLE):
            reply._transition("cancelled")
            reply._record("reply_cancelled")

    def action_delete_published(self):
        """Take published replies down on the network: one's own, or as a supervisor."""
        for reply in self._for_author().filtered(lambda r: r.state == "published"):
            reply._check_deletable()
            reply._record("reply_deleted")
            reply._enqueue_deletion()

    def _enqueue_deletion(self):
        channel = self.account_id._channel_of_calls()
        self.with_delay(
            priority=1,
            identity_key=f"social_care.delete.{self.id}.{channel}",
            channel=channel,
        )._delete_published()

    # -- housekeeping ----------------------------------------------------------

    @api.model
    def _cron_sweep(self):
        """Enqueue again whatever a crash left without a job."""
        for reply in self._without_job([], limit=SWEPT):
            reply._enqueue()

    @api.model
    def _without_job(self, domain, limit=20):
        """Replies that should go on now, and that no job sees to, the oldest first. A
        job that has begun may end without them: of one that found the account busy
        nothing is left."""
        domain = Domain(domain) & Domain(
            [
                ("state", "in", ("queued", "sending", "unknown")),
                "|",
                ("next_try_at", "=", False),
                ("next_try_at", "<=", fields.Datetime.now()),
            ]
        )
        query = self._search(domain, order="id", limit=limit)
        query.add_where(_NO_JOB)
        return self.browse(query)

    # -- the conversation panel ------------------------------------------------

    def _panel_values(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        supervisor = self.env.user._is_social_care_supervisor()
        return {
            "id": self.id,
            "state": self.state,
            "state_label": labels[self.state],
            "text": self.text,
            "body": self.body,
            "visibility": self.visibility,
            "user": {"id": self.user_id.id, "name": self.user_id.name},
            "error_message": self.error_message or "",
            "create_date": fields.Datetime.to_string(self.create_date),
            "next_try_at": fields.Datetime.to_string(self.next_try_at),
            "mention_id": self.mention_id.id,
            "attachments": self.attachment_ids.mapped("name"),
            "can_retry": self._can_retry() and self._is_mine(),
            "can_cancel": self.state in CANCELLABLE
            and self._is_mine()
            and (self.state != "unknown" or supervisor),
            "can_check": self._can_check(),
            "can_decide": self.state == "unconfirmed" and self._is_mine(),
            "can_approve": self.state == "to_approve" and supervisor,
        }
