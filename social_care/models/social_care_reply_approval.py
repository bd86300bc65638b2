# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.arguments import is_text, takes
from ..tools.text import make_storable
from ..tools.times import utc_now
from .social_care_reply_checks import ON_NETWORK, SAID


class SocialCareReplyApproval(models.AbstractModel):
    """Approval of replies: why they need it, who approves, edits or returns them."""

    _name = "social.care.reply.approval"
    _description = "Approval of a Reply"

    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approval_reason = fields.Char(
        string="Needs approval",
        readonly=True,
        copy=False,
        help="Why somebody else reads this reply before it is sent.",
    )
    original_body = fields.Text(
        string="Author's text",
        readonly=True,
        copy=False,
        help="What the author wrote, if an approver changed it.",
    )
    edited_by_id = fields.Many2one(
        "res.users", string="Changed by", readonly=True, copy=False
    )

    # -- whether ---------------------------------------------------------------

    def _explain_approval(self):
        """Return why the rules require an approval, '' if they do not."""
        return self.env["social.care.approval.rule"]._explain(self.sudo())

    def _explain_missing_approval(self):
        """Return why an approval is missing, '' if it is not. The rules may be newer
        than the reply.
        """
        return "" if self.approved_by_id else self._explain_approval()

    def _read_experience(self, most):
        """Return (number of published replies of the author, at most ``most``; time
        since the first one, zero without one).
        """
        published = self.search(
            [
                ("user_id", "=", self.user_id.id),
                ("state", "in", ON_NETWORK),
                ("is_proactive", "=", False),
            ],
            order="id",
            limit=most,
        )
        first = published[:1]
        since = first._get_said_at() or first.create_date or utc_now()
        return len(published), utc_now() - since

    def _send_or_ask(self):
        """Queue the reply, or ask for approval if a rule requires it. A supervisor who
        sends it for somebody else approves it thereby and is recorded.
        """
        if self.user_id != self.env.user:
            self.approved_by_id = self.env.user
            self._record("reply_sent")
            self._queue()
        elif reason := self._explain_approval():
            self._request_approval(reason)
        else:
            self._queue()

    def _request_approval(self, reason):
        """Hold the reply until somebody approves it, and ask the approvers.

        :param reason: why it needs approval
        """
        self.write(
            {"approval_reason": reason, "approved_by_id": False, "next_try_at": False}
        )
        self._transition("to_approve")
        self._record("approval_requested")
        self._ask_first_approvers()

    # -- approving -------------------------------------------------------------

    def _get_pending(self):
        """Return in sudo those of these replies that the user may approve or return.

        :raise AccessError: unless the user is a supervisor who may read them
        :raise UserError: for one's own reply
        """
        self.env.user._social_care_check_supervisor()
        pending = self._get_writable().filtered(lambda r: r.state == "to_approve")
        if self.env.user in pending.user_id:
            raise UserError(
                self.env._("You cannot approve your own reply. Ask somebody else.")
            )
        return pending

    def _can_approve(self):
        return (
            self.state == "to_approve"
            and self.user_id != self.env.user
            and self.env.user._social_care_is_supervisor()
        )

    def action_approve(self):
        """Approve replies and queue them. If something was said in the conversation
        since a reply was written, its approver has to read that first.

        :return: action that shows it, if there is one reply; None or a notification
        :raise AccessError: unless the user is a supervisor
        :raise UserError: for one's own reply, or if one must not go out
        """
        pending = self._get_pending()
        overtaken = pending.filtered(lambda r: r._describe_since(*r._get_written()))
        if overtaken and len(pending) == 1:
            return self.action_review()
        for reply in pending - overtaken:
            reply._approve()
        return overtaken._tell_overtaken() or pending._tell_if_none(
            self.env._("Nothing to approve: no selected reply is pending approval.")
        )

    def _tell_overtaken(self):
        """Notify the user of replies that have to be reviewed one by one."""
        if not self:
            return None
        words = self.env._(
            "%s replies were not approved, because something was said since they were "
            "written. Open them one by one.",
            len(self),
        )
        return self.browse()._tell_if_none(words)

    def _approve(self):
        self._check_sendable()
        self._check_sender()
        self.approved_by_id = self.env.user
        self._record("reply_approved")
        self._queue()

    def _edit(self, body, known_until):
        """Change the text of a pending reply; the author's own stays on record.

        :param body: the new text, without the signature
        :param known_until: ID of the newest message that the approver has read
        :raise UserError: if replies of the approver need approval themselves
        """
        self._check_may_edit(body)
        self.write(
            {
                "original_body": self.original_body or self.body,
                "body": make_storable(body),
                "edited_by_id": self.env.user.id,
                "known_until": max(self.known_until, known_until or 0),
            }
        )
        self._record("reply_edited")

    def _check_may_edit(self, body):
        """Check that the user does not approve words of their own that need approval.

        :raise UserError: otherwise
        """
        own = self.new({"user_id": self.env.uid, "body": body}, origin=self)
        if reason := own._explain_approval():
            raise UserError(
                self.env._(
                    "Your own text needs approval: %s. Approve the reply as it is, or "
                    "return it.",
                    reason,
                )
            )

    @takes(reason=is_text)
    def action_return(self, reason):
        """Return replies to their authors without approval.

        :param reason: what the author should change
        :raise AccessError: unless the user is a supervisor
        :raise UserError: for one's own reply, or without a reason
        """
        pending = self._get_pending()
        if not reason.strip():
            raise UserError(self.env._("Tell the author what to change."))
        for reply in pending:
            reply._return(make_storable(reason.strip()))
        return pending._tell_if_none(
            self.env._("Nothing to return: no selected reply is pending approval.")
        )

    def _return(self, reason):
        words = self.env._(
            "%(person)s did not approve this reply: %(reason)s",
            person=self.env.user.name,
            reason=reason,
        )
        self.write(
            {"state": "failed", "error_kind": "returned", "error_message": words}
        )
        self._record("reply_returned")
        self._tell_author(self.env._("Your reply was not approved"))
        self.thread_id._notify_changed()

    def action_review(self):
        """Open the dialog in which a supervisor reads, edits, approves or returns a
        reply.

        :raise AccessError: unless the user is a supervisor
        :raise UserError: for one's own reply
        """
        pending = self._get_pending()[:1]
        if not pending:
            return pending._tell_if_none(
                self.env._("This reply is not pending approval any more.")
            )
        return self.env["social.care.review"]._open(pending)

    # -- what was said since ---------------------------------------------------

    def _get_written(self):
        """Return up to where the author knew the conversation when they pressed send,
        as arguments of ``_describe_since``.
        """
        return self.confirmed_at or self.create_date, self.known_until

    def _describe_since(self, said_until, heard_until):
        """Return what colleagues and the customer said since, publicly or privately.

        :param said_until: datetime
        :param heard_until: ID of a mention
        :return: list of str
        """
        said = self._find_said_since(said_until).sorted("confirmed_at")
        posted = self._find_posted_since(said_until).sorted("received_at")
        return [
            *map(self._describe_said, said),
            *map(self._describe_posted, posted),
            *self._describe_heard_since(heard_until),
        ]

    def _get_known_now(self):
        """Return the same for somebody who reads the conversation now."""
        since, _heard = self._get_written()
        moments = self._find_said_since(since).mapped("confirmed_at")
        moments += self._find_posted_since(since).mapped("received_at")
        newest = self.thread_id._search_heard(limit=1)
        return max([since, *moments]), newest.id

    def _find_posted_since(self, said_until):
        """Return posts of ours that nobody wrote here."""
        posts = self.thread_id._find_own_from_elsewhere()
        return posts.filtered(lambda post: post.received_at > said_until)

    def _describe_posted(self, post):
        return self.env._("A reply was posted on the network: “%s”", post.text or "…")

    def _find_said_since(self, said_until):
        threads = self._get_threads_of_ticket()
        own = threads.filtered(lambda t: t.profile_id == self.thread_id.profile_id)
        return self.search(
            [
                ("thread_id", "in", (own | self.thread_id).ids),
                ("state", "in", SAID),
                ("confirmed_at", ">=", said_until),
                ("id", "!=", self.id),
            ]
            # The search ignores fractions of a second.
        ).filtered(lambda reply: reply.confirmed_at > said_until)

    def _describe_said(self, reply):
        return self.env._(
            "%(name)s replied at %(time)s: “%(text)s”",
            name=reply.user_id.name,
            time=self._format_local_time(reply.confirmed_at),
            text=reply.body,
        )

    # -- the number in the top bar ---------------------------------------------

    @api.model
    def get_pending_approvals(self):
        """Return what waits for the approval of the current user.

        :return: dict with ``count`` and ``since``, when the oldest reply was handed in;
            False for users who are not supervisors
        """
        if not self.env.user._social_care_is_supervisor():
            return False
        mine = self._get_asked_domain()
        oldest = self.search(mine, order="approval_asked_at", limit=1)
        return {
            "count": self.search_count(mine),
            "since": fields.Datetime.to_string(oldest.approval_asked_at),
        }

    def _get_asked_domain(self):
        asked = Domain("approver_ids", "in", self.env.uid)
        return asked & Domain("state", "=", "to_approve")
