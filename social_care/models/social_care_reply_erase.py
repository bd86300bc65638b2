# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ..tools.traces import lines
from .helpdesk_ticket_forget import forget_in

GC_BATCH = 100
UNSENT = ("draft", "to_approve", "queued")
SETTLED = ("published", "unconfirmed", "failed", "cancelled")


class SocialCareReply(models.Model):
    """Forgetting what we said. Who answered, when, and what became of it remains."""

    _inherit = "social.care.reply"

    def _erase(self, words):
        """Forget text, files and link of these replies, and where a ticket quotes them;
        what was not sent yet is cancelled. What is being said at this moment is
        forgotten as soon as it is clear what became of it.

        :param words: what a ticket says instead
        """
        replies = self.filtered(lambda reply: reply.state != "sending")
        for ticket, own in replies.grouped("ticket_id").items():
            ticket._forget_quotes({ticket: own._get_quotable()}, words)
        replies.filtered(lambda reply: reply.state in UNSENT).state = "cancelled"
        replies._erase_files()
        replies.write(
            {"body": words, "text": False, "url": False, "error_message": False}
        )

    def _erase_files(self):
        files = self.attachment_ids.filtered(
            lambda file: file.res_model == self._name and file.res_id in self.ids
        )
        traces = self.env["social.care.traces"]
        traces._delete_files(traces._paths(files))
        files.unlink()

    def _forget_names(self, traces, words):
        """Take the names of a person out of replies to others.

        :param traces: set of names
        :param words: what is said instead
        """
        for reply in self.filtered(
            lambda reply: reply.state not in ("queued", "sending")
        ):
            forget_in(reply, ("body", "text", "error_message"), traces, words)

    def _forget_if_erased(self):
        """The person was erased while this reply was being said."""
        if self._is_to_erased() and self.text is not False:
            words = self.env._("(erased)")
            self._erase(words)
            self.published_mention_id._erase(words)

    def _get_quotable(self):
        """What others may have quoted of these replies: a set of texts."""
        said = [*self.mapped("text"), *self.mapped("body")]
        return set().union(*(lines(text) for text in said if text))

    @api.autovacuum
    def _gc_expired(self):
        """Erase replies past the retention of their account, some at a time.

        :return: how many, and whether there are more
        """
        old = self.env["social.care.account"]._get_retention_domain("create_date")
        settled = Domain("state", "in", (*SETTLED, "draft"))
        kept = settled & Domain("text", "!=", False)
        found = self.search(old & kept, order="create_date", limit=GC_BATCH)
        found._erase(self.env._("(older than we keep)"))
        return len(found), len(found) == GC_BATCH
