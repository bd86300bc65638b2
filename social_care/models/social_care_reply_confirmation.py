# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools.text import shorten
from ..tools.values import Receipt

# The delay doubles with each check: an hour in all.
MOST_LOOKS = 8
LONGEST_REASON = 500


class SocialCareReplyConfirmation(models.AbstractModel):
    """Find out what became of a reply after the call: receipts of the network, and
    replies whose publication stays unconfirmed. Those free their conversation, with a
    warning, until a person decides.
    """

    _name = "social.care.reply.confirmation"
    _description = "Confirmation of a Reply"

    def _is_given_up(self):
        """Whether asking the network again is pointless."""
        can_find = self.account_id._get_capabilities().can_find
        return not can_find or self.looks >= MOST_LOOKS

    def _mark_unconfirmed(self, error):
        """Leave the decision to a person and notify the author and the supervisors.

        :param error: exception with the last reason
        """
        told = self.state == "unconfirmed"
        self.write(
            {
                "state": "unconfirmed",
                "error_kind": getattr(error, "kind", "error"),
                "error_message": str(error),
                "next_try_at": False,
            }
        )
        if not told:
            self._tell_unconfirmed(
                self.env._("The publication of a reply is unconfirmed")
            )

    def _tell_unconfirmed(self, subject):
        """Notify the author and the supervisors: one of them has to look on the
        network.
        """
        group = self.env.ref("social_care.group_social_care_supervisor").sudo()
        users = group.all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and not user.share
        )
        record = self.ticket_id or self.env["mail.thread"]
        record.sudo().message_notify(
            partner_ids=(users | self.user_id).partner_id.ids,
            subject=subject,
            body=self.env._(
                "Check %(network)s for the reply of %(author)s, then decide in the "
                "conversation: published, not published, or send again.",
                network=self.account_id._get_connector()._get_network_name(),
                author=self.user_id.name,
            ),
        )

    def _deny(self):
        self.write(
            {
                "state": "failed",
                "error_kind": "unconfirmed",
                "error_message": self.env._("This reply was not published."),
            }
        )

    # -- what the network shows later ------------------------------------------

    def _find_heard(self):
        """Find a post of ours on the network with the text of this reply."""
        threads = self.thread_id | self.thread_id.ticket_id.social_care_thread_ids
        return self.env["social.care.mention"].search(
            [
                ("thread_id", "in", threads.ids),
                ("is_own", "=", True),
                ("reply_id", "=", False),
                ("text", "=", self.text),
                ("deleted_at", "=", False),
                ("received_at", ">=", self.sending_at),
            ],
            limit=1,
        )

    def _can_check(self):
        open_state = self.state in ("unknown", "unconfirmed")
        return open_state and self.account_id._get_capabilities().can_find

    @api.model
    def _take_receipts(self, account, values):
        """Mark published replies as failed that the network could not deliver.

        :param account: ``social.care.account``
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
        """Apply receipts that arrived before we had recorded the publication. They are
        stored as events; later ones find the reply themselves.
        """
        if self.state != "published" or not self.external_id:
            return
        account, events = self.account_id, self.env["social.care.event"]
        early = events.search(
            [
                ("account_id", "=", account.id),
                ("external_id", "=", events._make_key(self.external_id)),
                ("kind", "=", "receipt"),
                ("state", "in", ("new", "done")),
                ("received_at", ">=", self.sending_at),
            ]
        )
        if early:
            self._take_receipts(account, early._parse(account))

    def _take_back(self, reason):
        """Mark the reply as failed after the network accepted it. It gets a new
        idempotency key: under the old one the network would repeat its first answer.

        :param reason: words of the network
        """
        self.record_key = self.account_id._get_connector()._make_record_key()
        self._mark_failed("receipt", shorten(reason, LONGEST_REASON))
        self.published_mention_id._take_down(fields.Datetime.now())
        self.thread_id._refresh()
        self.thread_id._notify_changed()
