# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools.text import shorten
from ..tools.values import Receipt

LONGEST_REASON = 500


class SocialCareReply(models.Model):
    """What the network tells of a reply after it took it."""

    _inherit = "social.care.reply"

    @api.model
    def _take_receipts(self, account, values):
        """The network tells later that a post of ours was not delivered.

        :param values: list of (event, parsed value)
        """
        receipts = {
            value.external_id: value
            for _event, value in values
            if isinstance(value, Receipt) and value.status == "failed"
        }
        if not receipts:
            return
        replies = self.search(
            [
                ("account_id", "=", account.id),
                ("external_id", "in", list(receipts)),
                ("state", "=", "published"),
            ]
        )
        for reply in replies:
            reply._take_back(receipts[reply.external_id].reason)

    def _take_early_receipts(self):
        """Take the receipts that came before we had written down that the reply is
        published. They are stored as events, and perhaps just being read by somebody
        who cannot see yet that it is; what comes from now on finds the reply.
        """
        if self.state != "published" or not self.external_id:
            return
        account, events = self.account_id, self.env["social.care.event"]
        early = events.search(
            [
                ("account_id", "=", account.id),
                ("external_id", "=", events._key(self.external_id)),
                ("kind", "=", "receipt"),
                ("state", "in", ("new", "done")),
                ("received_at", ">=", self.sending_at),
            ]
        )
        if early:
            self._take_receipts(account, early._parse(account))

    def _take_back(self, reason):
        """The network says that what it took was not delivered. Another try needs a
        key of its own: under the old one the network would repeat its first word."""
        self.record_key = self.account_id._connector()._new_record_key()
        self._mark_failed("receipt", shorten(reason, LONGEST_REASON))
        self.published_mention_id._take_down(fields.Datetime.now())
        self.thread_id._refresh()
        self.thread_id._notify_changed()
