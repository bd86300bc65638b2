# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.arguments import (
    is_id,
    is_ids,
    is_moment_or_false,
    is_one_of,
    is_text,
    takes,
)
from ..tools.text import storable

# Tabs that one can still choose from; a post passed on by many has more.
MOST_SHOWN = 12


class SocialCareThread(models.Model):
    """What the conversation panel asks for and does."""

    _inherit = "social.care.thread"

    @api.model
    @takes(ticket_id=is_id)
    def get_conversations(self, ticket_id):
        """Conversations of a ticket, as ``get_conversation`` gives them: those with
        which it began, the liveliest first."""
        threads = self.search(
            [("ticket_id", "=", ticket_id)], order="id", limit=MOST_SHOWN
        )
        liveliest = threads.sorted("last_mention_at", reverse=True)
        return [self.get_conversation(thread.id) for thread in liveliest]

    @api.model
    @takes(ticket_id=is_id)
    def action_view_of_ticket(self, ticket_id):
        """All conversations of a ticket, as a list."""
        self.check_access("read")
        self.env["helpdesk.ticket"].browse(ticket_id).check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care.social_care_thread_action"
        )
        return {**action, "domain": [("ticket_id", "=", ticket_id)], "context": {}}

    @api.model
    @takes(thread_id=is_id)
    def get_conversation(self, thread_id):
        """All that the panel shows of one conversation, as plain values."""
        thread = self.browse(thread_id)
        thread.check_access("read")
        account = thread.account_id.sudo()
        capabilities = account._capabilities()
        reason = thread._cannot_reply_reason(capabilities)
        return {
            "id": thread.id,
            "network": thread.network,
            "network_name": account._connector()._network_name(),
            "account": {
                "id": account.id,
                "name": account.name,
                "handle": account.handle or "",
            },
            "ticket_id": thread.ticket_id.id,
            "customer": thread.profile_id.display_name or "",
            "private": thread.private,
            "can_reply": not reason,
            "cannot_reply_reason": reason,
            "can_open_account": bool(reason) and self._can_set_up(),
            "capabilities": thread._panel_capabilities(capabilities),
            "signature": account._render_signature(self.env.user),
            "window_until": thread._window_until(capabilities),
            "composer": thread._panel_composer(),
            "said_until": thread._get_said_until(),
            "warning": thread._panel_warning(),
            "waiting_since": fields.Datetime.to_string(thread.waiting_since),
            "messages": thread._panel_messages(),
            "replies": thread._panel_replies(),
            "labels": thread._panel_labels(account),
        }

    def _cannot_reply_reason(self, capabilities):
        """Why nobody can reply here, in words; False where one can."""
        account = self.account_id.sudo()
        if not capabilities.visibilities:
            return account._connector()._get_listening_reason(account)
        if account.state == "draft":
            return self.env._("The account %s is not connected.", account.name)
        if account.state == "paused":
            return self.env._("The account %s is paused.", account.name)
        if not account.can_publish:
            return self.env._("This database is a copy; it cannot publish.")
        return False

    def _can_set_up(self):
        """Whether this person may change the account."""
        return self.env.user.has_group("social_care.group_social_care_manager")

    def _panel_capabilities(self, capabilities):
        visibilities = [
            visibility
            for visibility in capabilities.visibilities
            if not (self.private and visibility == "public")
        ]
        return {
            "text_limit": capabilities.text_limit,
            "text_unit": capabilities.text_unit,
            "byte_limit": capabilities.byte_limit,
            "media_max": capabilities.media_max,
            "media_mimetypes": list(capabilities.media_mimetypes),
            "visibilities": visibilities,
            "can_delete": capabilities.can_delete,
        }

    def _window_until(self, capabilities):
        theirs = self.mention_ids.filtered(lambda m: not m.is_own and not m.is_context)
        newest = theirs.sorted("effective_at")[-1:]
        until = newest and newest._reply_until(capabilities)
        return fields.Datetime.to_string(until) if until else False

    def _panel_composer(self):
        user = self.env["social.care.composer"].sudo()._holder(self)
        return {"id": user.id, "name": user.name} if user else False

    def _panel_labels(self, account):
        """What the send button says that it does, by visibility."""
        name = account._connector()._network_name()
        labels = {
            "public": self.env._("Reply publicly on %s", name),
            "private": self.env._("Send privately"),
        }
        waits = self.env._("Send for approval")
        return {
            visibility: waits if account._needs_approval(visibility) else label
            for visibility, label in labels.items()
        }

    def _panel_messages(self):
        shown = self.mention_ids.filtered(lambda m: m.profile_id)
        shown.fetch(["text", "profile_id", "media", "state", "revision_ids"])
        return [
            mention._panel_values()
            for mention in shown.sorted(lambda m: (m.effective_at, m.posted_at, m.id))
        ]

    def _panel_replies(self):
        replies = self.reply_ids.filtered(
            lambda reply: reply.state not in ("published", "cancelled")
        )
        return [reply._panel_values() for reply in replies.sorted("id")]

    # -- writing ---------------------------------------------------------------

    @api.model
    @takes(
        thread_id=is_id,
        mention_id=is_id,
        body=is_text,
        visibility=is_one_of("public", "private"),
        attachment_ids=is_ids,
        said_until=is_moment_or_false,
    )
    def post_reply(
        self, thread_id, mention_id, body, visibility, attachment_ids, said_until=False
    ):
        """Put a reply on its way.

        :param mention_id: the message that is answered
        :param visibility: ``public`` or ``private``, chosen by the person
        :param said_until: ``said_until`` of the conversation as its author saw it when
            they began to write; the latest one confirms that the reply is sent on
            purpose although somebody answered
        :raises StaleReply: where somebody answered since, or, without ``said_until``,
            where the author just said the very same
        :raises UserError: where it may not go, with words
        """
        thread = self.browse(thread_id)
        thread.check_access("read")
        mention = thread._get_answerable(mention_id)
        reply = (
            self.env["social.care.reply"]
            .sudo()
            .create(
                {
                    "thread_id": thread.id,
                    "mention_id": mention.id,
                    "body": storable(body),
                    "visibility": visibility,
                    "attachment_ids": [fields.Command.set(attachment_ids)],
                }
            )
        )
        reply._check_current(said_until)
        reply._take_attachments()
        thread.sudo()._take_on(self.env.user)
        reply.action_send()
        self.env["social.care.composer"].sudo()._end(thread)
        return {
            "reply_id": reply.id,
            "state": reply.state,
            "said_until": thread.sudo()._get_said_until(),
        }

    def _get_answerable(self, mention_id):
        """The message of this conversation that is answered.

        :raises UserError: where it is none that can be answered
        """
        mention = self.mention_ids.filtered(lambda m: m.id == mention_id)
        if not mention:
            raise UserError(self.env._("That message is not in this conversation."))
        if mention.is_context:
            raise UserError(
                self.env._("This post is only shown for context. Reply to the mention.")
            )
        return mention

    def _take_on(self, user):
        """A person answers in these conversations; addons that hand out work give them
        the ticket."""

    @api.model
    @takes(thread_id=is_id)
    def heartbeat(self, thread_id):
        """I am writing here. Returns who holds the conversation."""
        thread = self.browse(thread_id)
        thread.check_access("read")
        self.env["social.care.composer"].sudo()._hold(thread)
        return {"composer": thread._panel_composer()}

    @api.model
    @takes(thread_id=is_id)
    def release(self, thread_id):
        """I have stopped writing here."""
        thread = self.browse(thread_id)
        thread.check_access("read")
        self.env["social.care.composer"].sudo()._release(thread)
