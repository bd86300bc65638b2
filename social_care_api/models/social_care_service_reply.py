# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from typing import Annotated, Literal

from pydantic import Base64Bytes, Field

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.social_care.tools.measures import find_tightest_limit, measure

from ..tools import results
from ..tools.cursors import unpack_known
from ..tools.errors import ServiceError
from ..tools.operation import operation
from ..tools.values import Cursor, Id, Ids, Line, Text, Visibility

LARGEST_FILE = 5 * 1024 * 1024
# Content in base64 with what stands around it.
LARGEST_UPLOAD = LARGEST_FILE * 4 // 3 + 4096


class SocialCareServiceReply(models.AbstractModel):
    """Replies: checked, drafted, sent, taken back."""

    _name = "social.care.service.reply"
    _inherit = "social.care.service.conversation"
    _description = "Service for Outside Desktops: Replies"

    @operation(
        "POST",
        "/tickets/{ticket_id}/replies/check",
        example={"body": "It is on its way."},
        is_trial=True,
    )
    def check_reply(
        self,
        ticket_id: Id,
        body: Text,
        visibility: Visibility = "public",
        message_id: Id | None = None,
        attachment_ids: Ids = (),
    ) -> results.ReplyCheck:
        """Say what would be published, and what speaks against it. Nothing is stored.

        :param ticket_id: the ticket
        :param body: text without the signature
        :param visibility: who may read it
        :param message_id: the message that is answered; by default the newest one
        :param attachment_ids: files that were uploaded
        """
        with self.env.cr.savepoint() as savepoint:
            reply = self._draft(ticket_id, body, visibility, message_id, attachment_ids)
            check = self._check(reply)
            savepoint.rollback()
        return results.ReplyCheck(**check)

    @operation(
        "POST",
        "/tickets/{ticket_id}/replies/draft",
        example={"body": "It is on its way."},
    )
    def draft_reply(
        self,
        ticket_id: Id,
        body: Text,
        visibility: Visibility = "public",
        message_id: Id | None = None,
        attachment_ids: Ids = (),
    ) -> results.ReplyChanged:
        """Store a reply that is not sent yet.

        :param ticket_id: the ticket
        :param body: text without the signature
        :param visibility: who may read it
        :param message_id: the message that is answered; by default the newest one
        :param attachment_ids: files that were uploaded
        """
        reply = self._draft(ticket_id, body, visibility, message_id, attachment_ids)
        reply._take_attachments()
        return self._tell_reply(reply)

    @operation(
        "POST",
        "/tickets/{ticket_id}/replies",
        errors=("stale",),
        example={"body": "It is on its way.", "visibility": "public"},
    )
    def send_reply(
        self,
        ticket_id: Id,
        body: Text,
        visibility: Visibility = "public",
        message_id: Id | None = None,
        attachment_ids: Ids = (),
        known: Cursor = "",
        outcome: Literal["resolve"] | None = None,
    ) -> results.ReplyChanged:
        """Send a reply. It is published by a job, or waits for approval.

        :param ticket_id: the ticket
        :param body: text without the signature
        :param visibility: who may read it
        :param message_id: the message that is answered; by default the newest one
        :param attachment_ids: files that were uploaded
        :param known: ``cursor`` of the messages that the agent has read: if somebody
            wrote since, the reply is refused as stale
        :param outcome: what becomes of the ticket once the reply is published
        """
        mention = self._find_answerable(ticket_id, message_id)
        thread, read = mention.thread_id, unpack_known(known)
        sent = thread.post_reply(
            thread.id,
            mention.id,
            body,
            visibility,
            list(attachment_ids),
            read.said.get(thread.id, False),
            outcome or False,
            heard_until=max(read.heard.values(), default=False),
        )
        return results.ReplyChanged(reply_id=sent["reply_id"], state=sent["state"])

    @operation("POST", "/replies/{reply_id}/send")
    def send_draft(self, reply_id: Id) -> results.ReplyChanged:
        """Send a stored draft, or a reply that failed.

        :param reply_id: the reply
        """
        reply = self._find("social.care.reply", reply_id)
        if reply.state not in ("draft", "failed"):
            words = self.env._("This reply is neither a draft nor has it failed.")
            raise ServiceError("refused", words)
        reply.thread_id.sudo()._take_on(self.env.user)
        reply.action_send()
        return self._tell_reply(reply)

    @operation("POST", "/replies/{reply_id}/take-back")
    def take_back_reply(self, reply_id: Id) -> results.ReplyChanged:
        """Cancel a reply that is not being sent yet.

        :param reply_id: the reply
        """
        reply = self._find("social.care.reply", reply_id)
        reply.take_back()
        return self._tell_reply(reply)

    @operation("GET", "/replies/{reply_id}")
    def get_reply(self, reply_id: Id) -> results.Reply:
        """Return a reply and what became of it.

        :param reply_id: the reply
        """
        reply = self._find("social.care.reply", reply_id)
        return results.Reply(
            reply_id=reply.id,
            state=reply.state,
            ticket_id=reply.ticket_id.id or None,
            visibility=reply.visibility,
            text=reply.text or "",
            author=reply.user_id.name,
            url=reply.url or None,
            error=reply.error_message or None,
            approval_reason=reply.approval_reason or None,
            published_at=reply.published_at or None,
            undo_seconds=int(reply._count_undo_seconds()),
        )

    @operation(
        "POST",
        "/attachments",
        largest=LARGEST_UPLOAD,
        example={"name": "note.txt", "content": "SGVsbG8="},
    )
    def upload_attachment(
        self, name: Line, content: Annotated[Base64Bytes, Field(min_length=1)]
    ) -> results.Attached:
        """Upload a file for a reply. Without a reply it is deleted after a day.

        :param name: name of the file
        :param content: the file in base64, at most 5 MB
        """
        if len(content) > LARGEST_FILE:
            raise ServiceError("too_large", self.env._("A file has at most 5 MB."))
        # As files of Odoo's composer, which Odoo deletes if no message takes them.
        file = self.env["ir.attachment"].create(
            {"name": name, "raw": content, "res_model": "mail.compose.message"}
        )
        return results.Attached(
            attachment_id=file.id, mimetype=file.mimetype, size=file.file_size
        )

    # -- helpers ---------------------------------------------------------------

    def _draft(self, ticket_id, body, visibility, message_id, attachment_ids):
        mention = self._find_answerable(ticket_id, message_id)
        return mention.thread_id._create_reply(
            mention.id, body, visibility, list(attachment_ids)
        )

    def _check(self, reply):
        """:return: dict of values of ``results.ReplyCheck``"""
        capabilities = reply.thread_id._get_capabilities()
        unit, limit = find_tightest_limit(reply.text, capabilities)
        return {
            "text": reply.text,
            "length": measure(reply.text, unit),
            "unit": unit,
            "limit": limit or None,
            "problems": self._list_problems(reply),
            "approval_reason": reply._explain_approval() or None,
        }

    def _list_problems(self, reply):
        try:
            reply.attachment_ids.sudo(False).check_access("read")
            reply._check_sendable()
        except UserError as problem:
            return [str(problem)]
        return []

    def _tell_reply(self, reply):
        return results.ReplyChanged(reply_id=reply.id, state=reply.state)
