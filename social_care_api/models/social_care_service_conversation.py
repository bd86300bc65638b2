# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo import models
from odoo.fields import Domain

from ..tools import results
from ..tools.cursors import Known, pack_known, unpack_known
from ..tools.errors import ServiceError
from ..tools.operation import operation
from ..tools.values import Cursor, Id, Limit, Line


class SocialCareServiceConversation(models.AbstractModel):
    """What was said in the conversations of a ticket."""

    _name = "social.care.service.conversation"
    _inherit = "social.care.service.base"
    _description = "Service for Outside Desktops: Conversation"

    @operation("GET", "/tickets/{ticket_id}/messages")
    def list_messages(
        self, ticket_id: Id, after: Cursor = "", limit: Limit = 50
    ) -> results.MessagePage:
        """List what was said publicly and privately, in the order in which we heard it.

        :param ticket_id: the ticket
        :param after: ``cursor`` of the answer before: only what came later
        :param limit: most messages of the answer
        """
        threads = self._find_threads(ticket_id)
        known = unpack_known(after)
        found = self.env["social.care.mention"].search(
            self._get_later_domain(threads, known), order="id", limit=limit + 1
        )
        shown = found[:limit]
        heard = known.heard | {one.thread_id.id: one.id for one in shown}
        said = {thread.id: thread.sudo()._get_said_until() for thread in threads}
        return results.MessagePage(
            messages=[self._describe_message(mention) for mention in shown],
            cursor=pack_known(Known(heard=heard, said=said)),
            has_more=bool(found - shown),
        )

    def _find_threads(self, ticket_id):
        ticket = self._find_ticket(ticket_id)
        return self.env["social.care.thread"].search([("ticket_id", "=", ticket.id)])

    def _get_later_domain(self, threads, known):
        """Mentions of one conversation are created by one worker at a time: none with a
        lower ID comes later.
        """
        later = (
            Domain("thread_id", "=", thread.id)
            & Domain("id", ">", known.heard.get(thread.id, 0))
            for thread in threads
        )
        return Domain.OR(later) & Domain("profile_id", "!=", False)

    def _describe_message(self, mention):
        return results.Message(
            message_id=mention.id,
            conversation_id=mention.thread_id.id,
            at=mention.effective_at,
            author=mention.author_name or mention.author_handle or "",
            agent=mention.reply_id.sudo().user_id.name or None,
            is_own=mention.is_own,
            private=mention.private,
            text=mention.text or "",
            kind=mention.kind,
            media=[self._describe_media(media) for media in mention.media_ids],
            url=mention.url or None,
            edited_at=mention.edited_at or None,
            deleted_at=mention.deleted_at or None,
            answered_at=mention.answered_at or None,
            cannot_reply_reason=mention._explain_cannot_reply() or None,
        )

    def _describe_media(self, media):
        return results.Media(
            media_id=media.id,
            kind=media.kind,
            is_stored=bool(media.size),
            mimetype=media.mimetype or None,
            alt=media.alt or None,
        )

    @operation("GET", "/media/{media_id}")
    def get_file(self, media_id: Id) -> results.File:
        """Return a file that a customer sent, as we stored it.

        :param media_id: ``media_id`` of a message
        """
        media = self._find("social.care.media", media_id)
        file = media._find_files(["content"])
        if not file:
            raise self._refuse_missing()
        return results.File(
            name=media._get_file_name(),
            mimetype=file.mimetype,
            content=base64.b64encode(file.raw).decode(),
        )

    @operation(
        "POST",
        "/messages/{message_id}/verdict",
        example={"kind": "sentiment", "value": "negative"},
    )
    def correct_verdict(
        self, message_id: Id, kind: Line, value: Line | Id
    ) -> results.TicketChanged:
        """Correct what the analysis says of a message. The analysis learns from it.

        :param message_id: the message
        :param kind: language, sentiment, urgency, topic or relevance
        :param value: the right value; of a topic its ID
        """
        mention = self._find("social.care.mention", message_id)
        mention.correct(kind, value)
        return self._tell_ticket(mention.thread_id.ticket_id)

    # -- descriptions ----------------------------------------------------------

    def _describe_conversations(self, ticket_id):
        return [self._describe_thread(t) for t in self._find_threads(ticket_id)]

    def _describe_thread(self, thread):
        account = thread.account_id.sudo()
        capabilities = thread._get_capabilities()
        permissions = thread._get_panel_permissions(capabilities)
        writing = thread._get_panel_composer()
        return results.Conversation(
            conversation_id=thread.id,
            network=thread.network,
            account=account.name,
            customer=thread.profile_id.display_name or "",
            private=thread.private,
            visibilities=thread._get_visibilities(capabilities),
            cannot_reply_reason=permissions["cannot_reply_reason"] or None,
            text_limit=capabilities.text_limit or None,
            text_unit=capabilities.text_unit,
            signature=account._render_signature(self.env.user) or None,
            writing=writing["name"] if writing else None,
        )

    def _find_answerable(self, ticket_id, message_id):
        """Return the message that a reply answers.

        :param message_id: ID of a message of the ticket; by default the newest one of
            the customer that the network accepts replies to
        :raises ServiceError: ``not_found``, or ``refused`` if there is none
        """
        threads = self._find_threads(ticket_id)
        mentions = self.env["social.care.mention"]
        domain = Domain("thread_id", "in", threads.ids)
        if message_id:
            found = mentions.search(domain & Domain("id", "=", message_id))
            if not found:
                raise self._refuse_missing()
            return found
        domain &= Domain("is_own", "=", False) & Domain("is_context", "!=", True)
        domain &= Domain("deleted_at", "=", False)
        domain &= Domain("cannot_reply_reason", "=", False)
        found = mentions.search(domain, order="effective_at desc, id desc", limit=1)
        if not found:
            words = self.env._(
                "This ticket has no message on a network that can be answered."
            )
            raise ServiceError("refused", words)
        return found
