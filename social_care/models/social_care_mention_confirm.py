# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.values import Published

PLACEHOLDER = "unconfirmed:"


class SocialCareMention(models.Model):
    """Our own posts, heard on the network, tell what became of a reply."""

    _inherit = "social.care.mention"

    def _confirm_replies(self):
        """A reply that could not be confirmed is, when its text is heard."""
        own = self.filtered(lambda m: m.is_own and not m.reply_id and not m.deleted_at)
        threads = own.thread_id | own.thread_id.ticket_id.social_thread_ids
        replies = self.env["social.care.reply"].search(
            [
                ("thread_id", "in", threads.ids),
                ("external_id", "=", False),
                ("state", "in", ("unconfirmed", "published")),
            ]
        )
        for reply in replies:
            for mention in own & reply._find_heard():
                reply.published_mention_id.unlink()
                reply._confirm(Published(mention.external_id, mention.url or ""))

    def _note_published(self, reply, published):
        """What a person saw there has no id of the network's: a place of its own."""
        if published.external_id:
            return super()._note_published(reply, published)
        placeholder = Published(f"{PLACEHOLDER}{reply.record_key}")
        return super()._note_published(reply, placeholder)
