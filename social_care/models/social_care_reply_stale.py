# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from odoo import fields, models

from ..exceptions import StaleReply
from ..tools.times import utc_now

# What was said, may have been said, or is about to be.
SAID = ("to_approve", "queued", "sending", "unknown", "unconfirmed", "published")
# The same words again within this time are a mistake, unless somebody says so.
AGAIN = timedelta(minutes=10)


class SocialCareReply(models.Model):
    """A draft that somebody's answer has overtaken is not sent by accident."""

    _inherit = "social.care.reply"

    def _note_confirmed(self):
        """A person pressed send, and answers what was there by then."""
        for reply in self:
            reply.write(
                {
                    "confirmed_at": utc_now(),
                    "known_until": reply.thread_id._get_newest_id(),
                }
            )

    def _check_current(self, said_until):
        """Raise StaleReply where the author does not know what was said meanwhile,
        UserError where somebody is just answering.

        :param said_until: ``said_until`` of the conversation as the author saw it when
            they began to write; where they do not tell, the same words of theirs
            again raise
        """
        if not self.account_id._needs_approval(self.visibility):
            self._check_alone()
        said = self.thread_id.reply_ids.filtered(
            lambda r: r.state in SAID and r.confirmed_at and r != self
        )
        if said_until:
            self._check_nothing_said_since(said, datetime.fromisoformat(said_until))
        else:
            self._check_not_said_again(said)

    def _check_nothing_said_since(self, said, seen):
        newer = said.filtered(lambda r: r.confirmed_at > seen).sorted("confirmed_at")
        if newer[-1:].user_id == self.user_id:
            raise StaleReply(self._words_of_own(newer[-1:]))
        if newer:
            raise StaleReply(
                self.env._(
                    "%(name)s answered here at %(time)s. Read the conversation before "
                    "you send this reply.",
                    name=newer[-1:].user_id.name,
                    time=self._local_time(newer[-1:].confirmed_at),
                )
            )
        heard = self.thread_id._own_from_elsewhere()
        if heard and max(heard.mapped("received_at")) > seen:
            raise StaleReply(
                self.env._(
                    "An answer was posted on the network. Read the conversation before "
                    "you send this reply."
                )
            )

    def _check_not_said_again(self, said):
        words, since = self._content(), utc_now() - AGAIN
        for reply in said.filtered(lambda r: r.user_id == self.user_id):
            if reply.confirmed_at > since and reply._content() == words:
                raise StaleReply(self._words_of_own(reply))

    def _words_of_own(self, reply):
        return self.env._(
            "You already answered here at %(time)s: “%(text)s”",
            time=self._local_time(reply.confirmed_at),
            text=reply.body,
        )

    def _local_time(self, moment):
        local = fields.Datetime.context_timestamp(
            self.with_user(self.user_id), moment.replace(microsecond=0)
        )
        return local.strftime("%H:%M")
