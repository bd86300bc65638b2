# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..exceptions import StaleReply

# Newest messages of the customer that the author is shown.
MOST_SHOWN = 3


class SocialCareReplyMeanwhile(models.AbstractModel):
    """Show the author of a reply what was said while they wrote it."""

    _name = "social.care.reply.meanwhile"
    _description = "What Was Said While a Reply Was Written"

    def _check_meanwhile(self, said_until, heard_until):
        """Check that the author knows what we and the customer said meanwhile.

        :param said_until: see ``_check_current``
        :param heard_until: ``heard_until`` of the conversation when the author last saw
            it; False if the caller does not know
        :raise StaleReply: with everything that was said since
        :raise UserError: if somebody is replying at this moment
        """
        words = []
        try:
            self._check_current(said_until)
        except StaleReply as stale:
            words.append(str(stale))
        words += self._describe_heard_since(heard_until)
        if words:
            raise StaleReply("\n".join(words), self.thread_id._get_known_until())

    def _describe_heard_since(self, heard_until):
        """Return what the customer wrote since, oldest first.

        :return: list of str
        """
        if not heard_until:
            return []
        heard = self.thread_id._search_heard(heard_until, limit=MOST_SHOWN + 1)
        shown = heard[:MOST_SHOWN].sorted("id")
        more = [self.env._("They wrote even more before.")] if heard - shown else []
        return more + [self._describe_heard(mention) for mention in shown]

    def _describe_heard(self, mention):
        return self.env._(
            "%(name)s wrote at %(time)s: “%(text)s”",
            name=mention.author_name or mention.author_handle,
            time=self._format_local_time(mention.received_at),
            text=mention._get_preview(),
        )
