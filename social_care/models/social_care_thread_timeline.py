# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools.mail import html_to_inner_content

from ..tools.arguments import is_id, takes

# Messages of a conversation, and internal notes of a ticket, that are read at once.
PAGE = 100


class SocialCareThreadTimeline(models.AbstractModel):
    """Pages of messages, and the notes that stand between them."""

    _name = "social.care.thread.timeline"
    _description = "Conversation Timeline"

    @api.model
    @takes(thread_id=is_id, mention_id=is_id)
    def get_earlier_messages(self, thread_id, mention_id):
        """Return the page of messages before another one.

        :param thread_id: ID of a ``social.care.thread``
        :param mention_id: ``first_id`` of the page that follows
        :return: dict with ``messages``, ``first_id`` and ``has_earlier``, as
            ``get_conversation`` has them
        :raise AccessError: if the user may not read the conversation
        """
        thread = self.browse(thread_id)
        thread.check_access("read")
        capabilities = thread._get_capabilities()
        return thread._get_panel_page(capabilities, before_id=mention_id)

    def _get_panel_page(self, capabilities, before_id=False, wanted_id=False):
        """Return a page of messages with what the panel needs to read the one before.

        :param capabilities: ``tools.capabilities.Capabilities`` of the account
        :param before_id: ID of the message that follows; by default the newest
            messages are returned
        :param wanted_id: ID of a message that is returned in any case
        :return: dict with ``messages``, ``first_id`` (the oldest one of the page) and
            ``has_earlier``
        """
        ids = self._list_shown_ids()
        end = ids.index(before_id) if before_id in ids else len(ids)
        start = max(end - PAGE, 0)
        page = ids[start:end]
        apart = [wanted_id] if wanted_id in ids[:start] else []
        shown = self.env["social.care.mention"].browse(apart + page)
        return {
            "messages": self._get_panel_messages(capabilities, shown),
            "first_id": page[0] if page else False,
            "has_earlier": start > 0,
        }

    def _list_shown_ids(self):
        """Return the IDs of the messages that are shown, the oldest first."""
        mentions = self.env["social.care.mention"].search(
            [("thread_id", "=", self.id), ("profile_id", "!=", False)],
            order="effective_at, posted_at, id",
        )
        return mentions.ids

    @api.model
    @takes(ticket_id=is_id)
    def get_notes(self, ticket_id):
        """Return the newest internal notes that people wrote on a ticket.

        :param ticket_id: ID of a ``helpdesk.ticket``
        :return: list of at most ``PAGE`` dicts with ``id``, ``author``, ``text`` and
            ``at``, the oldest first
        :raise AccessError: if the user may not read the ticket or conversations
        """
        self.check_access("read")
        ticket = self.env["helpdesk.ticket"].browse(ticket_id)
        ticket.check_access("read")
        notes = self.env["mail.message"].search(
            ticket._social_care_get_note_domain(), order="id desc", limit=PAGE
        )
        return [self._describe_note(note) for note in notes.sorted("id")]

    def _describe_note(self, note):
        return {
            "id": note.id,
            "author": note.author_id.display_name or "",
            "text": html_to_inner_content(note.body),
            "at": fields.Datetime.to_string(note.date),
        }
