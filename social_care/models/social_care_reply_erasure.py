# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.traces import select_lines
from .social_care_ticket_erasure import forget_in

UNSENT = ("draft", "to_approve", "queued")
QUOTABLE = ("text", "body", "original_body")
# Fields that may quote or name a person.
SAYING = ("body", "text", "original_body", "error_message", "approval_reason")


class SocialCareReplyErasure(models.AbstractModel):
    """Erase what replies say, for a person or after the retention period."""

    _name = "social.care.reply.erasure"
    _description = "Erasure of a Reply"

    def _erase(self, words):
        """Erase text, files and link of these replies, and quotes of them on tickets.
        Replies that were not sent yet are cancelled. One that is being sent is erased
        as soon as its outcome is known.

        :param words: text that takes their place
        """
        replies = self.filtered(lambda reply: reply.state != "sending")
        for ticket, own in replies.grouped("ticket_id").items():
            ticket._social_care_forget_quotes({ticket: own._get_quotable()}, words)
        replies.filtered(lambda reply: reply.state in UNSENT).state = "cancelled"
        replies._erase_files()
        replies.write(
            {
                "body": words,
                "text": False,
                "url": False,
                "error_message": False,
                "original_body": False,
                "approval_reason": False,
            }
        )

    def _erase_files(self):
        files = self.attachment_ids.filtered(
            lambda file: file.res_model == self._name and file.res_id in self.ids
        )
        traces = self.env["social.care.personal.data"]
        traces._delete_files(traces._get_paths(files))
        files.unlink()

    def _forget_names(self, traces, words):
        """Erase the names of a person from replies to others.

        :param traces: set of names
        :param words: text that takes their place
        """
        for reply in self.filtered(
            lambda reply: reply.state not in ("queued", "sending")
        ):
            forget_in(reply, SAYING, traces, words)

    def _forget_if_erased(self):
        """Erase the reply if its recipient was erased while it was being sent."""
        if self._is_to_erased() and self.text is not False:
            words = self.env._("(erased)")
            self._erase(words)
            self.published_mention_id._erase(words)

    def _get_quotable(self):
        """Return the texts that somebody may have quoted of these replies, as a set of
        str.
        """
        said = [text for name in QUOTABLE for text in self.mapped(name)]
        return set().union(*(select_lines(text) for text in said if text))
